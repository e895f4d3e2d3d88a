"""How the inside of a shape is filled: plainly, with a tint, or with lines."""

from collections.abc import Sequence
from typing import Final

from inkroom.item import Fill, Item, Stroke
from inkroom.look import Look
from inkroom.path import Path
from inkroom.sketch import Wobble, hatched, hatching, zigzag

TINT: Final = 12
"""The opacity of a tint, in percent."""


def fills(path: Sequence[int], look: Look, wobble: Wobble) -> list[Item]:
    """What paints the inside of a closed path; nothing where there is no fill."""
    if look.fill == "none":
        return []
    if look.fill_style in ("solid", "tint"):
        opacity = look.opacity
        if look.fill_style == "tint":
            opacity = (opacity * TINT + 99) // 100
        return [Fill(list(path), look.fill, "ink", "evenodd", opacity)]
    lines = _lines(path, look, wobble)
    if not lines:
        return []
    return [Stroke(lines, look.fill, "ink", max(3 * look.width // 4, 8), [], look.opacity)]


def _lines(path: Sequence[int], look: Look, wobble: Wobble) -> Path:
    gap = float(max(4 * look.width, 64))
    if look.fill_style == "zigzag":
        return zigzag(hatched(path, 1.5 * gap, False), gap, wobble, look.sketch)
    falling = hatched(path, gap, False)
    drawn = hatching(falling, wobble, look.sketch)
    if look.fill_style == "cross":
        drawn += hatching(hatched(path, gap, True), wobble, look.sketch)
    return drawn
