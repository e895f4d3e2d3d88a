"""The windows of the program: which is in front, and what was open when it ended."""

import json
from typing import Any, Final

from PySide6.QtCore import QObject, QRect, Qt

from inkroom_desktop.address import Address
from inkroom_desktop.device import Device
from inkroom_desktop.window import Window

_SESSION: Final = "session"
STEP: Final = 32
"""A new window stands so many px beside the one that it came from."""


class Windows(QObject):
    """What is open is kept at each change, so that a crash loses none of it."""

    def __init__(self, device: Device) -> None:
        super().__init__()
        self._device = device
        self._ending = False
        self.all: list[Window] = []
        """The one that was in front last comes first."""

    def open(self, place: Address) -> Window:
        """A new window that shows the boards of a place."""
        window = Window(self._device, place)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.leads = lambda: not self.all or self.all[0] is window
        if self.all:
            window.setGeometry(self.all[0].geometry().translated(STEP, STEP))
        window.came_forward.connect(lambda: self._forward(window))
        window.window_wanted.connect(lambda board: self._beside(window, board))
        window.open_changed.connect(self.remember)
        window.went.connect(lambda: self._gone(window))
        self.all.append(window)
        return window

    def restore(self, place: Address) -> Window:
        """The windows of the last time with their boards; one with the list of a place where there were none."""
        for kept in self._kept():
            window = self.open(place)
            window.setGeometry(QRect(*kept["at"]))
            if kept["wide"]:
                window.setWindowState(Qt.WindowState.WindowMaximized)
            window.show()
            window.reopen([(str(at), str(id)) for at, id in kept["boards"]], str(kept["seen"]))
        return self.all[0] if self.all else self.open(place)

    def _kept(self) -> list[dict[str, Any]]:
        try:
            kept = json.loads(self._device.store.value(_SESSION) or "[]")
        except ValueError:
            return []
        return [one for one in kept if one.get("boards")]

    def remember(self) -> None:
        """What is open in which window."""
        if not self._ending:
            state = [window.session() for window in self.all]
            self._device.store.set_value(_SESSION, json.dumps(state))

    def end(self) -> None:
        """The program ends: what is open now is opened again at the next start."""
        self.remember()
        self._ending = True
        for window in list(self.all):
            window.end()

    def _forward(self, window: Window) -> None:
        if window in self.all:
            self.all.remove(window)
            self.all.insert(0, window)

    def _beside(self, window: Window, board: object) -> None:
        """Another window, with a board that leaves this one or with the list."""
        made = self.open(window.boards.lobby.address)
        made.show()
        if isinstance(board, Address):
            made.open(board)

    def _gone(self, window: Window) -> None:
        """The last window takes its boards along to the next start."""
        if len(self.all) == 1:
            self._ending = True
        self.all.remove(window)
        self.remember()
