"""tldraw's names for colours, sizes, fonts and lines, as registers."""

from math import pi, sin
from typing import Any, Final, TypeVar

INKS: Final = {
    "black": "#1d1d1d", "grey": "#9fa8b2", "light-violet": "#e085f4", "violet": "#ae3ec9",
    "blue": "#4465e9", "light-blue": "#4ba1f1", "yellow": "#f1ac4b", "orange": "#e16919",
    "green": "#099268", "light-green": "#4cb05e", "light-red": "#f87777", "red": "#e03131",
    "white": "#ffffff",
}  # fmt: skip
NOTES: Final = {
    "black": "#fce19c", "grey": "#c0cad3", "light-violet": "#db91fd", "violet": "#db91fd",
    "blue": "#8aa3ff", "light-blue": "#9bc4fd", "yellow": "#fed49a", "orange": "#faa475",
    "green": "#6fc896", "light-green": "#98d08a", "light-red": "#f7a5a1", "red": "#fc8282",
    "white": "#ffffff",
}  # fmt: skip
MARKERS: Final = {**INKS, "black": "#fddd00", "yellow": "#fddd00", "white": "#fddd00"}
WIDTHS: Final = {"s": 2.0, "m": 3.5, "l": 5.0, "xl": 10.0}
TEXTS: Final = {"s": 18, "m": 24, "l": 36, "xl": 44}
LABELS: Final = {"s": 18, "m": 22, "l": 26, "xl": 32}
NOTE: Final = 200.0
"""The side of a note, in px."""
_FONTS: Final = {"draw": "hand", "sans": "sans", "serif": "serif", "mono": "mono"}
_ALIGNS: Final = {
    "start": "left",
    "middle": "centre",
    "end": "right",
    "left": "left",
    "right": "right",
}
_HEADS: Final = {
    "arrow": "arrow", "bar": "bar", "dot": "dot", "triangle": "triangle", "diamond": "diamond",
    "inverted": "triangle", "pipe": "bar", "square": "diamond",
}  # fmt: skip
_MOUSE: Final = 1.4
_PAPER: Final = "#ffffff"

Shape = dict[str, Any]
T = TypeVar("T")


def registers(props: Shape, scale: float) -> Shape:
    """The line and the fill of a shape."""
    ink = name(INKS, props.get("color"), "black")
    found: Shape = {"ink": ink, "width": round(16 * name(WIDTHS, props.get("size"), "m") * scale)}
    dash = props.get("dash")
    if dash in ("dashed", "dotted"):
        found["dash"] = dash
    fill = props.get("fill")
    if fill in ("solid", "fill", "pattern", "lined-fill"):
        found["fill"] = ink
        found["fill_style"] = {"solid": "tint", "fill": "solid"}.get(str(fill), "hachure")
    elif fill == "semi":
        found["fill"] = _PAPER
    return found


def pen(props: Shape, scale: float, pressures: list[float], pressed: bool) -> tuple[int, list[int]]:
    """The width of a stroke, and the pressures that make it as wide as theirs at each point.

    A real pen of theirs thins out by 0.62; what a mouse drew is as wide as the middle of its thinning.
    """
    base = name(WIDTHS, props.get("size"), "m") * scale
    if not pressed:
        return round(16 * base * (_MOUSE if props.get("dash") == "draw" else 1)), [255] * len(
            pressures
        )
    most = thinning(1.0)
    width = 2 * (1 + 1.2 * base) * most
    shares = [thinning(max(0.0, min(pressure, 1.0))) / most for pressure in pressures]
    return round(16 * width), [max(0, min(round(340 * share - 85), 255)) for share in shares]


def thinning(pressure: float) -> float:
    """How wide a pen of theirs is at a pressure, beside one that does not thin out."""
    eased = 0.5 - 0.62 * (0.5 - pressure)
    return 0.65 * eased + 0.35 * sin(eased * pi / 2)


def writing(props: Shape, sizes: dict[str, int], scale: float) -> Shape:
    """What a shape says, and in which letters."""
    said = text_of(props)
    align = props.get("textAlign", props.get("align"))
    return {
        "text": said,
        "font": name(_FONTS, props.get("font"), "draw"),
        "size": max(16, min(round(16 * name(sizes, props.get("size"), "m") * scale), 32_000)),
        "align": name(_ALIGNS, align, "middle"),
    }


def text_of(props: Shape) -> str:
    """The text of a shape: plain, or its rich text without what makes it rich."""
    rich = props.get("richText")
    if not isinstance(rich, dict):
        said = props.get("text")
        return said.replace("\0", "") if isinstance(said, str) else ""
    return "\n".join(_paragraphs(rich, 0)).replace("\0", "").rstrip("\n")


def _paragraphs(node: Shape, depth: int) -> list[str]:
    inside = node.get("content")
    children = [one for one in inside if isinstance(one, dict)] if isinstance(inside, list) else []
    if node.get("type") in ("paragraph", "heading", "codeBlock") or depth > 16:
        return ["".join(_run(child) for child in children)]
    mark = "\u2022 " if node.get("type") == "listItem" else ""
    lines = [line for child in children for line in _paragraphs(child, depth + 1)]
    return [mark + lines[0], *lines[1:]] if mark and lines else lines


def _run(node: Shape) -> str:
    if node.get("type") == "hardBreak":
        return "\n"
    said = node.get("text")
    return said if isinstance(said, str) else ""


def heads(props: Shape) -> list[str]:
    """The names of the heads of an arrow; those that are not known are none."""
    found = (props.get("arrowheadStart", "none"), props.get("arrowheadEnd", "arrow"))
    return [_HEADS.get(head, "none") if isinstance(head, str) else "none" for head in found]


def name(table: dict[str, T], given: Any, otherwise: str) -> T:
    """What a name stands for."""
    return table[given] if isinstance(given, str) and given in table else table[otherwise]
