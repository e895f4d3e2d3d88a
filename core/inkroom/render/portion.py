"""The part of a board that is asked for: a page, a frame, an area, or elements by their ids."""

from typing import Any

from inkroom.bind import routed
from inkroom.board import Board, Element
from inkroom.errors import Unavailable
from inkroom.extent import painted_box
from inkroom.geometry import Box
from inkroom.render.view import View
from inkroom.stack import sheet_of, sheets_of


def portion(board: Board, view: View) -> Board:
    """The board with only what the view takes in, or the board itself where that is all of its pages.

    Raises Unavailable `not_found` for ids that are not there, as `View.drawn` does for pages and frames.
    """
    if not view.is_part:
        return board
    look = view.drawn(board)
    made = Board()
    made.seq = board.seq
    made.write(board.own["board"])
    for element in _taken(board, view, look):
        made.write(element)
    return made


def _taken(board: Board, view: View, look: dict[str, Any]) -> list[Element]:
    if view.ids:
        wanted = frozenset(view.ids)
        found = [element for element in board.visible() if element.id in wanted]
        if not found:
            raise Unavailable(
                "Expected ids of elements on the board, got none of them", "not_found"
            )
        return found
    area: Box | None = look["area"]
    pages = sheets_of(board, "pages")
    page = look["page"] or pages[0].id
    return [
        one
        for one in board.visible()
        if sheet_of(one, "pages", pages) == page and (area is None or _box(board, one).meets(area))
    ]


def _box(board: Board, element: Element) -> Box:
    return painted_box(routed(board, element))
