"""Colours of the board: what a person picks from, and how a value of the log is painted in the theme that is worn."""

from functools import cache
from typing import Final

from PySide6.QtGui import QColor

from inkroom import palette
from inkroom.face import say, tokens
from inkroom_desktop import theme

INKS: Final = [(one["light"], one["name"]) for one in tokens()["ink"].values()]
HIGHLIGHTERS: Final = [(one["light"], one["name"]) for one in tokens()["highlighter"].values()]
PAPERS: Final = [(one["light"], one["name"]) for one in tokens()["note"].values()]
_UNIT: Final = 16
_STEPS: Final = ("s", "m", "l", "xl")
WIDTHS: Final = [
    (step, int(tokens()["strokeWidth"][step]) * _UNIT, say(f"style.width-{step}"))
    for step in _STEPS
]
"""Name, value in board units, and what it is called."""
BROAD: Final = [
    (step, int(width) * _UNIT, say(f"style.width-{step}"))
    for step, width in zip(
        _STEPS, (12, tokens()["strokeWidth"]["highlighter"], 36, 48), strict=True
    )
]
"""The highlighter's."""


def painted(value: str, tone: str = "ink") -> QColor:
    """A colour of the log as it is painted in the theme that is worn (DRAW-2); paper is shown as it is named."""
    if tone == "paper":
        return theme.ink(value)
    return _painted(value, tone, theme.dark())


def name_of(value: str) -> str:
    """The name of a colour, or its value."""
    named: dict[str, str] = {light.lower(): name for light, name in (*PAPERS, *HIGHLIGHTERS, *INKS)}
    return named.get(value.lower(), value)


def ground(value: str) -> QColor:
    """The ground of a board in the theme that is worn."""
    return theme.ink(palette.ground(value, theme.dark()))


@cache
def _painted(value: str, tone: str, dark: bool) -> QColor:
    return theme.ink(palette.painted(value, tone, dark))
