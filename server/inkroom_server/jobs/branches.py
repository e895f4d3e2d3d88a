"""A new board from any moment of another, with its history or without (HIST-9)."""

import asyncio
import secrets
import time
from typing import Any

from msgspec import UNSET, Struct

from inkroom.board import Board
from inkroom.errors import Unavailable
from inkroom.gesture import ops_of
from inkroom.messages import entry_bytes
from inkroom_server.hub import Hub
from inkroom_server.ids import check_id
from inkroom_server.jobs.crew import Crew
from inkroom_server.jobs.moment import board_at, info_of, moment, stored
from inkroom_server.jobs.placing import puts_of
from inkroom_server.jobs.worker import Progress
from inkroom_server.log import Log


class Wanted(Struct, kw_only=True):
    """From where (None: now), what the new board is called, and whether the log up to there comes along."""

    at: int | None = None
    title: str = ""
    history: bool = True


class Branch(Struct):
    """The log of the new board."""

    entries: list[bytes]
    elements: int
    title: str


def branched(log: Log, progress: Progress, id: str, wanted: Wanted, by: str) -> Branch:
    """The log of a new board; raises Unavailable for a board, InkroomError for a moment that is not there."""
    info = info_of(log, id)
    at = moment(info, wanted.at)
    board = board_at(log, id, at)
    progress(0.5)
    about = board.get("board")
    title = wanted.title or str(about.get("title") if about else "")
    elements = sum(1 for _ in board.visible())
    if wanted.history:
        entries = list(stored(log, id, at))
        if wanted.title:
            entries.append(_titled(wanted.title, by, len(entries) + 1))
        return Branch(entries, elements, title)
    named = {} if about is None else {"id": "board", **about.values, "title": title}
    ops = ops_of(
        {"put": puts_of(board), "set": [named or {"id": "board", "title": title}]}, Board(), 1
    )
    client, now = _client(), time.time_ns() // 1_000_000
    for op in ops:
        op.gesture = "branch" if len(ops) > 1 else UNSET
    return Branch([entry_bytes(op.cseq, now, by, client, op) for op in ops], elements, title)


def _titled(title: str, by: str, seq: int) -> bytes:
    (op,) = ops_of({"set": [{"id": "board", "title": title}]}, Board(), 1)
    return entry_bytes(seq, time.time_ns() // 1_000_000, by, _client(), op)


def _client() -> str:
    return f"branch-{secrets.token_hex(8)}"


async def branch(
    crew: Crew, hub: Hub, log: Log, id: str, new: str, wanted: Wanted, by: str
) -> dict[str, Any]:
    """Makes the board `new`; what it is. Raises what `branched` does; `exists` where there is one of this id."""
    check_id(new)
    made: Branch = await crew.run_long(branched, id, wanted, by)
    done = await asyncio.to_thread(write, log, id, new, made)
    hub.changed(new)
    return done


def write(log: Log, id: str, new: str, made: Branch) -> dict[str, Any]:
    """Writes it in one transaction; the people come along, so that everybody keeps name and colour."""
    if not made.entries:
        raise Unavailable(
            "Expected a moment with something on the board, got the beginning", "empty"
        )
    info = log.write_log(new, made.entries, title=made.title, people=log.people(id))
    return {
        "board": info.id,
        "title": info.title,
        "head": info.head,
        "elements": made.elements,
        "left": [],
    }
