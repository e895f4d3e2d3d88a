"""The clean outlines of shapes and lines, before a hand wobbles them."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from inkroom.form import FORMS, form_path
from inkroom.path import Path, curve, ellipse, polyline, rectangle, rounded

ELBOW: Final = 256
"""The radius of an elbow's corners."""


class Upright(NamedTuple):
    """A `geom` of five as an upright box: width and height not negative, what mirrors apart."""

    x: int
    y: int
    w: int
    h: int
    angle: int
    flip_x: bool
    flip_y: bool


def upright(geom: Sequence[int]) -> Upright:
    """`[x,y,w,h,angle]` with negative lengths turned into flips (EL-5)."""
    x, y, w, h, angle = geom
    box = (min(x, x + w), min(y, y + h), abs(w), abs(h))
    return Upright(*box, angle % 36_000, w < 0, h < 0)


def shape(form: str, box: Upright, radius: int) -> Path:
    """The outline of a form in its box; of what has none, a rectangle."""
    x, y, w, h = box[:4]
    if form in FORMS:
        return form_path(form, (x, y, w, h), (box.flip_x, box.flip_y), radius)
    if form == "ellipse":
        return ellipse(x, y, w, h)
    if form == "diamond":
        mx, my = x + w // 2, y + h // 2
        return rounded([mx, y, x + w, my, mx, y + h, x, my], radius, True)
    return rectangle(x, y, w, h, radius)


def is_closed(points: Sequence[int]) -> bool:
    """True for a line that ends where it began and has an inside."""
    return len(points) >= 8 and points[0] == points[-2] and points[1] == points[-1]


def route(points: Sequence[int], bend: int) -> Path:
    """The way of a line: straight (0), a curve (1), or upright with rounded corners (2)."""
    if bend == 1:
        return curve(points)
    if bend == 2:
        return rounded(_elbow(points), ELBOW, False)
    return polyline(points)


def _elbow(points: Sequence[int]) -> list[int]:
    """The points with bends put in, so that every line is level or upright."""
    bent = [points[0], points[1]]
    for at in range(2, len(points), 2):
        x0, y0, x, y = bent[-2], bent[-1], points[at], points[at + 1]
        if x != x0 and y != y0:
            if abs(x - x0) >= abs(y - y0):
                middle = (x0 + x) // 2
                bent += (middle, y0, middle, y)
            else:
                middle = (y0 + y) // 2
                bent += (x0, middle, x, middle)
        if (x, y) != (bent[-2], bent[-1]):
            bent += (x, y)
    return bent
