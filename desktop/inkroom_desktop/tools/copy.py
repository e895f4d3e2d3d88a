"""Copies: elements as puts with ids of their own, for duplicate, Alt+drag and paste."""

from collections.abc import Sequence

from inkroom.board import Element, painted_order
from inkroom.order import many
from inkroom_desktop.tools.desk import Desk, Draft
from inkroom_desktop.tools.transform import moved


def copies(
    desk: Desk, elements: Sequence[Element], dx: int, dy: int, z: Sequence[str] | None = None
) -> list[Draft]:
    """The elements as new ones on top of all, moved, their groups and bindings among themselves kept."""
    names: dict[str, str] = {}
    placed = painted_order(elements)
    keys = many(desk.top_z(), None, len(placed)) if z is None else z
    for element in placed:
        names[element.id] = desk.new_id()
    for element in placed:
        for group in element.get("group"):
            if group not in names:
                names[group] = desk.new_id()
    return [
        _copied(desk, element, names, key, moved(element, dx, dy)["geom"])
        for element, key in zip(placed, keys, strict=True)
    ]


def _copied(desk: Desk, element: Element, names: dict[str, str], z: str, geom: list[int]) -> Draft:
    """A copy is put on the page and the layer that are in view, so it says neither."""
    left = ("deleted", "page", "layer")
    put: Draft = element.fixed | {k: v for k, v in element.values.items() if k not in left}
    put |= {"id": names[element.id], "kind": element.kind, "geom": geom, "z": z}
    put.pop("of", None)  # a copy is nobody's part (EL-10)
    if put.get("group"):
        put["group"] = [names.get(group, group) for group in put["group"]]
    frame = element.get("frame")
    if frame in names:
        put["frame"] = names[frame]
    elif not _is_there(desk, frame):
        put.pop("frame", None)
    for end in ("from", "to"):
        bound = put.get(end)
        if bound:
            if bound["id"] in names:
                put[end] = bound | {"id": names[bound["id"]]}
            else:
                del put[end]
    return put


def _is_there(desk: Desk, id: str) -> bool:
    element = desk.board.get(id)
    return element is not None and not element.deleted
