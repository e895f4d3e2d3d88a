"""Strokes from afar: the lines that are made of many at once are those that each would have alone."""

from itertools import accumulate

import msgspec
import pytest
from PySide6.QtGui import QPolygonF
from tests.desktop.boards import strokes

from inkroom.board import Element
from inkroom_desktop.sketch import MANY, STEP, is_thin, sketched, thin_run

pytestmark = pytest.mark.desktop
SCALE = 1 / 80


def plainly(stroke: Element, scale: float) -> list[tuple[float, float]]:
    """The same point by point, as a reader would write it."""
    stride = 3 if stroke.fixed.get("pressure") is False else 4
    points: list[int] = msgspec.json.decode(stroke.fixed["points"])
    xs, ys = list(accumulate(points[0::stride])), list(accumulate(points[1::stride]))
    x, y, w, h, _ = stroke.values["geom"]
    left, top, wide, high = min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
    every = max(1, int(len(xs) * STEP / ((abs(w) + abs(h)) * scale + STEP)))
    picked = [*zip(xs[::every], ys[::every], strict=True), (xs[-1], ys[-1])]
    way = [((a - left) * w / (wide or 1) + x, (b - top) * h / (high or 1) + y) for a, b in picked]
    if len(xs) == 1 or (w == 0 and h == 0):
        return [way[0], (way[0][0] + 1, way[0][1])]
    return way


def points_of(line: QPolygonF) -> list[tuple[float, float]]:
    return [(at.x(), at.y()) for at in line.toList()]


def stroke(points: list[int], geom: list[int], **fixed: object) -> Element:
    raw = msgspec.Raw(msgspec.json.encode(points))
    values = {"geom": geom, "z": "a0", "width": 64, "deleted": False}
    return Element("s", "stroke", "c:1", {"points": raw, **fixed}, values)


def all_kinds() -> list[Element]:
    """With and without pressure, moved, turned over, made flat, and dots of one point and of many."""
    flat = [0, 0, 5, 160, 40, 5, -30, 700, 5]
    return [
        *strokes(5),
        stroke(flat, [0, 0, 160, 740, 0], pressure=False),
        stroke([90, 80, 200, 0, 700, -50, 9, 8], [1000, -900, 1400, 100, 0]),
        stroke([90, 80, 200, 0, 700, -50, 9, 8], [1000, -900, -1400, -100, 0]),
        stroke([0, 0, 200, 0, 700, 0, 9, 8], [0, 0, 700, 0, 0]),
        stroke([7, 9, 255, 0], [7, 9, 0, 0, 0]),
        stroke([7, 9, 255, 0, 4, 4, 1, 1, 4, 4, 1, 1], [50, 60, 0, 0, 0]),
        stroke([7, 9, 0], [-7, -9, 0, 0, 0], pressure=False),
    ]


@pytest.mark.parametrize("scale", [SCALE, 1 / 1000, 1 / 8])
def test_many_strokes_at_once_are_the_lines_that_each_is(scale: float) -> None:
    made = all_kinds()
    for one, line in zip(made, sketched(made, scale), strict=True):
        way = points_of(line)
        assert way == [pytest.approx(at) for at in plainly(one, scale)]
        assert way == points_of(sketched([one], scale)[0])


def test_a_run_ends_before_what_needs_more_than_a_line() -> None:
    made = strokes(MANY + 5)
    made[3] = made[3].written("fill", "#3150DE", "c:2")
    made[4] = made[4].written("width", 1600, "c:2")
    assert [is_thin(one, SCALE) for one in made[:6]] == [True, True, True, False, False, True]
    assert thin_run(made, 0, SCALE) == made[:3]
    assert thin_run(made, 3, SCALE) == []
    assert thin_run(made, 5, SCALE) == made[5:]
    assert len(thin_run(strokes(MANY + 5), 0, SCALE)) == MANY
    assert thin_run(made, 5, 1.0) == []
