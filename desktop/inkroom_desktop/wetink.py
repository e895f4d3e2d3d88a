"""The own stroke while its pen is down: others see it grow, and the disk keeps it for a crash."""

import time
from collections.abc import Callable
from typing import Any, Final

from msgspec.structs import replace

from inkroom.messages import Presence, Wet
from inkroom_desktop.link import Link

JOURNAL_S: Final = 0.05
JOURNAL_SHARE: Final = 0.1
"""How much of the window's time the journal may take at most: a very long stroke is journalled less often."""


class WetInk:
    """`ink` is shown; `tell` is told what others see anew of this person."""

    def __init__(self, link: Link, tell: Callable[[Presence], None]) -> None:
        self._link, self._tell = link, tell
        self.ink: Wet | None = None
        self._sent: tuple[str, int] = ("", 0)
        self._down = self._journalled = 0.0
        self._cost = 0.0

    def show(self, wet: Wet | None, draft: Callable[[], dict[str, Any] | None] | None) -> None:
        """The stroke as it is now, None: the pen is up. `draft` makes of it what the journal keeps; None: nothing."""
        self.ink = wet
        if wet is None:
            if self._sent[0]:
                self._tell(Presence(wet=None))
            self._sent = ("", 0)
            self._forget()
        else:
            self._send(wet)
            self._journal(draft)

    def put(self, id: str) -> None:
        """An element was put: the server takes its wet ink away by itself (LIVE-4)."""
        if id == self._sent[0]:
            self._sent = ("", 0)

    def _send(self, wet: Wet) -> None:
        """Sends the points that others do not have; the last one they have may have moved (LIVE-2)."""
        stride = 3 if wet.pressure else 2
        count = len(wet.points) // stride
        goes_on = self._sent[0] == wet.id and count >= self._sent[1]  # else it was made straight
        start = max(0, min(self._sent[1] - 1, count)) if goes_on else 0
        self._sent = (wet.id, count)
        self._tell(Presence(wet=replace(wet, start=start, points=wet.points[start * stride :])))

    def _journal(self, draft: Callable[[], dict[str, Any] | None] | None) -> None:
        """Keeps the stroke whose pen is down on the disk: a crash leaves all but its last moment (SES-19)."""
        now = time.monotonic()
        if not self._down:
            self._down = now
        elif draft is not None:
            pause = max(JOURNAL_S, self._cost / JOURNAL_SHARE)
            if now - max(self._down, self._journalled) >= pause:
                self._link.journal(draft())
                self._journalled = time.monotonic()
                self._cost = self._journalled - now

    def _forget(self) -> None:
        if self._journalled:
            self._link.journal(None)
        self._down = self._journalled = self._cost = 0.0
