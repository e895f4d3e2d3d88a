"""A dark strip over the board: the ground that toasts and banners share."""

from typing import Final

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inkroom_desktop import theme
from inkroom_desktop.panels.text import label

PASSING_MS: Final = 700
"""So long a strip that comes by itself lets a hand through that begins a stroke there (PEN-5)."""


class DarkStrip(QWidget):
    """`row` is where things go, `text` stands in it first; what is pressed here is not pressed on the board."""

    ground = "inverse"

    def __init__(self, parent: QWidget, *, height: int = 44, left: int = 16) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(left, 0, 6, 0)
        self.row.setSpacing(10)
        self.text = label("", "body", "inverse")
        self.row.addWidget(self.text)
        self.setFixedHeight(height)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self._wakes = QTimer(self, singleShot=True, interval=PASSING_MS)
        self._wakes.timeout.connect(lambda: self._pass(through=False))
        self.hide()

    def _pass(self, *, through: bool) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, through)

    def say(self, text: str) -> None:
        """Another text, on the screen and for a screen reader."""
        self.text.setText(text)
        self.setAccessibleName(text)

    def come(self) -> None:
        """Shows it as large as its content, over all else."""
        self.adjustSize()
        self.place()
        if not self.isVisible():
            self._pass(through=True)
            self._wakes.start()
        self.show()
        self.raise_()

    def place(self) -> None:
        """Where it stands on its parent, whose size may have changed."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(self.ground))
            corner = theme.radius("panel")
            painter.drawRoundedRect(QRectF(self.rect()), corner, corner)
            self.paint_content(painter)
        finally:
            painter.end()

    def paint_content(self, painter: QPainter) -> None:
        """What stands on the ground beside the widgets."""
