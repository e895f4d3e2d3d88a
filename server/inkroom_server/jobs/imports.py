"""A file becomes a board, or goes onto one: read in a worker, then done whole or not at all (API-5)."""

import asyncio
import secrets
import time
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

from inkroom.board import Board
from inkroom.errors import BadFile, BadOp
from inkroom.formats import drawings
from inkroom.formats.inkroom_file import InkroomFile
from inkroom.gesture import ops_of
from inkroom.messages import Person, encode, entry_bytes
from inkroom_server.hub import Hub
from inkroom_server.ids import check_id
from inkroom_server.jobs.crew import Crew
from inkroom_server.jobs.moment import board_at, info_of
from inkroom_server.jobs.placing import Place, lowest, on_one_page, placed, puts_of
from inkroom_server.jobs.sources import found
from inkroom_server.jobs.worker import Progress
from inkroom_server.log import BoardInfo, Log
from inkroom_server.pictures import keep_either

FILE_BYTES: Final = 50 * 2**20
SLICE: Final = 16
LEFT: Final = 500
"""A report of more lines nobody reads."""


class Plan(Struct, kw_only=True):
    """What is to be done, all checked: `ops` for a board that is there, or `entries` for a new one.

    Of a `.inkroom` for a new board the entries and pictures are left in the file.
    """

    title: str
    elements: int
    left: list[str] = []
    ops: list[bytes] = []
    entries: list[bytes] = []
    people: list[Person] = []
    epoch: int = 1
    pictures: list[bytes] = []
    whole: bool = False


class Report(Struct):
    """What was made; `left` says, line by line, what was not carried."""

    board: str
    title: str
    head: int
    elements: int
    left: list[str]


class Spot(Struct, frozen=True):
    """Where on a board: with the middle `at` a place (None: beside all that lies there), on a page (None: the first).

    `mark`: what the ids of the elements begin with ("": something of its own).
    """

    at: Place | None = None
    page: str | None = None
    mark: str = ""


NOWHERE: Final = Spot()


class Source(Struct):
    """The file, what it is called, and who brings it onto which board (None: a new one)."""

    path: Path
    name: str
    board: str | None
    by: str
    limit: int
    spot: Spot = NOWHERE


def read(log: Log, progress: Progress, source: Source) -> Plan:
    """Checks the file and plans; raises BadFile, BadLog or BadOp, and Unavailable for a board that is not there."""
    whole = Path(source.name).suffix.lower() == ".inkroom"
    plan = (_inkroom if whole else _drawing)(log, progress, source)
    if len(plan.left) > LEFT:
        plan.left[LEFT:] = [f"and {len(plan.left) - LEFT:,} more"]
    progress(1.0)
    return plan


def _inkroom(log: Log, progress: Progress, source: Source) -> Plan:
    with source.path.open("rb") as opened:
        file = InkroomFile(opened)
        board = file.check(_steps(file.manifest.head, progress))
        if source.board is not None:
            pictures = [file.asset(sha) for sha in file.assets]
            made = found(board, file.log(), file.people)
            return _onto(log, source, puts_of(board, made), pictures, [])
    _check_room(len(board), source.limit)
    return Plan(
        title=file.manifest.title,
        elements=sum(1 for _ in board.visible()),
        people=file.people,
        epoch=file.manifest.epoch,
        whole=True,
    )


def _drawing(log: Log, progress: Progress, source: Source) -> Plan:
    size = source.path.stat().st_size
    if size > FILE_BYTES:
        raise BadFile(f"Expected a file of at most {FILE_BYTES:,} bytes, got {size:,}", "too_big")
    progress(0.05)
    drawing = drawings.read(source.name, source.path.read_bytes())
    progress(0.6)
    if source.board is not None:
        return _onto(log, source, drawing.puts, drawing.pictures, drawing.left)
    title = Path(source.name).stem[:120]
    _check_room(len(drawing.puts), source.limit)
    about = {"id": "board", "title": title, **drawing.board}
    ops = ops_of({"put": drawing.puts, "set": [about]}, Board(), 1)
    client, now = f"import-{secrets.token_hex(8)}", time.time_ns() // 1_000_000
    return Plan(
        title=title,
        elements=len(drawing.puts),
        left=drawing.left,
        entries=[entry_bytes(op.cseq, now, source.by, client, op) for op in ops],
        pictures=drawing.pictures,
    )


