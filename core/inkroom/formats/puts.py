"""Puts on their way onto a board: under other ids, at another place."""

from collections.abc import Callable
from typing import Any, Final

from inkroom.board import Element
from inkroom.elements import default
from inkroom.geometry import Box, box_of, turned_box
from inkroom.source import Source

Put = dict[str, Any]
KEPT: Final = frozenset(
    ("id", "kind", "points", "pressure", "brush", "of", "asset", "extra", "geom")
)
"""What a put says even where it is a default."""


def put_of(element: Element) -> Put:
    """The put that would make the element as it is."""
    values = {k: v for k, v in element.values.items() if k != "deleted"}
    return {"id": element.id, "kind": element.kind, **element.fixed, **values}


def plain(put: Put) -> Put:
    """The put without the registers that hold their defaults."""
    kind = put["kind"]
    return {k: held for k, held in put.items() if k in KEPT or held != default(kind, k)}


def sourced(put: Put, source: Source) -> Put:
    """The put with who drew it elsewhere, and when (EL-11)."""
    return put | {"extra": {**put.get("extra", {}), "made": source.said}} if source.said else put


def box(put: Put) -> Box:
    """What the put covers, without the width of its ink."""
    geom: list[int] = put["geom"]
    if put["kind"] in ("line", "arrow"):
        return box_of(geom)
    x, y, w, h, angle = geom
    return turned_box(Box(min(x, x + w), min(y, y + h), max(x, x + w), max(y, y + h)), angle)


def moved(put: Put, dx: int, dy: int) -> Put:
    """The put elsewhere."""
    geom: list[int] = put["geom"]
    if put["kind"] in ("line", "arrow"):
        return put | {"geom": [value + (dy if n % 2 else dx) for n, value in enumerate(geom)]}
    return put | {"geom": [geom[0] + dx, geom[1] + dy, *geom[2:]]}


def renamed(puts: list[Put], named: Callable[[int], str], group: str) -> list[Put]:
    """The puts under the ids that `named` gives them, their groups as `group` with a number; what they held
    on to among themselves they still hold on to, and nothing else."""
    ids = {put["id"]: named(n) for n, put in enumerate(puts)}
    theirs = dict.fromkeys(id for put in puts for id in put.get("group", ()))
    groups = {id: f"{group}{n}" for n, id in enumerate(theirs)}
    return [_renamed(put, ids, groups) for put in puts]


def _renamed(put: Put, ids: dict[str, str], groups: dict[str, str]) -> Put:
    new = {**put, "id": ids[put["id"]]}
    if "group" in put:
        new["group"] = [groups[id] for id in put["group"]]
    if put.get("frame"):
        new["frame"] = ids.get(put["frame"], "")
    for end in ("from", "to"):
        if put.get(end):
            new[end] = {**put[end], "id": ids[put[end]["id"]]} if put[end]["id"] in ids else None
    return new
