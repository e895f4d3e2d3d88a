"""The lasso: a loop drawn by hand, and what it takes is selected (LASSO-1)."""

from collections.abc import Sequence
from typing import Final

from inkroom.geometry import UNIT
from inkroom.ink import simplify
from inkroom_desktop.tools.desk import Desk, Pointer
from inkroom_desktop.tools.select import group_of

APART: Final = 3
"""Points of the loop are at least so far apart, in px of the screen."""
LEAST: Final = 3
"""A loop with fewer points was a press by mistake."""


class LassoTool:
    name = "lasso"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._points: list[float] | None = None
        self._before: list[str] = []

    def press(self, p: Pointer) -> None:
        self._points = [p.x, p.y]
        self._before = list(self._desk.selection) if p.shift else []

    def move(self, p: Pointer) -> None:
        self._desk.hover("cross")
        if self._points is None:
            return
        dx, dy = p.x - self._points[-2], p.y - self._points[-1]
        apart = APART * UNIT / self._desk.zoom
        if dx * dx + dy * dy >= apart * apart:
            self._points += (p.x, p.y)
            self._desk.loop(self._points)

    def release(self, p: Pointer) -> None:
        if self._points is None:
            return
        self.move(p)
        loop = _thinned(self._points, UNIT / self._desk.zoom)
        self.cancel()
        found = [] if len(loop) < 2 * LEAST else self._desk.lassoed(loop)
        ids = [id for one in found for id in ([one.id] if p.ctrl else group_of(self._desk, one))]
        every = list(dict.fromkeys([*self._before, *ids]))
        self._desk.select(every)
        if found:
            self._desk.done(every)

    def cancel(self) -> None:
        self._points = None
        self._desk.loop(None)

    def key(self, name: str) -> bool:
        if name != "Escape" or self._points is None:
            return False
        self.cancel()
        return True


def _thinned(points: Sequence[float], epsilon: float) -> list[float]:
    """Fewer points of the same loop: it is asked about many places."""
    samples = [n for at in range(0, len(points), 2) for n in (points[at], points[at + 1], 0, 0)]
    kept: Sequence[float] = simplify(samples, epsilon)  # type: ignore[arg-type]  # places between units
    return [n for at, n in enumerate(kept) if at % 4 < 2]
