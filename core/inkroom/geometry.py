"""Points and boxes in board units (1/16 px)."""

from collections.abc import Iterable, Sequence
from math import ceil, cos, floor, radians, sin
from typing import NamedTuple

UNIT = 16
"""Board units in one px."""


class Box(NamedTuple):
    """An upright box; `right` and `bottom` are beyond the last point. Empty where it has no area."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    def grown(self, by: int) -> "Box":
        """The box with `by` units more at each side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def meets(self, other: "Box") -> bool:
        """True where the two share a point, edges included."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )

    def holds(self, other: "Box") -> bool:
        """True where `other` lies wholly inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def joined(self, other: "Box") -> "Box":
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


def box_of(flat: Sequence[int]) -> Box:
    """The box of flat points `[x,y, x,y, …]`; at least one point."""
    xs, ys = flat[0::2], flat[1::2]
    return Box(min(xs), min(ys), max(xs), max(ys))


def union(boxes: Iterable[Box]) -> Box | None:
    """The box round all `boxes`, or None where there is none."""
    whole: Box | None = None
    for box in boxes:
        whole = box if whole is None else whole.joined(box)
    return whole


def rnd(value: float) -> int:
    """Round half up, as both languages do it (never banker's rounding)."""
    return floor(value + 0.5)


def turned(x: float, y: float, angle: int, cx: float, cy: float) -> tuple[float, float]:
    """The point turned by `angle` (1/100 degree, clockwise on screen) about (cx, cy)."""
    if angle == 0:
        return x, y
    a = radians(angle / 100)
    c, s = cos(a), sin(a)
    return cx + (x - cx) * c - (y - cy) * s, cy + (x - cx) * s + (y - cy) * c


def turned_box(box: Box, angle: int) -> Box:
    """The upright box of `box` turned by `angle` (1/100 degree) about its centre."""
    if angle == 0:
        return box
    cx, cy = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    corners = [
        turned(x, y, angle, cx, cy) for x in (box.left, box.right) for y in (box.top, box.bottom)
    ]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(floor(min(xs)), floor(min(ys)), ceil(max(xs)), ceil(max(ys)))
