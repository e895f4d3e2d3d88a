"""A board at any moment of its log, read from the disk."""

import gzip
from collections.abc import Iterator

from inkroom.board import Board
from inkroom.errors import InkroomError, Unavailable
from inkroom.history import START, fold
from inkroom.messages import encode, read_entry
from inkroom.snapshot import Assembly
from inkroom_server.jobs.worker import Progress
from inkroom_server.log import BoardInfo, Log

PAGE = 1_000


def info_of(log: Log, board: str) -> BoardInfo:
    """The board; raises Unavailable `not_found`."""
    found = log.board(board)
    if found is None:
        raise Unavailable(f"Expected the id of a board, got {board!r}", "not_found")
    return found


def moment(info: BoardInfo, at: int | None) -> int:
    """The seq that is meant by `at`: the head where it is None. Raises InkroomError `bad_moment`."""
    if at is not None and not 0 <= at <= info.head:
        raise InkroomError(f"Expected a moment from 0 to {info.head}, got {at}", "bad_moment")
    return info.head if at is None else at


def stored(log: Log, board: str, at: int, after: int = 0) -> Iterator[bytes]:
    """The stored bytes of the entries `after` + 1 … `at`."""
    while after < at:
        page = log.entries(board, after, min(PAGE, at - after))
        if not page:
            raise Unavailable(f"Expected the entries of {board!r} up to #{at}, found {after}")
        yield from page
        after += len(page)


def board_at(log: Log, id: str, at: int) -> Board:
    """The board after entry `at`, from the stored snapshot where it is not newer."""
    snapshot = log.snapshot(id)
    board = Board()
    if snapshot is not None and snapshot.seq <= at:
        assembly = Assembly()
        for part in snapshot.parts:
            assembly.add(gzip.decompress(part))
        board = assembly.board
    return fold(map(read_entry, stored(log, id, at, board.seq)), board)


def folded(log: Log, progress: Progress, id: str, at: int | None) -> bytes:
    """The board as the JSON of `GET /api/boards/{id}` (API-2)."""
    info = info_of(log, id)
    seq = moment(info, at)
    board = board_at(log, id, seq)
    title = board.get("board")
    return encode(
        {
            "id": id,
            "title": title.get("title") if title else "",
            "seq": seq,
            "head": info.head,
            "chain": log.rows(id, seq - 1, 1)[0].chain if seq else START,
            "epoch": info.epoch,
            "digest": board.digest(),
            "elements": board.rows(),
        }
    )
