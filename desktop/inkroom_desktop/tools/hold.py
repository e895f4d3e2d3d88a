"""Holding on: what the end of an arrow is bound to where it is put down (BIND-1, BIND-5)."""

from collections.abc import Collection
from typing import Any, Final

from inkroom.bind import HELD
from inkroom.board import Element
from inkroom.geometry import UNIT, rnd, turned
from inkroom_desktop.tools.desk import Desk, Pointer
from inkroom_desktop.tools.draft import is_free
from inkroom_desktop.tools.frame import frame_of, geom_of, in_frame

REACH: Final = 8
"""An end this near to an edge holds on to it, in px of the screen."""
MIDDLE: Final = 200
"""An end this near to the middle, in 1/1000 of the sides, aims at the middle."""
Binding = dict[str, Any]


def hold_at(desk: Desk, p: Pointer) -> Binding | None:
    """What an end at the pointer holds on to; None: nothing, or Ctrl is down."""
    if p.ctrl:
        return None
    hit = desk.pick(p.x, p.y, REACH * UNIT / desk.zoom)
    element = hit if hit is not None and _is_holder(hit) else _inside(desk, p)
    if element is None:
        return None
    x, y, w, h, angle = geom_of(element)
    lx, ly = turned(p.x, p.y, -angle, x + w / 2, y + h / 2)
    ax, ay = _share(lx - x, w), _share(ly - y, h)
    middle = abs(ax - 500) <= MIDDLE and abs(ay - 500) <= MIDDLE
    return {"id": element.id, "anchor": [500, 500] if middle else [ax, ay]}


def loosened(element: Element, ids: Collection[str]) -> dict[str, None]:
    """The ends of a connector that let go when it moves with the elements of `ids` alone."""
    if element.kind not in ("line", "arrow"):
        return {}
    ends = {end: element.get(end) for end in ("from", "to")}
    return {end: None for end, bound in ends.items() if bound and bound["id"] not in ids}


def _inside(desk: Desk, p: Pointer) -> Element | None:
    """The topmost that the pointer is inside of: an empty one is not hit there. Frames are held by their edge."""
    for element in desk.under(p.x, p.y):
        if not _is_holder(element) or element.kind == "frame":
            continue
        frame = frame_of([element])
        if frame and in_frame(frame, p.x, p.y, 0):
            return element
    return None


def _is_holder(element: Element) -> bool:
    return element.kind in HELD and is_free(element)


def _share(along: float, length: int) -> int:
    return 500 if length == 0 else min(1000, max(0, rnd(along * 1000 / length)))
