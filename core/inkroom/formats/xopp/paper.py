"""The ground of a page: its sheet, and the lines on it as locked elements in one group."""

from collections.abc import Iterator
from typing import Any, Final

from inkroom.formats.markup import Node
from inkroom.formats.xopp import value

Put = dict[str, Any]
Lines = Iterator[tuple[float, float, float, float, str]]
"""x, y, x, y in points, and a colour."""

HEADER: Final = 80.0
FOOTER: Final = 60.0
RULE: Final = 24.0
SQUARE: Final = 14.17
MARGIN: Final = 72.0
STAVE: Final = 5.0
STAVES: Final = 40.0
_BLUE: Final = "#40a0ff"
_RED: Final = "#ff0080"
_GREY: Final = "#bdbdbd"
_BLACK: Final = "#000000"
_WIDTH: Final = 11
"""Half a point."""
_MOST: Final = 1_000
UNDRAWN: Final = ("dotted", "isodotted", "isograph")
"""Rulings that are kept for the way out and not drawn."""


def sheet(background: Node | None, width: float, height: float) -> Put:
    """The sheet of a page as a locked rectangle, with all that the file says of it."""
    attributes = dict(background.attributes) if background else {}
    return {
        "kind": "rect",
        "geom": [0, 0, value.units(width), value.units(height), 0],
        "ink": "none",
        "fill": value.on_paper(attributes.get("color", "white")),
        "extra": {"xopp": {"background": attributes}},
    }


def rulings(background: Node | None, width: float, height: float) -> list[Put]:
    """The lines of a page."""
    draw = _STYLES.get(background.get("style")) if background else None
    found = list(zip(range(_MOST), draw(width, height), strict=False)) if draw else []
    return [
        {
            "kind": "line",
            "geom": [value.units(n) for n in (ax, ay, bx, by)],
            "ink": ink,
            "width": _WIDTH,
            "extra": {"xopp": {"ruling": True}},
        }
        for _, (ax, ay, bx, by, ink) in found
    ]


def _rows(first: float, last: float, step: float) -> Iterator[float]:
    y = first
    while y < last:
        yield y
        y += step


def _ruled(width: float, height: float) -> Lines:
    for y in _rows(HEADER, height - FOOTER, RULE):
        yield 0, y, width, y, _BLUE


def _lined(width: float, height: float) -> Lines:
    yield from _ruled(width, height)
    yield MARGIN, 0, MARGIN, height, _RED


def _graph(width: float, height: float) -> Lines:
    for x in _rows(SQUARE, width, SQUARE):
        yield x, 0, x, height, _GREY
    for y in _rows(SQUARE, height, SQUARE):
        yield 0, y, width, y, _GREY


def _staves(width: float, height: float) -> Lines:
    for top in _rows(HEADER, height - FOOTER, 4 * STAVE + STAVES):
        for line in range(5):
            y = top + line * STAVE
            yield FOOTER, y, width - FOOTER, y, _BLACK


_STYLES: Final = {"ruled": _ruled, "lined": _lined, "graph": _graph, "staves": _staves}
