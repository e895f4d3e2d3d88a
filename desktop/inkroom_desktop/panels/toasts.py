"""Toasts: one dark line at the bottom, one at a time, the newest wins; some stay until they are answered."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QWidget

from inkroom.face import tokens
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.dark import DarkStrip

Action = tuple[str, Callable[[], None]]


class Toast(DarkStrip):
    """`tell` shows a text; a button beside it answers it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.row.setSpacing(8)
        self._buttons: list[Button] = []
        self._stay = QTimer(self, singleShot=True)
        self._stay.timeout.connect(self.hide)

    def tell(self, text: str, *actions: Action, stays: bool = False) -> None:
        for button in self._buttons:
            self.row.removeWidget(button)
            button.deleteLater()
        self._buttons = [self._button(*action) for action in actions]
        self.row.setContentsMargins(16, 0, 6 if actions else 16, 0)
        self.say(text)
        times = tokens()["motion"]
        self._stay.stop()
        self._stay.setInterval(times["toast-undo-stay"] if actions else times["toast-stay"])
        if not stays:
            self._stay.start()
        self.come()

    def retell(self, before: str, text: str) -> bool:
        """Other words in place of `before`, with the same buttons; False where that is not what is seen."""
        if not self.isVisible() or self.text.text() != before:
            return False
        self.say(text)
        self.adjustSize()
        self.place()
        return True

    def untell(self, before: str) -> None:
        """Goes where that is what is seen."""
        if self.isVisible() and self.text.text() == before:
            self.hide()

    def _button(self, word: str, act: Callable[[], None]) -> Button:
        button = Button(text=word, look="inverse", height=32)
        button.clicked.connect(self.hide)
        button.clicked.connect(lambda: act())
        self.row.addWidget(button)
        return button

    def place(self) -> None:
        """At the bottom in the middle, above the cluster's line."""
        parent = self.parentWidget()
        if parent is not None:
            self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - 68)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._left = self._stay.isActive()
        self._stay.stop()

    _left = False

    def leaveEvent(self, event: object) -> None:
        if self._left:
            self._stay.start()
