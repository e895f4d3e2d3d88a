"""The others' cursors as they move: between two places within one tick, and paler the longer they rest."""

import time
from typing import Final

from inkroom.messages import Presence
from inkroom_desktop.overlay import Seen

TICK_S: Final = 0.05
NAME_S: Final = 5.0
REST_S: Final = 60.0
FADE_S: Final = 0.4


class Cursors:
    """Feed it the presence; ask what is seen at a time (monotonic seconds)."""

    def __init__(self) -> None:
        self._moves: dict[str, tuple[float, float, float, float, float]] = {}
        """By peer: where from, where to, and when it began to move."""

    def follow(self, presence: dict[str, Presence], now: float | None = None) -> None:
        now = time.monotonic() if now is None else now
        gone = [peer for peer in self._moves if not _has_cursor(presence.get(peer))]
        for peer in gone:
            del self._moves[peer]
        for peer, state in presence.items():
            cursor = state.cursor
            if not isinstance(cursor, list):
                continue
            x, y = float(cursor[0]), float(cursor[1])
            before = self._moves.get(peer)
            if before is None:
                self._moves[peer] = (x, y, x, y, now)
            elif before[2:4] != (x, y):
                self._moves[peer] = (*self._place(before, now), x, y, now)

    def seen(self, now: float | None = None) -> dict[str, Seen]:
        now = time.monotonic() if now is None else now
        return {peer: self._seen(move, now) for peer, move in self._moves.items()}

    def moving(self, now: float | None = None) -> bool:
        """True while something is on its way or fades: it must be painted again soon."""
        now = time.monotonic() if now is None else now
        for *_, began in self._moves.values():
            rest = now - began
            if (
                rest < TICK_S
                or NAME_S <= rest < NAME_S + FADE_S
                or REST_S <= rest < REST_S + FADE_S
            ):
                return True
        return False

    def next_change_s(self, now: float | None = None) -> float:
        """Seconds until the next fade begins; a large number where there is none."""
        now = time.monotonic() if now is None else now
        waits = [
            at - (now - began) for *_, began in self._moves.values() for at in (NAME_S, REST_S)
        ]
        return min((wait for wait in waits if wait > 0), default=1e9)

    @staticmethod
    def _place(move: tuple[float, float, float, float, float], now: float) -> tuple[float, float]:
        from_x, from_y, x, y, began = move
        part = min(1.0, max(0.0, (now - began) / TICK_S))
        part = part * (2 - part)
        return from_x + (x - from_x) * part, from_y + (y - from_y) * part

    def _seen(self, move: tuple[float, float, float, float, float], now: float) -> Seen:
        rest = now - move[4]
        name = 1 - min(1.0, max(0.0, (rest - NAME_S) / FADE_S))
        whole = 1 - min(1.0, max(0.0, (rest - REST_S) / FADE_S))
        return Seen(*self._place(move, now), whole, name)


def _has_cursor(state: Presence | None) -> bool:
    return state is not None and isinstance(state.cursor, list)
