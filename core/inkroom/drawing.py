"""Elements as painting instructions in integers: painters only carry them out (DRAW-1)."""

from collections.abc import Callable
from typing import Final, Literal

from msgspec import Struct

from inkroom.extent import TITLE_GAP, TITLE_SIZE, is_highlight, painted_box, stroke_trace, turn_of
from inkroom.figure import Upright, is_closed, route, shape, upright
from inkroom.geometry import Box
from inkroom.head import ended, head
from inkroom.ink import outline
from inkroom.inside import fills
from inkroom.item import Fill, Item, Picture, Stroke, Tone, Words
from inkroom.label import label
from inkroom.look import Drawable, Look, form_of, heads_of, look_of, whole, writing_of
from inkroom.path import Path, box_of_path, polyline, rectangle
from inkroom.sketch import Wobble, seed_of, sketched, sketched_curve, sketched_ellipse

NOTE_ROUND: Final = 64
NOTE_PAPER: Final = "#FFE56E"
DEFAULT_INK: Final = "#1D2432"
ON_INK: Final = "#FFFFFF"
"""What is written on a shape that is filled with its own ink."""
_DASHES: Final = 20_000
_FRAME_ROUND: Final = 128
_FRAME_INK: Final = "#8A8880"
_TITLE_INK: Final = "#565B66"


class Drawing(Struct, frozen=True):
    """What to paint, in order, all of it turned by `turn` (angle in 1/100 degree, centre x, y).

    `box` holds everything that is painted, after the turn. `blend` is `multiply` for a highlighter.
    """

    items: list[Item]
    turn: tuple[int, int, int] | None
    box: Box
    blend: Literal["normal", "multiply"]


def drawing(element: Drawable) -> Drawing:
    """The painting instructions of an element; never raises on what a reducer can make (DRAW-4)."""
    look = look_of(element)
    items = _PAINTERS.get(element.kind, _nothing)(element, look)
    blend: Literal["normal", "multiply"] = "multiply" if is_highlight(element) else "normal"
    return Drawing(items, turn_of(element), painted_box(element), blend)


def _stroke(element: Drawable, look: Look) -> list[Item]:
    trace = stroke_trace(element)
    tone: Tone = "highlighter" if is_highlight(element) else "ink"
    items: list[Item] = []
    if look.fill != "none":
        items = fills(centre_of(trace), look, Wobble(seed_of(element.id)))
    if look.ink == "none" or look.width == 0:
        return items
    if look.dash != "solid":
        return [*items, _line(centre_of(trace), look)]
    path = outline(trace, look.width)
    return [*items, Fill(path, look.ink, tone, "nonzero", look.opacity)]


def is_plain_ink(element: Drawable, look: Look) -> bool:
    """True for a stroke of which its outline is all that is painted."""
    bare = look.fill == "none" and look.ink != "none" and look.dash == "solid"
    return bare and element.kind == "stroke" and look.width > 0


def centre_of(trace: list[int]) -> Path:
    """The path through the points of a trace."""
    return polyline([n for at in range(0, len(trace), 3) for n in trace[at : at + 2]])


def _connector(element: Drawable, look: Look) -> list[Item]:
    points = element.get("geom")
    bend = whole(element, "curve", 0, 2)
    way = route(points, bend)
    wobble = Wobble(seed_of(element.id))
    items = fills(way, look, wobble) if is_closed(points) else []
    if look.ink == "none" or look.width == 0:
        return items
    names = heads_of(element)
    start, end = head(names[0], way, False, look.width), head(names[1], way, True, look.width)
    cut = ended(way, start, end)
    passes = 2 if look.dash == "solid" else 1
    if look.sketch and bend == 1 and len(points) > 4:
        ends = [*cut[1:3], *points[2:-2], *cut[-2:]]
        items.append(_line(sketched_curve(ends, wobble, look.sketch, passes), look))
    else:
        items.append(_line(_drawn(cut, look, wobble), look))
    clean = look._replace(dash="solid")
    for tip in (start, end):
        if tip and tip.fill:
            items.append(Fill(tip.fill, look.ink, "ink", "nonzero", look.opacity))
        if tip:
            items.append(_line(_drawn(tip.stroke, clean, wobble), clean))
    return items