def _onto(
    log: Log, source: Source, puts: list[dict[str, Any]], pictures: list[bytes], left: list[str]
) -> Plan:
    """Ops that put the elements beside what lies on the board, under fresh ids."""
    info = info_of(log, source.board or "")
    board = board_at(log, info.id, info.head)
    _check_room(len(board) + len(puts), source.limit)
    mark, spot = source.spot.mark or secrets.token_hex(4), source.spot
    fresh = placed(on_one_page(puts, lowest(board, spot.page)), board, mark, spot.at)
    gesture = f"import-{secrets.token_hex(4)}"
    ops = ops_of({"put": fresh}, board, 1) if fresh else []
    for op in ops:
        op.gesture = gesture
    return Plan(
        title=info.title,
        elements=len(puts),
        left=left,
        ops=[encode(op) for op in ops],
        pictures=pictures,
    )


def _check_room(elements: int, limit: int) -> None:
    if elements > limit:
        raise BadOp(
            f"Expected at most {limit:,} elements on a board, got {elements:,}", "board_full"
        )


def _steps(whole: int, progress: Progress) -> Any:
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if done % 1_000 == 0:
            progress(done / whole)

    return step


# ------------------------------------------------------------------ doing it


def write_new(log: Log, path: Path, plan: Plan, board: str) -> BoardInfo:
    """The new board, in one transaction; its pictures first, which harm nobody where it fails."""
    check_id(board)
    for picture in plan.pictures:
        keep_either(log, picture)
    if not plan.whole:
        return log.write_log(board, plan.entries, title=plan.title, people=plan.people)
    with path.open("rb") as opened:
        file = InkroomFile(opened)
        for sha in file.assets:
            keep_either(log, file.asset(sha))
        return log.write_log(
            board, file.log(), title=plan.title, people=plan.people, epoch=plan.epoch
        )


class Imports:
    """Brings files onto boards of a server that runs."""

    def __init__(self, log: Log, hub: Hub, crew: Crew) -> None:
        self._log, self._hub, self._crew = log, hub, crew

    async def run(
        self, path: Path, name: str, *, onto: str | None, new: str, by: str, spot: Spot = NOWHERE
    ) -> Report:
        """Onto the board `onto`, or as a board `new`; raises as `read` does, and nothing was changed then."""
        plan = await self.plan(path, name, onto, by, spot)
        if onto is None:
            return await self.create(path, plan, new)
        return await self.append(plan, onto, by)

    async def plan(
        self,
        path: Path,
        name: str,
        onto: str | None,
        by: str,
        spot: Spot = NOWHERE,
        progress: Progress = lambda share: None,
    ) -> Plan:
        """Reads the file; raises as `read` does. Nothing is changed yet."""
        source = Source(path, name, onto, by, self._hub.settings.elements, spot)
        plan: Plan = await self._crew.run_long(read, source, progress=progress)
        return plan

    async def append(self, plan: Plan, board: str, by: str) -> Report:
        """Onto a board that is there."""
        return await append_plan(self._log, self._hub, plan, board, by)

    async def create(self, path: Path, plan: Plan, board: str) -> Report:
        """A new board."""
        info = await asyncio.to_thread(write_new, self._log, path, plan, board)
        self._hub.changed(board)
        return Report(board, info.title, info.head, plan.elements, plan.left)


async def append_plan(log: Log, hub: Hub, plan: Plan, board: str, by: str) -> Report:
    """Onto a board that is there."""
    for picture in plan.pictures:
        await asyncio.to_thread(keep_either, log, picture)
    for at in range(0, len(plan.ops), SLICE):
        parts = [msgspec.json.decode(op) for op in plan.ops[at : at + SLICE]]
        await hub.append(board, parts, by)
    info = await asyncio.to_thread(info_of, log, board)
    return Report(board, info.title, info.head, plan.elements, plan.left)
