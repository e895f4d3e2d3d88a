"""How the colours of the log are painted on a light and on a dark board (DRAW-2)."""

from functools import cache
from math import cbrt
from typing import Any, Final

from inkroom.face import tokens

_LEAST: Final = 0.55
_MOST: Final = 0.95


def painted(colour: str, tone: str, dark: bool) -> str:
    """A colour `#RRGGBB` of the log as it is painted; `tone` says whose palette it is looked up in.

    What is in no palette gets the OKLab lightness `1.18 - L` on a dark board, within 0.55..0.95.
    """
    if not dark:
        return colour
    low = colour.lower()
    pairs = _pairs()
    for palette in (tone, "ink", "note"):
        pair = pairs[palette].get(low)
        if pair:
            return pair
    return _lifted(low, _LEAST, _MOST)


def ground(background: str, dark: bool) -> str:
    """The ground of a board: the usual one has a dark pair, any other becomes dark."""
    board = tokens()["color"]["board"]
    if background.lower() == board["light"].lower():
        return str(board["dark" if dark else "light"])
    return _lifted(background.lower(), 0.12, 0.35) if dark else background


def blend(dark: bool) -> str:
    """How a highlighter mixes with what is under it."""
    return "screen" if dark else "multiply"


@cache
def _pairs() -> dict[str, dict[str, str]]:
    """The dark pair of each palette's light values."""
    colour = tokens()["color"]
    edge = {"light": "#000000", "dark": "#FFFFFF"}
    return {
        "ink": _dark(tokens()["ink"]),
        "highlighter": _dark(tokens()["highlighter"]),
        # on a note ink is the colour of its writing, and its edge is light in the dark
        "note": _dark(tokens()["note"] | {"text": colour["note-text"], "edge": edge}),
        "chrome": _dark({"control": colour["control"], "text": colour["text-2"]}),
    }


def _dark(palette: dict[str, Any]) -> dict[str, str]:
    return {pair["light"].lower(): pair["dark"] for pair in palette.values()}


@cache
def _lifted(colour: str, least: float, most: float) -> str:
    """The colour with its lightness turned over (OKLab, Ottosson 2020)."""
    r, g, b = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    x = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    y = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    z = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    lightness = 0.2104542553 * x + 0.7936177850 * y - 0.0040720468 * z
    a = 1.9779984951 * x - 2.4285922050 * y + 0.4505937099 * z
    c = 0.0259040371 * x + 0.7827717662 * y - 0.8086757660 * z
    lightness = min(most, max(least, 1.18 - lightness))
    x = lightness + 0.3963377774 * a + 0.2158037573 * c
    y = lightness - 0.1055613458 * a - 0.0638541728 * c
    z = lightness - 0.0894841775 * a - 1.2914855480 * c
    x, y, z = x * x * x, y * y * y, z * z * z
    parts = (
        4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
        -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
        -0.0041960863 * x - 0.7034186147 * y + 1.7076147010 * z,
    )
    return "#" + "".join(f"{_byte(part):02x}" for part in parts)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _byte(part: float) -> int:
    part = min(1.0, max(0.0, part))
    return int(
        255 * (12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055) + 0.5
    )
