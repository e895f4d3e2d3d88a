"""Elements moved, turned and scaled: new values of their registers, in integers."""

from collections.abc import Callable
from math import ceil
from typing import Any, Final, NamedTuple

from inkroom.board import Element
from inkroom.geometry import rnd, turned
from inkroom_desktop.tools.frame import Frame, Grip, geom_of, is_line
from inkroom_desktop.tools.measure import measured

Registers = dict[str, Any]
"""Registers by name, as a `set` writes them; `geom` is always there."""

_PULL: Final[dict[str, tuple[int, int]]] = {
    "nw": (-1, -1),
    "n": (0, -1),
    "ne": (1, -1),
    "e": (1, 0),
    "se": (1, 1),
    "s": (0, 1),
    "sw": (-1, 1),
    "w": (-1, 0),
}
"""Which way a grip pulls: -1 the near side, 0 not, 1 the far side."""


class Stretch(NamedTuple):
    """How a frame is drawn out: factors about a fixed point, in the frame's own upright space."""

    sx: float
    sy: float
    ax: float
    ay: float


def moved(element: Element, dx: int, dy: int) -> Registers:
    geom = geom_of(element)
    if is_line(element):
        return {"geom": [v + (dy if at % 2 else dx) for at, v in enumerate(geom)]}
    return {"geom": [geom[0] + dx, geom[1] + dy, *geom[2:]]}


def rotated(element: Element, by: int, cx: float, cy: float) -> Registers:
    """Turned by `by` (1/100 degree, clockwise) about a point."""
    geom = geom_of(element)
    if is_line(element):
        return {"geom": _mapped(geom, lambda x, y: turned(x, y, by, cx, cy))}
    x, y, w, h, angle = geom
    mx, my = turned(x + w / 2, y + h / 2, by, cx, cy)
    return {"geom": [rnd(mx - w / 2), rnd(my - h / 2), w, h, whole(angle + by)]}


def stretched(
    frame: Frame, grip: Grip, x: float, y: float, *, ratio: bool, centre: bool
) -> Stretch:
    """How far a grip that is dragged to (x, y) draws the frame out; what is True of `ratio` and `centre` is kept."""
    cx, cy = frame.centre
    lx, ly = turned(x, y, -frame.angle, cx, cy)
    px, py = _PULL[grip]
    ax = cx if centre or px == 0 else frame.right if px < 0 else frame.left
    ay = cy if centre or py == 0 else frame.bottom if py < 0 else frame.top
    sx = 1.0 if px == 0 else _factor(lx - ax, (frame.left if px < 0 else frame.right) - ax)
    sy = 1.0 if py == 0 else _factor(ly - ay, (frame.top if py < 0 else frame.bottom) - ay)
    if not ratio:
        return Stretch(sx, sy, ax, ay)
    most = sy if px == 0 else sx if py == 0 else sx if abs(sx) > abs(sy) else sy
    size = abs(most)
    return Stretch(
        -size if px != 0 and sx < 0 else size, -size if py != 0 and sy < 0 else size, ax, ay
    )


def scaled(element: Element, frame: Frame, by: Stretch) -> Registers:
    """An element of a frame that is drawn out."""
    geom = geom_of(element)
    if is_line(element):
        return {"geom": _mapped(geom, lambda x, y: _scaled_point(x, y, by))}
    if element.kind == "text":
        return _scaled_text(element, frame, by)
    x, y, w, h, angle = geom
    # In a frame of several a turned element keeps its turn: its sides take the factor nearest to them.
    across = 4_500 < whole(angle - frame.angle) % 18_000 < 13_500
    width, height = rnd(w * (by.sy if across else by.sx)), rnd(h * (by.sx if across else by.sy))
    mx, my = _framed(x + w / 2, y + h / 2, frame, by)
    return {"geom": [rnd(mx - width / 2), rnd(my - height / 2), width, height, angle]}


def _scaled_text(element: Element, frame: Frame, by: Stretch) -> Registers:
    """Writing is never squeezed: corners change its size, sides the width that it breaks at."""
    x, y, w, h, angle = geom_of(element)
    size_before = int(element.get("size"))
    if by.sy == 1 and by.sx != 1:
        width = max(rnd(w * abs(by.sx)), size_before * 2)
        height = measured(element, width).height
        mx, my = _framed(x + w / 2, y + h / 2, frame, _held(by, _factor(width, w)))
        return {"geom": [rnd(mx - width / 2), rnd(my - h / 2), width, height, angle]}
    least = abs(by.sy) if by.sx == 1 else max(abs(by.sx), abs(by.sy))
    size = min(32_000, max(64, rnd(size_before * least)))
    share = size / size_before
    width = ceil(w * share)
    height = measured(element, width, size).height
    mx, my = _framed(x + w / 2, y + h / 2, frame, _held(by, share))
    return {"geom": [rnd(mx - width / 2), rnd(my - height / 2), width, height, angle], "size": size}


def _held(by: Stretch, share: float) -> Stretch:
    """The factor that writing really took, about the same point: its size and width have limits."""
    sx, sy = (s if s == 1 else -share if s < 0 else share for s in (by.sx, by.sy))
    return Stretch(sx, sy, by.ax, by.ay)


def _framed(x: float, y: float, frame: Frame, by: Stretch) -> tuple[float, float]:
    """Where the frame's own space puts a point that the frame takes along."""
    cx, cy = frame.centre
    lx, ly = turned(x, y, -frame.angle, cx, cy)
    return turned(*_scaled_point(lx, ly, by), frame.angle, cx, cy)


def _scaled_point(x: float, y: float, by: Stretch) -> tuple[float, float]:
    return by.ax + (x - by.ax) * by.sx, by.ay + (y - by.ay) * by.sy


def _mapped(flat: list[int], to: Callable[[float, float], tuple[float, float]]) -> list[int]:
    points = (to(flat[at], flat[at + 1]) for at in range(0, len(flat), 2))
    return [rnd(v) for point in points for v in point]


def _factor(now: float, before: float) -> float:
    return 1.0 if before == 0 else now / before


def whole(angle: float) -> int:
    """An angle within 0..35999."""
    return rnd(angle) % 36_000
