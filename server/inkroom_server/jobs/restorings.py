"""What a restore would do to a board, and the ops that do it (HIST-6, HIST-7, HIST-8)."""

import secrets
from typing import Any

import msgspec
from msgspec import Struct

from inkroom.board import Board, owner
from inkroom.comparison import compare
from inkroom.errors import InkroomError
from inkroom.gesture import ops_of
from inkroom.history import fold
from inkroom.messages import Entry, encode, read_entry
from inkroom.restoring import Area, Restoring, chosen, restoring, taking_back
from inkroom.stack import sheets_of
from inkroom_server.hub import Hub
from inkroom_server.jobs.crew import Crew
from inkroom_server.jobs.moment import board_at, info_of, moment, stored
from inkroom_server.jobs.worker import Progress
from inkroom_server.log import Log

SLICE = 16


class Wanted(Struct, kw_only=True):
    """`to`: the moment to go back to; None: the work of `people` (of all) in `since`+1 … `until` is taken away.

    `area` is of the page `page` ("": the first one), as `Area.places`; `people` are user ids, empty: everybody.
    """

    to: int | None = None
    people: list[str] = []
    since: int = 0
    until: int | None = None
    area: list[int] | None = None
    page: str = ""


class Plan(Struct):
    """The gesture, op by op, and what it does, by element: as `Restoring` has it."""

    ops: list[bytes]
    back: list[str]
    goes: list[str]
    changes: list[str]
    left: list[str]


def plan(log: Log, progress: Progress, id: str, wanted: Wanted) -> Plan:
    """What to do; raises Unavailable for a board that is not there, InkroomError for a moment that is not."""
    info = info_of(log, id)
    if wanted.to is None and not wanted.people and not wanted.since and wanted.until is None:
        raise InkroomError("Expected a moment, a person or a period, got none", "bad_request")
    users = log.load(id).users
    now = board_at(log, id, info.head)
    progress(0.3)
    if wanted.to is None:
        until = moment(info, wanted.until)
        told = _taken(log, id, wanted, until, now, users)
    else:
        then = board_at(log, id, moment(info, wanted.to))
        told = restoring(now, then, _only([now, then], wanted, users))
    progress(0.9)
    ops = ops_of(told.parts, now, 1) if told.parts else []
    gesture = f"restore-{secrets.token_hex(4)}"
    for op in ops:
        op.gesture = gesture
    return Plan([encode(op) for op in ops], told.back, told.goes, told.changes, told.left)


def _only(boards: list[Board], wanted: Wanted, users: dict[str, str]) -> set[str] | None:
    if wanted.area is None and not wanted.people:
        return None
    people = set(wanted.people) or None
    return chosen(boards, area=_area(wanted, boards), people=people, users=users)


def _area(wanted: Wanted, boards: list[Board]) -> Area | None:
    """Raises InkroomError for a page that is on none of the boards."""
    pages = [sheet.id for board in boards for sheet in sheets_of(board, "pages")]
    if wanted.page and wanted.page not in pages:
        known = ", ".join(dict.fromkeys(pages))
        raise InkroomError(f"Expected a page ({known}), got {wanted.page!r}", "bad_request")
    return None if wanted.area is None else Area(wanted.page, wanted.area)


def _taken(
    log: Log, id: str, wanted: Wanted, until: int, now: Board, users: dict[str, str]
) -> Restoring:
    """One walk through the log: what is taken, and the board without it."""
    people, ops = set(wanted.people), dict[str, None]()
    rest = Board()

    def others() -> Any:
        for raw in stored(log, id, now.seq):
            entry: Entry = read_entry(raw)
            mine = not people or users.get(owner(entry.writer), "") in people
            if wanted.since < entry.seq <= until and mine:
                ops[entry.writer] = None
            else:
                yield entry

    fold(others(), rest)
    area = _area(wanted, [now, rest])
    only = None if area is None else chosen([now, rest], area=area)
    return taking_back(now, rest, ops.__contains__, only)


async def restore(crew: Crew, hub: Hub, id: str, wanted: Wanted, by: str) -> tuple[Plan, int]:
    """Does it; what it did, and the entry that it became, the last of several (0: nothing was to be done)."""
    found: Plan = await crew.run_long(plan, id, wanted)
    seq = 0
    for at in range(0, len(found.ops), SLICE):
        parts = [msgspec.json.decode(op) for op in found.ops[at : at + SLICE]]
        entries = await hub.append(id, parts, by)
        seq = entries[-1].seq
    return found, seq


def compared(log: Log, progress: Progress, id: str, old: int, new: int | None) -> bytes:
    """What is other at `new` (None: now) than it was at `old`, as JSON (HIST-5)."""
    info = info_of(log, id)
    before, after = moment(info, old), moment(info, new)
    progress(0.1)
    found = compare(board_at(log, id, before), board_at(log, id, after))
    return encode({"old": before, "new": after, **msgspec.to_builtins(found)})
