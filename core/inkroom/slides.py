"""What is presented of a board, one after another: the frames of each page, or the page (SHEET-7)."""

from typing import NamedTuple

from inkroom.board import Board, Element
from inkroom.reading import reading
from inkroom.stack import Stack, sheets_of


class Slide(NamedTuple):
    """A frame of a page; None: all of the page."""

    page: str
    frame: Element | None


def slides(board: Board) -> list[Slide]:
    """The slides of all pages in their order; a page without a frame is one."""
    found: list[Slide] = []
    for page in sheets_of(board, "pages"):
        stack = Stack(board, page.id)
        lines = reading(element for element in board.visible() if stack.shows(element))
        frames = [line.element for line in lines if line.element.kind == "frame"]
        found += [Slide(page.id, frame) for frame in frames] or [Slide(page.id, None)]
    return found
