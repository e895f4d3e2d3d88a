"""What a reveal puts onto the shared board."""

from typing import Any, cast

import msgspec

from inkroom.board import Board, Element, apply
from inkroom.geometry import Box
from inkroom.messages import Entry
from inkroom.source import Source
from inkroom_desktop.tools.desk import Desk
from inkroom_desktop.tools.reveal import revealed

Part = dict[str, Any]


def rect(id: str, geom: list[int], **more: Any) -> Part:
    return {"kind": "rect", "id": id, "geom": geom, **more}


def board_of(*parts: Part) -> Board:
    board = Board()
    for at, part in enumerate(parts, 1):
        entry = {"seq": at, "at": 0, "by": "u", "client": "c", "cseq": at, **part}
        apply(board, msgspec.convert(entry, Entry))
    return board


class Table:
    """All that a reveal asks of a desk."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self._count = 0

    def new_id(self) -> str:
        self._count += 1
        return f"n{self._count}"

    def top_z(self) -> str:
        return "a5"

    def within(self, box: Box) -> list[Element]:
        return list(self.board.visible())


def desk_of(board: Board) -> Desk:
    return cast(Desk, Table(board))  # all that a reveal asks of it


def test_each_page_with_something_becomes_a_frame_beside_all_that_is_there() -> None:
    """[SIDE-8] With copies of the page's elements in it."""
    shared = board_of({"put": [rect("e1", [0, 100, 1000, 1000, 0])]})
    side = board_of(
        {"set": [{"id": "board", "pages": [{"id": "1"}, {"id": "2"}, {"id": "3"}]}]},
        {
            "put": [
                rect("a", [5000, 5000, 100, 200, 0]),
                rect("b", [0, 0, 10, 10, 0], page="3"),
            ]
        },
        {"put": [rect("gone", [0, 0, 10, 10, 0])]},
        {"set": [{"id": "gone", "deleted": True}]},
    )
    origins = {"a": Source("Ana", 1_700_000_000_000)}
    put = revealed(desk_of(shared), side, "Ana", origins)
    assert [(one["kind"], one["id"], one["geom"]) for one in put] == [
        ("frame", "n1", [1768, 100, 868, 968, 0]),
        ("rect", "n2", [2152, 484, 100, 200, 0]),
        ("frame", "n3", [3404, 100, 778, 778, 0]),
        ("rect", "n4", [3788, 484, 10, 10, 0]),
    ]
    assert [one.get("title") for one in put] == ["Ana \u00b7 1", None, "Ana \u00b7 2", None]
    assert put[1]["extra"] == {"made": {"by": "Ana", "at": 1_700_000_000_000}}
    keys = [one["z"] for one in put]
    assert keys == sorted(keys)


def test_what_came_from_elsewhere_goes_on_saying_so() -> None:
    """[SIDE-8, EL-11] An empty side board puts nothing."""
    extra = {"made": {"by": "Zoe", "at": 1_600_000_000_000}}
    side = board_of({"put": [rect("a", [0, 0, 10, 10, 0], extra=extra)]})
    put = revealed(desk_of(Board()), side, "Ana", {"a": Source("Ana", 1)})
    assert [one.get("extra") for one in put] == [None, extra]
    assert revealed(desk_of(Board()), Board(), "Ana", {}) == []
