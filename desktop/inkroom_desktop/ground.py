"""The ground of a board: its colour, and dots or lines that thin out as one zooms away."""

import math
from typing import Final

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from inkroom.elements import DEFAULTS
from inkroom.geometry import UNIT, Box
from inkroom_desktop import inks, theme

STEP: Final = 24 * UNIT
WIDE_STEP: Final = 120 * UNIT
DOT_PX: Final = 2.2
LEAST_PX: Final = 5.0
"""Marks nearer than this on the screen are left out."""


class Ground:
    """`background` and `grid` are registers of the board."""

    def __init__(self) -> None:
        self.background: str = DEFAULTS["background"]
        self.grid: str = DEFAULTS["grid"]
        self.past = False
        """A moment that is over: the past looks like the past."""
        self.ratio = 1.0
        """Device px in a px of the screen: dots keep their size."""

    def take(self, ground: tuple[str, str]) -> bool:
        """Takes a background and a grid; True where the ground is other than before."""
        before = (self.background, self.grid)
        self.background, self.grid = ground
        return ground != before

    @property
    def colour(self) -> QColor:
        return theme.colour("board-past") if self.past else inks.ground(self.background)

    def paint(self, to: QPainter, box: Box, scale: float) -> None:
        """The ground of `box`; `scale`: device px in a board unit, which the painter's transform has."""
        to.fillRect(QRectF(box.left, box.top, box.width, box.height), self.colour)
        zoom = scale * UNIT / self.ratio
        step, strength = (STEP, min(1.0, (zoom - 0.25) * 4)) if zoom >= 0.25 else (WIDE_STEP, 1.0)
        if self.grid == "none" or step * scale < LEAST_PX or strength <= 0:
            return
        tint = _mixed(self.colour, theme.colour("grid"), strength)
        if self.grid == "isometric":
            _slanted(to, box, step, tint)
        elif self.grid in ("lines", "squares"):
            _lines(to, box, step, tint, across=self.grid == "squares")
        else:
            _dots(to, box, step, scale, tint, self.ratio)


def _mixed(under: QColor, over: QColor, strength: float) -> QColor:
    """What `over` looks like on `under`: plain colours are painted much quicker than see-through ones."""

    def part(low: int, high: int) -> int:
        return round(low + (high - low) * strength)

    return QColor(
        part(under.red(), over.red()),
        part(under.green(), over.green()),
        part(under.blue(), over.blue()),
    )


def _dots(to: QPainter, box: Box, step: int, scale: float, tint: QColor, ratio: float) -> None:
    few = step * scale >= 16 * ratio
    pen = QPen(tint, DOT_PX * ratio)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if few else Qt.PenCapStyle.SquareCap)
    to.setRenderHint(
        QPainter.RenderHint.Antialiasing, few
    )  # many dots are small, and plain pixels are quick
    to.setPen(pen)
    xs = (
        np.arange(math.floor(box.left / step), math.ceil(box.right / step) + 1, dtype=np.float64)
        * step
    )
    ys = (
        np.arange(math.floor(box.top / step), math.ceil(box.bottom / step) + 1, dtype=np.float64)
        * step
    )
    grid_x, grid_y = np.meshgrid(xs, ys)
    to.drawPointsNp(grid_x.ravel(), grid_y.ravel())  # type: ignore[arg-type]  # the stub says Sequence, it takes arrays


def _lines(to: QPainter, box: Box, step: int, tint: QColor, *, across: bool) -> None:
    to.setPen(QPen(tint, 0))
    rows = range(math.floor(box.top / step), math.ceil(box.bottom / step) + 1)
    lines = [QLineF(box.left, row * step, box.right, row * step) for row in rows]
    if across:
        columns = range(math.floor(box.left / step), math.ceil(box.right / step) + 1)
        lines += [QLineF(x * step, box.top, x * step, box.bottom) for x in columns]
    to.drawLines(lines)


def _slanted(to: QPainter, box: Box, step: int, tint: QColor) -> None:
    """Three sets of lines, upright and 30 degrees to each side, that make equal triangles."""
    across = step * math.sqrt(3) / 2
    columns = range(math.floor(box.left / across), math.ceil(box.right / across) + 1)
    lines = [QLineF(at * across, box.top, at * across, box.bottom) for at in columns]
    slope = 1 / math.sqrt(3)
    for way in (slope, -slope):
        ends = (box.top - way * box.left, box.top - way * box.right)
        low = math.floor(min(ends) / step)
        high = math.ceil((max(ends) + box.height) / step)
        lines += [
            QLineF(box.left, row * step + way * box.left, box.right, row * step + way * box.right)
            for row in range(low, high + 1)
        ]
    to.setPen(QPen(tint, 0))
    to.drawLines(lines)
