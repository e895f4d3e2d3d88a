"""The eraser: everything that it touches on its way goes when it is lifted, as one gesture."""

from typing import Final

from inkroom.geometry import UNIT
from inkroom_desktop.tools.desk import Desk, Pointer
from inkroom_desktop.tools.draft import is_free

RADIUS: Final = 8
"""Half the width of the ring, in px of the screen."""


class EraserTool:
    name = "eraser"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._touched: dict[str, None] | None = None
        self._last: Pointer | None = None

    def press(self, p: Pointer) -> None:
        self._touched = {}
        self._last = p
        self._sweep(p)

    def move(self, p: Pointer) -> None:
        if self._touched is not None:
            self._sweep(p)
        else:
            self._desk.hover("eraser")

    def release(self, p: Pointer) -> None:
        if self._touched is None:
            return
        self._sweep(p)
        ids, self._touched = list(self._touched), None
        if ids:
            self._desk.submit({"set": [{"id": id, "deleted": True} for id in ids]})
        self._desk.dim([])

    def cancel(self) -> None:
        self._touched = None
        self._desk.dim([])

    def key(self, name: str) -> bool:
        if name != "Escape" or self._touched is None:
            return False
        self.cancel()
        return True

    def _sweep(self, p: Pointer) -> None:
        touched, last = self._touched, self._last
        if touched is None or last is None:
            return
        before = len(touched)
        reach = RADIUS * UNIT / self._desk.zoom
        for element in self._desk.swept(last.x, last.y, p.x, p.y, reach):
            if is_free(element):
                touched[element.id] = None
        self._last = p
        if len(touched) > before:
            self._desk.dim(list(touched))
