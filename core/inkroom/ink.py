"""Pen points to ink: encode and decode, simplify, outline; equal to the bit in every language (INK)."""

from collections.abc import Sequence
from functools import cache, lru_cache
from math import floor, sqrt
from typing import Any, Final

from inkroom.geometry import Box
from inkroom.path import L, M, Path, Z

Samples = list[int]
"""Points as a pen makes them: flat `[x,y,pressure,ms, …]`, absolute; ms counts from the first."""

Trace = list[int]
"""What is painted of them: flat `[x,y,pressure, …]`, absolute."""

WIDE: Final = 256
"""Pens wider than this have rounder ends and merge points further apart (INK-3)."""

_LONG: Final = 100
_COS16: Final = (4096, 3784, 2896, 1567, 0, -1567, -2896, -3784)
_COS32: Final = (
    *(4096, 4017, 3784, 3406, 2896, 2276, 1567, 799),
    *(0, -799, -1567, -2276, -2896, -3406, -3784, -4017),
)


def _disc(half: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    cosines = half + tuple(-c for c in half)
    turn = len(cosines)
    return tuple((cosines[k], cosines[(k - turn // 4) % turn]) for k in range(turn))


DISC16: Final = _disc(_COS16)
DISC32: Final = _disc(_COS32)
"""Cosine and sine of each corner, in 4096."""


def decode_points(points: Sequence[int], pressure: bool) -> Samples:
    """The points of a stroke (EL-6) as samples; pressure is 255 where the stroke has none."""
    samples: Samples = []
    x = y = ms = 0
    stride = 4 if pressure else 3
    for at in range(0, len(points), stride):
        x += points[at]
        y += points[at + 1]
        ms += points[at + stride - 1]
        samples += (x, y, points[at + 2] if pressure else 255, ms)
    return samples


def encode_points(samples: Sequence[int], pressure: bool) -> list[int]:
    """Samples as the points of a stroke (EL-6); the time of the first becomes 0."""
    points: list[int] = []
    x = y = 0
    ms = samples[3]
    for at in range(0, len(samples), 4):
        points += (samples[at] - x, samples[at + 1] - y)
        x, y = samples[at], samples[at + 1]
        if pressure:
            points.append(samples[at + 2])
        points.append(max(samples[at + 3] - ms, 0))
        ms = max(samples[at + 3], ms)
    return points


def trace_of(points: Sequence[int], pressure: bool) -> Trace:
    """The points of a stroke (EL-6) as a trace; pressure is 255 where the stroke has none."""
    trace: Trace = []
    x = y = 0
    for at in range(0, len(points), 4 if pressure else 3):
        x += points[at]
        y += points[at + 1]
        trace += (x, y, points[at + 2] if pressure else 255)
    return trace


def natural_box(trace: Sequence[int]) -> Box:
    """The box of the points of a trace: a stroke's `geom` when it was drawn is its x, y, width, height."""
    xs, ys = trace[0::3], trace[1::3]
    return Box(min(xs), min(ys), max(xs), max(ys))


def simplify(samples: Sequence[int], epsilon: float) -> Samples:
    """Fewer samples that draw the same (INK-5): none left out is off by more than `epsilon` or 12 of pressure.

    `epsilon` in board units: 4 divided by the zoom. The times of the kept samples stay.
    """
    count = len(samples) // 4
    keep = bytearray(count)
    keep[0] = keep[count - 1] = 1
    spans = [(0, count - 1)]
    while spans:
        first, last = spans.pop()
        worst = _worst(samples, first, last, epsilon * epsilon)
        if worst:
            keep[worst] = 1
            spans += ((first, worst), (worst, last))
    return [n for at in range(count) if keep[at] for n in samples[4 * at : 4 * at + 4]]


def _worst(s: Sequence[int], first: int, last: int, limit: float) -> int:
    """The sample between two that the line between them misses most, 0 where all are near enough."""
    ax, ay, ap = float(s[4 * first]), float(s[4 * first + 1]), s[4 * first + 2]
    dx, dy, dp = s[4 * last] - ax, s[4 * last + 1] - ay, s[4 * last + 2] - ap
    length = dx * dx + dy * dy
    found, most = 0, 1.0
    for at in range(first + 1, last):
        x, y = s[4 * at] - ax, s[4 * at + 1] - ay
        t = (x * dx + y * dy) / length if length > 0 else 0.0
        t = 0.0 if t < 0 else 1.0 if t > 1 else t
        ex, ey, ep = x - t * dx, y - t * dy, s[4 * at + 2] - ap - t * dp
        miss = (ex * ex + ey * ey) / limit
        if ep * ep > miss * 144:
            miss = ep * ep / 144
        if miss > most:
            found, most = at, miss
    return found


def outline(trace: Sequence[int], size: int) -> Path:
    """The polygons of a stroke drawn with a pen of `size`, one path for the nonzero rule (INK-1 to INK-4)."""
    xs, ys, rs = merged(trace, size)
    disc = DISC32 if size > WIDE else DISC16
    path: Path = []
    _emit_disc(path, disc, xs[0], ys[0], rs[0])
    if len(xs) > 1:
        numpy = _numpy() if len(xs) > _LONG else None
        if numpy:
            _ribbon_numpy(numpy, path, disc, xs, ys, rs)
        else:
            _ribbon(path, disc, xs, ys, rs)
        _emit_disc(path, disc, xs[-1], ys[-1], rs[-1])
    return path


def merged(trace: Sequence[int], size: int) -> tuple[list[float], list[float], list[float]]:
    """Points with their radii, those too near to the last kept one merged into it (INK-2, INK-3)."""
    points = iter(trace)
    x, y = float(next(points)), float(next(points))
    r = float((size * (85 + next(points)) + 340) // 680)
    xs, ys, rs = [x], [y], [r]
    wide = size > WIDE
    near = r * r / 16 if wide and r > 32 else 64.0
    for px, py, pressure in zip(points, points, points, strict=True):
        pr = float((size * (85 + pressure) + 340) // 680)
        dx, dy = px - x, py - y
        if dx * dx + dy * dy < near:
            if pr <= r:
                continue
            r = rs[-1] = pr
        else:
            x, y, r = float(px), float(py), pr
            xs.append(x)
            ys.append(y)
            rs.append(r)
        near = r * r / 16 if wide and r > 32 else 64.0
    return xs, ys, rs


def _emit_disc(path: Path, disc: tuple[tuple[int, int], ...], x: float, y: float, r: float) -> None:
    block, across, down = _disc_about(len(disc), r)
    made, left, top = block.copy(), int(x), int(y)
    made[1::3] = [left + step for step in across]
    made[2::3] = [top + step for step in down]
    path += made


def disc(size: int, r: int) -> Path:
    """The disc that a pen of `size` leaves about 0 where its radius is `r`."""
    path: Path = []
    _emit_disc(path, DISC32 if size > WIDE else DISC16, 0.0, 0.0, float(r))
    return path


@lru_cache(4_096)
def _disc_about(turn: int, r: float) -> tuple[Path, list[int], list[int]]:
    """A disc about 0, with its x and y apart: centres are whole, so it is the same about every one."""
    disc = DISC16 if turn == len(DISC16) else DISC32
    across = [floor(c * r / 4096 + 0.5) for c, _ in disc]
    down = [floor(s * r / 4096 + 0.5) for _, s in disc]
    return [M, 0, 0, *(L, 0, 0) * (turn - 1), Z], across, down


def _ribbon(
    path: Path,
    disc: tuple[tuple[int, int], ...],
    xs: list[float],
    ys: list[float],
    rs: list[float],
) -> None:
    x, y, r = xs[0], ys[0], rs[0]
    px = py = 0.0  # the direction of the line before
    near: list[int] = []  # x, y, x, y … as both sides go
    far: list[int] = []
    for nx, ny, nr in zip(xs[1:], ys[1:], rs[1:], strict=True):
        dx, dy = nx - x, ny - y
        length = sqrt(dx * dx + dy * dy)
        sx, sy = ux, uy = dx / length, dy / length
        if not near:
            pass
        elif px * ux + py * uy < 0.5:  # INK-4
            _put(near, far, x, y, px * r, py * r)
            _close(path, near, far)
            _emit_disc(path, disc, x, y, r)
        else:
            sx, sy = px + ux, py + uy
            m = sqrt(sx * sx + sy * sy)
            sx, sy = sx / m, sy / m
        across, down = sy * r, sx * r
        near += (floor(x + across + 0.5), floor(y - down + 0.5))
        far += (floor(y + down + 0.5), floor(x - across + 0.5))
        px, py = ux, uy
        x, y, r = nx, ny, nr
    _put(near, far, x, y, px * r, py * r)
    _close(path, near, far)


def _put(near: list[int], far: list[int], x: float, y: float, down: float, across: float) -> None:
    near += (floor(x + across + 0.5), floor(y - down + 0.5))
    far += (floor(y + down + 0.5), floor(x - across + 0.5))


def _close(path: Path, near: list[int], far: list[int]) -> None:
    """One side there, the other back; `far` holds y before x, so that it is turned as a whole."""
    side = near + far[::-1]
    count = len(side) // 2
    part = [L, 0, 0] * count
    part[0] = M
    part[1::3], part[2::3] = side[0::2], side[1::2]
    path += part
    path.append(Z)
    near.clear()
    far.clear()


@cache
def _numpy() -> Any:
    """numpy where it is installed; it is not asked for before a stroke is long enough to gain by it."""
    try:
        import numpy
    except ImportError:
        return None
    return numpy


def _ribbon_numpy(
    np: Any,
    path: Path,
    disc: tuple[tuple[int, int], ...],
    xs: list[float],
    ys: list[float],
    rs: list[float],
) -> None:
    """The same as `_ribbon`, to the bit: the same operations in the same order, all points at once."""
    x, y, r = np.array(xs), np.array(ys), np.array(rs)
    dx, dy = x[1:] - x[:-1], y[1:] - y[:-1]
    length = np.sqrt(dx * dx + dy * dy)
    ux, uy = dx / length, dy / length
    cut = ux[:-1] * ux[1:] + uy[:-1] * uy[1:] < 0.5
    sx, sy = ux[:-1] + ux[1:], uy[:-1] + uy[1:]
    m = np.where(cut, 1.0, np.sqrt(sx * sx + sy * sy))
    before = np.concatenate((ux[:1], np.where(cut, ux[:-1], sx / m), ux[-1:]))
    before_y = np.concatenate((uy[:1], np.where(cut, uy[:-1], sy / m), uy[-1:]))
    near, far = _sides(np, x, y, r, before, before_y)
    cuts = np.flatnonzero(cut) + 1
    after, after_far = _sides(np, x[cuts], y[cuts], r[cuts], ux[cuts], uy[cuts])
    start = 0
    for n, end in enumerate([*cuts.tolist(), len(xs) - 1]):
        if n:
            near[start], far[start] = after[n - 1], after_far[n - 1]
            _emit_disc(path, disc, xs[start], ys[start], rs[start])
        part = np.concatenate((near[start : end + 1], far[start : end + 1][::-1])).ravel()
        part[0] = M
        path += part.tolist()
        path.append(Z)
        start = end


def _sides(np: Any, x: Any, y: Any, r: Any, nx: Any, ny: Any) -> tuple[Any, Any]:
    """Both sides as rows (L, x, y)."""
    ops = np.full(len(x), L)
    near = np.floor(np.stack((ops, x + ny * r + 0.5, y - nx * r + 0.5), axis=1))
    far = np.floor(np.stack((ops, x - ny * r + 0.5, y + nx * r + 0.5), axis=1))
    return near.astype(np.int64), far.astype(np.int64)
