"""SVG text of ours as PNG bytes, with the bundled fonts."""

import re
from typing import Final

import resvg_py

from inkroom.errors import Unavailable
from inkroom.face import font_paths
from inkroom.render.runs import apart

SIDE: Final = 16_384
PIXELS: Final = 64_000_000
"""Larger pictures are made smaller until they fit."""

_SIZE: Final = re.compile(r'<svg ([^>]*?)width="([0-9.]+)" height="([0-9.]+)"')


def png(svg: str, scale: float = 1.0) -> bytes:
    """The picture of an SVG text that `svg` made, `scale` px for each of its own.

    It holds the GIL for as long as it draws (up to seconds): a server does this in another process.
    Raises Unavailable where the drawing fails.
    """
    wide, high = fitted(*size_of(svg), scale)
    return drawn(_sized(svg, wide, high))


def fitted(width: float, height: float, scale: float) -> tuple[int, int]:
    """The size of the picture in whole pixels, as large as may be."""
    scale = min(scale, SIDE / max(width, height), (PIXELS / (width * height)) ** 0.5)
    return max(round(width * scale), 1), max(round(height * scale), 1)


def drawn(svg: str) -> bytes:
    """The picture of an SVG text in the size that it names; raises Unavailable."""
    cut = apart(svg)
    try:
        return resvg_py.svg_to_bytes(
            svg_string=cut,
            font_files=[str(path) for path in font_paths()],
            skip_system_fonts=cut == svg,  # reading them all takes a moment
        )
    except ValueError as why:
        raise Unavailable(f"Expected a picture that can be drawn, got: {why}", "bad_svg") from None


def _sized(svg: str, width: int, height: int) -> str:
    """The text with the size of the picture: resvg, told both beside the text, makes the height of the width, and
    where that is no whole number everything lies up to a pixel off."""
    size = rf'<svg \1preserveAspectRatio="none" width="{width}" height="{height}"'
    return _SIZE.sub(size, svg, count=1)


def size_of(svg: str) -> tuple[float, float]:
    """The width and height in px of an SVG text that `svg` made; raises Unavailable."""
    found = _SIZE.match(svg)
    if found is None:
        raise Unavailable("Expected an SVG text with a width and a height", "bad_svg")
    return float(found[2]), float(found[3])
