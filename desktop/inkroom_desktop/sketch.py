"""Strokes from afar: a line through some of the points of each, made for many of them at once."""

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream
from PySide6.QtGui import QPolygonF

from inkroom.board import Element
from inkroom.elements import DEFAULTS
from inkroom.look import is_paint

THIN: Final = 1.2
"""A stroke thinner than this on the screen, in device px, is painted as a plain line."""
STEP: Final = 2.0
"""The points of such a line are so many device px apart."""
MANY: Final = 128
"""So many lines are made at once: more would take longer than a frame has."""

_INK: Final[str] = DEFAULTS["ink"]
_WIDTH: Final[int] = DEFAULTS["width"]
_WORDS: Final = 4
"""A point has so many words of 32 bits on Qt's wire; before the points comes one that counts them."""
_Whole = NDArray[np.int64]


@cache
def is_colour(ink: object) -> bool:
    return ink != "none" and is_paint(ink)


def is_thin(element: Element, scale: float) -> bool:
    """True for a stroke that is thinner than a pixel: it needs no outline, a line looks the same.

    `scale`: device px in a board unit.
    """
    if element.kind != "stroke":
        return False
    values = element.values
    width = values.get("width", _WIDTH)
    return (
        type(width) is int
        and 0 < width * scale < THIN
        and is_colour(values.get("ink", _INK))
        and values.get("fill", "none") == "none"
        and values.get("dash", "solid") == "solid"
        and not values["geom"][4]
    )


def thin_run(elements: Sequence[Element], at: int, scale: float) -> Sequence[Element]:
    """The thin strokes from `at` on up to the first element that is none, `MANY` at most."""
    end = at
    while end < min(at + MANY, len(elements)) and is_thin(elements[end], scale):
        end += 1
    return elements[at:end]


def sketched(strokes: Sequence[Element], scale: float) -> list[QPolygonF]:
    """Some points of each stroke where its `geom` puts them, about `STEP` apart on the screen."""
    values, counts = _numbers([bytes(one.fixed["points"]) for one in strokes])
    strides = np.array([3 if one.fixed.get("pressure") is False else 4 for one in strokes])
    lengths = counts // strides
    xs, ys = _places(values, counts, strides, lengths)
    starts = np.cumsum(lengths) - lengths
    left, top = np.minimum.reduceat(xs, starts), np.minimum.reduceat(ys, starts)
    wide = np.maximum.reduceat(xs, starts) - left
    high = np.maximum.reduceat(ys, starts) - top
    x, y, w, h = np.array([one.values["geom"][:4] for one in strokes], np.int64).T
    size = (np.abs(w) + np.abs(h)) * scale
    every = np.maximum(1, (lengths * STEP / (size + STEP)).astype(np.int64))
    kept = -(-lengths // every) + 1
    ends = np.cumsum(kept)
    nth = np.arange(ends[-1]) - np.repeat(ends - kept, kept)
    of = np.repeat(np.arange(len(strokes)), kept)
    picked = starts[of] + np.minimum(nth * every[of], lengths[of] - 1)  # the last one always
    way = np.empty((len(picked), 2), "<f8")
    way[:, 0] = (xs[picked] - left[of]) * (w / np.maximum(wide, 1))[of] + x[of]
    way[:, 1] = (ys[picked] - top[of]) * (h / np.maximum(high, 1))[of] + y[of]
    dots = ends[(lengths == 1) | ((w == 0) & (h == 0))] - 1
    way[dots, 0] += 1  # a line of no length has no ink
    return _polygons(way, kept)


def _numbers(points: list[bytes]) -> tuple[_Whole, _Whole]:
    """All integers of some canonical JSON lists, and how many each list has."""
    text = b",".join(points).translate(None, b"[]")
    values = np.fromstring(text.decode("ascii"), np.int64, sep=",")
    return values, np.array([one.count(b",") + 1 for one in points], np.int64)


def _places(
    values: _Whole, counts: _Whole, strides: _Whole, lengths: _Whole
) -> tuple[_Whole, _Whole]:
    """x and y of all points, stroke after stroke; `values` has their steps."""
    stride = int(strides[0])
    if (strides == stride).all():
        dx, dy = values[0::stride], values[1::stride]
    else:
        nth = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        at = np.repeat(np.cumsum(counts) - counts, lengths) + nth * np.repeat(strides, lengths)
        dx, dy = values[at], values[at + 1]
    ends = np.cumsum(lengths)
    return _summed(dx, ends, lengths), _summed(dy, ends, lengths)


def _summed(steps: _Whole, ends: _Whole, lengths: _Whole) -> _Whole:
    """The sums of the steps, which begin anew with each stroke."""
    sums = np.cumsum(steps)
    before = np.concatenate(([0], sums[ends[:-1] - 1]))
    found: _Whole = sums - np.repeat(before, lengths)
    return found


def _polygons(way: NDArray[Any], counts: _Whole) -> list[QPolygonF]:
    """The points as lines of so many each, by Qt's own wire format: one call a line, none a point."""
    words = np.empty(len(counts) + _WORDS * len(way), "<u4")
    heads = (np.cumsum(counts) - counts) * _WORDS + np.arange(len(counts))
    body = np.ones(len(words), bool)
    body[heads] = False
    words[heads] = counts
    words[body] = way.view("<u4").ravel()
    stream = QDataStream(QByteArray(words.tobytes()))
    stream.setByteOrder(QDataStream.ByteOrder.LittleEndian)
    made: list[QPolygonF] = []
    for _ in range(len(counts)):
        polygon = QPolygonF()
        stream >> polygon
        made.append(polygon)
    return made
