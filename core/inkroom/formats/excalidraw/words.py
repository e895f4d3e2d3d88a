"""Texts: fonts, sizes, and boxes that our own measure fits into."""

from math import cos, pi, sin
from typing import Any, Final

from inkroom.formats.excalidraw import value
from inkroom.formats.excalidraw.value import Raw
from inkroom.geometry import UNIT, rnd
from inkroom.text import line_height, widest, wrapped

_FONTS: Final = {
    1: "hand", 2: "sans", 3: "mono", 4: "hand", 5: "hand", 6: "sans", 7: "sans", 8: "mono",
    9: "sans", 10: "sans",
}  # fmt: skip
_THEIRS: Final = {"hand": 5, "sans": 2, "serif": 2, "mono": 3}
_ALIGNS: Final = {"left": "left", "center": "centre", "right": "right"}
_THEIR_ALIGNS: Final = {ours: theirs for theirs, ours in _ALIGNS.items()}
LENGTH: Final = 10_000


def registers(raw: Raw, bound: bool) -> dict[str, Any]:
    """What a text says and in which letters; a text that is `bound` to a shape breaks as the shape wants."""
    family = raw.get("fontFamily")
    said = value.text(raw, "text")
    if bound or not _grows(raw):
        said = value.text(raw, "originalText") or said
    return {
        "text": said.replace("\0", "").replace("\r\n", "\n")[:LENGTH],
        "font": _FONTS.get(family, "hand") if isinstance(family, int) else "hand",
        "size": max(min(rnd(value.number(raw, "fontSize", 20) * UNIT), 32_000), 16),
        "align": _ALIGNS.get(value.text(raw, "textAlign"), "left"),
    }


def _grows(raw: Raw) -> bool:
    """True for a text that is as wide as its lines: they break only where it says so."""
    return raw.get("autoResize") is not False or bool(raw.get("containerId"))


def geom(raw: Raw, said: dict[str, Any]) -> list[int]:
    """A box for a free text: in the same place, and so wide that our lines break where theirs do."""
    x, y, w, h, angle = box(raw)
    size, font = said["size"], said["font"]
    width = max(w, widest(said["text"].split("\n"), font, size)) if _grows(raw) else w
    height = line_height(size) * len(wrapped(said["text"], font, size, width))
    aside = {"left": (width - w) / 2, "centre": 0.0, "right": (w - width) / 2}[said["align"]]
    turn = angle * pi / 18_000
    cx, cy = x + w / 2 + aside * cos(turn), y + h / 2 + aside * sin(turn)
    return [rnd(cx - width / 2), rnd(cy - height / 2), width, height, angle]


def box(raw: Raw) -> list[int]:
    """The `geom` of an element with a box."""
    sides = [value.units(value.number(raw, key)) for key in ("x", "y", "width", "height")]
    return [*sides, rnd(value.number(raw, "angle") * 18_000 / pi) % 36_000]


def their_box(geom: list[int]) -> Raw:
    """Place, size and rotation of an element with a box; mirrored ones lie the plain way round."""
    x, y, w, h, angle = geom
    return {
        "x": value.px(min(x, x + w)), "y": value.px(min(y, y + h)), "width": value.px(abs(w)),
        "height": value.px(abs(h)), "angle": round(angle % 36_000 * pi / 18_000, 6),
    }  # fmt: skip


def fields(said: dict[str, Any], lines: list[str]) -> Raw:
    """What a text says, in their fields; `lines` as they are shown."""
    return {
        "text": "\n".join(lines),
        "originalText": said["text"],
        "fontSize": value.px(said["size"]),
        "fontFamily": _THEIRS.get(said["font"], 5),
        "textAlign": _THEIR_ALIGNS.get(said["align"], "left"),
        "verticalAlign": "top",
        "containerId": None,
        "autoResize": "\n".join(lines) == said["text"],
        "lineHeight": 1.25,
    }
