"""How a shape of an SVG looks, with what its parents say of it."""

from typing import Any, Final, NamedTuple

from inkroom.formats.colour import Colour, parse
from inkroom.formats.markup import Node
from inkroom.formats.svg.matrix import numbers

_INHERITED: Final = (
    *("fill", "stroke", "stroke-width", "stroke-dasharray", "fill-opacity", "stroke-opacity"),
    *("font-family", "font-size", "text-anchor", "color", "visibility"),
)
_BLACK: Final = Colour(0, 0, 0, 1.0)
_NONE: Final = Colour(0, 0, 0, 0.0)
_PAPER: Final = Colour(255, 255, 255, 1.0)
_UNITS: Final = {
    "pt": 96 / 72,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
    "em": 16.0,
}


class Style(NamedTuple):
    """The properties that hold for a node, by name; `opacity` of all its parents multiplied."""

    said: dict[str, str]
    opacity: float

    def inner(self, node: Node) -> "Style":
        """The style of a node in this one."""
        own = dict(node.attributes)
        for declaration in node.get("style").split(";"):
            key, _, value = declaration.partition(":")
            own[key.strip()] = value.strip()
        said = {
            **self.said,
            **{key: own[key] for key in _INHERITED if own.get(key, "inherit") != "inherit"},
        }
        return Style(said, self.opacity * _share(own.get("opacity", "")))

    def hidden(self, node: Node) -> bool:
        """True for what is not drawn at all."""
        return (
            node.get("display") == "none"
            or "display:none" in node.get("style").replace(" ", "")
            or self.said.get("visibility") in ("hidden", "collapse")
        )

    def paint(self, name: str, otherwise: Colour) -> Colour:
        """`fill` or `stroke`; a gradient or pattern is grey."""
        text = self.said.get(name, "")
        if not text:
            found = otherwise
        elif text.startswith("url("):
            found = parse("#8a8880") or otherwise
        else:
            found = (
                parse(self.said.get("color", "black") if text == "currentColor" else text)
                or otherwise
            )
        return found._replace(a=found.a * _share(self.said.get(f"{name}-opacity", "")))

    def registers(self, scale: float) -> dict[str, Any]:
        """The registers of a shape whose lines are `scale` times as wide as they say."""
        fill, stroke = self.paint("fill", _BLACK), self.paint("stroke", _NONE)
        width = length(self.said.get("stroke-width", "1")) * scale
        found: dict[str, Any] = {"opacity": round(100 * max(0.0, min(self.opacity, 1.0)))}
        found["ink"] = _seen(stroke) if width > 0 else "none"
        found["fill"] = _seen(fill)
        found["width"] = max(0, min(round(16 * width), 16_000))
        if any(numbers(self.said.get("stroke-dasharray", ""))):
            found["dash"] = "dashed"
        return found


def _seen(colour: Colour) -> str:
    """A colour as it looks on white; `none` for one that cannot be seen."""
    return "none" if colour.a == 0 else colour.over(_PAPER).hex().lower()


def length(text: str, whole: float = 0.0) -> float:
    """A length in px; a share of `whole` where it is in percent."""
    found = numbers(text)
    if not found:
        return 0.0
    if text.strip().endswith("%"):
        return found[0] * whole / 100
    unit = next((unit for unit in _UNITS if text.strip().endswith(unit)), "")
    return found[0] * _UNITS.get(unit, 1.0)


def _share(text: str) -> float:
    found = numbers(text)
    if not found:
        return 1.0
    return max(0.0, min(found[0] / (100 if "%" in text else 1), 1.0))
