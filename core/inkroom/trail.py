"""The trail of a laser pointer: where it was in the last moments, thinner the longer ago (LIVE-6)."""

from collections.abc import Sequence
from typing import Final

from inkroom.geometry import rnd

FADE_MS: Final = 900
MOST: Final = 64
"""Places that others are told."""
STEP_MS: Final = 15
"""A place that came sooner after the one before gives way to the next."""


class Trail:
    """Fed with board units and ms of an even clock; a `lift` ends a line, and the next place begins another."""

    def __init__(self) -> None:
        self._lines: list[list[tuple[float, float, float]]] = []
        self._down = False

    def add(self, x: float, y: float, now: float) -> None:
        if not self._down:
            self._lines.append([(x, y, now)])
            self._down = True
            return
        line = self._lines[-1]
        if len(line) > 1 and line[-1][2] - line[-2][2] < STEP_MS:
            line.pop()
        line.append((x, y, now))

    def lift(self, now: float) -> None:
        if self._down:
            self._rest(now)
            self._down = False

    def shown(self, now: float) -> list[list[int]]:
        """The lines as traces `[x,y,pressure, …]`, the pressure from 255 at the tip down to what is almost gone."""
        self._age(now)
        return [
            [
                n
                for x, y, at in line
                for n in (rnd(x), rnd(y), rnd(255 * (1 - (now - at) / FADE_MS)))
            ]
            for line in self._lines
        ]

    def places(self, now: float) -> list[int] | None:
        """What others are told: the newest line, flat, its oldest place first; None: there is none any more."""
        self._age(now)
        if not self._lines:
            return None
        return [n for x, y, _ in self._lines[-1][-MOST:] for n in (rnd(x), rnd(y))]

    def _age(self, now: float) -> None:
        if self._down:
            self._rest(now)
        lines = [[p for p in line if now - p[2] < FADE_MS] for line in self._lines]
        self._lines = [line for line in lines if line]

    def _rest(self, now: float) -> None:
        """The tip stays bright while the pointer is down."""
        x, y, _ = self._lines[-1][-1]
        self._lines[-1][-1] = (x, y, now)


def trace_of(places: Sequence[int]) -> list[int]:
    """The trail of somebody else as a trace: the newest place is the thickest."""
    count = len(places) // 2
    return [
        n
        for at in range(count)
        for n in (places[2 * at], places[2 * at + 1], rnd(255 * (at + 1) / count))
    ]
