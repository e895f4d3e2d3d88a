"""The elements in the order in which one reads them: row by row, a frame before what lies in it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from inkroom.board import Element
from inkroom.extent import span
from inkroom.geometry import Box


class Line(NamedTuple):
    """One line of the outline; `depth` 1: it lies in the frame above it."""

    element: Element
    depth: int


Placed = tuple[Element, Box]


def reading(elements: Iterable[Element]) -> list[Line]:
    """Rows from top to bottom, each from left to right; frames are places of their own among them."""
    placed = [(element, span(element)) for element in elements]
    frames = [one for one in placed if one[0].kind == "frame"]
    within: dict[str, list[Placed]] = {}
    free: list[Placed] = list(frames)
    for one in placed:
        if one[0].kind == "frame":
            continue
        home = next((f for f in frames if f[1].holds(one[1])), None)
        (free if home is None else within.setdefault(home[0].id, [])).append(one)
    lines: list[Line] = []
    for element in _rows(free):
        lines.append(Line(element, 0))
        if element.kind == "frame":
            lines += [Line(inner, 1) for inner in _rows(within.get(element.id, []))]
    return lines


def _rows(placed: Sequence[Placed]) -> list[Element]:
    """What begins above the middle of a row's first is of its row."""
    left = sorted(placed, key=lambda one: (one[1].top, one[1].left, one[0].id))
    found: list[Element] = []
    while left:
        box = left[0][1]
        row = [one for one in left if 2 * one[1].top <= box.top + box.bottom]
        left = [one for one in left if 2 * one[1].top > box.top + box.bottom]
        row.sort(key=lambda one: (one[1].left, one[1].top, one[0].id))
        found += [element for element, _ in row]
    return found
