"""One group commit in flight, one each tick over a share of the rooms, and all reading before it (ROOM-5, ROOM-6)."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from math import ceil
from typing import Final, Protocol

from inkroom.room import Batch
from inkroom_server.hub.inlet import Inlet
from inkroom_server.settings import Settings

logger = logging.getLogger(__name__)
STEP_S: Final = 0.001
"""The loop's clock goes in steps of so much, and so a timer may come early; a new one for the rest would come at once,
again and again."""


class Committing(Protocol):
    """A room as the committer sees it. No method waits or raises."""

    @property
    def sockets(self) -> int:
        """How many hear of what it tells."""

    def cut(self) -> Batch | None:
        """The room's part of the next commit."""

    def committed(self, batch: Batch) -> None:
        """It is on the disk: applies it and tells everybody."""

    def failed(self, why: Exception) -> None:
        """It is not, or nobody knows."""

    def send_live(self) -> None:
        """Tells everybody the live state that changed."""


class Committer:
    """Collects the rooms that have something to write or to tell, and serves them a tick at a time.

    The first edge leads: after a quiet moment the tick comes at once, else at the distance of a tick from the last.
    Where many sockets are to hear, a tick serves a share of the rooms, those first that wait longest, and the next
    comes the sooner: each room is told as often as before, and waits for the work of a share instead of all. Shares
    are alike, or a small last one would have some rooms wait for two long ticks.
    """

    def __init__(
        self,
        commit: Callable[[Sequence[Batch]], "Future[None]"],
        settings: Settings,
        ended: Callable[[Exception | None], None],
        inlet: Inlet | None = None,
    ) -> None:
        self._commit, self._settings, self._ended = commit, settings, ended
        self._inlet = inlet
        self._loop = asyncio.get_running_loop()
        self._dirty: dict[Committing, None] = {}
        self._live: dict[Committing, None] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._flying = self._owed = self._flushing = False
        self._last = 0.0
        self._told = self._left = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._rest()

    def wake(self, room: Committing) -> None:
        """The room has something to write."""
        self._dirty[room] = None
        self._idle.clear()
        self._arm()

    def wake_live(self, room: Committing) -> None:
        """The room has live state to tell."""
        self._live[room] = None
        self._arm()

    async def idle(self) -> None:
        """Waits until all that was taken is on the disk, or has failed."""
        await self._idle.wait()

    def close(self) -> None:
        """Keeps no time any more."""
        if self._timer is not None:
            self._timer.cancel()
        if self._inlet is not None:
            self._inlet.close()
            self._inlet = None

    def _due(self) -> float:
        """When the next tick may come: the more sockets there are to tell, the later, a share of it after a share."""
        s = self._settings
        whole = self._told + self._left
        tick = min(s.tick_busy_s, whole * s.tick_per_send_s)
        return self._last + max(s.tick_s, tick * self._told / whole if whole else 0)

    def _is_due(self) -> bool:
        return self._loop.time() > self._due() - STEP_S

    def _arm(self) -> None:
        if self._timer is None and not self._flushing:
            self._timer = self._loop.call_at(max(self._loop.time(), self._due()), self._flush)

    def _rest(self) -> None:
        """Nothing goes on: the next thing that comes is read at once."""
        if self._inlet is not None:
            self._inlet.watch(self._arrived)

    def _arrived(self) -> None:
        if self._timer is None and self._is_due():
            self._flush()
        else:
            self._hold()

    def _hold(self) -> None:
        """Something goes on: what comes from now on is read with the next tick."""
        self._arm()
        if self._inlet is not None:
            self._inlet.ignore()

    def _flush(self) -> None:
        self._timer = None
        if not self._is_due():  # a cut that waited told more than was known
            self._arm()
            return
        self._last = self._loop.time()
        self._told = self._left = 0
        self._flushing = True  # how long this tick is to be is known at its end: a timer before would wake for nothing
        try:
            something = self._serve()
        finally:
            self._flushing = False
        if something:
            self._hold()
        else:
            self._rest()

    def _serve(self) -> bool:
        """Reads, tells and cuts; True where there was something."""
        if self._inlet is not None:
            self._inlet.read()
        if not (self._live or self._dirty or self._flying):
            return False
        for room in self._share(self._live):
            room.send_live()
        if self._flying:
            self._owed = True
        else:
            self._cut()
        return True

    def _share(self, waiting: dict[Committing, None]) -> list[Committing]:
        """Takes out as many rooms as one tick serves, at least one; those that came first."""
        s = self._settings
        whole = sum(room.sockets for room in waiting)
        most = max(s.tick_sends, whole * s.tick_s / s.tick_busy_s)  # ticks take `tick_s` at least
        fair = whole / max(1, ceil(whole / most))
        share: list[Committing] = []
        sockets = 0
        for room in waiting:
            if share and sockets + room.sockets / 2 > fair:
                break
            share.append(room)
            sockets += room.sockets
        for room in share:
            del waiting[room]
        self._told += sockets
        self._left += whole - sockets
        return share

    def _cut(self) -> None:
        share = self._share(self._dirty)
        work = [(room, batch) for room in share if (batch := room.cut()) is not None]
        if not work:
            if not self._dirty:
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
        self._flying = False
        if self._owed:  # a tick came meanwhile
            self._owed = False
            self._cut()
        elif not self._dirty:
            self._idle.set()

    def _tell(self, room: Committing, batch: Batch) -> None:
        try:
            room.committed(batch)
        except Exception as error:  # a fault of ours must not hold up the other rooms
            logger.exception("board %s: a committed batch could not be told", batch.board)
            room.failed(error)
