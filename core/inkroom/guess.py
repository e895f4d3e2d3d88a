"""A guess at what a stroke was meant to be: a line, an arrow, an ellipse or a form with corners (GUESS-1)."""

from collections.abc import Sequence
from math import atan2, pi, sqrt
from typing import Final, NamedTuple

from inkroom.geometry import Box, box_of, rnd
from inkroom.ink import simplify

Point = tuple[float, float]
_STRAIGHT: Final = 0.06
"""How far a line may stray, as a share of its length."""
_CORNER: Final = 0.06
"""How far a side may stray, as a share of the diagonal."""
_OPEN: Final = 0.2
"""How far apart the ends of a closed form may be, as a share of its way."""
_ROUND: Final = 0.09
"""How far an ellipse may stray on average, as a share of its radius."""
_ALIKE: Final = 0.12
"""Sides that differ by less are meant to be equal."""
_TILT: Final = 0.14
"""A line that rises less along its way is meant to be level: 8 degrees."""
_BENT: Final = 0.9
"""A corner whose cosine is less than minus this is none."""
_SAMPLES: Final = 64


class Guess(NamedTuple):
    """The kind that a stroke was meant to be, and its `geom`: of a form with corners a closed line."""

    kind: str
    geom: list[int]


def guess(flat: Sequence[int], least: float) -> Guess | None:
    """What the points `[x,y, …]` of a stroke were meant to be; None for writing, and for less than `least` across."""
    box = box_of(flat)
    diagonal = sqrt(float(box.width * box.width + box.height * box.height))
    if diagonal < least or len(flat) < 4:
        return None
    points = [(float(flat[at]), float(flat[at + 1])) for at in range(0, len(flat), 2)]
    way = sum(_far(points[at - 1], points[at]) for at in range(1, len(points)))
    if _is_line(points, way):
        return Guess("line", _levelled(points[0], points[-1]))
    corners = _corners(points, _CORNER * diagonal)
    tip = _arrow(corners)
    if tip is not None:
        return Guess("arrow", _levelled(corners[0], tip))
    if _far(points[0], points[-1]) > _OPEN * way:
        return None
    if _is_ellipse(points, box, way):
        return Guess("ellipse", _evened(box))
    return _cornered(_joined(corners, _CORNER * diagonal * 2.5), box, diagonal)


def _is_line(points: Sequence[Point], way: float) -> bool:
    (ax, ay), (bx, by) = points[0], points[-1]
    dx, dy = bx - ax, by - ay
    length = sqrt(dx * dx + dy * dy)
    if length < 0.9 * way or length == 0:
        return False
    return all(abs((x - ax) * dy - (y - ay) * dx) / length <= _STRAIGHT * length for x, y in points)


def _levelled(a: Point, b: Point) -> list[int]:
    """A line from a to b, level or upright where it almost is."""
    ax, ay, bx, by = rnd(a[0]), rnd(a[1]), rnd(b[0]), rnd(b[1])
    if abs(by - ay) < _TILT / 2 * abs(bx - ax):
        by = ay
    elif abs(bx - ax) < _TILT / 2 * abs(by - ay):
        bx = ax
    return [ax, ay, bx, by]


def _corners(points: Sequence[Point], epsilon: float) -> list[Point]:
    samples = [n for x, y in points for n in (rnd(x), rnd(y), 0, 0)]
    kept = simplify(samples, epsilon)
    return [(float(kept[at]), float(kept[at + 1])) for at in range(0, len(kept), 4)]


def _arrow(corners: Sequence[Point]) -> Point | None:
    """The tip of a line that ends in a head drawn without lifting the pen; None where it does not."""
    if not 4 <= len(corners) <= 6:
        return None
    (ax, ay), (bx, by) = corners[0], corners[1]
    dx, dy = bx - ax, by - ay
    shaft = sqrt(dx * dx + dy * dy)
    left = right = False
    for at in range(2, len(corners)):
        x, y = corners[at][0] - bx, corners[at][1] - by
        if shaft == 0 or sqrt(x * x + y * y) > 0.5 * shaft:
            return None
        aside = (dx * y - dy * x) / shaft
        back = -(dx * x + dy * y) / shaft
        if abs(aside) > 0.05 * shaft:
            if back <= 0:
                return None
            left, right = left or aside < 0, right or aside > 0
    return corners[1] if left and right else None


