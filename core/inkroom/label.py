"""Where the writing of an element goes: wrapped, aligned, and in the middle of its shape (TEXT-2)."""

from math import floor, sqrt
from typing import Final, NamedTuple

from inkroom.figure import Upright
from inkroom.form import FORMS, form_room
from inkroom.geometry import Box
from inkroom.look import Writing
from inkroom.text import baseline, line_height, widest, wrapped

PADDING: Final = 192
"""Between the edge of a box and the writing in it."""
TAB: Final = "    "
"""How a tab is drawn: as wide as it is measured (TEXT-1)."""
_UNBOUNDED: Final = 2**40
_TRIES: Final = 6


class Label(NamedTuple):
    """Lines `(text, x, baseline)`, and the box they take up."""

    lines: list[tuple[str, int, int]]
    box: Box


def label(kind: str, box: Upright, writing: Writing, form: str = "") -> Label | None:
    """The writing of an element of `kind` in its box; None where it says nothing."""
    if not writing.text.strip(" \t\r\n"):
        return None
    x, y, w, h = writing_room(box, form)
    free = kind == "text"
    width = w or (_UNBOUNDED if free else 0)
    if not free and form not in FORMS:
        width = _room(form, box, writing)
    lines = wrapped(writing.text, writing.font, writing.size, width)
    step = line_height(writing.size)
    top = y if free else y + (h - step * len(lines)) // 2
    inner = w if free else width
    left = x + (w - inner) // 2
    anchor = left + {"left": 0, "centre": inner // 2, "right": inner}[writing.align]
    first = top + baseline(writing.font, writing.size)
    placed = [
        (line.replace("\t", TAB), anchor, first + step * at)
        for at, line in enumerate(lines)
        if line
    ]
    wide = widest(lines, writing.font, writing.size)
    left = anchor - {"left": 0, "centre": wide // 2 + 1, "right": wide}[writing.align]
    return Label(placed, Box(left, top, left + wide + 1, top + step * len(lines)))


def writing_room(box: Upright, form: str) -> tuple[int, int, int, int]:
    """Where something of a form may be written on: the room in the form, or its box."""
    x, y, w, h = box[:4]
    if form not in FORMS:
        return x, y, w, h
    return form_room(form, (x, y, w, h), (box.flip_x, box.flip_y))


def _room(form: str, box: Upright, writing: Writing) -> int:
    """How wide the lines may be: in an ellipse and a diamond fewer lines have more room.

    Tried with one line, two, …: as wide as the shape is at their height. Where none fits it is the
    largest upright box inside.
    """
    w, h = box.w, box.h
    if form not in ("ellipse", "diamond"):
        return max(w - 2 * PADDING, 0)
    step = line_height(writing.size)
    for count in range(1, _TRIES + 1):
        high = step * count
        if high >= h:
            break
        share = high / h
        room = floor(w * (sqrt(1 - share * share) if form == "ellipse" else 1 - share))
        if len(wrapped(writing.text, writing.font, writing.size, room)) <= count:
            return room
    return w * 7071 // 10_000 if form == "ellipse" else w // 2
