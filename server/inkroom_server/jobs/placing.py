"""Elements of one board on their way onto another: fresh ids, beside what lies there, above it."""

from typing import Any, Final

from inkroom.board import Board, painted_order
from inkroom.geometry import Box, box_of, turned_box, union
from inkroom.order import many

GAP: Final = 1_600
"""Between what lies there and what comes, in board units."""


def puts_of(board: Board) -> list[dict[str, Any]]:
    """The elements that are drawn, from bottom to top, each as the put that would make it."""
    return [
        {
            "id": e.id,
            "kind": e.kind,
            **e.fixed,
            **{k: v for k, v in e.values.items() if k != "deleted"},
        }
        for e in painted_order(board.visible())
    ]


def first_page(board: Board) -> dict[str, str]:
    """The registers that put an element on the first page and the lowest layer of a board."""
    root = board.get("board")
    sheets = {name: root.get(f"{name}s") if root else [] for name in ("page", "layer")}
    return {name: listed[0]["id"] for name, listed in sheets.items() if listed}


def on_one_page(puts: list[dict[str, Any]], page: dict[str, str]) -> list[dict[str, Any]]:
    """The puts of all pages on one: below one another, in the order in which they come."""
    sheets: dict[str, list[dict[str, Any]]] = {}
    for put in puts:
        sheets.setdefault(put.get("page", ""), []).append(put)
    made: list[dict[str, Any]] = []
    top = 0
    for at, sheet in enumerate(sheets.values()):
        box = union(_box(put["kind"], put["geom"]) for put in sheet) or Box(0, 0, 0, 0)
        dy = top - box.top if at else 0
        top = box.bottom + dy + GAP
        for put in sheet:
            plain = {name: held for name, held in put.items() if name not in ("page", "layer")}
            made.append({**plain, **page, "geom": _moved(put, 0, dy)})
    return made


def placed(puts: list[dict[str, Any]], onto: Board, mark: str) -> list[dict[str, Any]]:
    """The puts under ids of their own, to the right of what is drawn on the board, and on top of it."""
    ids = {put["id"]: f"{mark}-{n}" for n, put in enumerate(puts)}
    dx, dy = _shift(puts, onto)
    top = max((e.get("z") for e in onto.visible()), default=None)
    return [
        {**_renamed(put, ids, mark), "z": z, "geom": _moved(put, dx, dy)}
        for put, z in zip(puts, many(top, None, len(puts)), strict=True)
    ]


def _shift(puts: list[dict[str, Any]], onto: Board) -> tuple[int, int]:
    there = union(_box(e.kind, e.get("geom")) for e in onto.visible())
    new = union(_box(put["kind"], put["geom"]) for put in puts)
    if there is None or new is None:
        return 0, 0
    return there.right + GAP - new.left, there.top - new.top


def _box(kind: str, geom: list[int]) -> Box:
    if kind in ("line", "arrow"):
        return box_of(geom)
    x, y, w, h, angle = geom
    return turned_box(Box(min(x, x + w), min(y, y + h), max(x, x + w), max(y, y + h)), angle)


def _renamed(put: dict[str, Any], ids: dict[str, str], mark: str) -> dict[str, Any]:
    new = {**put, "id": ids[put["id"]]}
    if "group" in put:
        new["group"] = [f"{mark}-g-{id}"[:64] for id in put["group"]]
    if put.get("frame"):
        new["frame"] = ids.get(put["frame"], "")
    for end in ("from", "to"):
        if put.get(end):
            new[end] = {**put[end], "id": ids[put[end]["id"]]} if put[end]["id"] in ids else None
    return new


def _moved(put: dict[str, Any], dx: int, dy: int) -> list[int]:
    geom: list[int] = list(put["geom"])
    if put["kind"] in ("line", "arrow"):
        return [value + (dy if n % 2 else dx) for n, value in enumerate(geom)]
    return [geom[0] + dx, geom[1] + dy, *geom[2:]]
