"""Whether the disk takes what people draw: noticed, told, and tried again until it does (DISK-1 to DISK-4)."""

import asyncio
import logging
import shutil
from collections.abc import Callable
from typing import Final, Literal

from inkroom.messages import Notice
from inkroom_server.log import Log, reason
from inkroom_server.settings import Settings

logger = logging.getLogger(__name__)
State = Literal["ok", "slow", "full", "failing", "broken"]
"""`slow`: a commit hangs, ops wait for it. `full`, `failing`: ops are let fall. `broken`: the process ends."""
BEAT_S: Final = 0.7
"""A commit that takes longer hangs; the room on the disk is looked at so often. Peers hear within a second."""


class Storage:
    """The disk as the hub sees it. All on the loop's thread; `told` hears of each change of `state`."""

    def __init__(
        self,
        log: Log,
        settings: Settings,
        told: Callable[[], None],
    ) -> None:
        self._log, self._settings, self._told = log, settings, told
        self._loop = asyncio.get_running_loop()
        self.state: State = "ok"
        self._committing: float | None = None
        self._probing = False
        self._checked = 0.0

    @property
    def takes(self) -> bool:
        """True where ops are taken."""
        return self.state in ("ok", "slow")

    @property
    def notice(self) -> Notice:
        """What peers are told."""
        return Notice(code="storage", state=self.state)

    def committing(self, now: float | None) -> None:
        """A commit began, at this time of the monotonic clock; None: it ended."""
        self._committing = now

    def failed(self, why: Exception) -> None:
        """A commit, or a try, failed."""
        if self._log.disk.broken:
            self._enter("broken")
        else:
            full = reason(why) == "SQLITE_FULL" or not self._room()
            self._enter("full" if full else "failing")

    def beat(self, now: float) -> None:
        """Call it a few times a second."""
        if self.state == "broken":
            return
        if self.takes:
            hangs = self._committing is not None and now - self._committing > BEAT_S
            self._enter("slow" if hangs else "ok")
        if now - self._checked < BEAT_S:
            return
        self._checked = now
        if self.takes and not self._room():
            self._enter("full")
        elif not self.takes and not self._probing and self._room():
            self._probing = True
            self._log.probe_later().add_done_callback(
                lambda done: self._loop.call_soon_threadsafe(self._tried, done.exception())
            )

    def _tried(self, why: BaseException | None) -> None:
        self._probing = False
        if isinstance(why, Exception):
            self.failed(why)
        elif why is None and self.state != "broken":
            self._enter("ok")

    def _room(self) -> bool:
        """True where the folder's disk has room for more than the least."""
        try:
            return shutil.disk_usage(self._log.folder).free >= self._settings.disk_free_bytes
        except OSError as why:
            logger.warning("the room on the disk cannot be told: %s", why)
            return True

    def _enter(self, state: State) -> None:
        if state != self.state:
            self.state = state
            say = logger.info if state == "ok" else logger.error
            say("the disk of %s: %s", self._log.folder, state)
            self._told()
