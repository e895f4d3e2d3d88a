"""The hand-drawn look: wobbly lines and hatchings from integers that the element's id seeds (DRAW-3)."""

from collections.abc import Sequence
from math import floor, sqrt
from typing import Final

from inkroom.geometry import cosine, rnd, sine
from inkroom.path import C, L, M, Path, curve, flattened, steps

_WORD: Final = 0xFFFF_FFFF
_REACH: Final = 32.0
"""How far a drawn line strays at most, in board units, before `sketch` scales it."""
_HATCH_COS: Final = 0.656_059_028_990_507_2
_HATCH_SIN: Final = 0.754_709_580_222_772
_HATCHES: Final = 20_000
"""How often hatch lines cross the sides of one path at most."""


def seed_of(id: str) -> int:
    """The FNV-1a hash (32 bits) of an id."""
    seed = 0x811C_9DC5
    for byte in id.encode():
        seed = ((seed ^ byte) * 0x0100_0193) & _WORD
    return seed


class Wobble:
    """A generator of small shifts (xorshift32), the same in both languages."""

    def __init__(self, seed: int) -> None:
        self.state = seed or 1

    def next(self) -> int:
        """The next 32 bits."""
        x = self.state
        x ^= (x << 13) & _WORD
        x ^= x >> 17
        x ^= (x << 5) & _WORD
        self.state = x
        return x

    def shift(self, reach: float) -> float:
        """A number from -reach to reach."""
        return reach * ((self.next() >> 16) * 2 - 65_535) / 65_535

    def share(self) -> float:
        """A number from 0 to 1."""
        return (self.next() >> 16) / 65_535


def sketched(path: Sequence[int], wobble: Wobble, level: int, passes: int = 2) -> Path:
    """The path as a hand draws it, `passes` times over; at level 1 its corners stay where they are."""
    drawn: Path = []
    for turn in range(passes):
        x = y = x0 = y0 = 0
        for op, *n in steps(path):
            if op == M:
                x, y = x0, y0 = n
                drawn += (M, *_strayed(x, y, wobble, level, _REACH))
            elif op == L:
                _line(drawn, x, y, n[0], n[1], wobble, level, turn)
                x, y = n
            elif op == C:
                _cubic(drawn, x, y, n, wobble, level)
                x, y = n[4:]
            elif (x, y) != (x0, y0):
                _line(drawn, x, y, x0, y0, wobble, level, turn)
                x, y = x0, y0
    return drawn


def sketched_curve(flat: Sequence[int], wobble: Wobble, level: int, passes: int = 2) -> Path:
    """A curve through points that each stray a little, `passes` times over."""
    drawn: Path = []
    for turn in range(passes):
        reach = (19.0, 28.0)[turn % 2] * level
        points: list[int] = []
        for at in range(0, len(flat), 2):
            x, y = flat[at], flat[at + 1]
            near = min(reach, _spacing(flat, at) / 8)
            points += (rnd(x + wobble.shift(near)), rnd(y + wobble.shift(near)))
        drawn += curve(points)
    return drawn


def sketched_ellipse(
    x: int, y: int, w: int, h: int, wobble: Wobble, level: int, passes: int = 2
) -> Path:
    """An ellipse drawn by hand: each round strays, begins elsewhere and runs over its own beginning."""
    drawn: Path = []
    cx, cy = x + w / 2, y + h / 2
    small = min(w, h) / 2
    count = 10 if w + h < 6400 else 14
    for turn in range(passes):
        reach = min((12.0, 20.0)[turn % 2] * level, small / 8)
        start = 20_000 + rnd(wobble.shift(3_000))
        rx, ry = w / 2 + wobble.shift(reach), h / 2 + wobble.shift(reach)
        points: list[int] = []
        for at in range(count + 2):
            angle = start + rnd(at * 36_000 / count)
            px = cx + rx * cosine(angle) + wobble.shift(reach)
            py = cy + ry * sine(angle) + wobble.shift(reach)
            points += (rnd(px), rnd(py))
        drawn += curve(points)
    return drawn


def hatched(path: Sequence[int], gap: float, across: bool) -> list[list[float]]:
    """Lines `[x,y,x,y]` that hatch the inside of a path, `gap` apart, falling to the left.

    `across` turns them to fall to the right. The inside is by the even-odd rule.
    """
    c, s = _HATCH_COS, -_HATCH_SIN if not across else _HATCH_SIN
    edges = _edges(path, c, s)
    gap = max(gap, sum(e[3] - e[1] for e in edges) / _HATCHES)
    rows: dict[int, list[float]] = {}
    for x0, y0, x1, y1 in edges:
        row = floor(y0 / gap)
        while row * gap < y1:
            if row * gap >= y0:
                rows.setdefault(row, []).append(x0 + (x1 - x0) * (row * gap - y0) / (y1 - y0))
            row += 1
    lines: list[list[float]] = []
    for row in sorted(rows):
        v, cuts = row * gap, sorted(rows[row])
        lines += (
            [a * c - v * s, a * s + v * c, b * c - v * s, b * s + v * c]
            for a, b in zip(cuts[0::2], cuts[1::2], strict=False)
            if b - a >= 8
        )
    return lines


