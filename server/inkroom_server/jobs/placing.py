"""Elements of one board on their way onto another: fresh ids, beside what lies there, above it."""

from collections.abc import Mapping
from typing import Any, Final

from inkroom.board import Board, painted_order
from inkroom.cut import origin
from inkroom.errors import Unavailable
from inkroom.formats.puts import box, moved, put_of, renamed, sourced
from inkroom.geometry import UNIT, Box, rnd, union
from inkroom.order import many
from inkroom.source import Source, source_of

NOBODY: Final[Mapping[str, Source]] = {}
Place = tuple[float, float]
"""x and y in px of the board."""
GAP: Final = 1_600
"""Between what lies there and what comes, in board units."""


def puts_of(board: Board, made: Mapping[str, Source] = NOBODY) -> list[dict[str, Any]]:
    """The elements that are drawn, from bottom to top, each as the put that would make it; `made` tells by
    writer who drew it, where it does not say so itself (EL-11)."""
    return [
        sourced(put_of(one), source_of(one) or made.get(origin(board, one).put) or Source())
        for one in painted_order(board.visible())
    ]


def lowest(board: Board, page: str | None = None) -> dict[str, str]:
    """The registers that put an element on a page (None: the first) and the lowest layer of a board.

    Raises Unavailable `not_found` for a page that is not there.
    """
    root = board.get("board")
    sheets = {name: root.get(f"{name}s") if root else [] for name in ("page", "layer")}
    found = {name: listed[0]["id"] for name, listed in sheets.items() if listed}
    if page is None:
        return found
    if page not in {sheet["id"] for sheet in sheets["page"]} | {found.get("page", "1")}:
        raise Unavailable(f"Expected the id of a page, got {page!r}", "not_found")
    return found | {"page": page}


def on_one_page(puts: list[dict[str, Any]], page: dict[str, str]) -> list[dict[str, Any]]:
    """The puts of all pages on one: below one another, in the order in which they come."""
    sheets: dict[str, list[dict[str, Any]]] = {}
    for put in puts:
        sheets.setdefault(put.get("page", ""), []).append(put)
    made: list[dict[str, Any]] = []
    top = 0
    for at, sheet in enumerate(sheets.values()):
        whole = union(map(box, sheet)) or Box(0, 0, 0, 0)
        dy = top - whole.top if at else 0
        top = whole.bottom + dy + GAP
        for put in sheet:
            plain = {name: held for name, held in put.items() if name not in ("page", "layer")}
            made.append(moved(plain | page, 0, dy))
    return made


def placed(
    puts: list[dict[str, Any]], onto: Board, mark: str, at: Place | None = None
) -> list[dict[str, Any]]:
    """The puts under ids of their own, on top of what is drawn on the board: with their middle at a place, or to
    the right of it all."""
    dx, dy = _shift(puts, onto, at)
    top = max((e.get("z") for e in onto.visible()), default=None)
    fresh = renamed(puts, lambda n: f"{mark}-{n}", f"{mark}-g")
    rising = many(top, None, len(puts))
    return [moved(put | {"z": z}, dx, dy) for put, z in zip(fresh, rising, strict=True)]


def _shift(puts: list[dict[str, Any]], onto: Board, at: Place | None) -> tuple[int, int]:
    there = union(box({"kind": e.kind, "geom": e.get("geom")}) for e in onto.visible())
    new = union(map(box, puts))
    if new is not None and at is not None:
        x, y = (rnd(side * UNIT) for side in at)
        return x - (new.left + new.right) // 2, y - (new.top + new.bottom) // 2
    if there is None or new is None:
        return 0, 0
    return there.right + GAP - new.left, there.top - new.top
