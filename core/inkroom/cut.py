"""Cutting strokes: what an eraser's disc leaves of one, as samples on the page (INK-6)."""

from collections.abc import Sequence
from math import sqrt
from typing import Any, Final, NamedTuple

from msgspec import Raw

from inkroom.board import Board, Element
from inkroom.extent import is_highlight, stroke_trace, turn_of
from inkroom.geometry import UNIT, rnd, turned
from inkroom.ink import Samples, decode_points, encode_points, natural_box
from inkroom.messages import read_points

LEAST: Final = UNIT
"""A piece that is smaller is gone too: nobody would find it."""
_NEVER: Final = (1.0, 0.0)


class Disc(NamedTuple):
    """An eraser's disc on its way from a to b."""

    ax: float
    ay: float
    bx: float
    by: float
    reach: float


def samples_of(stroke: Element) -> Samples:
    """The samples of a stroke where its `geom` puts them, turned as it is."""
    pressed = stroke.fixed.get("pressure") is not False
    points = stroke.fixed["points"]
    if isinstance(points, Raw):
        points = read_points(points, pressed)
    samples = decode_points(points, pressed)
    trace, turn = stroke_trace(stroke), turn_of(stroke)
    for at in range(len(samples) // 4):
        x, y, pressure = trace[3 * at : 3 * at + 3]
        if turn:
            tx, ty = turned(x, y, *turn)
            x, y = rnd(tx), rnd(ty)
        samples[4 * at : 4 * at + 3] = x, y, pressure
    return samples


def cut(samples: Samples, size: int, disc: Disc) -> list[Samples]:
    """What is left of samples drawn with a pen of `size`; the same list alone where the disc does not touch it."""
    if len(samples) == 4:
        x, y, pressure, _ = samples
        lo, hi = _within(x, y, x, y, disc, disc.reach + _radius(size, pressure))
        return [] if lo < hi else [samples]
    pieces: list[Samples] = []
    piece = list(samples[:4])
    touched = False
    for at in range(4, len(samples), 4):
        a, b = samples[at - 4 : at], samples[at : at + 4]
        far = disc.reach + _radius(size, max(a[2], b[2]))
        lo, hi = _within(a[0], a[1], b[0], b[1], disc, far)
        if lo >= hi:
            piece += b if piece else [*a, *b]
            continue
        touched = True
        if piece and lo > 0:
            piece += _between(a, b, lo)
        pieces.append(piece)
        piece = [*_between(a, b, hi), *b] if hi < 1 else []
    if not touched:
        return [samples]
    return [one for one in [*pieces, piece] if _counts(one)]


def part_of(stroke: Element, samples: Samples, id: str) -> dict[str, Any]:
    """A piece as an element to put: what it was cut from in all but its points; it names whose ink it is (EL-10)."""
    pressed = stroke.fixed.get("pressure") is not False and not is_highlight(stroke)
    box = natural_box([n for at, n in enumerate(samples) if at % 4 != 3])
    values = {name: value for name, value in stroke.values.items() if name != "deleted"}
    put = stroke.fixed | values | {"id": id, "kind": "stroke", "pressure": pressed}
    put |= {"of": stroke.fixed.get("of") or stroke.id, "points": encode_points(samples, pressed)}
    return put | {"geom": [box.left, box.top, box.width, box.height, 0]}


def origin(board: Board, element: Element) -> Element:
    """The stroke that a part was cut from, else the element itself: whose put tells who drew it (EL-10)."""
    return board.get(element.fixed.get("of") or "") or element


def _radius(size: int, pressure: int) -> int:
    return (size * (85 + pressure) + 340) // 680


def _counts(piece: Sequence[int]) -> bool:
    if len(piece) < 8:
        return False
    xs, ys = piece[0::4], piece[1::4]
    return max(xs) - min(xs) >= LEAST or max(ys) - min(ys) >= LEAST


def _between(a: Sequence[int], b: Sequence[int], t: float) -> list[int]:
    return [rnd(p + (q - p) * t) for p, q in zip(a, b, strict=True)]


def _within(
    px: float, py: float, qx: float, qy: float, disc: Disc, far: float
) -> tuple[float, float]:
    """Which part 0..1 of the line from p to q is nearer than `far` to the disc's way; `_NEVER` for none."""
    dx, dy = qx - px, qy - py
    spans = (
        _round(px - disc.ax, py - disc.ay, dx, dy, far),
        _round(px - disc.bx, py - disc.by, dx, dy, far),
        _along(px - disc.ax, py - disc.ay, dx, dy, disc, far),
    )
    found = [span for span in spans if span[0] < span[1]]
    if not found:
        return _NEVER
    lo, hi = min(span[0] for span in found), max(span[1] for span in found)
    return max(lo, 0.0), min(hi, 1.0)


def _round(x: float, y: float, dx: float, dy: float, far: float) -> tuple[float, float]:
    """Within the circle of `far` about the origin."""
    a, b, c = dx * dx + dy * dy, dx * x + dy * y, x * x + y * y - far * far
    if a == 0:
        return (0.0, 1.0) if c < 0 else _NEVER
    root = b * b - a * c
    if root <= 0:
        return _NEVER
    s = sqrt(root)
    return (-b - s) / a, (-b + s) / a


def _along(x: float, y: float, dx: float, dy: float, disc: Disc, far: float) -> tuple[float, float]:
    """Within `far` at both sides of the disc's way, between its ends."""
    ex, ey = disc.bx - disc.ax, disc.by - disc.ay
    square = ex * ex + ey * ey
    if square == 0:
        return _NEVER
    wide = far * sqrt(square)
    first = _clip(x * ex + y * ey, dx * ex + dy * ey, 0.0, square)
    second = _clip(x * ey - y * ex, dx * ey - dy * ex, -wide, wide)
    return max(first[0], second[0]), min(first[1], second[1])


def _clip(start: float, slope: float, least: float, most: float) -> tuple[float, float]:
    """Where `start + t * slope` is between `least` and `most`, for t in 0..1."""
    if slope == 0:
        return (0.0, 1.0) if least < start < most else _NEVER
    one, other = (least - start) / slope, (most - start) / slope
    return max(min(one, other), 0.0), min(max(one, other), 1.0)
