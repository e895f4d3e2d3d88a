"""Where a mouse, a finger or a pen is. No Qt."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pointer:
    """Where a mouse, a finger or a pen is, in board units (1/16 px; may have a fraction).

    `pressure` 0..255, None: the device has none (a mouse). `time` in ms, of any clock that runs evenly. `touch`: a
    finger, whose targets are larger. `twice`: the second press of a double click.
    """

    x: float
    y: float
    pressure: int | None = None
    time: float = 0
    shift: bool = False
    alt: bool = False
    ctrl: bool = False
    pen: bool = False
    touch: bool = False
    twice: bool = False
