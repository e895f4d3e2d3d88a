"""What lies under a point and in a box."""

import pytest
from tests.core.test_drawing import element, stroke
from tests.support import pictures

from inkroom.geometry import Box
from inkroom.hit import hits, within


def test_the_vectors_are_what_the_generator_makes() -> None:
    """[DRAW-1] The TypeScript twin runs the same file."""
    found = (pictures.VECTORS / "hit.json").read_text(encoding="utf-8")
    assert found == pictures.written("hit")


def test_a_hollow_shape_is_hit_at_its_line_only() -> None:
    box = element("rect", [0, 0, 1600, 1600, 0])
    assert hits(box, 0, 800, 10)
    assert not hits(box, 800, 800, 10)
    assert hits(element("rect", [0, 0, 1600, 1600, 0], fill="#FF0000"), 800, 800, 0)
    assert hits(element("rect", [0, 0, 1600, 1600, 0], text="Hi"), 800, 800, 0)


def test_a_turned_shape_is_hit_where_it_is_seen() -> None:
    level = element("rect", [0, 0, 1600, 160, 0], fill="#FF0000")
    upright = element("rect", [0, 0, 1600, 160, 9000], fill="#FF0000")
    assert hits(level, 100, 80, 0)
    assert not hits(upright, 100, 80, 0)
    assert hits(upright, 800, 700, 0)


@pytest.mark.parametrize(("y", "hit"), [(0, True), (30, True), (40, False)])
def test_a_stroke_is_hit_as_wide_as_it_is(y: int, hit: bool) -> None:
    line = stroke([0, 0, 255, 0, 1600, 0, 255, 9], [0, 0, 1600, 0, 0], width=64)
    assert hits(line, 800, y, 0) == hit


def test_a_point_is_hit() -> None:
    assert hits(stroke([50, 50, 255, 0], [50, 50, 0, 0, 0], width=64), 60, 60, 0)


def test_a_frame_is_hit_at_its_edge_and_its_title() -> None:
    frame = element("frame", [0, 0, 3000, 3000, 0], title="Loop")
    assert hits(frame, 0, 1500, 5)
    assert hits(frame, 100, -150, 0)
    assert not hits(frame, 1500, 1500, 5)


def test_a_box_takes_what_is_wholly_inside() -> None:
    line = element("line", [0, 0, 100, 100])
    assert within(line, Box(0, 0, 100, 100))
    assert not within(line, Box(0, 0, 99, 100))
    assert not within(element("rect", [0, 0, 100, 100, 4500]), Box(0, 0, 100, 100))
