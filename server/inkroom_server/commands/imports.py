"""`inkroom import`: files become boards, or go onto one."""

import time
from contextlib import closing
from pathlib import Path
from typing import Final

import click

from inkroom.errors import BadFile, InkroomError, Unavailable
from inkroom.formats.inkroom_file import InkroomFile
from inkroom_server.commands.folder import Folder, drawings
from inkroom_server.commands.options import placed
from inkroom_server.commands.place import Place
from inkroom_server.commands.progress import Progress
from inkroom_server.commands.somewhere import Boards


@click.command("import", short_help="Make boards of files, or put them onto one.")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE_OR_FOLDER...",
    type=click.Path(exists=True, path_type=Path),
)
@click.option(
    "--board",
    metavar="ID",
    help="Put it onto this board, or name a new one so; else a new board each.",
)
@click.option(
    "--watch", is_flag=True, help="Stay, and take what is put into the folders or changes there."
)
@placed
def command(files: tuple[Path, ...], board: str | None, watch: bool, place: Place) -> None:
    """Make a board of each FILE, or of each file in a FOLDER.

    .inkroom comes with its whole history. Drawings: .excalidraw .excalidrawlib
    .tldr .xopp .xoj .svg, and .json of WBO. To draw on: .pdf, and pictures (.png .jpg .webp .gif). As notes and
    texts: .txt .csv .tsv .md.

    \b
    inkroom import plan.excalidraw
    inkroom import *.excalidraw --server http://127.0.0.1:8000
    inkroom import more.excalidraw --board greenhouse
    inkroom import boards/             a folder that `inkroom export --all` wrote
    inkroom import inbox/ --watch

    In a folder ID.inkroom becomes the board ID; where it is that already, it is left alone.

    A file is read whole and checked first: one that cannot be used changes nothing.
    """
    folders = [path for path in files if path.is_dir()]
    if board and folders:
        raise click.UsageError("--board is for files: in a folder each becomes a board of its own")
    if watch and len(folders) < len(files):
        raise click.UsageError("--watch is for folders")
    if watch:
        _watch([Folder(path) for path in folders], place)
        return
    failed = False
    with closing(place.open(write=True)) as boards:
        for path in files:
            for one in drawings(path) if path.is_dir() else [path]:
                taken = _returned if path.is_dir() and one.suffix == ".inkroom" else _imported
                failed = not taken(boards, one, board) or failed
    if failed:
        raise click.exceptions.Exit(1)


PAUSE_S: Final = 1.0
"""Between two looks: a file is taken when it was not written to for so long."""


def _watch(folders: list[Folder], place: Place) -> None:
    """Until Ctrl-C; the boards are held only for as long as files come in, so that a server can start meanwhile."""
    click.echo(f"Watching {', '.join(str(folder.path) for folder in folders)}; Ctrl-C ends it.")
    while True:
        try:
            found = [(folder, path) for folder in folders for path in folder.fresh()]
            if found:
                with closing(place.open(write=True)) as boards:
                    for folder, path in found:
                        taken = _returned if path.suffix == ".inkroom" else _imported
                        taken(boards, path, None)
                        folder.take(path)
            time.sleep(PAUSE_S)
        except KeyboardInterrupt:
            return


def _returned(boards: Boards, path: Path, board: str | None) -> bool:
    """ID.inkroom as the board ID, or left alone where that is where it stands."""
    id = board or path.stem
    try:
        head = boards.head(id)
    except Unavailable as why:
        if why.code != "not_found":
            raise
        return _imported(boards, path, id)
    try:
        with path.open("rb") as opened:
            manifest = InkroomFile(opened).manifest
    except BadFile as why:
        click.echo(f"{path.name}: {why}", err=True)
        return False
    if (manifest.head, manifest.chain) == (head.seq, head.chain):
        click.echo(f"{path.name}: board {id} is there already")
        return True
    click.echo(
        f"{path.name}: Expected a board {id} with the history of the file, it has another "
        f"(#{head.seq}, the file #{manifest.head}): import the file by its name to get a board beside it",
        err=True,
    )
    return False


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
