"""Freehand strokes: their pressure is another radius than ours (perfect-freehand's), and back."""

from collections.abc import Sequence
from math import asin, hypot, pi, sin
from typing import Final

from inkroom.formats.excalidraw.smooth import STREAM
from inkroom.geometry import UNIT

SIZE: Final = 4.25
"""Perfect-freehand's size for a stroke width of 1, in px."""
_THIN: Final = 0.6
_RATE: Final = 0.275
_MOST: Final = sin((0.5 + _THIN / 2) * pi / 2)
"""The radius of full pressure, as a part of the size."""
WIDTH: Final = 2 * SIZE * _MOST * UNIT
"""Our width for a stroke width of 1: full pressure comes out as wide as theirs."""


def to_ours(pressure: float) -> int:
    """Their pressure 0..1 as ours 0..255 that draws the same radius."""
    share = sin((0.5 - _THIN * (0.5 - max(min(pressure, 1.0), 0.0))) * pi / 2) / _MOST
    return max(min(round(340 * share - 85), 255), 0)


def to_theirs(pressure: int) -> float:
    """Our pressure 0..255 as theirs 0..1 that draws the same radius, or the nearest there is."""
    share = min((85 + pressure) / 340, 1.0) * _MOST
    found = (asin(share) * 2 / pi - 0.5) / _THIN + 0.5
    return round(max(min(found, 1.0), 0.0), 4)


def simulated(points: Sequence[tuple[float, float]], width: float) -> list[float]:
    """The pressure that perfect-freehand makes up for points in px: fast is thin."""
    size = max(width * SIZE, 0.01)
    away = [0.0]
    x, y = points[0]
    for at, (px, py) in enumerate(points[1:], 1):
        if at < len(points) - 1:
            px, py = x + (px - x) * STREAM, y + (py - y) * STREAM
        away.append(hypot(px - x, py - y))
        x, y = px, py
    pressure = 0.25
    for distance in away[:10]:
        pressure = (pressure + _pressed(pressure, distance, size)) / 2
    made = []
    for distance in away:
        pressure = _pressed(pressure, distance, size)
        made.append(pressure)
    return made


def _pressed(before: float, distance: float, size: float) -> float:
    speed = min(1.0, distance / size)
    return min(1.0, before + (1.0 - speed - before) * speed * _RATE)
