"""What an unsteady hand meant to draw."""

import json
from collections import Counter
from itertools import pairwise

import pytest
from tests.support import pictures

from inkroom.guess import guess

MEANT = {
    "line": "line", "upright": "line", "arrow": "arrow", "head": "arrow", "rect": "rect", "square": "rect",
    "tilted": "rect", "diamond": "diamond", "triangle": "line", "pentagon": "line", "ellipse": "ellipse",
    "writing": None, "spiral": None, "dot": None,
}  # fmt: skip


def test_the_vectors_are_what_the_generator_makes() -> None:
    """[GUESS-1] The TypeScript twin runs the same file."""
    found = (pictures.VECTORS / "guess.json").read_text(encoding="utf-8")
    assert found == pictures.written("guess")


@pytest.mark.parametrize("name", MEANT)
def test_a_hand_is_understood_nine_times_of_ten(name: str) -> None:
    """[GUESS-1] And what is no form is left as it was drawn."""
    vectors = json.loads((pictures.VECTORS / "guess.json").read_text(encoding="utf-8"))
    mine = [(points, found) for drawn, points, found in vectors["guesses"] if drawn == name]
    kinds = Counter(
        found and found[0] for points, found in mine if max(points) - min(points) > 600
    ) or Counter(found and found[0] for _, found in mine)
    assert kinds[MEANT[name]] >= 0.9 * kinds.total(), kinds


def test_a_line_that_is_almost_level_is_level() -> None:
    assert guess([0, 0, 800, 10, 1600, 30], 448) == ("line", [0, 0, 1600, 0])
    assert guess([0, 0, 10, 800, 30, 1600], 448) == ("line", [0, 0, 0, 1600])
    assert guess([0, 0, 800, 400, 1600, 800], 448) == ("line", [0, 0, 1600, 800])


def test_what_is_small_on_the_screen_is_writing() -> None:
    assert guess([0, 0, 200, 0, 400, 0], 448) is None
    assert guess([0, 0, 200, 0, 400, 0], 100) == ("line", [0, 0, 400, 0])


def test_a_triangle_is_a_closed_line_of_three_corners() -> None:
    side = [(0, 0), (1600, 0), (800, 1400), (0, 0)]
    drawn = [
        n
        for (ax, ay), (bx, by) in pairwise(side)
        for at in range(20)
        for n in (ax + (bx - ax) * at // 20, ay + (by - ay) * at // 20)
    ]
    found = guess(drawn, 448)
    assert found is not None
    assert found.kind == "line"
    assert len(found.geom) == 8
    assert found.geom[:2] == found.geom[-2:]
