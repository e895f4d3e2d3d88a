"""Pages and layers: what lies on which, and what is seen, in both languages."""

import json
from pathlib import Path
from typing import Any

from inkroom.board import Board, element_of
from inkroom.slides import slides
from inkroom.stack import Stack, sheet_of

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "vectors/stack.json").read_text(encoding="utf-8")
)


def board_of(case: dict[str, Any]) -> Board:
    board = Board()
    for row in case["rows"]:
        board.write(element_of(row))
    return board


def test_what_is_seen_of_a_page_is_what_the_vectors_say() -> None:
    """[SHEET-1] [SHEET-2] [SHEET-3] [SHEET-4] [SHEET-6] `core/stack.test.ts` reads the same."""
    for case in VECTORS:
        board = board_of(case)
        for seen in case["seen"]:
            stack = Stack(board, seen["wanted"])
            assert stack.page == seen["page"], case["title"]
            assert [e.id for e in stack.order(board.visible())] == seen["shown"], case["title"]
            assert [e.id for e in board.visible() if stack.frees(e)] == seen["free"], case["title"]
            assert list(stack.ground) == seen["ground"], case["title"]
            for wanted, open_layer in seen["layers"]:
                assert stack.open_layer(wanted) == open_layer, case["title"]


def test_every_element_is_on_one_page_whatever_the_list_says() -> None:
    """[SHEET-2] Nothing is out of sight because of a list."""
    for case in VECTORS:
        board = board_of(case)
        stacks = [Stack(board, page.id) for page in Stack(board).pages]
        for element in board.visible():
            homes = [s.page for s in stacks if sheet_of(element, "pages", s.pages) == s.page]
            assert len(homes) == 1


def test_pages_and_their_frames_are_presented_in_order() -> None:
    """[SHEET-7] What is on a hidden layer, or deleted, is no slide."""
    case = {
        "rows": [
            {"id": "board", "kind": "board", "put": "", "pages": [{"id": "1"}, {"id": "2"}, {"id": "3"}],
             "layers": [{"id": "1"}, {"id": "x", "hidden": True}], "writers": {"pages": "c:1", "layers": "c:1"}},
            frame("b", 9000, "1"), frame("a", 0, "1"), frame("away", 0, "2", layer="x"),
            frame("gone", 0, "2", deleted=True), frame("c", 0, "3"),
        ]
    }  # fmt: skip
    found = slides(board_of(case))
    assert [(page, one and one.id) for page, one in found] == [
        ("1", "a"),
        ("1", "b"),
        ("2", None),
        ("3", "c"),
    ]
    assert slides(Board()) == [("1", None)]


def frame(id: str, x: int, page: str, **more: Any) -> dict[str, Any]:
    geom = [x, 0, 8000, 4800, 0]
    return {
        "id": id,
        "kind": "frame",
        "put": "c:2",
        "geom": geom,
        "page": page,
        "writers": {},
    } | more
