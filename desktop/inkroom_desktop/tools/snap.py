"""Snapping: how far a moved box is from standing in line with others, and the lines that show it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import inf
from typing import Final, Literal, NamedTuple

from inkroom.geometry import UNIT, Box, rnd
from inkroom_desktop.tools.pointer import Pointer

REACH: Final = 6
"""How near, in px of the screen, a line must come to snap."""
REACH_TOUCH: Final = 10
_MOST: Final = 3
"""So many lines are shown each way."""

Edges = tuple[int, int]
"""A box seen along one axis: near edge, far edge."""


class Guide(NamedTuple):
    """A line in board units; `gap`: how far the two that it joins are apart, None where they overlap."""

    across: bool
    at: int
    start: int
    end: int
    gap: Edges | None


def snapped(box: Box, others: Sequence[Box], reach: float, *, x: bool, y: bool) -> tuple[int, int]:
    """Where a box goes to stand in line with others, within `reach`; on the axes that are free."""
    dx = _nearest(_across(box), [_across(one) for one in others], reach) if x else 0
    dy = _nearest(_down(box), [_down(one) for one in others], reach) if y else 0
    return dx or 0, dy or 0


class Way(NamedTuple):
    """One axis of what keeps its proportions: its fixed place, and where its side is now."""

    start: float
    end: float
    side: Literal["x", "y"]


def evened(ways: Sequence[Way], others: Sequence[Box], reach: float) -> float:
    """How much longer all ways become so that the one that needs least stands in line with others.

    1 where no line is near.
    """
    least, share = inf, 1.0
    for start, end, side in ways:
        at = rnd(end)
        edges = [_across(one) if side == "x" else _down(one) for one in others]
        by = _nearest((at, at), edges, reach)
        if by is None or (end - start) * (at + by - start) <= 0:
            continue
        off = abs(at + by - end)
        if off < least:
            least, share = off, (at + by - start) / (end - start)
    return share


def snapped_to(
    p: Pointer, others: Sequence[Box], zoom: float, *, x: bool = True, y: bool = True
) -> Pointer:
    """A pointer where it stands in line with others, as near as it is on the screen; Ctrl lets it go where it likes."""
    if p.ctrl or not others:
        return p
    left, top = rnd(p.x), rnd(p.y)
    dx, dy = snapped(Box(left, top, left, top), others, reach_of(p, zoom), x=x, y=y)
    return replace(p, x=left + dx if x else p.x, y=top + dy if y else p.y)


def reach_of(p: Pointer, zoom: float) -> float:
    """How near a line must come to a pointer, in board units."""
    return (REACH_TOUCH if p.touch else REACH) * UNIT / zoom


def box_of_geom(geom: Sequence[int]) -> Box:
    """The box of a `geom` without a turn."""
    x, y, w, h = geom[:4]
    return Box(min(x, x + w), min(y, y + h), max(x, x + w), max(y, y + h))


def guides(box: Box, others: Sequence[Box]) -> list[Guide]:
    """The lines that a box shares with others: edge to edge, each with its nearest."""
    return [
        *_shared(box, others, _across, _down, across=False),
        *_shared(box, others, _down, _across, across=True),
    ]


def gap_text(gap: Edges) -> str:
    """The length of a gap as people read it, in px."""
    return str(rnd((gap[1] - gap[0]) / UNIT))


def _shared(
    box: Box,
    others: Sequence[Box],
    edges_of: Callable[[Box], Edges],
    along_of: Callable[[Box], Edges],
    *,
    across: bool,
) -> list[Guide]:
    found: list[Guide] = []
    own = along_of(box)
    for at in _lines(edges_of(box)):
        met = [other for other in others if at in _lines(edges_of(other))]
        met.sort(key=lambda other: (_distance(own, along_of(other)), along_of(other)[0]))
        if met and len(found) < _MOST:
            along = along_of(met[0])
            start, end = min(own[0], along[0]), max(own[1], along[1])
            found.append(Guide(across, at, start, end, _gap(own, along)))
    return found


def _nearest(own: Edges, others: Sequence[Edges], reach: float) -> int | None:
    best: int | None = None
    for other in others:
        for line in _lines(other):
            for mine in _lines(own):
                by = line - mine
                if abs(by) <= reach and (best is None or abs(by) < abs(best)):
                    best = by
    return best


def _lines(edges: Edges) -> list[int]:
    near, far = edges
    return [near, rnd((near + far) / 2), far]


def _distance(a: Edges, b: Edges) -> int:
    return max(0, b[0] - a[1], a[0] - b[1])


def _gap(a: Edges, b: Edges) -> Edges | None:
    if b[0] > a[1]:
        return a[1], b[0]
    return (b[1], a[0]) if a[0] > b[1] else None


def _across(box: Box) -> Edges:
    return box.left, box.right


def _down(box: Box) -> Edges:
    return box.top, box.bottom
