"""What another program wrote, as much of it as a board holds."""

from typing import Final

from inkroom.elements import COORDINATE
from inkroom.geometry import UNIT, rnd

TITLE: Final = 120
ELEMENTS: Final = 100_000
"""The most that lie on a board."""


def units(px: float) -> int:
    """Px as board units, within what a board can hold."""
    return max(min(rnd(px * UNIT), COORDINATE), -COORDINATE)


def title(text: str) -> str:
    """A title without control characters, cut to the length of one."""
    return "".join(c for c in text if c >= " " and c != "\x7f")[:TITLE]
