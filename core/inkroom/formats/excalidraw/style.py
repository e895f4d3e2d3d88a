"""The style of an element: their fields as our registers, and back."""

from math import sqrt
from typing import Any, Final

from inkroom.elements import COORDINATE, Link
from inkroom.formats.excalidraw import value
from inkroom.formats.excalidraw.colour import Colour, parse
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
_FIXED_RADIUS: Final = 32.0
_SHARE: Final = 0.25


class Paints:
    """The colours of an element: ours have no alpha, so it goes into the opacity or into the mix."""

    def __init__(self, raw: Raw, ground: Colour) -> None:
        self.unknown: list[str] = []
        ink = self._colour(raw, "strokeColor", INK)
        fill = self._colour(raw, "backgroundColor", "transparent")
        if raw.get("type") in ("text", "image", "frame", "magicframe"):
            fill = Colour(0, 0, 0, 0.0)
        seen = [one.a for one in (ink, fill) if one.a > 0]
        alpha = seen[0] if seen and min(seen) == max(seen) else 1.0
        self.mixed = len(seen) == 2 and min(seen) < max(seen)
        self.ink = self._ours(ink, alpha, ground)
        self.fill = self._ours(fill, alpha, ground)
        self.opacity = max(min(rnd(value.number(raw, "opacity", 100) * alpha), 100), 0)

    def _colour(self, raw: Raw, key: str, default: str) -> Colour:
        given = value.text(raw, key) or default
        found = parse(given)
        if found is None:
            self.unknown.append(given)
            return Colour(0, 0, 0, 1.0)  # a canvas paints it black
        return found

    @staticmethod
    def _ours(colour: Colour, alpha: float, ground: Colour) -> str:
        if colour.a == 0:
            return "none"
        return (colour if colour.a == alpha else colour.over(ground)).hex()


def registers(raw: Raw, paints: Paints) -> dict[str, Any]:
    """The registers that every kind has, but for place, order and membership."""
    dash = value.text(raw, "strokeStyle")
    found: dict[str, Any] = {
        "ink": paints.ink,
        "fill": paints.fill,
        "fill_style": _FILL_STYLES.get(value.text(raw, "fillStyle"), "hachure"),
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


__all__ = ["INK", "Link", "Paints", "fields", "is_link", "is_round", "radius", "registers"]
