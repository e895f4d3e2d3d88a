"""The text tool: a press on writing edits it, a press elsewhere begins new writing there."""

from typing import Final

from inkroom.geometry import UNIT
from inkroom_desktop.tools.desk import Desk, Pointer
from inkroom_desktop.tools.draft import is_free
from inkroom_desktop.tools.write import can_write, rewrite, write_at

REACH: Final = 2


class TextTool:
    name = "text"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._pressed = False

    def press(self, p: Pointer) -> None:
        self._pressed = True

    def move(self, p: Pointer) -> None:
        self._desk.hover("text")

    def release(self, p: Pointer) -> None:
        if not self._pressed:
            return
        self._pressed = False
        hit = self._desk.pick(p.x, p.y, REACH * UNIT / self._desk.zoom)
        if hit is not None and can_write(hit) and is_free(hit):
            rewrite(self._desk, hit)
        else:
            write_at(self._desk, p.x, p.y)

    def cancel(self) -> None:
        self._pressed = False

    def key(self, name: str) -> bool:
        return False
