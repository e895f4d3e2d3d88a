"""`inkroom verify`: whether a history is whole, entry by entry."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import click

from inkroom.board import Board as Folded
from inkroom.board import apply
from inkroom.errors import BadLog, InkroomError
from inkroom.history import Verifier
from inkroom_server.commands.options import placed
from inkroom_server.commands.place import Place
from inkroom_server.commands.progress import Progress


@click.command("verify", short_help="Check whether a history is whole.")
@click.argument("what", metavar="BOARD|FILE")
@placed
def command(what: str, place: Place) -> None:
    """Check the chain, the numbers and the restores of a board, or of a .inkroom or .jsonl FILE.

    \b
    inkroom verify greenhouse
    inkroom verify greenhouse.inkroom

    Exit code 0: whole. 1: not whole, and it says at which entry it breaks.
    """
    path = Path(what)
    with Progress(path.name) as progress:
        if path.suffix in (".inkroom", ".jsonl") or path.is_file():
            said = _file(path, progress)
        else:
            said = _board(what, place, progress)
    click.echo(said)


def _file(path: Path, progress: Progress) -> str:
    from inkroom.formats.inkroom_file import InkroomFile

    try:
        with path.open("rb") as opened:
            if path.suffix == ".jsonl":
                progress.begin(path.stat().st_size)
                verifier, _ = _walk(_lines(opened, progress))
                return _whole(path.name, verifier.seq, verifier.chain)
            file = InkroomFile(opened)
            progress.begin(file.manifest.head)
            file.check(progress.step)
            return _whole(path.name, file.manifest.head, file.manifest.chain)
    except OSError as why:
        raise InkroomError(
            f"Expected a file or the id of a board, got {str(path)!r}: {why.strerror}"
        ) from None


def _board(id: str, place: Place, progress: Progress) -> str:
    with closing(place.open()) as boards:
        head = boards.head(id)
        progress.begin(head.seq)
        verifier, board = _walk(_counted(boards.log(id, head.seq), progress))
    if (verifier.seq, verifier.chain) != (head.seq, head.chain):
        raise BadLog(
            verifier.seq,
            f"Expected the log to end at #{head.seq} with chain {head.chain}, "
            f"it ends at #{verifier.seq} with {verifier.chain}",
        )
    if board.digest() != head.digest:
        raise InkroomError(
            f"Expected the board of the log, {id} shows another: {head.digest[:16]}…"
        )
    return _whole(id, head.seq, head.chain)


def _walk(entries: Iterable[bytes]) -> tuple[Verifier, Folded]:
    verifier, board = Verifier(), Folded()
    for stored in entries:
        apply(board, verifier.add(stored))
    return verifier, board


def _lines(file: Iterable[bytes], progress: Progress) -> Iterator[bytes]:
    for line in file:
        yield line.removesuffix(b"\n")
        progress.step(len(line))


def _counted(entries: Iterable[bytes], progress: Progress) -> Iterator[bytes]:
    for stored in entries:
        yield stored
        progress.step()


def _whole(name: str, seq: int, chain: str) -> str:
    return f"{name}: whole, {seq:,} entries, chain {chain}"
