"""Arrow heads, and the ends of the lines of an entity diagram."""

from collections.abc import Sequence
from math import sqrt
from typing import Final, NamedTuple

from inkroom.geometry import rnd
from inkroom.path import Path, ellipse, flattened, polyline

_COS: Final = 0.913_545_457_642_600_9
_SIN: Final = 0.406_736_643_075_800_15


class Head(NamedTuple):
    """One end of a line: `stroke` is drawn, `fill` filled; the line itself ends at (x, y)."""

    stroke: Path
    fill: Path
    x: int
    y: int


def head_size(width: int) -> int:
    """How long an arrow head is that a line of this width has room for."""
    return max(256, 192 + 4 * width)


def head(name: str, way: Path, at_end: bool, width: int) -> Head | None:
    """The head of a line that runs along `way`; None for none."""
    if name == "none":
        return None
    part = [float(n) for n in flattened(way)[0]]
    if not at_end:
        part = [n for at in range(len(part) - 2, -1, -2) for n in part[at : at + 2]]
    length = _length_of(part)
    if length == 0:
        return None
    size = min(float(head_size(width)), length / 2)
    x, y = part[-2], part[-1]
    dx, dy = _heading(part, size)
    return _HEADS.get(name, _arrow)(x, y, dx, dy, size, name)


def _length_of(part: Sequence[float]) -> float:
    total = 0.0
    for at in range(2, len(part), 2):
        dx, dy = part[at] - part[at - 2], part[at + 1] - part[at - 1]
        total += sqrt(dx * dx + dy * dy)
    return total


def _heading(part: Sequence[float], reach: float) -> tuple[float, float]:
    """The direction in which a line comes to its end: from the point that is `reach` away."""
    x, y = part[-2], part[-1]
    dx = dy = 0.0
    length = 0.0
    for at in range(len(part) - 4, -1, -2):
        dx, dy = x - part[at], y - part[at + 1]
        length = sqrt(dx * dx + dy * dy)
        if length >= reach:
            break
    return (dx / length, dy / length) if length > 0 else (1.0, 0.0)


def _spread(
    x: float, y: float, dx: float, dy: float, size: float
) -> tuple[float, float, float, float]:
    """The two points behind a tip that its barbs reach to."""
    bx, by = -dx * size, -dy * size
    return (
        x + bx * _COS - by * _SIN,
        y + bx * _SIN + by * _COS,
        x + bx * _COS + by * _SIN,
        y - bx * _SIN + by * _COS,
    )


def _arrow(x: float, y: float, dx: float, dy: float, size: float, _: str) -> Head:
    ax, ay, bx, by = _spread(x, y, dx, dy, size)
    return Head(polyline([ax, ay, x, y, bx, by]), [], rnd(x), rnd(y))


def _bar(x: float, y: float, dx: float, dy: float, size: float, _: str) -> Head:
    half = size * 0.3
    return Head(
        polyline([x - dy * half, y + dx * half, x + dy * half, y - dx * half]), [], rnd(x), rnd(y)
    )


def _round(x: float, y: float, dx: float, dy: float, size: float, name: str) -> Head:
    radius = size * 0.28
    corner, across = rnd(x - radius), rnd(2 * radius)
    path = ellipse(corner, rnd(y - radius), across, across)
    if name == "dot":
        return Head(path, path, rnd(x), rnd(y))
    return Head(path, [], rnd(x - dx * radius), rnd(y - dy * radius))


def _triangle(x: float, y: float, dx: float, dy: float, size: float, name: str) -> Head:
    ax, ay, bx, by = _spread(x, y, dx, dy, size * 0.7)
    path = polyline([x, y, ax, ay, bx, by], True)
    return Head(path, path if name == "triangle" else [], rnd((ax + bx) / 2), rnd((ay + by) / 2))


def _diamond(x: float, y: float, dx: float, dy: float, size: float, name: str) -> Head:
    ax, ay, bx, by = _spread(x, y, dx, dy, size * 0.5)
    end_x, end_y = ax + bx - x, ay + by - y
    path = polyline([x, y, ax, ay, end_x, end_y, bx, by], True)
    return Head(path, path if name == "diamond" else [], rnd(end_x), rnd(end_y))


def _crow(x: float, y: float, dx: float, dy: float, size: float, name: str) -> Head:
    """The ends of an entity diagram: one, many, one or many."""
    stroke: Path = []
    half, back = size * 0.35, size * 0.7
    if name != "one":
        bx, by = x - dx * back, y - dy * back
        stroke += polyline([x - dy * half, y + dx * half, bx, by, x + dy * half, y - dx * half])
    if name != "many":
        bx, by = x - dx * back, y - dy * back
        stroke += polyline([bx - dy * half, by + dx * half, bx + dy * half, by - dx * half])
    return Head(stroke, [], rnd(x), rnd(y))


_HEADS: Final = {
    "arrow": _arrow,
    "bar": _bar,
    "dot": _round,
    "circle": _round,
    "triangle": _triangle,
    "triangle_outline": _triangle,
    "diamond": _diamond,
    "diamond_outline": _diamond,
    "one": _crow,
    "many": _crow,
    "one_many": _crow,
}


def ended(way: Path, start: Head | None, end: Head | None) -> Path:
    """The way of a line, cut where its heads want it to end."""
    cut = list(way)
    if start:
        cut[1], cut[2] = start.x, start.y
    if end:
        cut[-2], cut[-1] = end.x, end.y
    return cut
