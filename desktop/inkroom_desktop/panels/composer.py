"""A field to write a line in: Enter sends it, `@` offers the names of the people."""

import re
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QCompleter, QLineEdit

from inkroom.session import Session
from inkroom_desktop import icons, theme
from inkroom_desktop.panels.text import words

LONGEST: Final = 10_000
REST_MS: Final = 3000
"""Nobody is told any longer that one writes after this rest."""
_BEGUN: Final = re.compile(r"(?:^|\s)@([^@\n]{0,40})$")


class Composer(QLineEdit):
    """`said(text)`: a line that is not empty. `writes(on)`: somebody writes, or rests."""

    said = Signal(str)
    writes = Signal(bool)

    def __init__(self, names: Callable[[], list[str]]) -> None:
        super().__init__()
        self._names = names
        self.setMaxLength(LONGEST)
        self.setMinimumHeight(44)
        self._model = QStringListModel(self)
        self.offer = QCompleter(self._model, self)
        self.offer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.offer.setWidget(self)
        self.offer.activated.connect(self._take)
        self._send = QAction(words("chat.send"), self)
        self._send.triggered.connect(self._say)
        self.addAction(self._send, QLineEdit.ActionPosition.TrailingPosition)
        self.returnPressed.connect(self._say)
        self.textEdited.connect(self._edited)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(lambda: self.writes.emit(False))
        self.dress()

    def ask(self, label: str) -> None:
        """What is to be written here."""
        self.setPlaceholderText(label)
        self.setAccessibleName(label)

    def dress(self) -> None:
        """In the colours of the theme that is worn."""
        name, ratio = icons.named("people", "send"), self.devicePixelRatioF()
        self._send.setIcon(QIcon(icons.pixmap(name, theme.colour("text-2"), 18, ratio)))

    def _say(self) -> None:
        popup = self.offer.popup()
        if popup is not None and popup.isVisible():
            return
        text = self.text().strip()
        if text:
            self.clear()
            self._rest.stop()
            self.writes.emit(False)
            self.said.emit(text)

    def _edited(self) -> None:
        if not self._rest.isActive():
            self.writes.emit(True)
        self._rest.start()
        begun = _BEGUN.search(self.text()[: self.cursorPosition()])
        popup = self.offer.popup()
        if begun is None:
            if popup is not None:
                popup.hide()
            return
        self._model.setStringList(self._names())
        self.offer.setCompletionPrefix(begun[1])
        if self.offer.completionCount():
            self.offer.complete()
            if popup is not None:
                popup.setCurrentIndex(self.offer.completionModel().index(0, 0))
        elif popup is not None:
            popup.hide()

    def _take(self, name: str) -> None:
        popup = self.offer.popup()
        if popup is not None:
            popup.hide()
        at = self.cursorPosition()
        text = self.text()
        begun = _BEGUN.search(text[:at])
        if begun is not None:
            start = at - len(begun[1])
            self.setText(f"{text[:start]}{name} {text[at:]}")
            self.setCursorPosition(start + len(name) + 1)


def names_of(session: Session) -> list[str]:
    """The names that can be called: of everybody of the board but oneself."""
    own = session.me.name if session.me else ""
    names = (person.name for person in session.people.values())
    return [name for name in dict.fromkeys(names) if name and name != own]
