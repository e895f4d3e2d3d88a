"""A sweep: does a disc touch an element on its way from one place to another?"""

from math import ceil, hypot
from typing import Final

from inkroom.board import Element
from inkroom.hit import hits

MOST: Final = 200
"""No sweep is tested at more places than this."""


def sweeps(element: Element, ax: float, ay: float, bx: float, by: float, reach: float) -> bool:
    """Tested at places `reach` board units apart, so that the discs of two neighbours overlap."""
    steps = min(MOST, max(1, ceil(hypot(bx - ax, by - ay) / reach)))
    return any(
        hits(element, ax + (bx - ax) * n / steps, ay + (by - ay) * n / steps, reach)
        for n in range(steps + 1)
    )
