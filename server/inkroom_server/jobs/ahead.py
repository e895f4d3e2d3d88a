"""Snapshots of boards that nobody has open and that lack one, so that whoever opens them does not wait (ROOM-8)."""

import asyncio
import gzip
import logging
from collections.abc import Callable

from inkroom.board import Board, apply
from inkroom.errors import InkroomError
from inkroom.messages import encode, read_entry
from inkroom.room import Frozen, prepare
from inkroom.snapshot import Assembly
from inkroom.talk import Talk
from inkroom_server.hub import Hub
from inkroom_server.jobs.crew import Crew
from inkroom_server.jobs.moment import info_of, stored
from inkroom_server.jobs.worker import Progress
from inkroom_server.log import Log, StoredSnapshot

logger = logging.getLogger(__name__)
MARK = 1_000
"""Progress is told each time that so many entries are read."""


class Ahead:
    """Looks at all boards at the start, and at each that came whole: an import, a branch, a backup.

    A board whose snapshot lacks `least` entries or more gets one.
    """

    def __init__(self, log: Log, hub: Hub, crew: Crew, least: int) -> None:
        self._log, self._hub, self._crew, self._least = log, hub, crew, least
        self._wanted: dict[str, None] = {}
        self._task: asyncio.Task[None] | None = None
        self._unwatch: Callable[[], None] | None = None

    async def start(self) -> None:
        """Begins with what is there."""
        self._unwatch = self._hub.watch(self._changed)
        for board in await asyncio.to_thread(self._log.unfolded, self._least):
            self._want(board)

    async def close(self) -> None:
        """Makes no more."""
        if self._unwatch is not None:
            self._unwatch()
        self._wanted.clear()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def _changed(self, board: str) -> None:
        if self._hub.live(board) is None:  # a room that is open stores its own
            self._want(board)

    def _want(self, board: str) -> None:
        self._wanted[board] = None
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run(), name="ahead")

    async def _run(self) -> None:
        while self._wanted:
            board = next(iter(self._wanted))
            del self._wanted[board]
            try:
                await self._make(board)
            except InkroomError as why:  # the log is whole without it
                logger.warning("board %s: its snapshot was not made ahead: %s", board, why)

    async def _make(self, board: str) -> None:
        if not await asyncio.to_thread(self._log.unfolded, self._least, board):
            return
        made: StoredSnapshot = await self._crew.run_long(made_ahead, board)
        if self._hub.status(board) is None:
            await asyncio.to_thread(self._log.save_snapshot, board, made)


def made_ahead(log: Log, progress: Progress, id: str) -> StoredSnapshot:
    """The snapshot of a board as it is, from the one before and the log, by a worker; raises Unavailable."""
    info, before = info_of(log, id), log.snapshot(id)
    board, talk = Board(), Talk()
    if before is not None:
        assembly = Assembly()
        for part in before.parts:
            assembly.add(gzip.decompress(part))
        board, talk = assembly.board, Talk(assembly.says)
    for raw in stored(log, id, info.head, board.seq):
        entry = read_entry(raw)
        apply(board, entry)
        talk.add(entry)
        if entry.seq % MARK == 0:
            progress(entry.seq / info.head)
    says = [encode(entry) for entry in talk.entries()]
    made = prepare(Frozen(list(board), info.head, info.chain, info.epoch, says), None)
    return StoredSnapshot(made.seq, made.chain, made.epoch, made.parts)
