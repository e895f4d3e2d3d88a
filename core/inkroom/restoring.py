"""Bringing a moment back, or taking somebody's work away, as a new gesture (HIST-6, HIST-7)."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final

from msgspec import Struct

from inkroom.bind import routed
from inkroom.board import Board, Element, owner, painted_order
from inkroom.elements import KINDS, default
from inkroom.extent import span
from inkroom.geometry import Box, box_of
from inkroom.gesture import Parts
from inkroom.history import fold
from inkroom.hit import lassoed
from inkroom.messages import Entry
from inkroom.stack import sheet_of, sheets_of

NAMES: Final = {kind: sorted(names) for kind, names in KINDS.items()}
BOX: Final = 4
"""So many numbers are a box, more are a loop."""
Taken = Callable[[str], bool]
"""Whether the op of this writer is taken away."""


class Area(Struct, frozen=True):
    """A part of a page ("": the first one), in board units.

    `places` are a box `[left, top, right, bottom]`, or the loop `[x,y, …]` of a lasso, of three points or more.
    """

    page: str
    places: list[int]


class Restoring(Struct):
    """`parts` is the gesture; by id what comes `back`, what `goes`, what looks other, and what was `left` alone."""

    parts: Parts
    back: list[str]
    goes: list[str]
    changes: list[str]
    left: list[str]


def restoring(now: Board, then: Board, only: Collection[str] | None = None) -> Restoring:
    """What makes the elements `only` (None: all, and the board itself) look as they did `then` (HIST-6)."""
    sets: dict[str, dict[str, Any]] = {}
    for element in now:
        if only is None or element.id in only:
            change = _back_to(element, then.get(element.id))
            if change:
                sets[element.id] = change
    return _told(now, sets, [])


def _back_to(element: Element, before: Element | None) -> dict[str, Any]:
    """The registers of an element that must be written so that it reads as it did before."""
    if before is element:
        return {}
    if element.kind != "board" and (before is None or before.deleted):
        return {} if element.deleted else {"deleted": True}
    return _differences(element, before, NAMES[element.kind])


def _differences(element: Element, before: Element | None, names: Iterable[str]) -> dict[str, Any]:
    change = {}
    for name in names:
        value = default(element.kind, name) if before is None else before.get(name)
        if element.get(name) != value:
            change[name] = value
    return change


def taking_back(
    now: Board, rest: Board, taken: Taken, only: Collection[str] | None = None
) -> Restoring:
    """What takes away the work of the ops that are `taken`; `rest` is the board without them (HIST-7).

    A register that another op wrote since stays as it is, and so does an element that others have worked on.
    """
    sets: dict[str, dict[str, Any]] = {}
    left: list[Element] = []
    for element in now:
        if only is not None and element.id not in only:
            continue
        mine = [name for name in element.values if taken(element.writer(name) or "")]
        if taken(element.put):
            if element.deleted:
                continue
            if len(mine) < len(element.values):
                left.append(element)
            else:
                sets[element.id] = {"deleted": True}
            continue
        change = _differences(element, rest.get(element.id), sorted(mine))
        if change:
            sets[element.id] = change
    return _told(now, sets, left)


def without(entries: Iterable[Entry], taken: Taken) -> Board:
    """The board that the log would have come to without the ops that are taken."""
    return fold(entry for entry in entries if not taken(entry.writer))


def _told(now: Board, sets: Mapping[str, dict[str, Any]], left: list[Element]) -> Restoring:
    """The gesture from the bottom to the top, and what it does to what is seen."""
    elements = [e for id in sets if (e := now.get(id)) is not None]
    ordered = painted_order(elements)
    parts: Parts = {"set": [{"id": e.id, **sets[e.id]} for e in ordered]} if ordered else {}
    deleted = {id: change.get("deleted") for id, change in sets.items()}
    return Restoring(
        parts,
        back=[e.id for e in ordered if deleted[e.id] is False],
        goes=[e.id for e in ordered if deleted[e.id] is True],
        changes=[
            e.id for e in ordered if deleted[e.id] is None and not e.deleted and e.kind != "board"
        ],
        left=[e.id for e in painted_order(left)],
    )


def chosen(
    boards: Collection[Board],
    *,
    area: Area | None = None,
    people: Collection[str] | None = None,
    users: Mapping[str, str] | None = None,
) -> set[str]:
    """The elements that lie in the area on any of the boards, and were made by one of the people (HIST-14).

    `users` tells whose a client is; `area` or `people` None: everywhere, everybody.
    """
    users = users or {}
    found = set()
    for board in boards:
        lies = _lying(board, area)
        for element in board:
            if element.kind == "board":
                continue
            if people is not None and users.get(owner(element.put), "") not in people:
                continue
            if lies(element):
                found.add(element.id)
    return found


def _lying(board: Board, area: Area | None) -> Callable[[Element], bool]:
    """Whether an element of the board lies in the area; an element whose page is not listed is on the first."""
    if area is None:
        return lambda _: True
    pages = sheets_of(board, "pages")
    page = area.page or pages[0].id
    taken = taker(area)

    def lies(element: Element) -> bool:
        return taken(routed(board, element)) and sheet_of(element, "pages", pages) == page

    return lies


def taker(area: Area) -> Callable[[Element], bool]:
    """Whether an element, as it is shown, lies there, whatever its page: a box takes it by its middle."""
    places = area.places
    around = Box(*places) if len(places) == BOX else box_of(places)

    def takes(element: Element) -> bool:
        box = span(element)
        if len(places) > BOX:
            return box.meets(around) and lassoed(element, places)
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        return around.left <= x <= around.right and around.top <= y <= around.bottom

    return takes
