"""The comment tool: a press pins a comment to what lies there, or to the place."""

from typing import Final

from inkroom.geometry import UNIT, rnd
from inkroom_desktop.tools.desk import Desk, Pointer, Remark

REACH: Final = 6
REACH_TOUCH: Final = 12
"""How near an element must be, in px of the screen."""


class CommentTool:
    name = "comment"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._down = False

    def press(self, p: Pointer) -> None:
        self._down = True

    def move(self, p: Pointer) -> None:
        if not self._down:
            self._desk.hover("comment")

    def release(self, p: Pointer) -> None:
        if not self._down:
            return
        self._down = False
        reach = (REACH_TOUCH if p.touch else REACH) * UNIT / self._desk.zoom
        found = self._desk.pick(p.x, p.y, reach)
        self._desk.comment(Remark(found.id if found else "", (rnd(p.x), rnd(p.y))))
        self._desk.done([])

    def cancel(self) -> None:
        self._down = False

    def key(self, name: str) -> bool:
        return False
