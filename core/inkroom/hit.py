"""What lies under a point: hit tests by line, fill and words."""

from collections.abc import Sequence
from typing import Final

from inkroom.extent import span, stroke_trace, title_box, turn_of
from inkroom.figure import is_closed, route, shape, upright
from inkroom.form import OUTLINED
from inkroom.geometry import Box, turned
from inkroom.label import label
from inkroom.look import Drawable, form_of, look_of, whole, writing_of
from inkroom.path import Path, flattened, rectangle

_PLACES: Final = 12
"""A lasso looks at so many places of an element at most."""


def hits(element: Drawable, x: float, y: float, reach: float) -> bool:
    """True where the point is on the element, or within `reach` (board units) of its lines.

    The inside of a shape counts where it is filled; its words always do.
    """
    turn = turn_of(element)
    if turn:
        x, y = turned(x, y, -turn[0], turn[1], turn[2])
    if element.kind == "stroke":
        return _hits_stroke(element, x, y, reach)
    if element.kind in ("line", "arrow"):
        points = element.get("geom")
        way = route(points, whole(element, "curve", 0, 2))
        return _hits_path(element, way, x, y, reach, is_closed(points))
    box = upright(element.get("geom"))
    if element.kind in OUTLINED:
        path = shape(form_of(element), box, whole(element, "round", 0, 2**31))
        if _hits_path(element, path, x, y, reach, True):
            return True
    bare = Box(box.x, box.y, box.x + box.w, box.y + box.h)
    if element.kind == "frame":
        edge = rectangle(box.x, box.y, box.w, box.h)
        return _near(flattened(edge), x, y, reach) or _in(title_box(element, bare), x, y, reach)
    if element.kind in ("note", "image"):
        return _in(bare, x, y, reach)
    words = label(element.kind, box, writing_of(element), form_of(element))
    if words:
        return _in(words.box, x, y, reach)
    return element.kind == "text" and _in(bare, x, y, reach)


def within(element: Drawable, box: Box) -> bool:
    """True where the whole element lies in the box: what a selection by box takes."""
    return box.holds(span(element))


def lassoed(element: Drawable, loop: Sequence[float]) -> bool:
    """True where two thirds of an element's places lie in the loop `[x,y, …]`: what a lasso takes (LASSO-1)."""
    places = _places(element)
    turn = turn_of(element)
    parts = [[float(n) for n in loop]]
    inside = 0
    for x, y in places:
        at = turned(x, y, *turn) if turn else (x, y)
        inside += _encloses(parts, *at)
    return 3 * inside >= 2 * len(places)


def _places(element: Drawable) -> list[tuple[float, float]]:
    """Places of a stroke, the points of a line, the corners or bows of anything else; before the turn."""
    if element.kind == "stroke":
        trace = stroke_trace(element)
        flat: Sequence[float] = [n for at in range(0, len(trace), 3) for n in trace[at : at + 2]]
    elif element.kind in ("line", "arrow"):
        flat = element.get("geom")
    else:
        box = upright(element.get("geom"))
        flat = flattened(shape(form_of(element), box, 0))[0][:-2]
    count = len(flat) // 2
    step = max(1, (count + _PLACES - 1) // _PLACES)
    return [(flat[2 * at], flat[2 * at + 1]) for at in range(0, count, step)]


def _hits_stroke(element: Drawable, x: float, y: float, reach: float) -> bool:
    look = look_of(element)
    trace = stroke_trace(element)
    far = look.width / 2 + reach
    for at in range(0, len(trace), 3):
        other = max(at - 3, 0)
        line = (trace[other], trace[other + 1], trace[at], trace[at + 1])
        if _off(x, y, *line) <= far * far:
            pressure = max(trace[other + 2], trace[at + 2])
            near = (look.width * (85 + pressure) + 340) // 680 + reach
            if _off(x, y, *line) <= near * near:
                return True
    if look.fill == "none":
        return False
    return _encloses(
        [[float(n) for at in range(0, len(trace), 3) for n in trace[at : at + 2]]], x, y
    )


def _hits_path(
    element: Drawable, path: Path, x: float, y: float, reach: float, closed: bool
) -> bool:
    look = look_of(element)
    parts = flattened(path)
    if _near(parts, x, y, look.width / 2 + reach):
        return True
    return closed and look.fill != "none" and _encloses(parts, x, y)


def _in(box: Box, x: float, y: float, reach: float) -> bool:
    return box.left - reach <= x <= box.right + reach and box.top - reach <= y <= box.bottom + reach


def _near(parts: list[list[float]], x: float, y: float, reach: float) -> bool:
    limit = reach * reach
    return any(
        _off(x, y, part[at - 2], part[at - 1], part[at], part[at + 1]) <= limit
        for part in parts
        for at in range(2, len(part), 2)
    )


def _off(x: float, y: float, ax: float, ay: float, bx: float, by: float) -> float:
    """The square of the distance from a point to a line between two."""
    dx, dy = float(bx - ax), float(by - ay)
    length = dx * dx + dy * dy
    t = ((x - ax) * dx + (y - ay) * dy) / length if length > 0 else 0.0
    t = 0.0 if t < 0 else 1.0 if t > 1 else t
    ex, ey = x - ax - t * dx, y - ay - t * dy
    return ex * ex + ey * ey


def _encloses(parts: list[list[float]], x: float, y: float) -> bool:
    odd = False
    for part in parts:
        for at in range(0, len(part), 2):
            ax, ay, bx, by = part[at - 2], part[at - 1], part[at], part[at + 1]
            if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
                odd = not odd
    return odd
