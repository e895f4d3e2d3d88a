"""Paths: flat integer lists of opcodes and board units, what every painter can carry out.

`M x y` begins a part, `L x y` is a line, `C ax ay bx by x y` a cubic, `Z` closes the part.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import sqrt
from operator import sub
from typing import Final

from inkroom.geometry import Box, rnd

M: Final = 0
L: Final = 1
C: Final = 2
Z: Final = 3
Path = list[int]
Flat = list[float]
"""Points `[x,y, x,y, …]`, whole or not."""

_ARC: Final = 0.5522847498307936
_PIECES: Final = 12


def polyline(flat: Sequence[float], closed: bool = False) -> Path:
    """Straight lines through the points."""
    path: Path = []
    for at in range(0, len(flat), 2):
        path += (L if at else M, rnd(flat[at]), rnd(flat[at + 1]))
    if closed:
        path.append(Z)
    return path


def curve(flat: Sequence[int]) -> Path:
    """A Catmull-Rom curve through the points as cubics; straight through two points."""
    last = len(flat) // 2 - 1
    if last < 2:
        return polyline(flat)
    path: Path = [M, flat[0], flat[1]]
    for at in range(last):
        before, after = max(at - 1, 0), min(at + 2, last)
        ax, ay = flat[2 * at], flat[2 * at + 1]
        bx, by = flat[2 * at + 2], flat[2 * at + 3]
        path += (
            C,
            rnd(ax + (bx - flat[2 * before]) / 6),
            rnd(ay + (by - flat[2 * before + 1]) / 6),
            rnd(bx - (flat[2 * after] - ax) / 6),
            rnd(by - (flat[2 * after + 1] - ay) / 6),
            bx,
            by,
        )
    return path


def rectangle(x: int, y: int, w: int, h: int, radius: int = 0) -> Path:
    """An upright rectangle, its corners rounded by arcs of `radius` (up to half a side)."""
    r = min(radius, w // 2, h // 2)
    if r <= 0:
        return [M, x, y, L, x + w, y, L, x + w, y + h, L, x, y + h, Z]
    k = r - rnd(r * _ARC)
    right, bottom = x + w, y + h
    return [
        *(M, x + r, y, L, right - r, y),
        *(C, right - k, y, right, y + k, right, y + r, L, right, bottom - r),
        *(C, right, bottom - k, right - k, bottom, right - r, bottom, L, x + r, bottom),
        *(C, x + k, bottom, x, bottom - k, x, bottom - r, L, x, y + r),
        *(C, x, y + k, x + k, y, x + r, y, Z),
    ]


def ellipse(x: int, y: int, w: int, h: int) -> Path:
    """The ellipse in a box, of four cubics, from the right clockwise."""
    cx, cy, rx, ry = x + w / 2, y + h / 2, w / 2, h / 2
    ox, oy = rx * _ARC, ry * _ARC
    mx, my, right, bottom = rnd(cx), rnd(cy), x + w, y + h
    return [
        *(M, right, my),
        *(C, right, rnd(cy + oy), rnd(cx + ox), bottom, mx, bottom),
        *(C, rnd(cx - ox), bottom, x, rnd(cy + oy), x, my),
        *(C, x, rnd(cy - oy), rnd(cx - ox), y, mx, y),
        *(C, rnd(cx + ox), y, right, rnd(cy - oy), right, my),
        Z,
    ]


def rounded(flat: Sequence[int], radius: int, closed: bool) -> Path:
    """Straight lines through the points, corners rounded by `radius` (up to half a side)."""
    count = len(flat) // 2
    if radius <= 0 or count < 3:
        return polyline(flat, closed)
    path: Path = []
    for at in range(count):
        x, y = flat[2 * at], flat[2 * at + 1]
        if not closed and at in (0, count - 1):
            path += (L if path else M, x, y)
            continue
        before, after = (at - 1) % count, (at + 1) % count
        ax, ay = _towards(x, y, flat[2 * before], flat[2 * before + 1], radius)
        bx, by = _towards(x, y, flat[2 * after], flat[2 * after + 1], radius)
        path += (L if path else M, rnd(ax), rnd(ay), C)
        path += (rnd(ax + (x - ax) * _ARC), rnd(ay + (y - ay) * _ARC))
        path += (rnd(bx + (x - bx) * _ARC), rnd(by + (y - by) * _ARC), rnd(bx), rnd(by))
    if closed:
        path.append(Z)
    return path


def _towards(x: int, y: int, to_x: int, to_y: int, radius: int) -> tuple[float, float]:
    """The point `radius` on the way, at most half of it."""
    dx, dy = float(to_x - x), float(to_y - y)
    length = sqrt(dx * dx + dy * dy)
    share = 0.5 if length <= 2.0 * radius else radius / length
    return x + dx * share, y + dy * share


def steps(path: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Each opcode with its numbers."""
    at = 0
    while at < len(path):
        width = (3, 3, 7, 1)[path[at]]
        yield tuple(path[at : at + width])
        at += width


