"""Affine transforms of SVG: `(a, b, c, d, e, f)` maps x, y to ax + cy + e, bx + dy + f."""

import re
from math import atan2, cos, degrees, hypot, isfinite, radians, sin, sqrt, tan
from typing import Final

Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_CALL: Final = re.compile(r"([a-zA-Z]+)\s*\(([^)]*)\)")
_NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def numbers(text: str) -> list[float]:
    """All numbers in a text; those that are endless are 0."""
    found = (float(part) for part in _NUMBER.findall(text))
    return [number if isfinite(number) else 0.0 for number in found]


def times(outer: Matrix, inner: Matrix) -> Matrix:
    """First `inner`, then `outer`."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (
        *(a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j),
        *(a * k + c * m + e, b * k + d * m + f),
    )


def read(text: str) -> Matrix:
    """A `transform` attribute; what is not understood changes nothing."""
    made = IDENTITY
    for name, inside in _CALL.findall(text):
        made = times(made, _one(name, numbers(inside)))
    return made


def _one(name: str, n: list[float]) -> Matrix:
    match name, n:
        case "matrix", [a, b, c, d, e, f]:
            return a, b, c, d, e, f
        case "translate", [x]:
            return 1, 0, 0, 1, x, 0
        case "translate", [x, y]:
            return 1, 0, 0, 1, x, y
        case "scale", [x]:
            return x, 0, 0, x, 0, 0
        case "scale", [x, y]:
            return x, 0, 0, y, 0, 0
        case "rotate", [angle, *about]:
            c, s = cos(radians(angle)), sin(radians(angle))
            x, y = about if len(about) == 2 else (0.0, 0.0)
            return c, s, -s, c, x - c * x + s * y, y - s * x - c * y
        case "skewX", [angle]:
            return 1, 0, tan(radians(angle)), 1, 0, 0
        case "skewY", [angle]:
            return 1, tan(radians(angle)), 0, 1, 0, 0
    return IDENTITY


def placed(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point after the transform."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def size(matrix: Matrix) -> float:
    """How many times longer lines become, in the middle of all directions."""
    a, b, c, d, _, _ = matrix
    return sqrt(abs(a * d - b * c))


def turn(matrix: Matrix) -> tuple[float, float, float] | None:
    """The scale across and down and the angle in degrees, where a box stays one; None where it is skewed."""
    a, b, c, d, _, _ = matrix
    across, down = hypot(a, b), hypot(c, d)
    if not across or not down or abs(a * c + b * d) > 1e-6 * across * down:
        return None
    return across, (down if a * d - b * c > 0 else -down), degrees(atan2(b, a))
