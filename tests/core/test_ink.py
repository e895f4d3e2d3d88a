"""Pen points to ink, equal to the bit with and without numpy, and in TypeScript."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import pictures

from inkroom import ink
from inkroom.path import L, M, Z, path_text, steps

coordinates = st.integers(-(2**31), 2**31)
samples = st.lists(
    st.tuples(coordinates, coordinates, st.integers(0, 255), st.integers(0, 50)), min_size=1
)


@pytest.fixture(params=["numpy", "plain"])
def numpy_or_not(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The outline of long strokes by numpy, and as where numpy is missing."""
    if request.param == "plain":
        monkeypatch.setattr(ink, "_numpy", lambda: None)
    else:
        pytest.importorskip("numpy")
    return str(request.param)


def test_the_vectors_are_what_the_generator_makes() -> None:
    """[INK-1] The TypeScript twin runs the same file."""
    found = (pictures.VECTORS / "ink.json").read_text(encoding="utf-8")
    assert found == pictures.written("ink")


def test_outlines_are_equal_with_and_without_numpy(numpy_or_not: str) -> None:
    """[INK-1, INK-2, INK-3, INK-4] 1,000 strokes and the edges, by their hash."""
    cases = json.loads((pictures.VECTORS / "ink.json").read_text(encoding="utf-8"))["outline"]
    assert len(cases) > 1000
    assert any(len(trace) > 3 * 100 for trace, _, _ in cases)
    for trace, size, expected in cases:
        assert pictures.sha(path_text(ink.outline(trace, size))) == expected


def test_a_point_is_a_disc() -> None:
    """[INK-4] Sixteen corners; thirty-two for a pen of more than 16 px."""
    assert [s[0] for s in steps(ink.outline([0, 0, 255], 64))] == [M, *[L] * 15, Z]
    assert [s[0] for s in steps(ink.outline([0, 0, 255], 257))] == [M, *[L] * 31, Z]


@pytest.mark.parametrize(("pressure", "radius"), [(0, 80), (255, 320), (128, 200)])
def test_pressure_makes_the_radius(pressure: int, radius: int) -> None:
    """[INK-2] An eighth of the size at pressure 0, half of it at 255."""
    path = ink.outline([0, 0, pressure], 640)
    assert path[1] == pytest.approx(radius, abs=1)


def test_near_points_merge_and_keep_the_larger_radius() -> None:
    """[INK-3] Within half a px; a broad pen within a quarter of its radius."""
    assert ink.outline([0, 0, 10, 7, 0, 200], 64) == ink.outline([0, 0, 200], 64)
    assert ink.outline([0, 0, 255, 8, 0, 255], 64) != ink.outline([0, 0, 255], 64)
    assert ink.outline([0, 0, 255, 90, 0, 255], 800) == ink.outline([0, 0, 255], 800)
    assert ink.outline([0, 0, 255, 100, 0, 255], 800) != ink.outline([0, 0, 255], 800)


def test_a_sharp_turn_cuts_the_ribbon() -> None:
    """[INK-4] More than 60 degrees: two ribbons and a disc between them."""
    parts = [s[0] for s in steps(ink.outline([0, 0, 9, 160, 0, 9, 160, 160, 9], 64))]
    assert parts.count(M) == 5  # disc, ribbon, disc, ribbon, disc
    gentle = [s[0] for s in steps(ink.outline([0, 0, 9, 160, 0, 9, 320, 80, 9], 64))]
    assert gentle.count(M) == 3


@given(samples, st.booleans())
def test_points_come_back_as_they_were(
    made: list[tuple[int, int, int, int]], pressed: bool
) -> None:
    """[EL-6] Steps of place and time, pressure as it is."""
    flat, ms = [], 0
    for x, y, pressure, step in made:
        flat += [x, y, pressure if pressed else 255, ms]
        ms += step
    points = ink.encode_points(flat, pressed)
    assert ink.decode_points(points, pressed) == flat
    assert ink.trace_of(points, pressed) == [n for at, n in enumerate(flat) if at % 4 != 3]


@given(samples, st.sampled_from([0.5, 4.0, 16.0]))
def test_simplifying_leaves_out_only_what_is_near(
    made: list[tuple[int, int, int, int]], epsilon: float
) -> None:
    """[INK-5] Ends and times stay; nothing is invented; twice is once."""
    flat = [n for sample in made for n in sample]
    kept = ink.simplify(flat, epsilon)
    rows = [(*kept[at : at + 4],) for at in range(0, len(kept), 4)]
    assert rows[0] == made[0]
    assert rows[-1] == made[-1]
    remaining: Iterator[tuple[int, ...]] = iter(made)
    assert all(row in remaining for row in rows)


def test_a_straight_line_becomes_two_points_unless_the_pressure_swells() -> None:
    """[INK-5] Epsilon 0.25 px, and 12 of pressure."""
    line = [n for at in range(50) for n in (at * 10, at % 4, 100, at)]
    assert len(ink.simplify(line, 4)) == 8
    swollen = list(line)
    swollen[4 * 25 + 2] = 113
    assert len(ink.simplify(swollen, 4)) > 8
