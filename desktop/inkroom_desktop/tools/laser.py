"""The laser: shows others a place, and leaves nothing on the board."""

from inkroom_desktop.tools.desk import Desk, Pointer


class LaserTool:
    name = "laser"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._down = False

    def press(self, p: Pointer) -> None:
        self._down = True
        self._desk.laser((p.x, p.y))

    def move(self, p: Pointer) -> None:
        if self._down:
            self._desk.laser((p.x, p.y))
        else:
            self._desk.hover("laser")

    def release(self, p: Pointer) -> None:
        if self._down:
            self._desk.laser((p.x, p.y))
            self.cancel()

    def cancel(self) -> None:
        if self._down:
            self._desk.laser(None)
        self._down = False

    def key(self, name: str) -> bool:
        return False
