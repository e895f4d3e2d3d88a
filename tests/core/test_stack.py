"""Pages and layers: what lies on which, and what is seen, in both languages."""

import json
from pathlib import Path
from typing import Any

from inkroom.board import Board, element_of
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
