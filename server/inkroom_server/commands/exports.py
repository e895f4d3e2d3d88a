"""`inkroom export`: a board as a file."""

import os
import tempfile
from contextlib import closing
from pathlib import Path

import click

from inkroom_server.commands.options import placed
from inkroom_server.commands.place import Boards, Place
from inkroom_server.commands.progress import Progress

FORMATS = ("svg", "png", "pdf", "inkroom", "jsonl", "excalidraw", "xopp")


@click.command("export")
@click.argument("board")
@click.option(
    "-o",
    "--out",
    required=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write; its end tells the format.",
)
@click.option(
    "--at",
    type=click.IntRange(min=0),
    metavar="SEQ",
    help="As it was after this entry.  [default: as it is]",
)
@click.option(
    "--format", type=click.Choice(FORMATS), help="Where the end of the file does not tell."
)
@placed
def command(board: str, out: Path, at: int | None, format: str | None, place: Place) -> None:
    """Write BOARD to a file.

    \b
    inkroom export greenhouse -o greenhouse.svg
    inkroom export greenhouse -o yesterday.png --at 812
    inkroom export greenhouse -o greenhouse.inkroom    with its whole history
    """
    chosen = format or out.suffix.removeprefix(".").lower()
    if chosen not in FORMATS:
        ends = ", ".join(f".{name}" for name in FORMATS)
        raise click.BadParameter(
            f"expected a file that ends in {ends}, got {out.name!r}", param_hint="-o"
        )
    with closing(place.open()) as boards:
        left = _write(boards, board, chosen, at, out)
    click.echo(f"{out} ({out.stat().st_size:,} bytes)")
    if left:
        click.echo(f"  not carried: {left}")


def _write(boards: Boards, board: str, format: str, at: int | None, out: Path) -> str:
    """Beside the file first, so that a failure leaves what was there."""
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    except OSError as why:
        raise click.ClickException(f"Expected to write {str(out)!r}: {why.strerror}") from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file, Progress(out.name) as progress:
            left = boards.export(board, format, at, file, progress)
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
