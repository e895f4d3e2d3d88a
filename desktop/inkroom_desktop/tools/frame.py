"""The frame of a selection: its box with handles, upright or turned with a single element."""

from collections.abc import Sequence
from math import hypot
from typing import Final, Literal, NamedTuple

from inkroom.board import Element
from inkroom.extent import span
from inkroom.face import tokens
from inkroom.geometry import UNIT, rnd, turned, union

PAD: Final[int] = tokens()["selection"]["pad"]
"""How far outside the elements the frame is, in px of the screen."""
STEM: Final[int] = tokens()["selection"]["rotate-stem"]
"""From the frame to the rotate handle."""
SHORT: Final = 28
"""A side shorter than this on the screen has no handle of its own."""
BENDS: Final = 60
"""A part of a line that is longer on the screen has a middle to bend it by; in px."""
SIDE: Final = 0.28
"""How far a side takes, as a share of what a corner takes: the lines of the shape itself stay free, to move it by."""

Grip = Literal["nw", "n", "ne", "e", "se", "s", "sw", "w", "rotate"]
_CORNERS: Final[tuple[tuple[Grip, int, int], ...]] = (
    ("nw", 0, 0),
    ("ne", 1, 0),
    ("se", 1, 1),
    ("sw", 0, 1),
)
_ROUND: Final = ("e", "se", "s", "sw", "w", "nw", "n", "ne")


class Frame(NamedTuple):
    """A box in board units, turned by `angle` (1/100 degree) about its centre."""

    left: float
    top: float
    right: float
    bottom: float
    angle: int

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


class Grips(NamedTuple):
    """Where each corner grip and the rotate grip is, in board units."""

    corners: list[tuple[Grip, float, float]]
    rotate: tuple[float, float]


def is_line(element: Element) -> bool:
    return element.kind in ("line", "arrow")


def geom_of(element: Element) -> list[int]:
    return list(element.get("geom"))


def frame_of(elements: Sequence[Element]) -> Frame | None:
    """The frame round the elements; None where there is none."""
    if len(elements) == 1 and not is_line(elements[0]):
        x, y, w, h, angle = geom_of(elements[0])
        return Frame(min(x, x + w), min(y, y + h), max(x, x + w), max(y, y + h), angle)
    whole = union(span(element) for element in elements)
    return None if whole is None else Frame(*whole, 0)


def grips_of(frame: Frame, zoom: float) -> Grips:
    """Where the grips are at a zoom."""
    pad = PAD * UNIT / zoom

    def at(fx: float, fy: float, out: float = 0) -> tuple[float, float]:
        x = fx * (frame.right + pad) + (1 - fx) * (frame.left - pad)
        y = fy * (frame.bottom + pad) + (1 - fy) * (frame.top - pad) - out
        return turned(x, y, frame.angle, *frame.centre)

    return Grips([(grip, *at(fx, fy)) for grip, fx, fy in _CORNERS], at(0.5, 0, STEM * UNIT / zoom))


def point_at(
    elements: Sequence[Element], x: float, y: float, reach: float, zoom: float
) -> float | None:
    """A single line or arrow has its points as handles, and the middles between them, which become points.

    The one within `reach`; a middle is 0.5, 1.5, …; None for none.
    """
    if len(elements) != 1 or not is_line(elements[0]):
        return None
    geom = geom_of(elements[0])
    found: int | None = None
    nearest = reach
    for at in range(0, len(geom), 2):
        far = hypot(geom[at] - x, geom[at + 1] - y)
        if far <= nearest:
            found, nearest = at // 2, far
    if found is not None:
        return found
    near = (i for i, mx, my in middles(elements[0], zoom) if hypot(mx - x, my - y) <= reach / 2)
    return next(near, None)


def middles(element: Element, zoom: float) -> list[tuple[float, float, float]]:
    """Where the middles of a line's longer parts are: (index, x, y). An elbow has none: it bends by itself."""
    geom = geom_of(element)
    if element.get("curve") == 2:
        return []
    parts = [(at, *geom[at - 2 : at + 2]) for at in range(2, len(geom), 2)]
    return [
        ((at - 1) / 2, (ax + bx) / 2, (ay + by) / 2)
        for at, ax, ay, bx, by in parts
        if hypot(bx - ax, by - ay) >= BENDS * UNIT / zoom
    ]


def grip_at(
    elements: Sequence[Element], frame: Frame, x: float, y: float, reach: float, zoom: float
) -> Grip | None:
    """The grip within `reach` board units of a point; sides count all along. A single line has none."""
    if len(elements) == 1 and is_line(elements[0]):
        return None
    grips = grips_of(frame, zoom)
    if hypot(x - grips.rotate[0], y - grips.rotate[1]) <= reach:
        return "rotate"
    for grip, gx, gy in grips.corners:
        if max(abs(x - gx), abs(y - gy)) <= reach:
            return grip
    return _side_at(frame, x, y, reach * SIDE, zoom)


def _side_at(frame: Frame, x: float, y: float, thin: float, zoom: float) -> Grip | None:
    pad = PAD * UNIT / zoom
    lx, ly = turned(x, y, -frame.angle, *frame.centre)
    if (
        frame.left <= lx <= frame.right
        and (frame.right - frame.left + 2 * pad) * zoom / UNIT >= SHORT
    ):
        if abs(ly - frame.top + pad) <= thin:
            return "n"
        if abs(ly - frame.bottom - pad) <= thin:
            return "s"
    if (
        frame.top <= ly <= frame.bottom
        and (frame.bottom - frame.top + 2 * pad) * zoom / UNIT >= SHORT
    ):
        if abs(lx - frame.left + pad) <= thin:
            return "w"
        if abs(lx - frame.right - pad) <= thin:
            return "e"
    return None


def eighth(grip: Grip, angle: int) -> int:
    """The direction of a resize arrow: eighths of a turn from east, clockwise."""
    return (_ROUND.index(grip) + rnd(angle / 4500)) % 8


def in_frame(frame: Frame, x: float, y: float, reach: float) -> bool:
    """True where the point lies within the frame, `reach` more at each side."""
    lx, ly = turned(x, y, -frame.angle, *frame.centre)
    return (
        frame.left - reach <= lx <= frame.right + reach
        and frame.top - reach <= ly <= frame.bottom + reach
    )
