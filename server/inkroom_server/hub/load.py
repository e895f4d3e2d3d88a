"""A room from its log: the newest snapshot, and the entries since (LOG-8)."""

import logging
import zlib
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from inkroom.board import Board, apply
from inkroom.errors import InkroomError
from inkroom.face import tokens
from inkroom.messages import Limits, encode, read_entry
from inkroom.room import Link, People, Room, Snapshot, Tail, one_stream
from inkroom.snapshot import Assembly
from inkroom.talk import Talk
from inkroom_server.log import Log, Stored, StoredSnapshot
from inkroom_server.settings import Settings

logger = logging.getLogger(__name__)
SLICE = 2_000
PART_BYTES = 64 * 2**20


def load(log: Log, id: str, settings: Settings) -> Room:
    """Reads and folds a board; raises Unavailable where there is none. Takes as long as the log since the snapshot."""
    loaded = log.load(id)
    snapshot, board, talk = _unpacked(id, loaded.snapshot)
    while board.seq < loaded.info.head:
        for row in log.rows(id, board.seq, min(SLICE, loaded.info.head - board.seq)):
            entry = read_entry(row.body)
            apply(board, entry)
            talk.add(entry)
    tail = Tail(loaded.info.head - len(loaded.tail), loaded.chain, _links(loaded.tail))
    past = loaded.past
    room = Room(
        id,
        board,
        tail=tail,
        epoch=loaded.info.epoch,
        last=loaded.last | {one.client: one.last_cseq for one in past},
        users=loaded.users | {one.client: one.user for one in past},
        people=People(loaded.people, colours()),
        refused=loaded.refused | {one.client: one.refused for one in past},
        says=map(encode, talk.entries()),
        find=lambda client, cseq: log.find(id, client, cseq),
        limits=limits(settings),
        title=loaded.info.title,
        tags=loaded.info.tags,
        past={one.client for one in past},
    )
    room.snapshot = snapshot
    return room


def limits(settings: Settings) -> Limits:
    """What a client is told of the limits."""
    return Limits(
        settings.message_bytes, settings.ops_per_message, settings.elements, settings.stroke_points
    )


def colours() -> Sequence[str]:
    """The names of people's colours, in the order in which they are given out."""
    return list(tokens()["people"])


def _unpacked(id: str, stored: StoredSnapshot | None) -> tuple[Snapshot | None, Board, Talk]:
    """The stored snapshot, its board and its talk; empty ones where there is none, or it cannot be read (ROOM-8)."""
    if stored is None:
        return None, Board(), Talk()
    assembly = Assembly()
    try:
        for part in stored.parts:
            assembly.add(zlib.decompressobj(wbits=31).decompress(part, PART_BYTES))
    except (InkroomError, zlib.error) as why:
        logger.warning("board %s: its snapshot cannot be read and is made anew: %s", id, why)
        return None, Board(), Talk()
    if assembly.seq != stored.seq:
        return None, Board(), Talk()
    snapshot = Snapshot(stored.seq, stored.chain, stored.epoch, stored.parts)
    if one_stream(stored.parts) is None:  # it is made anew, once
        return None, assembly.board, Talk(assembly.says)
    return snapshot, assembly.board, Talk(assembly.says)


class _Author(Struct):
    """Whose op an entry is; the rest of it is passed over."""

    client: str
    cseq: int


_author = msgspec.json.Decoder(_Author).decode


def _links(rows: list[Stored]) -> list[Link]:
    authors = [(_author(row.body), row) for row in rows]
    return [Link(author.client, author.cseq, row.chain, row.body) for author, row in authors]
