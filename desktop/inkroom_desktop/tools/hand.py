"""The hand: moves the board under the pointer."""

from inkroom_desktop.tools.desk import Desk, Pointer


class HandTool:
    name = "hand"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._held: Pointer | None = None

    def press(self, p: Pointer) -> None:
        self._held = p
        self._desk.hover("grab")

    def move(self, p: Pointer) -> None:
        # After a pan the place that is held is under the pointer again, so it stays.
        if self._held:
            self._desk.pan(p.x - self._held.x, p.y - self._held.y)
        else:
            self._desk.hover("hand")

    def release(self, p: Pointer) -> None:
        self._held = None
        self._desk.hover("hand")

    def cancel(self) -> None:
        self._held = None

    def key(self, name: str) -> bool:
        return False
