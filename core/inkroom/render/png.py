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

_SIZE: Final = re.compile(r'<svg [^>]*?width="([0-9.]+)" height="([0-9.]+)"')


def png(svg: str, scale: float = 1.0) -> bytes:
    """The picture of an SVG text that `svg` made, `scale` px for each of its own.

    It holds the GIL for as long as it draws (up to seconds): a server does this in another process.
    Raises Unavailable where the drawing fails.
    """
    width, height = size_of(svg)
    scale = min(scale, SIDE / max(width, height), (PIXELS / (width * height)) ** 0.5)
    cut = apart(svg)
    try:
        return resvg_py.svg_to_bytes(
            svg_string=cut,
            width=max(round(width * scale), 1),
            height=max(round(height * scale), 1),
            font_files=[str(path) for path in font_paths()],
            skip_system_fonts=cut == svg,  # reading them all takes a moment
        )
    except ValueError as why:
        raise Unavailable(f"Expected a picture that can be drawn, got: {why}", "bad_svg") from None


def size_of(svg: str) -> tuple[float, float]:
    """The width and height in px of an SVG text that `svg` made; raises Unavailable."""
    found = _SIZE.match(svg)
    if found is None:
        raise Unavailable("Expected an SVG text with a width and a height", "bad_svg")
    return float(found[1]), float(found[2])
