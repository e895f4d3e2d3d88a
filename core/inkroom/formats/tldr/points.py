"""The points of tldraw's strokes, in each of the three ways in which it has kept them."""

import struct
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator
from math import isfinite
from typing import Any, Final

PLAIN: Final = 0.5
"""The pressure of a point that has none."""
Point = tuple[float, float, float]
"""x, y in px of the shape, and the pressure 0..1."""


def points_of(segments: Any) -> list[Point]:
    """The points of all segments, one after the other; what cannot be read is left out."""
    if not isinstance(segments, list):
        return []
    return [point for one in segments if isinstance(one, dict) for point in _segment(one)]


def _segment(segment: dict[str, Any]) -> Iterator[Point]:
    held = segment.get("path", segment.get("points"))
    if isinstance(held, list):
        yield from _objects(held)
    elif isinstance(held, str):
        try:
            data = b64decode(held, validate=True)
        except (Base64Error, ValueError):
            return
        flat = _steps(data, segment.get("dim")) if "path" in segment else _triples(data)
        yield from (point for point in flat if all(map(isfinite, point)))


def _objects(held: list[Any]) -> Iterator[Point]:
    for one in held:
        if isinstance(one, dict):
            yield number(one.get("x")), number(one.get("y")), number(one.get("z"), PLAIN)


def _triples(data: bytes) -> Iterator[Point]:
    """Half floats x, y, z, each where it is."""
    yield from struct.iter_unpack("<3e", data[: len(data) // 6 * 6])


def _steps(data: bytes, width: Any) -> Iterator[Point]:
    """The first point as floats, the others as half floats from the point before."""
    flat = width == 2
    first, each = ("<2f", "<2e") if flat else ("<3f", "<3e")
    size, step = struct.calcsize(first), struct.calcsize(each)
    if len(data) < size:
        return
    x, y, z = (*struct.unpack_from(first, data), PLAIN)[:3]
    yield x, y, z
    end = size + (len(data) - size) // step * step
    for move in struct.iter_unpack(each, data[size:end]):
        x, y = x + move[0], y + move[1]
        z = z if flat else z + move[2]
        yield x, y, z


def number(given: Any, otherwise: float = 0.0) -> float:
    """A number of a file; what is none, or beyond what a board holds, is `otherwise`."""
    good = isinstance(given, int | float) and not isinstance(given, bool) and -1e8 < given < 1e8
    return float(given) if good else otherwise
