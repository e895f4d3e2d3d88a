"""A strip over the board while the server cannot save: what is safe, and what is wrong (DISK-1)."""

from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from inkroom_desktop import icons, theme
from inkroom_desktop.panels.text import known, label, words

WIDEST: Final = 620


class Trouble(QWidget):
    """Hidden while all is well."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(10)
        self._icon = QLabel()
        self.text = label("", "body", "waiting")
        self.text.setWordWrap(True)
        row.addWidget(self._icon)
        row.addWidget(self.text, 1)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.words = ""
        """What is told now, or ""."""
        self.hide()

    def show_state(self, state: str) -> None:
        """The state of a `storage` notice; "ok" hides the strip."""
        key = f"offline.storage-{state}"
        if state == "ok" or not known(key):
            self.calm()
            return
        self.words = words(key)
        self.text.setText(self.words)
        self.setAccessibleName(self.text.text())
        self._dress()
        self.place()
        self.show()
        self.raise_()

    def calm(self) -> None:
        """All is well, or something else tells what is not."""
        self.words = ""
        self.hide()

    def _dress(self) -> None:
        tint, ratio = theme.colour("waiting"), self.devicePixelRatioF()
        self._icon.setPixmap(icons.pixmap(icons.named("state", "warning"), tint, 16, ratio, 1.75))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._dress()
        super().changeEvent(event)

    def place(self) -> None:
        """At the top in the middle, between the tools and the style panel."""
        parent = self.parentWidget()
        if parent is None:
            return
        width = min(WIDEST, parent.width() - 2 * 84)
        self.setFixedWidth(max(200, width))
        self.adjustSize()
        self.move((parent.width() - self.width()) // 2, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("waiting-soft"))
            painter.drawRoundedRect(QRectF(self.rect()), 12, 12)
        finally:
            painter.end()
