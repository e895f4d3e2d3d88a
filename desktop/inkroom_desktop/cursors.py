"""The others' cursors as they move: between two places within one tick, and paler the longer they rest."""

import time
from typing import Final, NamedTuple

from inkroom.messages import Presence
from inkroom_desktop.overlay import Seen

LEAST_S: Final = 0.016
MOST_S: Final = 0.12
"""A tick is taken as no shorter and no longer than these."""
NAME_S: Final = 5.0
REST_S: Final = 60.0
FADE_S: Final = 0.4


class _Way(NamedTuple):
    """From where and how fast (units a second), to where and how fast there; begun when, how long it takes."""

    start: tuple[float, float]
    speed: tuple[float, float]
    end: tuple[float, float]
    arrival: tuple[float, float]
    began: float
    length: float


class Cursors:
    """Feed it the presence; ask what is seen at a time (monotonic seconds)."""

    def __init__(self) -> None:
        self._ways: dict[str, _Way] = {}

    def follow(self, presence: dict[str, Presence], now: float | None = None) -> None:
        now = time.monotonic() if now is None else now
        for peer in [peer for peer in self._ways if not _has_cursor(presence.get(peer))]:
            del self._ways[peer]
        for peer, state in presence.items():
            cursor = state.cursor
            if not isinstance(cursor, list):
                continue
            to = (float(cursor[0]), float(cursor[1]))
            before = self._ways.get(peer)
            if before is None:
                self._ways[peer] = _Way(to, (0, 0), to, (0, 0), now, 0)
            elif before.end != to:
                self._ways[peer] = _onward(before, to, now)

    def seen(self, now: float | None = None) -> dict[str, Seen]:
        now = time.monotonic() if now is None else now
        return {peer: self._seen(way, now) for peer, way in self._ways.items()}

    def moving(self, now: float | None = None) -> bool:
        """True while something is on its way or fades: it must be painted again soon."""
        now = time.monotonic() if now is None else now
        for way in self._ways.values():
            rest = now - way.began
            if (
                rest < way.length
                or NAME_S <= rest < NAME_S + FADE_S
                or REST_S <= rest < REST_S + FADE_S
            ):
                return True
        return False

    def next_change_s(self, now: float | None = None) -> float:
        """Seconds until the next fade begins; a large number where there is none."""
        now = time.monotonic() if now is None else now
        waits = [at - (now - way.began) for way in self._ways.values() for at in (NAME_S, REST_S)]
        return min((wait for wait in waits if wait > 0), default=1e9)

    def _seen(self, way: _Way, now: float) -> Seen:
        rest = now - way.began
        name = 1 - min(1.0, max(0.0, (rest - NAME_S) / FADE_S))
        whole = 1 - min(1.0, max(0.0, (rest - REST_S) / FADE_S))
        return Seen(*_place(way, now), whole, name)


def _onward(before: _Way, to: tuple[float, float], now: float) -> _Way:
    """A cubic Hermite spline from where it is, as fast as it is, to the newest place."""
    since = now - before.began
    length = min(MOST_S, max(LEAST_S, since))
    rested = since > MOST_S
    (ax, ay), (bx, by) = before.end, to
    arrival = (0.0, 0.0) if rested else ((bx - ax) / length, (by - ay) / length)
    return _Way(_place(before, now), _speed(before, now), to, arrival, now, length)


def _place(way: _Way, now: float) -> tuple[float, float]:
    t = 1.0 if way.length == 0 else min(1.0, max(0.0, (now - way.began) / way.length))
    if t >= 1:
        return way.end
    x, y = (
        _hermite(
            t, way.start[n], way.speed[n] * way.length, way.end[n], way.arrival[n] * way.length
        )
        for n in (0, 1)
    )
    return x, y


def _hermite(t: float, start: float, out: float, end: float, into: float) -> float:
    t2, t3 = t * t, t * t * t
    return (
        (2 * t3 - 3 * t2 + 1) * start
        + (t3 - 2 * t2 + t) * out
        + (3 * t2 - 2 * t3) * end
        + (t3 - t2) * into
    )


def _speed(way: _Way, now: float) -> tuple[float, float]:
    since = now - way.began
    if since >= way.length + MOST_S:
        return 0.0, 0.0
    if since >= way.length:
        return way.arrival
    (ax, ay), (bx, by) = _place(way, now - 0.001), _place(way, now)
    return (bx - ax) * 1000, (by - ay) * 1000


def _has_cursor(state: Presence | None) -> bool:
    return state is not None and isinstance(state.cursor, list)
