"""What of a board is on one picture: the elements of a page or a frame, and the box round them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from inkroom.bind import routed
from inkroom.board import Board, Element, painted_order
from inkroom.extent import painted_box, span
from inkroom.geometry import UNIT, Box, union
from inkroom.history import History
from inkroom.render.inked import Each, here, parted
from inkroom.stack import Stack, sheets_of

MARGIN: Final = 256
"""Round what is drawn, in board units."""

CAPTION: Final = 40 * UNIT
"""Room for the name of a moment."""

EMPTY: Final = Box(0, 0, 320 * UNIT, 200 * UNIT)
"""A picture of nothing."""


class Sheet(NamedTuple):
    """A page or a frame: what it is called, its elements from bottom to top, and its area where it has one."""

    name: str
    elements: list[Element]
    area: Box | None


def shown(board: Board, page: str | None, ids: Collection[str] | None) -> list[Element]:
    """The elements `ids`, or what is seen of a page (the first where none is named), from bottom to top."""
    if ids is not None:
        order = painted_order(element for element in board.visible() if element.id in ids)
    else:
        order = Stack(board, page).order(board.visible())
    return [routed(board, element) for element in order]


def around(elements: Sequence[Element], each: Each = here) -> Box:
    """The box of what is painted, with a margin."""
    box = union(box for box in each(_box, parted(elements)) if box)
    return box.grown(MARGIN) if box else EMPTY


def _box(part: Sequence[Element]) -> Box | None:
    return union(map(painted_box, part))


def pages(board: Board) -> Iterator[Sheet]:
    """The pages that are not hidden, in the order of the board."""
    for number, page in enumerate(sheets_of(board, "pages"), 1):
        if not page.hidden:
            elements = shown(board, page.id, None)
            yield Sheet(page.name or str(number), elements, paper(elements))


def frames(board: Board) -> Iterator[Sheet]:
    """The frames of all pages, as one reads them: from top to bottom, then from left to right."""
    for page in pages(board):
        found = [element for element in page.elements if element.kind == "frame"]
        for frame in sorted(found, key=lambda one: (span(one).top, span(one).left)):
            area = span(frame)
            within = [e for e in page.elements if e.kind != "frame" and span(e).meets(area)]
            yield Sheet(str(frame.get("title")), within, area)


def moments(history: History, page: str | None = None) -> list[Sheet]:
    """What was seen of a page (the first where none is named) at each mark, and at the end, all in the same area.

    Above each is room for its name (`CAPTION`).
    """
    named = [(mark.seq, f"{n}. {mark.mark}") for n, mark in enumerate(history.marks, 1)]
    if not named or named[-1][0] < history.head:
        named.append((history.head, f"{len(named) + 1}. #{history.head:,}"))
    seen = [(name, shown(history.at(seq), page, None)) for seq, name in named]
    boxes = [around(elements) for _, elements in seen if elements]
    box = union(boxes) or EMPTY
    area = Box(box.left, box.top - CAPTION, box.right, box.bottom)
    return [Sheet(name, elements, area) for name, elements in seen]


def paper(elements: Iterable[Element]) -> Box | None:
    """The sheet that an import put under a page: where it ends the page ends."""
    for element in elements:
        extra = element.fixed.get("extra")
        kept = extra if isinstance(extra, dict) else {}
        ground = kept.get("xopp")
        is_paper = (isinstance(ground, dict) and "background" in ground) or "pdf" in kept
        if is_paper and not element.get("deleted"):
            return span(element)
    return None
