"""The picker: takes the colour of what it is put on, with Alt as a fill."""

from typing import Final

from inkroom.board import Element
from inkroom.geometry import UNIT
from inkroom.hit import hits
from inkroom_desktop.tools.desk import Desk, Pointer
from inkroom_desktop.tools.draft import changed

REACH: Final = 4
"""Px of the screen around a point that count as on it."""
REACH_TOUCH: Final = 10


class PickerTool:
    name = "picker"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._down = False

    def press(self, p: Pointer) -> None:
        self._down = True
        self.move(p)

    def move(self, p: Pointer) -> None:
        self._desk.hover("picker")
        self._desk.lens(_colour_at(self._desk, p))

    def release(self, p: Pointer) -> None:
        if not self._down:
            return
        self._down = False
        colour = _colour_at(self._desk, p)
        if colour is None or not self._desk.may_draw:
            return
        self._desk.lens(None)
        self._desk.dip({"fill" if p.alt else "ink": colour})

    def cancel(self) -> None:
        self._down = False
        self._desk.lens(None)

    def key(self, name: str) -> bool:
        return False


def _colour_at(desk: Desk, p: Pointer) -> str | None:
    """The colour under the pointer: of the line of what is there, or of its inside; None: of nothing."""
    reach = (REACH_TOUCH if p.touch else REACH) * UNIT / desk.zoom
    hit = desk.pick(p.x, p.y, reach)
    if hit is None or hit.kind in ("image", "frame"):
        return None
    colour = str(hit.get("fill" if _is_inside(hit, p, reach) else "ink"))
    return None if colour == "none" else colour


def _is_inside(hit: Element, p: Pointer, reach: float) -> bool:
    """True where not the line of an element is hit, nor its words, but what it is filled with."""
    if hit.get("fill") == "none":
        return False
    if hit.kind == "note":
        return True
    return not hits(changed(hit, {"fill": "none"}), p.x, p.y, reach)
