"""Points and boxes in board units (1/16 px)."""

from collections.abc import Iterable, Sequence
from math import ceil, floor
from typing import NamedTuple

UNIT = 16
"""Board units in one px."""


class Box(NamedTuple):
    """An upright box, its edges included."""

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


def sine(angle: int) -> float:
    """The sine of `angle` (1/100 degree), of sums and products alone: equal bits in both languages.

    Exact at 0, 90, 180 and 270 degrees.
    """
    quarter, rest = divmod(angle % 36_000, 9_000)
    if quarter % 2:
        rest = 9_000 - rest
    value = _sine(rest) if rest <= 4_500 else _cosine(9_000 - rest)
    return -value if quarter >= 2 else value


def cosine(angle: int) -> float:
    """The cosine of `angle` (1/100 degree), as `sine`."""
    return sine(angle + 9_000)


def _sine(rest: int) -> float:
    x = rest * 0.00017453292519943294
    y = x * x
    tail = 1 / 6_227_020_800 + y * (-1 / 1_307_674_368_000)
    tail = -1 / 5040 + y * (1 / 362_880 + y * (-1 / 39_916_800 + y * tail))
    return x * (1 + y * (-1 / 6 + y * (1 / 120 + y * tail)))


def _cosine(rest: int) -> float:
    x = rest * 0.00017453292519943294
    y = x * x
    tail = -1 / 87_178_291_200 + y * (1 / 20_922_789_888_000)
    tail = 1 / 40_320 + y * (-1 / 3_628_800 + y * (1 / 479_001_600 + y * tail))
    return 1 + y * (-1 / 2 + y * (1 / 24 + y * (-1 / 720 + y * tail)))


def turned(x: float, y: float, angle: int, cx: float, cy: float) -> tuple[float, float]:
    """The point turned by `angle` (1/100 degree, clockwise on screen) about (cx, cy)."""
    if angle == 0:
        return x, y
    c, s = cosine(angle), sine(angle)
    return cx + (x - cx) * c - (y - cy) * s, cy + (x - cx) * s + (y - cy) * c


def turned_box(box: Box, angle: int) -> Box:
    """The upright box of `box` turned by `angle` (1/100 degree) about its centre."""
    return turned_box_about(box, angle, (box.left + box.right) / 2, (box.top + box.bottom) / 2)


def turned_box_about(box: Box, angle: int, cx: float, cy: float) -> Box:
    """The upright box of `box` turned by `angle` (1/100 degree) about (cx, cy)."""
    if angle == 0:
        return box
    corners = [
        turned(x, y, angle, cx, cy) for x in (box.left, box.right) for y in (box.top, box.bottom)
    ]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(floor(min(xs)), floor(min(ys)), ceil(max(xs)), ceil(max(ys)))
