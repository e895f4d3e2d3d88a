"""What a restore would do to a board, and the ops that do it (HIST-6, HIST-7, HIST-8)."""

import secrets
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import UNSET, Struct

from inkroom.board import Board, owner
from inkroom.built import Built, built_on, remarks
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
    by: str = ""
    """Whoever restores."""


class Builder(Built):
    """With the name of the person."""

    name: str = ""


class Plan(Struct):
    """The gesture, op by op, and what it does, by element: as `Restoring` has it; and who built on it."""

    ops: list[bytes]
    back: list[str]
    goes: list[str]
    changes: list[str]
    left: list[str]
    built: list[Builder]


def plan(log: Log, progress: Progress, id: str, wanted: Wanted) -> Plan:
    """What to do; raises Unavailable for a board that is not there, InkroomError for a moment that is not."""
    info = info_of(log, id)
    if wanted.to is None and not wanted.people and not wanted.since and wanted.until is None:
        raise InkroomError("Expected a moment, a person or a period, got none", "bad_request")
    loaded = log.load(id)
    users = loaded.users
    now = board_at(log, id, info.head)
    progress(0.3)
    if wanted.to is None:
        until = moment(info, wanted.until)
        told, built = _taken(log, id, wanted, until, now, users)
    else:
        then = board_at(log, id, moment(info, wanted.to))
        told = restoring(now, then, _only([now, then], wanted, users))
        said = remarks(_saying(log, id, now.seq), then.seq)
        built = built_on(now, then, told, said, users, by=wanted.by)
    progress(0.9)
    ops = ops_of(told.parts, now, 1) if told.parts else []
    gesture = f"restore-{secrets.token_hex(4)}"
    for op in ops:
        op.gesture = gesture
    names = {person.id: person.name for person in loaded.people}
    named = [Builder(**msgspec.structs.asdict(one), name=names.get(one.user, "")) for one in built]
    done = [encode(op) for op in ops]
    return Plan(done, told.back, told.goes, told.changes, told.left, named)


def _saying(log: Log, id: str, at: int) -> Iterator[Entry]:
    """The entries that may say something: the others are not read."""
    for raw in stored(log, id, at):
        if b'"say":' in raw:
            yield read_entry(raw)


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
) -> tuple[Restoring, list[Built]]:
    """One walk through the log: what is taken, the board without it, and who built on it."""
    people, ops = set(wanted.people), dict[str, None]()
    rest, saying = Board(), list[Entry]()

    def others() -> Any:
        for raw in stored(log, id, now.seq):
            entry: Entry = read_entry(raw)
            mine = not people or users.get(owner(entry.writer), "") in people
            if wanted.since < entry.seq <= until and mine:
                ops[entry.writer] = None
            else:
                if entry.say is not UNSET:
                    saying.append(entry)
                yield entry

    fold(others(), rest)
    area = _area(wanted, [now, rest])
    only = None if area is None else chosen([now, rest], area=area)
    taken = ops.__contains__
    told = taking_back(now, rest, taken, only)
    said = remarks(saying, wanted.since)
    return told, built_on(now, rest, told, said, users, taken=taken, by=wanted.by)


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