def _shape(element: Drawable, look: Look) -> list[Item]:
    box = upright(element.get("geom"))
    form = form_of(element)
    path = shape(form, box, look.round)
    wobble = Wobble(seed_of(element.id))
    items = fills(path, look, wobble)
    if look.ink != "none" and look.width > 0:
        if look.sketch and form == "ellipse":
            passes = 2 if look.dash == "solid" else 1
            drawn = sketched_ellipse(box.x, box.y, box.w, box.h, wobble, look.sketch, passes)
            items.append(_line(drawn, look))
        else:
            items.append(_line(_drawn(path, look, wobble), look))
    return items + _words(element, box, look, "ink")


def _text(element: Drawable, look: Look) -> list[Item]:
    return _words(element, upright(element.get("geom")), look, "ink")


def _note(element: Drawable, look: Look) -> list[Item]:
    box = upright(element.get("geom"))
    paper = rectangle(box.x, box.y, box.w, box.h, NOTE_ROUND)
    fill = NOTE_PAPER if look.fill == "none" else look.fill
    return [
        Fill(paper, fill, "note", "nonzero", look.opacity),
        Stroke(paper, "#000000", "note", 16, [], max(8 * look.opacity // 100, 1)),
        *_words(element, box, look, "note"),
    ]


def _words(element: Drawable, box: Upright, look: Look, tone: Tone) -> list[Item]:
    writing = writing_of(element)
    placed = label(element.kind, box, writing, form_of(element))
    if placed is None:
        return []
    ink = words_ink(look.ink, look.fill, look.fill_style) if tone == "ink" else look.ink
    ink = DEFAULT_INK if ink == "none" else ink
    font, size, align = writing.font, writing.size, writing.align
    return [Words(placed.lines, font, size, ink, tone, align, look.opacity)]


def words_ink(ink: str, fill: str, fill_style: str) -> str:
    """The ink of the words in a shape: its own, where that can be seen on its fill."""
    shown = DEFAULT_INK if ink == "none" else ink
    return ON_INK if fill_style == "solid" and fill.lower() == shown.lower() else shown


def _image(element: Drawable, look: Look) -> list[Item]:
    box = upright(element.get("geom"))
    crop = element.get("crop")
    good = isinstance(crop, list) and len(crop) == 4 and crop[2] > 0 and crop[3] > 0
    asset = element.fixed.get("asset")
    if not isinstance(asset, dict):
        return []
    flip = (box.flip_x, box.flip_y)
    return [Picture(asset, crop if good else None, box[:4], flip, look.opacity)]


def _frame(element: Drawable, look: Look) -> list[Item]:
    box = upright(element.get("geom"))
    edge = rectangle(box.x, box.y, box.w, box.h, _FRAME_ROUND)
    items = fills(edge, look, Wobble(seed_of(element.id)))
    items.append(Stroke(edge, _FRAME_INK, "chrome", 16, [], look.opacity, True))
    title = element.get("title")
    if isinstance(title, str) and title:
        lines = [(title, box.x, box.y - TITLE_GAP)]
        items.append(
            Words(lines, "sans", TITLE_SIZE, _TITLE_INK, "chrome", "left", look.opacity, True)
        )
    return items


def _nothing(element: Drawable, look: Look) -> list[Item]:
    return []


def _drawn(path: Path, look: Look, wobble: Wobble) -> Path:
    """The path as its sketch level draws it: twice over by hand, once where it is dashed."""
    if look.sketch == 0:
        return path
    return sketched(path, wobble, look.sketch, 2 if look.dash == "solid" else 1)


def _line(path: Path, look: Look) -> Stroke:
    return Stroke(path, look.ink, "ink", look.width, _dashes(path, look), look.opacity)


def _dashes(path: Path, look: Look) -> list[int]:
    """On and off along a line, from its width; the round ends are part of the gap.

    A line too long for its dashes has none: no painter shall be kept busy by one line.
    """
    if look.dash == "solid":
        return []
    on, off = 2 * look.width + 96, 2 * look.width + 128
    if look.dash == "dotted":
        on, off = 1, 2 * look.width + 64
    box = box_of_path(path)
    if box is None or box.width + box.height > (on + off) * _DASHES:
        return []
    return [on, off]


_PAINTERS: Final[dict[str, Callable[[Drawable, Look], list[Item]]]] = {
    "stroke": _stroke,
    "line": _connector,
    "arrow": _connector,
    "rect": _shape,
    "ellipse": _shape,
    "diamond": _shape,
    "shape": _shape,
    "text": _text,
    "note": _note,
    "image": _image,
    "frame": _frame,
}
