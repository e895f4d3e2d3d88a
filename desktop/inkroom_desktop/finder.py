"""What the command palette finds: commands, the writing on this board, and the boards."""

import time
from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from inkroom.face import tokens
from inkroom.look import kind_of
from inkroom.search import found_among, match
from inkroom.stack import sheet_of
from inkroom_desktop import icons
from inkroom_desktop.commands import offers
from inkroom_desktop.lobby import BoardRow
from inkroom_desktop.page import BoardPage
from inkroom_desktop.panels.palette import Row, Sections
from inkroom_desktop.panels.text import words
from inkroom_desktop.when import since

T = TypeVar("T")
COMMANDS: Final = 8
WRITINGS: Final = 5
BOARDS: Final = 4
"""So many of a kind are shown for a query."""


def sections(
    page: BoardPage,
    boards: Iterable[BoardRow],
    query: str,
    run: Callable[[str], None],
    open_board: Callable[[str], None],
) -> Sections:
    """All commands in their order, or what fits, the best first."""
    found = [(words("palette.commands"), _commands(page, query, run))]
    if query:
        found.append((words("palette.on-board"), _writings(page, query)))
        found.append((words("palette.boards"), _boards(page, boards, query, open_board)))
    return found


def _commands(page: BoardPage, query: str, run: Callable[[str], None]) -> list[Row]:
    rows = []
    desk = page.desk
    for offer in offers(desk.selected, may_draw=desk.may_draw, owns=page.rights.owns_history):
        fits = match(query, offer.label, loose=True) if query else None
        if offer.command != "view.commands" and (fits is not None or not query):
            act = _call(run, offer.command)
            rows.append(Row(offer.label, fits, offer.icon, act, keys=offer.keys))
    return _best(rows)[:COMMANDS] if query else rows


def _writings(page: BoardPage, query: str) -> list[Row]:
    rows: list[Row] = []
    stack = page.scene.stack
    ids = [one.id for one in stack.pages]
    for element, text, fits in found_among(page.desk.board.visible(), query):
        kind = words(f"kind.{kind_of(element)}")
        author = page.authors.of(element) if len(rows) < WRITINGS else None
        note = words("palette.by", kind=kind, name=author.name) if author else kind
        if len(ids) > 1:
            at = ids.index(sheet_of(element, "pages", stack.pages)) + 1
            note = words("palette.on-page", what=note, at=at)
        icon = tokens()["icon"]["tool"].get(element.kind, icons.named("tool", "text"))
        rows.append(Row(text, fits, icon, _call(page.sight.reveal, [element.id]), note))
    return _best(rows)[:WRITINGS]


def _boards(
    page: BoardPage, boards: Iterable[BoardRow], query: str, open_board: Callable[[str], None]
) -> list[Row]:
    rows, now = [], time.time() * 1000
    for board in boards:
        fits = match(query, board.title, loose=True)
        if fits is not None and board.id != page.address.board:
            act = _call(open_board, board.id)
            icon = icons.named("list", "boards")
            rows.append(Row(board.title, fits, icon, act, since(board.changed, now)))
    return _best(rows)[:BOARDS]


def _best(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: -(row.match.score if row.match else 0))


def _call(act: Callable[[T], object], what: T) -> Callable[[], object]:
    return lambda: act(what)
