"""How much room writing takes: the box that a text element gets when it is written (TEXT-1, TEXT-2)."""

import re
from typing import Final, NamedTuple

from inkroom.board import Element
from inkroom.text import line_height, widest, wrapped

SLACK: Final = 16
"""So that rounding never breaks a line that was measured without a limit."""


class Room(NamedTuple):
    """In board units."""

    width: int
    height: int


def room_of(text: str, font: str, size: int, width: int | None = None) -> Room:
    """The room of a text: as wide as its widest line, or `width`, where it then breaks."""
    lines = (
        re.split("\r\n|\r|\n", text) if width is None else wrapped(text, font, size, max(width, 0))
    )
    wide = widest(lines, font, size) + SLACK if width is None else width
    return Room(wide, line_height(size) * len(lines))


def measured(element: Element, width: int, size: int | None = None) -> Room:
    """The room of a text element at another width or size."""
    return room_of(element.get("text"), element.get("font"), size or element.get("size"), width)
