"""What a board can begin with."""

from itertools import count
from typing import Any

import pytest

from inkroom import face
from inkroom.board import Board, apply
from inkroom.gesture import ops_of
from inkroom.messages import entry_bytes, read_entry
from inkroom.templates import begin


def begun(name: str) -> Board:
    """An empty board after the template, through the way of every op."""
    ids = (f"t{n}" for n in count())
    board = Board()
    for op in ops_of(begin(name, face.say, lambda: next(ids)), board, 1):
        apply(board, read_entry(entry_bytes(op.cseq, 0, "ann", "c1", op)))
    return board


@pytest.mark.parametrize("row", face.templates(), ids=lambda row: row["name"])
def test_each_template_is_a_valid_op_in_words(row: dict[str, Any]) -> None:
    """[EL-2] [EL-4] Every text is a word of the catalogue, in its order from bottom to top."""
    board = begun(row["name"])
    elements = list(board.visible())
    assert len(elements) == len(row["put"])
    assert [e.id for e in sorted(elements, key=lambda e: e.get("z"))] == [e.id for e in elements]
    for element in elements:
        for register in ("text", "title"):
            if register in element.values:
                assert not element.get(register).startswith("@")
    root = board.get("board")
    assert root is not None
    assert {name: root.get(name) for name in row["board"]} == row["board"]


def test_arrows_of_a_template_hold_on_to_its_shapes() -> None:
    board = begun("flow")
    ends = [
        e.get(end)["id"] for e in board.visible() if e.kind == "arrow" for end in ("from", "to")
    ]
    assert len(ends) == 10
    assert all(board.get(id) is not None for id in ends)


def test_a_template_that_there_is_not_is_no_template() -> None:
    with pytest.raises(KeyError):
        begin("nothing", face.say, lambda: "t1")
