"""Our registers as tldraw's names for colours, sizes, fonts and lines: the nearest there is."""

from collections.abc import Mapping
from math import log
from typing import Any, Final

from inkroom.formats.tldr.look import INKS, LABELS, MARKERS, NOTES, TEXTS, WIDTHS, thinning
from inkroom.geometry import UNIT
from inkroom.look import Look, Writing

Shape = dict[str, Any]
_FONTS: Final = {"hand": "draw", "sans": "sans", "serif": "serif", "mono": "mono"}
_ALIGNS: Final = {"left": "start", "centre": "middle", "right": "end"}
_FILLS: Final = {"solid": "fill", "tint": "solid"}
_HEADS: Final = {
    "arrow": "arrow", "bar": "bar", "dot": "dot", "circle": "dot", "triangle": "triangle",
    "triangle_outline": "triangle", "diamond": "diamond", "diamond_outline": "diamond",
}  # fmt: skip
_ALIKE: Final = 1_000
_THINNEST: Final = 1.9
"""A pen of theirs that thins out is never thinner, in px."""


def ink(colour: str, *, marker: bool = False) -> str:
    """The colour of theirs, or of their markers, that is nearest."""
    return "black" if colour == "none" else _nearest(MARKERS if marker else INKS, colour)


def paper(colour: str) -> str:
    """The note of theirs whose colour is nearest."""
    return _nearest(NOTES, colour)


def _nearest(table: Mapping[str, str], colour: str) -> str:
    return min(table, key=lambda name: _apart(table[name], colour))


def _apart(one: str, other: str) -> int:
    sides = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return sum((a - b) ** 2 for a, b in sides)


def is_near(colour: str, *, marker: bool = False) -> bool:
    """True for a colour that they have too, as far as the eye can tell."""
    theirs = (MARKERS if marker else INKS)[ink(colour, marker=marker)]
    return colour == "none" or _apart(theirs, colour) < _ALIKE


def line(look: Look) -> Shape:
    """The colour, the width and the dashes of a line; `scale` makes any width of theirs."""
    return {
        "color": ink(look.ink),
        "dash": "none" if look.ink == "none" or look.width == 0 else dash(look),
        "size": "m",
        "scale": max(look.width, 1) / UNIT / WIDTHS["m"],
    }


def dash(look: Look) -> str:
    """Their name for a clean, a drawn, or a broken line."""
    if look.dash != "solid":
        return look.dash
    return "draw" if look.sketch else "solid"


def fill(look: Look) -> str:
    """Their name for what is inside."""
    return "none" if look.fill == "none" else _FILLS.get(look.fill_style, "pattern")


def labelled(look: Look, said: Writing) -> Shape:
    """The size of theirs whose line and writing are nearest to ours, scaled so that the line, if any, is ours."""
    width, high = look.width / UNIT, said.size / UNIT
    if not said.text.strip():
        return {"size": "m", "scale": max(width, 1 / UNIT) / WIDTHS["m"]}
    if width == 0:
        return {"size": "m", "scale": high / LABELS["m"]}
    size = min(WIDTHS, key=lambda one: abs(log(LABELS[one] * width / (WIDTHS[one] * high))))
    return {"size": size, "scale": width / WIDTHS[size]}


def text(said: Writing) -> Shape:
    """Writing on the board itself."""
    return {"size": "m", "scale": said.size / UNIT / TEXTS["m"], "font": _FONTS[said.font]}


def font(said: Writing) -> str:
    """Their name for the letters."""
    return _FONTS[said.font]


def align(said: Writing) -> str:
    """Their name for the side."""
    return _ALIGNS[said.align]


def rich(said: str) -> Shape:
    """A text with a paragraph for each line."""
    lines = said.split("\n")
    return {
        "type": "doc",
        "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": one}]}
            if one
            else {"type": "paragraph"}
            for one in lines
        ],
    }


def heads(names: list[str]) -> list[str | None]:
    """Their names for the heads of an arrow; None for one that they do not have."""
    return ["none" if one == "none" else _HEADS.get(one) for one in names]


def pen(width: int, pressures: list[int], *, pressed: bool) -> tuple[Shape, list[float]]:
    """How a stroke is drawn by a pen of theirs, and its pressures there: as wide at each point as ours."""
    wide = width / UNIT
    if not pressed or wide <= _THINNEST:
        scale = max(wide, 1 / UNIT) / WIDTHS["m"]
        return {"size": "m", "dash": "solid", "scale": scale, "isPen": False}, [0.5] * len(
            pressures
        )
    base = (wide / (2 * thinning(1.0)) - 1) / 1.2
    shares = {one: _pressure((one + 85) / 340 * thinning(1.0)) for one in set(pressures)}
    scale = max(base, 0.01) / WIDTHS["m"]
    drawn = {"size": "m", "dash": "draw", "scale": scale, "isPen": True}
    return drawn, [shares[one] for one in pressures]


def _pressure(share: float) -> float:
    """The pressure at which a pen of theirs is so wide."""
    low, high = 0.0, 1.0
    for _ in range(20):
        middle = (low + high) / 2
        low, high = (middle, high) if thinning(middle) < share else (low, middle)
    return round((low + high) / 2, 4)
