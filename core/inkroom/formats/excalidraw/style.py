"""The style of an element: their fields as our registers, and back."""

from math import sqrt
from typing import Any, Final

from inkroom.elements import COORDINATE
from inkroom.formats.colour import Colour, parse
from inkroom.formats.excalidraw import value
from inkroom.formats.excalidraw.value import Raw
from inkroom.geometry import UNIT, rnd

INK: Final = "#1e1e1e"
"""What Excalidraw draws with where nothing is said."""

_FILL_STYLES: Final = {
    "solid": "solid",
    "hachure": "hachure",
    "cross-hatch": "cross",
    "zigzag": "zigzag",
}
_THEIR_FILLS: Final = {ours: theirs for theirs, ours in _FILL_STYLES.items()} | {"tint": "solid"}
_DASHES: Final = ("solid", "dashed", "dotted")
_CLEAR: Final = Colour(0, 0, 0, 0.0)
_OPAQUE: Final = 0.9
_FAINT: Final = 0.25
"""A fill fainter than this is a tint."""
_FIXED_RADIUS: Final = 32.0
_SHARE: Final = 0.25


class Paints:
    """The colours of an element: ours have no alpha, so it goes into the opacity, a tint or a mix."""

    def __init__(self, raw: Raw, ground: Colour, filled: bool) -> None:
        self.left: list[str] = []
        self.style = _FILL_STYLES.get(value.text(raw, "fillStyle"), "hachure")
        ink = self._colour(raw, "strokeColor", INK, "#000000")
        fill = _CLEAR
        if filled:
            fill = self._colour(raw, "backgroundColor", "transparent", "transparent")
        alpha = self._mix(ink, fill, ground)
        self.opacity = max(min(rnd(value.number(raw, "opacity", 100) * alpha), 100), 0)

    def _colour(self, raw: Raw, key: str, default: str, unknown: str) -> Colour:
        """A canvas draws black lines, and fills nothing, where it does not know the colour."""
        given = value.text(raw, key) or default
        found = parse(given)
        if found is None:
            self.left.append(f"the colour {given!r} is drawn {unknown}")
        return found or parse(unknown) or _CLEAR

    def _mix(self, ink: Colour, fill: Colour, ground: Colour) -> float:
        """Chooses ink and fill; the alpha that both have then."""
        alpha = fill.a or ink.a
        if ink.a and fill.a and ink.a != fill.a:
            if ink.a >= _OPAQUE and fill.a < _FAINT and self.style == "solid":
                self.style, alpha = "tint", ink.a
            else:
                self.left.append(
                    "its line and its fill are not equally transparent, and now they are"
                )
                if fill.a >= _OPAQUE:
                    ink = ink.over(fill)
                elif ink.a >= _OPAQUE:
                    fill, alpha = fill.over(ground), ink.a
        self.ink = ink.hex() if ink.a else "none"
        self.fill = fill.hex() if fill.a else "none"
        return alpha or 1.0


def registers(raw: Raw, paints: Paints) -> dict[str, Any]:
    """The registers that every kind has, but for place, order and membership."""
    dash = value.text(raw, "strokeStyle")
    found: dict[str, Any] = {
        "ink": paints.ink,
        "fill": paints.fill,
        "fill_style": paints.style,
        "width": max(min(rnd(value.number(raw, "strokeWidth", 2) * UNIT), 16_000), 0),
        "dash": dash if dash in _DASHES else "solid",
        "sketch": max(min(rnd(value.number(raw, "roughness", 1)), 2), 0),
        "opacity": paints.opacity,
    }
    if raw.get("locked") is True:
        found["locked"] = True
    if is_link(raw.get("link")):
        found["link"] = raw["link"]
    return found


def is_link(link: Any) -> bool:
    """True for an address that an element may carry (EL-8)."""
    if not isinstance(link, str) or not 0 < len(link) <= 2000:
        return False
    starts = link.startswith(("http://", "https://", "mailto:"))
    return starts and all(c > " " for c in link) and len(link) > len("https://")


def is_round(raw: Raw) -> bool:
    """True for round corners or a curve, in the new form or the old."""
    if "roundness" in raw:
        return isinstance(raw["roundness"], dict)
    return raw.get("strokeSharpness") == "round"


def radius(raw: Raw) -> int:
    """How far the corners of a rectangle or a diamond are rounded, in board units."""
    if not is_round(raw):
        return 0
    w, h = abs(value.number(raw, "width")), abs(value.number(raw, "height"))
    if raw.get("type") == "diamond":
        found = _SHARE * sqrt(w * w / 4 + h * h / 4)
    else:
        found = min(w, h) * _SHARE
        roundness = raw.get("roundness")
        if isinstance(roundness, dict) and roundness.get("type") == 3:
            found = min(found, value.number(roundness, "value", _FIXED_RADIUS))
    return max(min(rnd(found * UNIT), COORDINATE), 0)


def fields(look: dict[str, Any]) -> Raw:
    """Our registers as their fields."""
    return {
        "strokeColor": "transparent" if look["ink"] == "none" else look["ink"],
        "backgroundColor": "transparent" if look["fill"] == "none" else look["fill"],
        "fillStyle": _THEIR_FILLS.get(look["fill_style"], "solid"),
        "strokeWidth": value.px(look["width"]),
        "strokeStyle": look["dash"] if look["dash"] in _DASHES else "solid",
        "roughness": look["sketch"],
        "opacity": look["opacity"],
        "locked": look["locked"],
        "link": look["link"] or None,
    }
