"""The outlines of many strokes at once, equal to the bit to `ink.outline` of each (INK-1 to INK-4)."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np
from msgspec import Raw

from inkroom.extent import is_highlight, stroke_trace
from inkroom.ink import DISC16, DISC32, WIDE, disc, merged
from inkroom.path import path_text
from inkroom.render.inked import Inked

_encode: Final = msgspec.json.Encoder().encode
_SPACED: Final = bytes.maketrans(b",", b" ")
_EDGE: Final = 10**17
"""Stands for a first corner among steps; none is as long."""


class Points(NamedTuple):
    """The points of many strokes one after the other, as `ink` merges them; stroke n begins at `starts[n]`."""

    x: Any
    y: Any
    r: Any
    starts: Any


class Outlines(NamedTuple):
    """What is filled: at each joint a disc, and between two joints of a stroke a ribbon.

    `x`, `y` are the corners of the ribbons, one after the other; ribbon n has those from `edges[n]` on. `cx`, `cy`,
    `cr` are the discs. `joints[n]` is the first disc of stroke n; it has one ribbon less than discs.
    """

    x: Any
    y: Any
    edges: Any
    cx: Any
    cy: Any
    cr: Any
    joints: Any
    wide: Any


def outlines(strokes: Sequence[Inked]) -> Outlines:
    """The outlines of strokes; none of them has points that are missing."""
    points = _points(strokes)
    x, y, r, starts = points
    count = len(x)
    last = np.append(starts[1:], count) - 1
    ux, uy, cut = _directions(points, last)
    is_joint = cut
    is_joint[starts] = is_joint[last] = True
    joints = np.flatnonzero(is_joint)
    stroke_of = np.searchsorted(starts, joints, "right") - 1
    same = np.flatnonzero(stroke_of[1:] == stroke_of[:-1])
    corners = _ribbons(points, ux, uy, joints[same], joints[same + 1])
    sizes = np.array([one.look.width for one in strokes], np.int64)
    first = np.searchsorted(joints, starts)
    return Outlines(*corners, x[joints], y[joints], r[joints], first, sizes > WIDE)


def _points(strokes: Sequence[Inked]) -> Points:
    """All points, those too near to the one before merged into it."""
    xs, ys, ps, counts = _traces(strokes)
    starts = np.cumsum(counts) - counts
    sizes = np.repeat(np.array([one.look.width for one in strokes], np.int64), counts)
    rs = (sizes * (85 + ps) + 340) // 680
    near = np.where((sizes > WIDE) & (rs > 32), rs * rs / 16, 64.0)
    dx, dy = np.diff(xs).astype(float), np.diff(ys).astype(float)
    close = dx * dx + dy * dy < near[:-1]
    close[starts[1:] - 1] = False
    keep = np.ones(len(xs), bool)
    ends = starts + counts
    for n in np.unique(np.searchsorted(starts, np.flatnonzero(close), "right") - 1).tolist():
        start, end = int(starts[n]), int(ends[n])
        trace = np.stack((xs[start:end], ys[start:end], ps[start:end]), axis=1).ravel().tolist()
        left, top, radii = merged(trace, strokes[n].look.width)
        kept = start + len(left)
        xs[start:kept], ys[start:kept], rs[start:kept] = left, top, radii
        keep[kept:end] = False
        counts[n] = len(left)
    starts = np.cumsum(counts) - counts
    return Points(xs[keep].astype(float), ys[keep].astype(float), rs[keep].astype(float), starts)


def _traces(strokes: Sequence[Inked]) -> tuple[Any, Any, Any, Any]:
    """x, y and pressure of all points where the strokes lie, and how many each stroke has."""
    texts = [_text(one.element.fixed["points"]) for one in strokes]
    bare = [one.element.fixed.get("pressure") is False for one in strokes]
    lengths = np.array([text.count(b",") + 1 for text in texts], np.int64)
    strides = np.where(bare, 3, 4)
    counts = lengths // strides
    starts = np.cumsum(counts) - counts
    numbers = np.fromstring(b",".join(texts), np.int64, sep=",")
    at = np.arange(int(counts.sum())) - np.repeat(starts, counts)
    at = np.repeat(np.cumsum(lengths) - lengths, counts) + at * np.repeat(strides, counts)
    xs, ys, ps = numbers[at], numbers[at + 1], numbers[at + 2]
    even = [no or is_highlight(one.element) for no, one in zip(bare, strokes, strict=True)]
    ps[np.repeat(even, counts)] = 255
    xs, ys = (_summed(steps, starts, counts) for steps in (xs, ys))
    _place(strokes, xs, ys, starts, counts)
    return xs, ys, ps, counts


def _text(points: Raw | list[int]) -> bytes:
    """The numbers of a stroke's points, between commas."""
    return (bytes(points) if isinstance(points, Raw) else _encode(points))[1:-1]


