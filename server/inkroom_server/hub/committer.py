"""One group commit in flight over all rooms, at most one each tick (ROOM-5, ROOM-6)."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Protocol

from inkroom.room import Batch
from inkroom_server.settings import Settings

logger = logging.getLogger(__name__)


class Committing(Protocol):
    """A room as the committer sees it. No method waits or raises."""

    def cut(self) -> Batch | None:
        """The room's part of the next commit."""

    def committed(self, batch: Batch) -> int:
        """It is on the disk: applies it and tells everybody; how many frames were sent."""

    def failed(self, why: Exception) -> None:
        """It is not, or nobody knows."""

    def send_live(self) -> int:
        """Tells everybody the live state that changed; how many frames were sent."""


class Committer:
    """Collects the rooms that have something to write or to tell, and serves them a tick at a time.

    The first edge leads: after a quiet moment the tick comes at once, else at the distance of a tick from the last.
    """

    def __init__(
        self,
        commit: Callable[[Sequence[Batch]], "Future[None]"],
        settings: Settings,
        ended: Callable[[Exception | None], None],
    ) -> None:
        self._commit, self._settings, self._ended = commit, settings, ended
        self._loop = asyncio.get_running_loop()
        self._dirty: dict[Committing, None] = {}
        self._live: dict[Committing, None] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._flying = False
        self._last, self._sends = 0.0, 0
        self._idle = asyncio.Event()
        self._idle.set()

    def wake(self, room: Committing) -> None:
        """The room has something to write."""
        self._dirty[room] = None
        self._idle.clear()
        if not self._flying:
            self._arm()

    def wake_live(self, room: Committing) -> None:
        """The room has live state to tell."""
        self._live[room] = None
        self._arm()

    async def idle(self) -> None:
        """Waits until all that was taken is on the disk, or has failed."""
        await self._idle.wait()

    def _arm(self) -> None:
        if self._timer is None:
            s = self._settings
            tick = min(s.tick_busy_s, max(s.tick_s, self._sends * s.tick_per_send_s))
            at = max(self._loop.time(), self._last + tick)
            self._timer = self._loop.call_at(at, self._flush)

    def _flush(self) -> None:
        self._timer = None
        self._last, self._sends = self._loop.time(), 0
        live, self._live = self._live, {}
        for room in live:
            self._sends += room.send_live()
        if not self._flying:
            self._cut()

    def _cut(self) -> None:
        dirty, self._dirty = self._dirty, {}
        work = [(room, batch) for room in dirty if (batch := room.cut()) is not None]
        if not work:
            self._idle.set()
            return
        self._flying = True
        try:
            future = self._commit([batch for _, batch in work])
        except Exception as why:  # the log is closed: the rooms must hear of it all the same
            self._done(work, why)
            return
        future.add_done_callback(
            lambda done: self._loop.call_soon_threadsafe(self._done, work, done.exception())
        )

    def _done(self, work: list[tuple[Committing, Batch]], why: BaseException | None) -> None:
        if why is None:
            self._ended(None)
            for room, batch in work:
                self._tell(room, batch)
        else:
            error = why if isinstance(why, Exception) else RuntimeError(repr(why))
            logger.error("commit failed for %s: %s", [b.board for _, b in work], error)
            self._ended(error)
            for room, _ in work:
                room.failed(error)
        self._flying = False  # not before all are told: the next tick grows with what this one sent
        if self._dirty:
            self._arm()
        else:
            self._idle.set()

    def _tell(self, room: Committing, batch: Batch) -> None:
        try:
            self._sends += room.committed(batch)
        except Exception as error:  # a fault of ours must not hold up the other rooms
            logger.exception("board %s: a committed batch could not be told", batch.board)
            room.failed(error)