def hatching(lines: list[list[float]], wobble: Wobble, level: int) -> Path:
    """The lines of a hatching as a path."""
    drawn: Path = []
    for line in lines:
        x0, y0, x1, y1 = (rnd(n) for n in line)
        if level:
            drawn += (M, *_strayed(x0, y0, wobble, 2, _REACH / 2 * level))
            _line(drawn, x0, y0, x1, y1, wobble, level, 1)
        else:
            drawn += (M, x0, y0, L, x1, y1)
    return drawn


def zigzag(lines: list[list[float]], gap: float, wobble: Wobble, level: int) -> Path:
    """The lines of a hatching in one go: from the end of each back to the beginning of the next, if it is near."""
    drawn: Path = []
    before: list[float] | None = None
    for line in lines:
        x0, y0, x1, y1 = line
        near = before and abs(x0 - before[0]) + abs(y0 - before[1]) <= 4 * gap
        drawn += (L if near else M, rnd(x0), rnd(y0), L, rnd(x1), rnd(y1))
        before = line
    return sketched(drawn, wobble, level, 1) if level else drawn


def _edges(path: Sequence[int], c: float, s: float) -> list[tuple[float, float, float, float]]:
    """The sides of a path, turned so that hatch lines are level, each from top to bottom."""
    edges = []
    for part in flattened(path):
        u = [part[at] * c + part[at + 1] * s for at in range(0, len(part), 2)]
        v = [part[at + 1] * c - part[at] * s for at in range(0, len(part), 2)]
        for at in range(len(u)):
            x0, y0, x1, y1 = u[at - 1], v[at - 1], u[at], v[at]
            if y0 < y1:
                edges.append((x0, y0, x1, y1))
            elif y1 < y0:
                edges.append((x1, y1, x0, y0))
    return edges


def _spacing(flat: Sequence[int], at: int) -> float:
    """How far the point is from the one before it; from the one after it where it is the first."""
    other = at - 2 if at else 2
    dx, dy = float(flat[at] - flat[other]), float(flat[at + 1] - flat[other + 1])
    return sqrt(dx * dx + dy * dy)


def _strayed(x: int, y: int, wobble: Wobble, level: int, reach: float) -> tuple[int, int]:
    if level < 2:
        return x, y
    return rnd(x + wobble.shift(reach)), rnd(y + wobble.shift(reach))


def _gain(length: float) -> float:
    """Long lines stray less (RoughJS's measure, in board units)."""
    if length < 3200:
        return 1.0
    return 0.4 if length > 8000 else 1.233334 - length * 0.000104175


def _line(
    drawn: Path, x0: int, y0: int, x1: int, y1: int, wobble: Wobble, level: int, turn: int
) -> None:
    """One line as a cubic: it bows to a side and its middle strays; the second turn strays half as far."""
    dx, dy = float(x1 - x0), float(y1 - y0)
    length = sqrt(dx * dx + dy * dy)
    gain = _gain(length) * level
    reach = min(_REACH, length / 10) * gain / (1 + turn % 2)
    bow_x, bow_y = wobble.shift(dy / 100 * gain), wobble.shift(dx / 100 * gain)
    at = 0.2 + wobble.share() * 0.2
    drawn += (
        C,
        rnd(x0 + bow_x + dx * at + wobble.shift(reach)),
        rnd(y0 + bow_y + dy * at + wobble.shift(reach)),
        rnd(x0 + bow_x + dx * 2 * at + wobble.shift(reach)),
        rnd(y0 + bow_y + dy * 2 * at + wobble.shift(reach)),
        *_strayed(x1, y1, wobble, level, reach),
    )


def _cubic(drawn: Path, x0: int, y0: int, n: list[int], wobble: Wobble, level: int) -> None:
    dx, dy = float(n[4] - x0), float(n[5] - y0)
    reach = min(_REACH, sqrt(dx * dx + dy * dy) / 8) * level
    drawn += (C, *(rnd(value + wobble.shift(reach)) for value in n[:4]))
    drawn += _strayed(n[4], n[5], wobble, level, reach)
