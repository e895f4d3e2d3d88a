"""The laser's trail, the same in both languages."""

import json
from pathlib import Path
from typing import Any

import pytest

from inkroom.trail import FADE_MS, MOST, Trail, trace_of

CASES = json.loads((Path(__file__).parents[1] / "vectors/trail.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["title"]))
def test_a_trail_shows_where_the_pointer_was(case: dict[str, Any]) -> None:
    """[LIVE-6] `webclient/src/core/trail.test.ts` reads the same file."""
    trail = Trail()
    for name, *values in case["calls"]:
        getattr(trail, name)(*values)
    assert trail.shown(case["at"]) == case["shown"]
    assert trail.places(case["at"]) == case["places"]


def test_others_are_told_no_more_than_a_message_may_hold() -> None:
    """[LIVE-6]"""
    trail = Trail()
    for at in range(400):
        trail.add(at, -at, at * 5.0)
    places = trail.places(1995.0)
    assert places is not None
    assert len(places) <= 2 * MOST
    assert places[-2:] == [399, -399]


def test_the_trail_of_another_is_thickest_where_it_is_newest() -> None:
    """[LIVE-6]"""
    assert trace_of([0, 0, 16, 0, 32, 0]) == [0, 0, 85, 16, 0, 170, 32, 0, 255]
    assert trace_of([]) == []


def test_the_tip_stays_while_the_pointer_is_down() -> None:
    """[LIVE-6]"""
    trail = Trail()
    trail.add(5, 6, 0)
    assert trail.places(10 * FADE_MS) == [5, 6]
    trail.lift(10 * FADE_MS)
    assert trail.places(11 * FADE_MS - 1) == [5, 6]
    assert trail.places(11 * FADE_MS) is None
