"""The note tool: a press puts a sticky note there and asks what it says."""

from inkroom_desktop.tools.desk import Desk, Pointer
from inkroom_desktop.tools.write import note_at


class NoteTool:
    name = "note"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._pressed = False

    def press(self, p: Pointer) -> None:
        self._pressed = True

    def move(self, p: Pointer) -> None:
        self._desk.hover("cross")

    def release(self, p: Pointer) -> None:
        if self._pressed:
            self._pressed = False
            note_at(self._desk, p.x, p.y)

    def cancel(self) -> None:
        self._pressed = False

    def key(self, name: str) -> bool:
        return False