def _summed(steps: Any, starts: Any, counts: Any) -> Any:
    sums = np.cumsum(steps)
    return sums - np.repeat(sums[starts] - steps[starts], counts)


def _place(strokes: Sequence[Inked], xs: Any, ys: Any, starts: Any, counts: Any) -> None:
    """Puts those that are not where they were drawn to where their `geom` is."""
    left, top = np.minimum.reduceat(xs, starts), np.minimum.reduceat(ys, starts)
    wide, high = np.maximum.reduceat(xs, starts) - left, np.maximum.reduceat(ys, starts) - top
    geoms = np.array([one.element.get("geom")[:4] for one in strokes], np.int64)
    moved = (geoms != np.stack((left, top, wide, high), axis=1)).any(axis=1)
    for n in np.flatnonzero(moved).tolist():
        trace, start = stroke_trace(strokes[n].element), int(starts[n])
        end = start + int(counts[n])
        xs[start:end], ys[start:end] = trace[0::3], trace[1::3]


def _directions(points: Points, last: Any) -> tuple[tuple[Any, Any], tuple[Any, Any], Any]:
    """The way on from each point, and the way that its two lines share; True where the ribbon is cut (INK-4)."""
    x, y = points.x, points.y
    dx, dy = np.diff(x, append=x[-1:]), np.diff(y, append=y[-1:])
    dx[last], dy[last] = 1.0, 0.0
    length = np.sqrt(dx * dx + dy * dy)
    ux, uy = dx / length, dy / length
    before_x, before_y = np.roll(ux, 1), np.roll(uy, 1)
    cut = before_x * ux + before_y * uy < 0.5
    sx, sy = before_x + ux, before_y + uy
    m = np.sqrt(sx * sx + sy * sy)
    m[m == 0] = 1.0  # only where it is cut, or at an end
    return (ux, sx / m), (uy, sy / m), cut


def _ribbons(
    points: Points, ux: tuple[Any, Any], uy: tuple[Any, Any], begin: Any, end: Any
) -> tuple[Any, Any, Any]:
    """The corners of the ribbons from point `begin` to point `end`: one side there, the other back."""
    counts = end - begin + 1
    first = np.cumsum(counts) - counts
    total = int(counts.sum())
    at = np.arange(total)
    index = np.repeat(begin - first, counts) + at
    sx, sy = ux[1][index], uy[1][index]
    for place, point in ((first, begin), (first + counts - 1, end - 1)):
        sx[place], sy[place] = ux[0][point], uy[0][point]
    x, y, r = points.x[index], points.y[index], points.r[index]
    across, down = sy * r, sx * r
    there = at + np.repeat(first, counts)
    back = np.repeat(3 * first + 2 * counts - 1, counts) - at
    left, top = np.empty(2 * total, np.int64), np.empty(2 * total, np.int64)
    left[there], top[there] = np.floor(x + across + 0.5), np.floor(y - down + 0.5)
    left[back], top[back] = np.floor(x - across + 0.5), np.floor(y + down + 0.5)
    return left, top, 2 * first


