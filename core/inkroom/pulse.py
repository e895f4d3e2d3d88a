"""The pulse of a connection: when it is silent, when it is dead, and when to try again (SES-10, LIM-6)."""

from collections.abc import Callable
from typing import Final, Literal

SILENT_MS: Final = 12_000
UNANSWERED_MS: Final = 10_000
OVERDUE_MS: Final = 6_000
"""A head comes every 5 s (MSG-7)."""
WOKEN_MS: Final = 3_000
"""So long a connection has to answer when its window comes back."""
LONGEST_MS: Final = 30_000
FATAL: Final = {
    1003: "text_only",
    1007: "bad_text",
    4400: "bad_message",
    4401: "token_invalid",
    4403: "forbidden",
    4404: "not_found",
    4410: "deleted",
    4426: "upgrade",
}
"""The close codes after which trying again does not help, and what they say."""


class Pulse:
    """`random` gives numbers in [0, 1): it spreads those who come back together."""

    def __init__(self, random: Callable[[], float]) -> None:
        self._random = random
        self._attempts = 0
        self._heard = self._asked = 0.0

    def heard(self, now_ms: float) -> None:
        """A sign of life."""
        self._heard, self._asked = now_ms, 0

    def check(self, now_ms: float) -> Literal["well", "silent", "dead"]:
        """Silent: a ping must go out now, once. Dead: it was not answered."""
        if self._asked:
            return "dead" if now_ms - self._asked >= UNANSWERED_MS else "well"
        if now_ms - self._heard < SILENT_MS:
            return "well"
        self._asked = now_ms
        return "silent"

    def overdue(self, now_ms: float) -> bool:
        """The network or the window came back: True where a ping must go out, with less time to be answered."""
        if self._asked or now_ms - self._heard < OVERDUE_MS:
            return False
        self._asked = now_ms - UNANSWERED_MS + WOKEN_MS
        return True

    def steady(self) -> None:
        """The connection stands: the next one that breaks is the first again."""
        self._attempts = 0

    def soon(self) -> int:
        """The delay (ms) where the network or the window came back."""
        self._attempts = 0
        return int(self._random() * 1000)

    def delay(self, close: int) -> int:
        """The delay (ms) after a connection that ended with this code."""
        self._attempts += 1
        if close == 1012:
            return int(self._random() * 5000)
        return int(self._random() * min(LONGEST_MS, 500 * 2**self._attempts))
