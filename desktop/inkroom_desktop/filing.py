"""What the File menu asks: addresses, files, and where a board is to go."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QWidget

from inkroom import __version__
from inkroom.formats.drawings import SUFFIXES
from inkroom_desktop import address, icons
from inkroom_desktop.address import Address
from inkroom_desktop.device import Device
from inkroom_desktop.diagnosis import diagnosis
from inkroom_desktop.page import BoardPage
from inkroom_desktop.panels.logbox import LogBox
from inkroom_desktop.panels.text import words


class Desktop(Protocol):
    """The window that the questions stand over."""

    @property
    def page(self) -> BoardPage | None: ...
    @property
    def server(self) -> str: ...
    def open(self, wanted: Address) -> BoardPage: ...
    def tell(self, text: str) -> None: ...


class Filing:
    """Asks over a window, and has the answer done."""

    def __init__(self, window: QWidget, over: Desktop, device: Device) -> None:
        self._window, self._over, self._device = window, over, device

    def acts(self) -> dict[str, Callable[[], object]]:
        """The commands."""
        return {
            "menu.open": self._ask_address,
            "menu.about": self._about,
            "menu.diagnostics": self._diagnose,
            "menu.log": lambda: LogBox(self._window, self._diagnosis).exec(),
            "file.open": self._ask_file,
            "file.new": self._new_file,
            "file.save-as": self._save_as,
            "file.carry": self._carry,
            "file.export": self.export,
        }

    def _ask_address(self) -> None:
        typed, done = QInputDialog.getText(self._window, words("menu.open"), words("menu.address"))
        if not done:
            return
        try:
            wanted = address.read(typed, self._over.server)
        except ValueError:
            self._over.tell(words("menu.no-address"))
            return
        if wanted.board:
            self._over.open(wanted)

    def _ask_file(self) -> None:
        kinds = " ".join(f"*{end}" for end in SUFFIXES)
        name, _ = QFileDialog.getOpenFileName(self._window, words("file.open"), "", kinds)
        if name:
            self._device.files.open(Path(name))

    def _new_file(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self._window, words("file.new"), f"{words('boards.untitled')}.inkroom", "*.inkroom"
        )
        if name:
            self._device.files.make(Path(name).with_suffix(".inkroom"))

    def _save_as(self) -> None:
        """The board that is seen in a file, which is open from then on: a copy of a server's board stays here."""
        page = self._over.page
        if page is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self._window, words("file.save-as"), f"{page.title}.inkroom", "*.inkroom"
        )
        if name:
            self._device.files.save_as(page.address, Path(name).with_suffix(".inkroom"))

    def _carry(self) -> None:
        """Puts the board with its history onto a server, and opens it there."""
        page = self._over.page
        if page is None:
            return
        typed, done = QInputDialog.getText(
            self._window, words("file.carry"), words("file.carry-to"), text=self._over.server
        )
        if not done:
            return
        try:
            to = address.read(typed, self._over.server)
        except ValueError:
            self._over.tell(words("menu.no-address"))
            return
        self._device.files.carry(page.address, to)

    def export(self) -> None:
        """The board that is seen, or a part of it, as a file on the disk."""
        page = self._over.page
        if page is not None:
            page.exporting.open()

    def _diagnose(self) -> None:
        """Puts what support asks for on the clipboard."""
        QGuiApplication.clipboard().setText(self._diagnosis())
        self._over.tell(words("menu.diagnostics-copied"))

    def _diagnosis(self) -> str:
        window = self._window
        size = f"{window.width()}x{window.height()} at {window.devicePixelRatioF():g}"
        return diagnosis(self._device.links, size)

    def _about(self) -> None:
        box = QMessageBox(self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setIconPixmap(icons.mark(64, self._window.devicePixelRatioF()))
        box.setWindowTitle(words("menu.about"))
        box.setText(f"{words('app.name')} {__version__}")
        box.exec()
