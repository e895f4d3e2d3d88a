"""What is done to pages and layers: each a gesture on the lists of the board (SHEET-4, SHEET-5)."""

from typing import Any

from inkroom.board import Element
from inkroom.stack import REGISTERS, Kind, SheetInfo, Stack, sheet_of, sheets_of
from inkroom_desktop.tools.desk import Desk
from inkroom_desktop.tools.draft import free_of


def add(desk: Desk, kind: Kind, after: str | None = None) -> str | None:
    """A new page or layer behind (above) another, or at the end; None where it may not be."""
    if not desk.may_draw:
        return None
    sheets = sheets_of(desk.board, kind)
    at = next((n + 1 for n, one in enumerate(sheets) if one.id == after), len(sheets))
    id = desk.new_id()
    _write(desk, kind, [*sheets[:at], SheetInfo(id), *sheets[at:]])
    return id


def change(desk: Desk, kind: Kind, id: str, **flags: Any) -> None:
    """Renames, hides, shows, locks or frees one, or gives it another ground."""
    sheets = sheets_of(desk.board, kind)
    _write(desk, kind, [one._replace(**flags) if one.id == id else one for one in sheets])


def move(desk: Desk, kind: Kind, id: str, by: int) -> None:
    """Moves one so many places on."""
    sheets = sheets_of(desk.board, kind)
    at = next((n for n, one in enumerate(sheets) if one.id == id), -1)
    to = at + by
    if at >= 0 and 0 <= to < len(sheets):
        sheets.insert(to, sheets.pop(at))
        _write(desk, kind, sheets)


def remove(desk: Desk, kind: Kind, id: str) -> None:
    """Takes one away. What is on a page goes with it; what is on a layer goes to the next one below, or above."""
    sheets = sheets_of(desk.board, kind)
    at = next((n for n, one in enumerate(sheets) if one.id == id), -1)
    if at < 0 or len(sheets) < 2:
        return
    rest = [one for one in sheets if one.id != id]
    on_it = [e for e in desk.board.visible() if sheet_of(e, kind, sheets) == id]
    gone: dict[str, Any] = (
        {"deleted": True} if kind == "pages" else {"layer": rest[max(0, at - 1)].id}
    )
    _write(desk, kind, rest, [{"id": element.id} | gone for element in _sorted(on_it)])


def bring(desk: Desk, kind: Kind, id: str) -> None:
    """Moves the selection to a page or a layer; what holds on to it stays bound."""
    sheets = sheets_of(desk.board, kind)
    moving = [e for e in free_of(desk) if sheet_of(e, kind, sheets) != id]
    if moving and any(one.id == id for one in sheets):
        desk.submit({"set": [{"id": element.id, REGISTERS[kind]: id} for element in moving]})
        if kind == "pages":
            desk.select([])


def paper(desk: Desk, page: str, ground: dict[str, str], *, every: bool) -> None:
    """A background or a grid for one page, or for all of the board."""
    if not every:
        change(desk, "pages", page, **ground)
        return
    if not desk.may_draw:
        return
    pages = sheets_of(desk.board, "pages")
    own = any(getattr(one, name) for one in pages for name in ground)
    plain: dict[str, Any] = dict.fromkeys(ground, "")
    rows = [_row(one._replace(**plain)) for one in pages]
    desk.submit({"set": [{"id": "board", **ground} | ({"pages": rows} if own else {})]})


def toggle_grid(desk: Desk, page: str) -> None:
    """The grid of a page away, or dots where it has none."""
    stack = Stack(desk.board, page)
    own = any(one.id == stack.page and one.grid for one in stack.pages)
    grid = "dots" if stack.ground[1] == "none" else "none"
    paper(desk, stack.page, {"grid": grid}, every=not own)


def _write(
    desk: Desk, kind: Kind, sheets: list[SheetInfo], more: list[dict[str, Any]] | None = None
) -> None:
    rows = [_row(one) for one in sheets]
    if desk.may_draw and rows != [_row(one) for one in sheets_of(desk.board, kind)]:
        desk.submit({"set": [{"id": "board", kind: rows}, *(more or [])]})


def _row(sheet: SheetInfo) -> dict[str, Any]:
    """As the wire has it: what is plain is left out."""
    return {name: value for name, value in sheet._asdict().items() if value}


def _sorted(elements: list[Element]) -> list[Element]:
    return sorted(elements, key=lambda element: element.id)
