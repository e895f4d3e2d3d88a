"""Toasts: one dark line at the bottom, one at a time, the newest wins; some stay until they are answered."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inkroom.face import tokens
from inkroom_desktop import theme
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.text import label

Action = tuple[str, Callable[[], None]]


class Toast(QWidget):
    """`tell` shows a text; a button beside it answers it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 6, 0)
        self._row.setSpacing(8)
        self.text = label("", "body", "inverse")
        self._row.addWidget(self.text)
        self._buttons: list[Button] = []
        self._stay = QTimer(self, singleShot=True)
        self._stay.timeout.connect(self.hide)
        self.setFixedHeight(44)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.hide()

    def tell(self, text: str, *actions: Action, stays: bool = False) -> None:
        for button in self._buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._buttons = [self._button(*action) for action in actions]
        self._row.setContentsMargins(16, 0, 6 if actions else 16, 0)
        self.text.setText(text)
        self.setAccessibleName(text)
        times = tokens()["motion"]
        self._stay.stop()
        self._stay.setInterval(times["toast-undo-stay"] if actions else times["toast-stay"])
        if not stays:
            self._stay.start()
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()

    def _button(self, word: str, act: Callable[[], None]) -> Button:
        button = Button(text=word, look="inverse", height=32)
        button.clicked.connect(self.hide)
        button.clicked.connect(lambda: act())
        self._row.addWidget(button)
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

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("inverse"))
            painter.drawRoundedRect(QRectF(self.rect()), 12, 12)
        finally:
            painter.end()
