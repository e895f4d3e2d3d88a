"""Fractional indices: room on both sides of every key."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import pictures

from inkroom.order import DIGITS, between, is_index, many

indices = st.lists(st.tuples(st.integers(0, 50), st.booleans()), max_size=60).map(
    lambda steps: _grown(steps)
)


def _grown(steps: list[tuple[int, bool]]) -> list[str]:
    """Indices in order, made by inserting at the places that the steps name."""
    keys = ["a0"]
    for place, _ in steps:
        at = place % (len(keys) + 1)
        below = keys[at - 1] if at else None
        above = keys[at] if at < len(keys) else None
        keys.insert(at, between(below, above))
    return keys


def test_the_vectors_are_what_the_generator_makes() -> None:
    """[Z-3] The TypeScript twin runs the same file."""
    found = (pictures.VECTORS / "order.json").read_text(encoding="utf-8")
    assert found == pictures.written("order")


@given(indices)
def test_insertions_anywhere_keep_the_order(keys: list[str]) -> None:
    """[Z-2, Z-3] However they are inserted, indices are sound and strictly ascending."""
    assert all(is_index(key) for key in keys)
    assert all(a < b for a, b in pairwise(keys))


@given(st.text(DIGITS, max_size=30), st.text(DIGITS, max_size=30))
def test_a_bound_may_be_malformed(below: str, above: str) -> None:
    """[Z-3] The wire lets in more than indices: the result is an index all the same, in its place."""
    below, above = "b" + below, "c" + above
    key = between(below, above)
    assert is_index(key)
    assert below < key
    assert key < above or not is_index(above)


@pytest.mark.parametrize("bad", ["", "a", "b0", "a00", "0", "é", "A" + "0" * 26])
def test_what_is_no_index_is_told(bad: str) -> None:
    """[Z-2] The head says how long the whole part is; the fraction does not end in 0."""
    assert not is_index(bad)


def test_a_series_is_as_short_as_can_be() -> None:
    """[Z-3] Appending a thousand elements does not make their indices grow."""
    keys = many("a0", None, 1000)
    assert keys == sorted(keys)
    assert max(map(len, keys)) <= 3
    assert max(map(len, many("a0", "a1", 1000))) <= 4