def path_texts(strokes: Sequence[Inked]) -> Iterator[str]:
    """The outline of each as SVG path data: what `path_text` of `ink.outline` is."""
    made = outlines(strokes)
    return _joined(made, _disc_texts(made), _ribbon_texts(made))


def operators(strokes: Sequence[Inked]) -> Iterator[str]:
    """The outline of each as operators of a PDF."""
    made = outlines(strokes)
    ribbons = _polygons(made.x, made.y, made.edges)
    return _joined(made, list(_polygons(*_discs(made))), ribbons)


def _joined(made: Outlines, discs: Sequence[str], ribbons: Iterator[str]) -> Iterator[str]:
    """The pieces of each stroke: a disc, a ribbon, a disc …"""
    joints = [*made.joints.tolist(), len(discs)]
    for first, end in pairwise(joints):
        pieces = [discs[first]]
        for n in range(first + 1, end):
            pieces += (next(ribbons), discs[n])
        yield "".join(pieces)


def _wide_discs(made: Outlines) -> Any:
    return np.repeat(made.wide, np.diff(made.joints, append=len(made.cx)))


def _disc_texts(made: Outlines) -> list[str]:
    x, y, r = (part.astype(np.int64).tolist() for part in (made.cx + made.cr, made.cy, made.cr))
    discs = zip(x, y, r, _wide_discs(made).tolist(), strict=True)
    return [f"M{a}{b: d}{_disc_steps(c, w)}" for a, b, c, w in discs]


@cache
def _disc_steps(r: int, wide: bool) -> str:
    """From the rightmost corner of a disc round to where it ends."""
    return "l" + path_text(disc(_pen(wide), r)).partition("l")[2]


def _pen(wide: bool) -> int:
    return WIDE + 1 if wide else WIDE


def _ribbon_texts(made: Outlines) -> Iterator[str]:
    """Each ribbon: its first corner, then steps."""
    dx, dy = np.diff(made.x, prepend=0), np.diff(made.y, prepend=0)
    dx[made.edges] = dy[made.edges] = _EDGE
    steps = _encode(np.stack((dx, dy), axis=1).ravel().tolist())[1:-1]
    texts = steps.replace(b",-", b"-").translate(_SPACED).decode().split(f"{_EDGE} {_EDGE}")[1:]
    corners = zip(made.x[made.edges].tolist(), made.y[made.edges].tolist(), texts, strict=True)
    for x, y, text in corners:
        yield f"M{x}{y: d}l{text.strip()}z"


def _discs(made: Outlines) -> tuple[Any, Any, Any]:
    """The corners of the discs, and where each begins."""
    wide = _wide_discs(made)
    counts = np.where(wide, 32, 16)
    edges = np.cumsum(counts) - counts
    corner = np.arange(int(counts.sum())) + np.repeat(np.where(wide, 16, 0) - edges, counts)
    cosines, sines = _turns()
    x, y, r = (np.repeat(part, counts) for part in (made.cx, made.cy, made.cr))
    left = x + np.floor(cosines[corner] * r / 4096 + 0.5)
    top = y + np.floor(sines[corner] * r / 4096 + 0.5)
    return left.astype(np.int64), top.astype(np.int64), edges


@cache
def _turns() -> Any:
    """Cosines and sines (in 4096) of the corners of both discs, the one of 16 first."""
    return np.array([*DISC16, *DISC32], float).T


def _polygons(x: Any, y: Any, edges: Any) -> Iterator[str]:
    """Closed polygons as operators of a PDF."""
    flat: list[int | bool | None] = [None] * (3 * len(x))
    flat[0::3], flat[1::3] = x.tolist(), y.tolist()
    for edge in (
        3 * edges
    ).tolist():  # what stands behind a corner says what it is: first, last, or neither
        flat[edge + 2] = True
        flat[edge - 1] = False
    text = _encode(flat)[1:-1].replace(b",null,", b" l ").replace(b",true,", b" m ")
    for polygon in text.translate(_SPACED).decode().split(" false")[:-1]:
        yield f"{polygon.lstrip()} l h "
