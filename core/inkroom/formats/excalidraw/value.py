"""What a field of a foreign file holds, or a default where it holds something else."""

from collections.abc import Mapping
from math import isfinite
from typing import Any, Final

from inkroom.elements import COORDINATE
from inkroom.formats.fit import units as units
from inkroom.geometry import UNIT

Raw = dict[str, Any]
"""An element as the file has it."""

FAR: Final = COORDINATE / UNIT
"""No coordinate is farther away, in px."""


def number(raw: Mapping[str, Any], key: str, default: float = 0.0) -> float:
    """A finite number, no farther than a board reaches."""
    return clamped(raw.get(key), default)


def clamped(value: Any, default: float = 0.0) -> float:
    """The value where it is a finite number, within what a board can hold."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return default
    value = float(max(min(value, FAR), -FAR)) if isinstance(value, int) else value
    return max(min(value, FAR), -FAR) if isfinite(value) else default


def text(raw: Mapping[str, Any], key: str) -> str:
    """A text; empty where there is none."""
    value = raw.get(key)
    return value if isinstance(value, str) else ""


def px(value: float) -> int | float:
    """Board units as px, whole where they are whole."""
    made = value / UNIT
    return int(made) if made == int(made) else made


def points(raw: Mapping[str, Any]) -> list[tuple[float, float]]:
    """The points of a line or a stroke in px, from its x and y; those that are none are left out."""
    given = raw.get("points")
    return [
        (clamped(point[0]), clamped(point[1]))
        for point in (given if isinstance(given, list) else ())
        if isinstance(point, list) and len(point) >= 2
    ]