def flattened(path: Sequence[int]) -> list[Flat]:
    """The parts of a path as points; a cubic is twelve lines, a closed part ends where it began."""
    parts: list[Flat] = []
    for op, *numbers in steps(path):
        if op == M:
            parts.append([numbers[0], numbers[1]])
        elif op == L:
            parts[-1] += numbers
        elif op == C:
            _cubic(parts[-1], *numbers)
        else:
            parts[-1] += parts[-1][:2]
    return parts


def _cubic(part: Flat, ax: int, ay: int, bx: int, by: int, x: int, y: int) -> None:
    x0, y0 = part[-2], part[-1]
    for step in range(1, _PIECES):
        t = step / _PIECES
        s = 1 - t
        a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
        part.append(a * x0 + b * ax + c * bx + d * x)
        part.append(a * y0 + b * ay + c * by + d * y)
    part += (x, y)


def box_of_path(path: Sequence[int]) -> Box | None:
    """The box of all points of a path, control points too; None of an empty one."""
    flat = [n for step in steps(path) for n in step[1:]]
    if not flat:
        return None
    return Box(min(flat[0::2]), min(flat[1::2]), max(flat[0::2]), max(flat[1::2]))


def path_text(path: Sequence[int]) -> str:
    """The path as SVG path data, in steps from point to point: short and whole."""
    parts: list[str] = []
    x = y = at = 0
    command, whole = -1, len(path)
    while at < whole:
        op = path[at]
        if op == L:
            end = at + 3
            while end < whole and path[end] == L:
                end += 3
            parts.append(_lines(path, at, end, x, y))
            x, y = path[end - 2], path[end - 1]
            at = end
        elif op == M:
            x, y = path[at + 1], path[at + 2]
            parts.append(f"M{x}{y: d}")
            at += 3
        elif op == C:
            ax, ay, bx, by, to_x, to_y = path[at + 1 : at + 7]
            first = f"{ax - x: d}" if command == C else f"c{ax - x}"
            rest = f"{ay - y: d}{bx - x: d}{by - y: d}{to_x - x: d}{to_y - y: d}"
            parts.append(first + rest)
            x, y = to_x, to_y
            at += 7
        else:
            parts.append("z")
            at += 1
        command = op
    return "".join(parts)


def _lines(path: Sequence[int], at: int, end: int, x: int, y: int) -> str:
    """The lines from `at` to `end`, which begin at (x, y): all numbers are written at once."""
    xs, ys = path[at + 1 : end : 3], path[at + 2 : end : 3]
    flat = [0] * (2 * len(xs))
    flat[0::2] = map(sub, xs, [x, *xs[:-1]])
    flat[1::2] = map(sub, ys, [y, *ys[:-1]])
    moves = tuple(flat)
    return _disc_text(moves) if len(xs) in _DISC_LINES else _written(moves)


def _written(moves: tuple[int, ...]) -> str:
    return ("l%d" + "% d" * (len(moves) - 1)) % moves


_DISC_LINES: Final = (15, 31)
_disc_text = lru_cache(4_096)(_written)
"""A disc has the same steps wherever it lies, and a stroke has many of them."""
