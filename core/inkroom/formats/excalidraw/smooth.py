"""The way of a freehand stroke as Excalidraw draws it: drawn after the pen, its corners rounded."""

from collections.abc import Sequence
from math import ceil, hypot, sqrt
from typing import Final

Point = tuple[float, float, float]
"""x and y in px, pressure."""

STREAM: Final = 0.575
"""How far each point goes towards the next of the pen (perfect-freehand at a streamline of 0.5)."""
_OFF: Final = 0.2
"""How far lines may be from the curve they stand for, in px."""
_MOST: Final = 12


def smoothed(points: Sequence[Point]) -> list[Point]:
    """The points of a polyline that looks like the curve through the middles of what the pen left.

    A turn of more than 90 degrees stays a corner.
    """
    way = _streamed(points)
    if len(way) < 3:
        return list(points)
    made = [way[0]]
    here = way[0]
    for at in range(1, len(way) - 1):
        before, corner, after = way[at - 1], way[at], way[at + 1]
        if _is_sharp(before, corner, after):
            made.append(corner)
            here = corner
            continue
        there = way[-1] if at == len(way) - 2 else _between(corner, after, 0.5)
        made += _bent(here, corner, there)
        here = there
    if made[-1] != way[-1]:
        made.append(way[-1])
    return made


def _streamed(points: Sequence[Point]) -> list[Point]:
    """The points drawn after the pen; those that do not move go."""
    way = [points[0]]
    for at in range(1, len(points)):
        x, y, pressure = points[at]
        if at < len(points) - 1:
            x, y, _ = _between(way[-1], points[at], STREAM)
        if (x, y) != way[-1][:2]:
            way.append((x, y, pressure))
    return way


def _between(a: Point, b: Point, share: float) -> Point:
    return (
        a[0] + (b[0] - a[0]) * share,
        a[1] + (b[1] - a[1]) * share,
        a[2] + (b[2] - a[2]) * share,
    )


def _is_sharp(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]) < 0


def _bent(a: Point, b: Point, c: Point) -> list[Point]:
    """A quadratic from `a` to `c` towards `b` as points, `a` left out."""
    bow = hypot(a[0] - 2 * b[0] + c[0], a[1] - 2 * b[1] + c[1])
    count = max(min(ceil(sqrt(bow / (4 * _OFF))), _MOST), 1)
    made = []
    for step in range(1, count + 1):
        t = step / count
        made.append(_between(_between(a, b, t), _between(b, c, t), t))
    return made
