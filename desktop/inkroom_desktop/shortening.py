"""A board whose history is made short: the owner's dialog, and what everybody else hears of it (COMP-5, COMP-7)."""

from functools import partial
from urllib.parse import quote

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from inkroom_desktop.link import Link
from inkroom_desktop.network import Network, Request
from inkroom_desktop.panels.compactbox import CompactBox
from inkroom_desktop.panels.text import words
from inkroom_desktop.panels.toasts import Toast


class Shortening(QObject):
    """`opened(board)`: the copy is to be opened."""

    opened = Signal(str)

    def __init__(self, window: QWidget, network: Network, link: Link, toast: Toast) -> None:
        super().__init__(window)
        self._window, self._network, self._link, self._toast = window, network, link, toast
        self._epoch = link.session.epoch
        self._own: set[str] = set()
        self._request: Request | None = None
        link.status.connect(self._look)

    def open(self) -> CompactBox:
        """The dialog, over the window."""
        element = self._link.session.board.get("board")
        title = (element.get("title") if element else "") or words("boards.untitled")
        box = CompactBox(
            self._window,
            self._network,
            self._link.address,
            title,
            self.opened.emit,
            self._toast.tell,
            self._own,
        )
        box.finished.connect(box.deleteLater)
        box.open()
        return box

    def _look(self) -> None:
        """A newer epoch than the one that was seen: was the history made short?"""
        session, address = self._link.session, self._link.address
        if session.phase != "live" or session.epoch == self._epoch:
            return
        before, self._epoch = self._epoch, session.epoch
        if before == 0:
            return
        request = self._request = Request(self._network, address.token)
        request.done.connect(self._heard)
        request.send("GET", address.api(f"boards/{quote(address.board, safe='')}/compactions"))

    def _heard(self, status: int, answer: object) -> None:
        if status != 200 or not isinstance(answer, dict):
            return
        for made in answer["compactions"]:
            if made["epoch"] == self._epoch and made["copy"] not in self._own:
                name = made["name"] or words("history.somebody")
                self._toast.tell(
                    words("compact.told", name=name, title=made["title"]),
                    (words("compact.open"), partial(self.opened.emit, str(made["copy"]))),
                    stays=True,
                )
