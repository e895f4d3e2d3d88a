"""What can be done to the selection without a pointer: remove, duplicate, nudge, order, lock, style."""

from typing import Any, Final, Literal

from inkroom.board import Element, painted_order
from inkroom.elements import fits
from inkroom.geometry import UNIT, rnd
from inkroom.order import many
from inkroom_desktop.tools.copy import copies
from inkroom_desktop.tools.desk import Desk
from inkroom_desktop.tools.draft import free_of, is_free, selected
from inkroom_desktop.tools.hold import loosened
from inkroom_desktop.tools.measure import room_of
from inkroom_desktop.tools.members import with_members
from inkroom_desktop.tools.transform import moved

Order = Literal["front", "back", "forward", "backward"]
BESIDE: Final = 16 * UNIT
"""How far a duplicate lies from its original."""


def remove(desk: Desk) -> None:
    ids = [element.id for element in free_of(desk)]
    if ids:
        desk.submit({"set": [{"id": id, "deleted": True} for id in ids]})
        desk.select([id for id in desk.selection if id not in ids])


def duplicate(desk: Desk) -> None:
    elements = with_members(desk, selected(desk)) if desk.may_draw else []
    if elements:
        put = copies(desk, elements, BESIDE, BESIDE)
        desk.submit({"put": put})
        desk.select([copy["id"] for copy in put])


def nudge(desk: Desk, dx: int, dy: int) -> None:
    """Moves the selection by px of the board."""
    elements = with_members(desk, free_of(desk))
    if elements:
        ids = {element.id for element in elements}
        step = (dx * UNIT, dy * UNIT)
        desk.submit({"set": [{"id": e.id} | moved(e, *step) | loosened(e, ids) for e in elements]})


def lock(desk: Desk) -> None:
    """Locks the selection, or frees it where all of it is locked."""
    elements = selected(desk) if desk.may_draw else []
    locked = any(is_free(element) for element in elements)
    change = [{"id": e.id, "locked": locked} for e in elements if is_free(e) == locked]
    if change:
        desk.submit({"set": change})


def order(desk: Desk, where: Order) -> None:
    mine = {element.id: None for element in free_of(desk)}
    if not mine:
        return
    placed = painted_order(desk.board.visible())
    moving = [element for element in placed if element.id in mine]
    below, above = _gap(placed, mine, where)
    keys = many(below, above, len(moving))
    if any(key != e.get("z") for key, e in zip(keys, moving, strict=True)):
        desk.submit({"set": [{"id": e.id, "z": key} for key, e in zip(keys, moving, strict=True)]})


def _gap(
    placed: list[Element], mine: dict[str, None], where: Order
) -> tuple[str | None, str | None]:
    """Between which two of the others the moving ones go."""
    others = [element.get("z") for element in placed if element.id not in mine]

    def z(at: int) -> str | None:
        return others[at] if 0 <= at < len(others) else None

    if where == "front":
        return z(len(others) - 1), None
    if where == "back":
        return None, z(0)
    places = [at for at, element in enumerate(placed) if element.id in mine]
    up = where == "forward"
    edge = places[-1] if up else places[0]
    before = sum(1 for element in placed[:edge] if element.id not in mine)
    return (z(before), z(before + 1)) if up else (z(before - 2), z(before - 1))


def restyle(desk: Desk, change: dict[str, Any]) -> None:
    """Gives the selection other registers, as far as its kinds have them."""
    sets = []
    for element in free_of(desk):
        new = {
            name: value
            for name, value in change.items()
            if fits(element.kind, name, value) and element.get(name) != value
        }
        if new:
            sets.append({"id": element.id} | new | _regrown(element, change))
    if sets:
        desk.submit({"set": sets})


def reform(desk: Desk, form: str) -> None:
    """Gives what is selected and has a form another (FORM-2)."""
    restyle(desk, {"form": form})


def _regrown(element: Element, change: dict[str, Any]) -> dict[str, Any]:
    """A text element in other letters takes other room; where its lines broke they break again."""
    if element.kind != "text" or ("size" not in change and "font" not in change):
        return {}
    text, font, size = element.get("text"), element.get("font"), element.get("size")
    x, y, w, h, angle = element.get("geom")
    new_size, new_font = change.get("size", size), change.get("font", font)
    broke = h > room_of(text, font, size).height
    room = room_of(text, new_font, new_size, rnd(w * new_size / size) if broke else None)
    return {"geom": [x, y, room.width, room.height, angle]}
