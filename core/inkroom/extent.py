"""How far an element reaches: where its points are, its turn, the boxes round it."""

from collections.abc import Sequence
from typing import Final

from msgspec import Raw

from inkroom.figure import route, upright
from inkroom.form import OUTLINED
from inkroom.geometry import Box, box_of, rnd, turned_box_about
from inkroom.head import head_size
from inkroom.ink import natural_box, trace_of
from inkroom.label import label
from inkroom.look import Drawable, Look, form_of, heads_of, look_of, whole, writing_of
from inkroom.messages import read_points
from inkroom.path import box_of_path
from inkroom.text import width_of

TITLE_SIZE: Final = 192
"""The size of a frame's title on the screen."""
TITLE_GAP: Final = 80


def is_highlight(element: Drawable) -> bool:
    """True for a highlighter stroke, which lies under all else."""
    return bool(element.fixed.get("brush") == "highlighter")


def turn_of(element: Drawable) -> tuple[int, int, int] | None:
    """The turn of an element: angle in 1/100 degree about (x, y); None for none."""
    geom = element.get("geom")
    if len(geom) != 5 or geom[4] % 36_000 == 0:
        return None
    return geom[4] % 36_000, (2 * geom[0] + geom[2]) // 2, (2 * geom[1] + geom[3]) // 2


def stroke_trace(element: Drawable) -> list[int]:
    """The trace of a stroke where its `geom` puts it, before the turn (EL-6)."""
    pressure = element.fixed.get("pressure") is not False
    points = element.fixed["points"]
    if isinstance(points, Raw):
        points = read_points(points, pressure)
    trace = trace_of(points, pressure)
    if is_highlight(element):
        trace[2::3] = [255] * (len(trace) // 3)
    return _placed(trace, element.get("geom"))


def _placed(trace: list[int], geom: Sequence[int]) -> list[int]:
    left, top, right, bottom = natural_box(trace)
    x, y, w, h = geom[:4]
    if (x, y, w, h) == (left, top, right - left, bottom - top):
        return trace
    xs = _mapped(trace[0::3], left, right - left, x, w)
    ys = _mapped(trace[1::3], top, bottom - top, y, h)
    return [n for point in zip(xs, ys, trace[2::3], strict=True) for n in point]


def _mapped(values: list[int], least: int, length: int, to: int, to_length: int) -> list[int]:
    if length == 0:
        return [to] * len(values)
    return [rnd(to + float(value - least) * to_length / length) for value in values]


def span(element: Drawable) -> Box:
    """The upright box round the `geom` of an element, turned, without the width of its line."""
    return _turned(element, _bare(element))


def painted_box(element: Drawable) -> Box:
    """A box that holds all that is painted of an element, not much larger; cheap to find.

    The words and lines of a `fixed` size count as they are at zoom 1.
    """
    look = look_of(element)
    box = _bare(element)
    if element.kind in ("line", "arrow") and whole(element, "curve", 0, 2) == 1:
        box = box_of_path(route(element.get("geom"), 1)) or box
    box = box.grown(_growth(element, look, box))
    if element.kind in (*OUTLINED, "text", "note"):
        writing = writing_of(element)
        placed = label(element.kind, upright(element.get("geom")), writing, form_of(element))
        if placed:
            box = box.joined(placed.box.grown(writing.size // 4))
    elif element.kind == "frame":
        box = box.joined(title_box(element, box))
    return _turned(element, box)


def title_box(element: Drawable, box: Box) -> Box:
    """Where the title of a frame is, above its box."""
    title = element.get("title")
    width = width_of(title, "sans", TITLE_SIZE) if isinstance(title, str) else 0
    return Box(box.left, box.top - TITLE_GAP - TITLE_SIZE, box.left + width, box.top)


def _bare(element: Drawable) -> Box:
    geom = element.get("geom")
    if element.kind in ("line", "arrow"):
        return box_of(geom)
    box = upright(geom)
    return Box(box.x, box.y, box.x + box.w, box.y + box.h)


def _growth(element: Drawable, look: Look, box: Box) -> int:
    """How far lines may reach beyond the box of their points: half their width, heads, wobble."""
    if element.kind in ("text", "image"):
        return 0
    if element.kind == "note":
        return 16
    by = (look.width + 1) // 2 + 1
    if heads_of(element) != ["none", "none"]:
        by += head_size(look.width)
    return by + look.sketch * (104 + (box.width + box.height) // 250)


def _turned(element: Drawable, box: Box) -> Box:
    turn = turn_of(element)
    return turned_box_about(box, *turn) if turn else box
