"""A side board revealed: copies of what is on it, in frames with its person's name (SIDE-8). No Qt."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from inkroom.board import Board, Element, painted_order
from inkroom.extent import span
from inkroom.geometry import Box, union
from inkroom.order import many
from inkroom.source import Source
from inkroom.stack import sheet_of, sheets_of
from inkroom_desktop.tools.copy import copies
from inkroom_desktop.tools.desk import Desk, Draft

MARGIN: Final = 384
"""Between a frame and what is in it, in 1/16 px."""
GAP: Final = 768
"""Between frames, in 1/16 px."""
WHOLE: Final = Box(-(2**31), -(2**31), 2**31, 2**31)
TITLE: Final = 120


def revealed(desk: Desk, side: Board, name: str, origins: Mapping[str, Source]) -> list[Draft]:
    """The puts, for each page that has something: a frame, then what is in it.

    `origins`: who drew an element, and when.
    """
    pages = sheets_of(side, "pages")
    everything = list(side.visible())
    sorted_out = (
        [one for one in everything if sheet_of(one, "pages", pages) == page.id] for page in pages
    )
    filled = [elements for elements in sorted_out if elements]
    z = iter(many(desk.top_z(), None, len(everything) + len(filled)))
    there = union(span(one) for one in desk.within(WHOLE))
    left, top = (there.right + GAP, there.top) if there else (0, 0)
    puts: list[Draft] = []
    for at, elements in enumerate(filled):
        title = f"{name} \u00b7 {at + 1}" if len(filled) > 1 else name
        puts += _framed(desk, elements, (left, top), title[:TITLE], z, origins)
        left += puts[-len(elements) - 1]["geom"][2] + GAP
    return puts


def _framed(
    desk: Desk,
    elements: Sequence[Element],
    corner: tuple[int, int],
    title: str,
    z: Iterator[str],
    origins: Mapping[str, Source],
) -> list[Draft]:
    box = union(span(one) for one in elements) or Box(0, 0, 0, 0)
    left, top = corner
    frame: dict[str, Any] = {
        "kind": "frame",
        "id": desk.new_id(),
        "z": next(z),
        "geom": [left, top, box.width + 2 * MARGIN, box.height + 2 * MARGIN, 0],
        "title": title,
    }
    dx, dy = left + MARGIN - box.left, top + MARGIN - box.top
    puts = copies(desk, elements, dx, dy, [next(z) for _ in elements])
    return [frame, *_signed(puts, elements, origins)]


def _signed(
    puts: Sequence[Draft], elements: Sequence[Element], origins: Mapping[str, Source]
) -> list[Draft]:
    """What says already where it comes from goes on saying so; `puts` are in the order of painting."""
    signed = []
    for put, element in zip(puts, painted_order(elements), strict=True):
        extra, origin = put.get("extra") or {}, origins.get(element.id)
        if origin is not None and origin.said and "made" not in extra:
            put = {**put, "extra": {**extra, "made": origin.said}}
        signed.append(put)
    return signed
