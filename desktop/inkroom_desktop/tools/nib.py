"""The nib: how the pen of this device writes. What is put on the board is what it made of the pen (PEN-1 to PEN-3)."""

import json
from dataclasses import asdict, dataclass
from typing import Final

from inkroom.geometry import rnd

SLOWEST: Final = 160
"""The ink of the steadiest pen is as far behind as the pen was so many ms before."""
_HALVINGS: Final = 24


@dataclass(frozen=True)
class Nib:
    """`curve`: two places of a curve from (0,0) to (100,100), in percent: how hard one presses, what that counts as.

    `constant`: as wide everywhere. `steady`: how far the ink stays behind the pen, in percent. `straighten`: a pen
    that rests at the end of a stroke makes it straight.
    """

    curve: tuple[int, int, int, int] = (33, 33, 67, 67)
    constant: bool = False
    steady: int = 0
    straighten: bool = True


NIB: Final = Nib()


def nib_of(text: str) -> Nib:
    """A nib as a device keeps it; what cannot be read is as at first."""
    try:
        kept = json.loads(text)
        x1, y1, x2, y2 = (min(100, max(0, int(n))) for n in kept["curve"])
        steady = min(100, max(0, int(kept["steady"])))
        return Nib((x1, y1, x2, y2), kept["constant"] is True, steady, kept["straighten"] is True)
    except (ValueError, TypeError, KeyError):
        return NIB


def text_of_nib(nib: Nib) -> str:
    return json.dumps(asdict(nib))


def pressed(nib: Nib, pressure: float) -> float:
    """What a pressure (0..255) counts as."""
    x1, y1, x2, y2 = nib.curve
    if x1 == y1 and x2 == y2:
        return pressure
    wanted, low, high = pressure / 255, 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _along(x1 / 100, x2 / 100, middle) < wanted:
            low = middle
        else:
            high = middle
    return min(255, max(0, rnd(255 * _along(y1 / 100, y2 / 100, (low + high) / 2))))


def _along(a: float, b: float, t: float) -> float:
    """One axis of a cubic from 0 to 1."""
    s = 1 - t
    return 3 * s * s * t * a + 3 * s * t * t * b + t * t * t


def followed(nib: Nib, ms: float) -> float:
    """How much of the way to the pen its ink goes after `ms`."""
    if nib.steady == 0:
        return 1.0
    return ms / (ms + SLOWEST * nib.steady / 100)