def _is_ellipse(points: Sequence[Point], box: Box, way: float) -> bool:
    rx, ry = box.width / 2, box.height / 2
    if rx == 0 or ry == 0:
        return False
    cx, cy = box.left + rx, box.top + ry
    off = most = 0.0
    for x, y in _evenly(points, way):
        ex, ey = (x - cx) / rx, (y - cy) / ry
        far = abs(sqrt(ex * ex + ey * ey) - 1)
        off += far
        most = max(most, far)
    return off / _SAMPLES < _ROUND and most < 3.5 * _ROUND


def _evenly(points: Sequence[Point], way: float) -> list[Point]:
    """Places along the way, all equally far apart."""
    found: list[Point] = []
    at, gone = 1, 0.0
    for step in range(_SAMPLES):
        wanted = way * step / _SAMPLES
        side = _far(points[at - 1], points[at])
        while gone + side < wanted and at < len(points) - 1:
            gone += side
            at += 1
            side = _far(points[at - 1], points[at])
        share = (wanted - gone) / side if side > 0 else 0.0
        (ax, ay), (bx, by) = points[at - 1], points[at]
        found.append((ax + (bx - ax) * share, ay + (by - ay) * share))
    return found


def _evened(box: Box) -> list[int]:
    """A box whose sides are equal where they almost are."""
    w, h = box.width, box.height
    if abs(w - h) > _ALIKE * max(w, h):
        return [box.left, box.top, w, h, 0]
    side = rnd((w + h) / 2)
    return [
        rnd((box.left + box.right - side) / 2),
        rnd((box.top + box.bottom - side) / 2),
        side,
        side,
        0,
    ]


def _joined(corners: Sequence[Point], near: float) -> list[Point]:
    """The corners of a closed form: where it was begun is one only if it is bent there."""
    found = list(corners)
    if len(found) > 3 and _far(found[0], found[-1]) <= near:
        found.pop()
    at = 0
    while len(found) > 3 and at < len(found):
        a, b, c = found[at - 1], found[at], found[(at + 1) % len(found)]
        if _far(a, b) < near or _cosine(a, b, c) < -_BENT:
            found.pop(at)
            at = 0
        else:
            at += 1
    return found


def _cosine(a: Point, b: Point, c: Point) -> float:
    """Of the angle at b: -1 for a straight way."""
    px, py, qx, qy = a[0] - b[0], a[1] - b[1], c[0] - b[0], c[1] - b[1]
    length = sqrt((px * px + py * py) * (qx * qx + qy * qy))
    return (px * qx + py * qy) / length if length > 0 else 1.0


def _cornered(corners: Sequence[Point], box: Box, diagonal: float) -> Guess | None:
    if not 3 <= len(corners) <= 6:
        return None
    if len(corners) == 4:
        if all(_is_upright(corners[at - 1], corners[at]) for at in range(4)):
            return Guess("rect", _evened(box))
        if _is_diamond(corners, box, diagonal):
            return Guess("diamond", _evened(box))
        if all(
            abs(_cosine(corners[at - 1], corners[at], corners[(at + 1) % 4])) < 0.26
            for at in range(4)
        ):
            return Guess("rect", _tilted(corners))
    flat = [n for x, y in corners for n in (rnd(x), rnd(y))]
    return Guess("line", [*flat, *flat[:2]])


def _is_upright(a: Point, b: Point) -> bool:
    dx, dy = abs(b[0] - a[0]), abs(b[1] - a[1])
    return min(dx, dy) <= 2 * _TILT * max(dx, dy)


def _is_diamond(corners: Sequence[Point], box: Box, diagonal: float) -> bool:
    mx, my = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    tips = (
        (mx, float(box.top)),
        (float(box.right), my),
        (mx, float(box.bottom)),
        (float(box.left), my),
    )
    return all(min(_far(tip, one) for one in corners) <= 0.12 * diagonal for tip in tips)


def _tilted(corners: Sequence[Point]) -> list[int]:
    """A rectangle with a turn, through four corners."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    w = (_far(corners[0], corners[1]) + _far(corners[2], corners[3])) / 2
    h = (_far(corners[1], corners[2]) + _far(corners[3], corners[0])) / 2
    mx, my = (ax + bx + cx + dx) / 4, (ay + by + cy + dy) / 4
    angle = rnd(atan2(by - ay + cy - dy, bx - ax + cx - dx) * 18_000 / pi) % 36_000
    return [rnd(mx - w / 2), rnd(my - h / 2), rnd(w), rnd(h), angle]


def _far(a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    return sqrt(dx * dx + dy * dy)
