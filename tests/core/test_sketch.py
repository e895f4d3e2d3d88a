"""Wobbly lines and hatchings."""

from inkroom.path import flattened, polyline, rectangle
from inkroom.sketch import Wobble, hatched, seed_of, sketched, sketched_ellipse


def test_a_seed_is_the_fnv_hash_of_the_id() -> None:
    """[DRAW-3] The published test values of FNV-1a."""
    assert seed_of("") == 0x811C9DC5
    assert seed_of("a") == 0xE40C292C
    assert seed_of("foobar") == 0xBF9CF968


def test_a_generator_never_sticks_and_stays_in_reach() -> None:
    """[DRAW-3]"""
    wobble = Wobble(0)
    shifts = [wobble.shift(10) for _ in range(1000)]
    assert len(set(shifts)) > 900
    assert min(shifts) < -9
    assert max(shifts) > 9
    assert all(-10 <= shift <= 10 for shift in shifts)


def test_a_sketch_stays_near_its_line() -> None:
    """[DRAW-3] Within 4 px at level 1, and its ends do not move."""
    drawn = flattened(sketched(polyline([0, 0, 3200, 0]), Wobble(7), 1))
    assert all(part[:2] == [0, 0] and part[-2:] == [3200, 0] for part in drawn)
    assert max(abs(y) for part in drawn for y in part[1::2]) < 64


def test_an_ellipse_runs_over_its_own_beginning() -> None:
    """[DRAW-3] As a hand does."""
    for part in flattened(sketched_ellipse(0, 0, 1600, 1600, Wobble(7), 1)):
        assert part[:2] != part[-2:]


def test_hatch_lines_lie_inside_and_are_apart() -> None:
    """[DRAW-3]"""
    lines = hatched(rectangle(0, 0, 1600, 800), 128, False)
    assert 10 < len(lines) < 20
    for x0, y0, x1, y1 in lines:
        assert all(-1 <= x <= 1601 for x in (x0, x1))
        assert all(-1 <= y <= 801 for y in (y0, y1))
        assert (y1 - y0) / (x1 - x0) < 0


def test_a_vast_shape_has_no_more_lines_than_can_be_painted() -> None:
    """[DRAW-4]"""
    assert len(hatched(rectangle(0, 0, 2**31, 2**31), 64, False)) <= 20_000
