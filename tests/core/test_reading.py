"""The order in which one reads a board."""

from tests.support.rooms import rect

from inkroom.board import Board, apply
from inkroom.messages import encode, entry_bytes, read_entry, read_op
from inkroom.reading import reading


def board_of(*puts: dict[str, object]) -> Board:
    board = Board()
    op = read_op(encode({"cseq": 1, "put": list(puts)}))
    apply(board, read_entry(entry_bytes(1, 0, "ann", "c1", op)))
    return board


def at(id: str, x: int, y: int, size: int = 100, **more: object) -> dict[str, object]:
    return {**rect(id), "geom": [x, y, size, size, 0], **more}


def test_rows_are_read_from_left_to_right_and_top_to_bottom() -> None:
    """What begins above the middle of a row's first is of its row."""
    board = board_of(at("d", 300, 200), at("b", 200, 40), at("a", 0, 0), at("c", 0, 180))
    assert [line.element.id for line in reading(board.visible())] == ["a", "b", "c", "d"]


def test_what_lies_in_a_frame_comes_after_it() -> None:
    frame: dict[str, object] = {
        "id": "f",
        "kind": "frame",
        "geom": [0, 0, 1000, 1000, 0],
        "title": "Plan",
    }
    board = board_of(at("in2", 500, 500), at("out", 2000, 0), frame, at("in1", 100, 100))
    lines = [(line.element.id, line.depth) for line in reading(board.visible())]
    assert lines == [("f", 0), ("in1", 1), ("in2", 1), ("out", 0)]
    assert reading([]) == []
