"""Who drew what is on a board, and when, by the writers that put it there."""

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from inkroom.board import Board
from inkroom.cut import origin
from inkroom.messages import Person
from inkroom.source import Source
from inkroom_server.jobs.moment import stored
from inkroom_server.log import Log


class _Head(Struct):
    """As much of an entry as tells whose it is."""

    at: int
    by: str
    client: str
    cseq: int


_head = msgspec.json.Decoder(_Head)


def sources(log: Log, id: str, board: Board, upto: int) -> dict[str, Source]:
    """By writer; of a board that is in the log."""
    return found(board, stored(log, id, upto), log.people(id))


def found(board: Board, entries: Iterable[bytes], people: Iterable[Person]) -> dict[str, Source]:
    """By writer, out of the stored entries of a board."""
    names = {person.id: person.name for person in people}
    wanted = {origin(board, element).put for element in board.visible()}
    known: dict[str, Source] = {}
    for raw in entries:
        head = _head.decode(raw)
        writer = f"{head.client}:{head.cseq}"
        if writer in wanted:
            known[writer] = Source(names.get(head.by, ""), head.at)
    return known
