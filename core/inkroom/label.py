"""Where the writing of an element goes: wrapped, aligned, and in the middle of its shape (TEXT-2)."""

from typing import Final, NamedTuple

from inkroom.figure import Upright
from inkroom.geometry import Box
from inkroom.look import Writing
from inkroom.text import baseline, line_height, widest, wrapped

PADDING: Final = 192
"""Between the edge of a box and the writing in it."""
_UNBOUNDED: Final = 2**40


class Label(NamedTuple):
    """Lines `(text, x, baseline)`, and the box they take up."""

    lines: list[tuple[str, int, int]]
    box: Box


def label(kind: str, box: Upright, writing: Writing) -> Label | None:
    """The writing of an element of `kind` in its box; None where it says nothing."""
    if not writing.text.strip(" \t\r\n"):
        return None
    x, y, w, h = _room(kind, box)
    free = kind == "text"
    lines = wrapped(writing.text, writing.font, writing.size, w if w or not free else _UNBOUNDED)
    step = line_height(writing.size)
    top = y if free else y + (h - step * len(lines)) // 2
    anchor = x + {"left": 0, "centre": w // 2, "right": w}[writing.align]
    first = top + baseline(writing.font, writing.size)
    placed = [(line, anchor, first + step * at) for at, line in enumerate(lines) if line]
    width = widest(lines, writing.font, writing.size)
    left = anchor - {"left": 0, "centre": width // 2 + 1, "right": width}[writing.align]
    return Label(placed, Box(left, top, left + width + 1, top + step * len(lines)))


def _room(kind: str, box: Upright) -> tuple[int, int, int, int]:
    """The upright box that the writing has."""
    x, y, w, h = box[:4]
    if kind == "text":
        return x, y, w, h
    if kind == "ellipse":
        inner_w, inner_h = w * 7071 // 10_000, h * 7071 // 10_000
    elif kind == "diamond":
        inner_w, inner_h = w // 2, h // 2
    else:
        inner_w, inner_h = max(w - 2 * PADDING, 0), max(h - 2 * PADDING, 0)
    return x + (w - inner_w) // 2, y + (h - inner_h) // 2, inner_w, inner_h
