"""`inkroom import`: files become boards, or go onto one."""

from contextlib import closing
from pathlib import Path

import click

from inkroom.errors import InkroomError
from inkroom_server.commands.options import placed
from inkroom_server.commands.place import Boards, Place
from inkroom_server.commands.progress import Progress


@click.command("import", short_help="Make boards of files, or put them onto one.")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--board",
    metavar="ID",
    help="Put it onto this board, or name a new one so; else a new board each.",
)
@placed
def command(files: tuple[Path, ...], board: str | None, place: Place) -> None:
    """Make a board of each FILE.

    .inkroom comes with its whole history. Drawings: .excalidraw .excalidrawlib
    .tldr .xopp .xoj .svg, and .json of WBO. To draw on: .pdf, and pictures (.png .jpg .webp .gif). As notes and
    texts: .txt .csv .tsv .md.

    \b
    inkroom import plan.excalidraw
    inkroom import *.excalidraw --server http://127.0.0.1:8000
    inkroom import more.excalidraw --board greenhouse

    A file is read whole and checked first: one that cannot be used changes nothing.
    """
    with closing(place.open(write=True)) as boards:
        failed = [path for path in files if not _imported(boards, path, board)]
    if failed:
        raise click.exceptions.Exit(1)


def _imported(boards: Boards, path: Path, board: str | None) -> bool:
    try:
        with Progress(path.name) as progress:
            report = boards.import_file(path, board, progress)
    except InkroomError as why:
        click.echo(f"{path.name}: {why}", err=True)
        return False
    count = report["elements"]
    click.echo(
        f"{path.name}: {count:,} element{'' if count == 1 else 's'} on board {report['board']}"
    )
    for line in report["left"]:
        click.echo(f"  not carried: {line}")
    return True
