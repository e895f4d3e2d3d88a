"""Their numbers, colours and fonts, and ours: they measure in points (1/72 inch), we in 1/16 px of 1/96 inch."""

from collections.abc import Iterable
from math import isfinite
from typing import Final

from inkroom.elements import COORDINATE
from inkroom.errors import BadFile
from inkroom.formats.colour import Colour, parse
from inkroom.geometry import UNIT, rnd

POINT: Final = UNIT * 96 / 72
"""Board units in one point."""

_WHITE: Final = Colour(255, 255, 255, 1.0)
_NAMED: Final = {  # what Xournal wrote instead of digits
    "black": "#000000", "blue": "#3333cc", "red": "#ff0000", "green": "#008000", "gray": "#808080",
    "lightblue": "#00c0ff", "lightgreen": "#00ff00", "magenta": "#ff00ff", "orange": "#ff8000",
    "yellow": "#ffff00", "white": "#ffffff", "pink": "#ffc0d4",
}  # fmt: skip
_FAMILIES: Final = (
    ("mono", ("mono", "courier", "code", "consol", "typewriter")),
    ("sans", ("sans", "arial", "helvetica", "inter", "verdana", "calibri")),
    ("serif", ("serif", "times", "roman", "c059", "georgia", "garamond", "palatino", "cambria")),
    ("hand", ("hand", "script", "comic", "shantell")),
)
_THEIR_FONTS: Final = {
    "hand": "Shantell Sans",
    "sans": "Sans",
    "serif": "Serif",
    "mono": "Monospace",
}


def units(points: float) -> int:
    """Points as board units, within what a board holds."""
    return max(-COORDINATE, min(rnd(points * POINT), COORDINATE))


def points(units: float) -> str:
    """Board units as points, as short as they come back the same."""
    return f"{units / POINT:.3f}".rstrip("0").rstrip(".")


def number(text: str, otherwise: float = 0.0) -> float:
    """A number of theirs; what is none or endless is `otherwise`."""
    try:
        found = float(text)
    except ValueError:
        return otherwise
    return found if isfinite(found) else otherwise


def numbers(text: str, what: str) -> list[float]:
    """Numbers apart by white space; raises BadFile where one of them is none."""
    try:
        found = [float(part) for part in text.split()]
    except ValueError:
        raise BadFile(f"Expected numbers in a {what}, got {text[:40]!r}") from None
    if not all(map(isfinite, found)):
        raise BadFile(f"Expected finite numbers in a {what}")
    return found


def colour(text: str) -> Colour:
    """A colour of theirs, by its digits or its name; black for what is none."""
    return parse(_NAMED.get(text, text)) or Colour(0, 0, 0, 1.0)


def paint(text: str) -> dict[str, str | int]:
    """A colour of theirs as the registers `ink` and `opacity`."""
    found = colour(text)
    return {"ink": found._replace(a=1.0).hex().lower(), "opacity": round(100 * found.a)}


def on_paper(text: str, alpha: float | None = None) -> str:
    """A colour of theirs as it looks on white paper, `#rrggbb`."""
    found = colour(text)
    if alpha is not None:
        found = found._replace(a=alpha)
    return (found if found.a == 1 else found.over(_WHITE)).hex().lower()


def font(name: str) -> str:
    """The board font nearest to a font of theirs."""
    low = name.lower()
    return next((ours for ours, marks in _FAMILIES if any(m in low for m in marks)), "sans")


def their_font(ours: str) -> str:
    """A font that their systems have, for one of ours."""
    return _THEIR_FONTS[ours]


def diameters(size: float, pressures: Iterable[int]) -> list[float]:
    """The widths of a pen of `size` at pressures 0..255 (INK-2)."""
    return [size * (85 + p) / 340 for p in pressures]


def pressure(width: float, size: float) -> int:
    """The pressure at which a pen of `size` is `width` wide; never under an eighth of it to each side."""
    return max(0, min(rnd(340 * width / size - 85), 255)) if size > 0 else 255
