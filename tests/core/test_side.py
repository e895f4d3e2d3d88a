"""The ids of side boards, alike in both languages."""

import json

import pytest
from tests.support.generate import VECTORS

from inkroom.side import lesson_of, side_of

CASES: list[tuple[str, str, str | None]] = [
    tuple(one) for one in json.loads((VECTORS / "sides.json").read_bytes())
]


@pytest.mark.parametrize(("lesson", "user", "side"), CASES)
def test_a_side_board_is_named_by_its_lesson_and_its_person(
    lesson: str, user: str, side: str | None
) -> None:
    """[SIDE-1] And says whose it is; no side board has one."""
    assert side_of(lesson, user) == side
    if side is not None:
        assert len(side) <= 64
        assert lesson_of(side) == lesson
        assert side_of(side, user) is None


@pytest.mark.parametrize("board", ["greenhouse", "a--b", "a--0123456789AB", "--0123456789ab", ""])
def test_another_board_is_no_side_board(board: str) -> None:
    """[SIDE-1]"""
    assert lesson_of(board) is None
