"""`inkroom export`: a board as a file."""

import os
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from inkroom.render.view import Area, View
from inkroom_server.commands.options import Span, placed
from inkroom_server.commands.place import Place
from inkroom_server.commands.progress import Progress
from inkroom_server.commands.somewhere import Boards, Wish

FORMATS = (
    *(
        "svg",
        "png",
        "pdf",
        "inkroom",
        "jsonl",
        "csv",
        "excalidraw",
        "excalidrawlib",
        "xopp",
        "tldr",
    ),
    *("txt", "html", "mp4", "webm", "gif"),
)


def _seconds(ctx: click.Context, param: click.Parameter, value: str) -> float:
    """`2`, `2s` or `500ms` in seconds."""
    text = value.strip().lower()
    number, unit = (text[:-2], 0.001) if text.endswith("ms") else (text.removesuffix("s"), 1.0)
    try:
        found = float(number) * unit
    except ValueError:
        found = -1.0
    if not 0 <= found <= 3600:
        raise click.BadParameter(f"expected a time like 2s or 500ms, got {value!r}")
    return found


@click.command("export")
@click.argument("board", required=False)
@click.option(
    "-o",
    "--out",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where to write; its end tells the format. With --all: a folder.",
)
@click.option(
    "--all",
    "whole",
    is_flag=True,
    help="Every board, as ID.inkroom or in --format; what is as it was is not written again.",
)
@click.option(
    "--at",
    "--to",
    type=click.IntRange(min=0),
    metavar="SEQ",
    help="As it was after this entry.  [default: as it is]",
)
@click.option(
    "--format", type=click.Choice(FORMATS), help="Where the end of the file does not tell."
)
@click.option("--page", metavar="ID", help="This page.  [default: the first]")
@click.option("--frame", metavar="ID", help="What is in this frame.")
@click.option("--area", metavar="X,Y,W,H", help="What is in this area, in px of the board.")
@click.option(
    "--ids",
    callback=lambda ctx, param, value: tuple(value.split(",")) if value else (),
    metavar="ID,ID",
    help="These elements alone.",
)
@click.option("--scene", is_flag=True, help="In an .svg or .png: the drawing, for Excalidraw.")
@click.option("--dark", is_flag=True, help="As on a dark screen.")
@click.option("--transparent", is_flag=True, help="Without the ground.")
@click.option(
    "--scale",
    type=Span(0.1, 4),
    default=2.0,
    show_default=True,
    help="Pixels of a .png for one px of the board.",
)
@click.option("--frames", is_flag=True, help="In a .pdf: a page for each frame.")
@click.option("--marks", is_flag=True, help="In a .pdf: a page for each mark, step by step.")
@click.option(
    "--from",
    "since",
    type=click.IntRange(min=0),
    default=0,
    metavar="SEQ",
    help="A film or .txt begins after this entry; --at, or --to, is its end.",
)
@click.option(
    "--speed",
    type=Span(0.1, 100_000),
    default=8.0,
    show_default=True,
    help="A film is so many times as quick as it was.",
)
@click.option(
    "--skip-idle",
    callback=_seconds,
    default="2s",
    show_default=True,
    metavar="TIME",
    help="No pause of a film is longer; 0: all of each.",
)
@click.option("--title", is_flag=True, help="A film begins with a title card.")
@click.option("--chat", is_flag=True, help="What was said is seen in a film for a while.")
@click.option(
    "--height",
    type=click.IntRange(90, 2160),
    default=1080,
    show_default=True,
    help="Of a film in pixels, 16:9; a .gif has half of it.",
)
@placed
def command(
    board: str | None,
    out: Path,
    whole: bool,
    at: int | None,
    format: str | None,
    place: Place,
    area: str | None,
    **look: Any,
) -> None:
    """Write BOARD to a file.

    \b
    inkroom export greenhouse -o greenhouse.svg
    inkroom export greenhouse -o yesterday.png --at 812
    inkroom export greenhouse -o greenhouse.inkroom    with its whole history
    inkroom export greenhouse -o slides.pdf --frames
    inkroom export greenhouse -o steps.pdf --marks
    inkroom export greenhouse -o lesson.webm --from 200 --to 812 --speed 8 --skip-idle 2s --title --chat
    inkroom export greenhouse -o who-did-what.txt
    inkroom export --all -o boards/
    """
    if whole:
        if board or at is not None:
            raise click.UsageError("--all takes every board as it is: no BOARD, no --at")
        _write_all(out, format or "inkroom", View(area=_area(area), **look), place)
        return
    if board is None:
        raise click.UsageError("Missing argument 'BOARD', or --all.")
    if out.is_dir():
        raise click.BadParameter(f"expected a file, {str(out)!r} is a folder", param_hint="-o")
    chosen = format or out.suffix.removeprefix(".").lower()
    if chosen not in FORMATS:
        ends = ", ".join(f".{name}" for name in FORMATS)
        raise click.BadParameter(
            f"expected a file that ends in {ends}, got {out.name!r}", param_hint="-o"
        )
    view = View(area=_area(area), **look)
    with closing(place.open()) as boards:
        left = _write(boards, Wish(board, chosen, at, view), out)
    click.echo(f"{out} ({out.stat().st_size:,} bytes)")
    if left:
        click.echo(f"  not carried: {left}")


def _write_all(folder: Path, format: str, view: View, place: Place) -> None:
    """Each board beside the others, under its id; equal boards stay equal files, so that git sees what changed."""
    folder.mkdir(parents=True, exist_ok=True)
    with closing(place.open()) as boards:
        ids = sorted(str(board["id"]) for board in boards.list(trash=False))
        for id in ids:
            path = folder / f"{id}.{format}"
            before = path.read_bytes() if path.is_file() else None
            new = path.with_name(f".{path.name}.new")
            left = _write(boards, Wish(id, format, None, view), new)
            same = before == new.read_bytes()
            if same:
                new.unlink()
            else:
                new.replace(path)
            click.echo(f"{path} ({path.stat().st_size:,} bytes{', as it was' if same else ''})")
            if left:
                click.echo(f"  not carried: {left}")
    click.echo(f"{len(ids):,} board{'' if len(ids) == 1 else 's'} in {folder}")


def _area(text: str | None) -> Area | None:
    if text is None:
        return None
    try:
        x, y, w, h = (float(side) for side in text.split(","))
    except ValueError:
        raise click.BadParameter(
            f"expected four numbers like 0,0,640,480, got {text!r}", param_hint="--area"
        ) from None
    return x, y, w, h


def _write(boards: Boards, wish: Wish, out: Path) -> str:
    """Beside the file first, so that a failure leaves what was there."""
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    except OSError as why:
        raise click.ClickException(f"Expected to write {str(out)!r}: {why.strerror}") from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file, Progress(out.name) as progress:
            left = boards.export(wish, file, progress)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(out)
    except OSError as why:
        raise click.ClickException(f"Expected to write {str(out)!r}: {why.strerror}") from None
    finally:
        temporary.unlink(missing_ok=True)
    return left


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
