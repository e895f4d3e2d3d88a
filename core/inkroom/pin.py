"""Where the pin of a thread of comments stands (TALK-2)."""

from inkroom.bind import routed
from inkroom.board import Board
from inkroom.extent import span
from inkroom.talk import Thread


def pin_of(thread: Thread, board: Board) -> tuple[str, int, int]:
    """Its page and its place in board units: the upper right corner of what it is about, while that is there."""
    element = board.get(thread.about) if thread.about else None
    if element is None or element.deleted or element.kind == "board":
        return thread.page, thread.place[0], thread.place[1]
    box = span(routed(board, element))
    return str(element.get("page")), box.right, box.top
