"""The banner over a moment that is over: that it is one, and the way back to now."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inkroom_desktop import icons, theme
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.text import label, words


class PastBanner(QWidget):
    """Dark, at the top in the middle."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(48, 0, 6, 0)
        self.row.setSpacing(10)
        self.title = label("", "strong", "inverse")
        self.note = label(words("history.nothing-changed"), "body", "inverse")
        self.branch = Button(
            icons.named("history", "new-board-from-here"),
            words("history.new-board-from-here"),
            look="inverse",
            icon_size=17,
        )
        self.restore = Button(
            icons.named("history", "restore"), words("history.restore"), look="filled", icon_size=17
        )
        self.back = Button(text=words("history.back-to-now"), look="inverse")
        for part in (self.title, self.note, self.branch, self.restore, self.back):
            self.row.addWidget(part)
        self.setFixedHeight(48)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.hide()

    def say(self, text: str) -> None:
        if text != self.title.text():
            self.title.setText(text)
            self.setAccessibleName(f"{text} {self.note.text()}")
            self.updateGeometry()
        self.adjustSize()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 48)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("inverse"))
            corner = theme.radius("panel")
            painter.drawRoundedRect(QRectF(self.rect()), corner, corner)
            name = icons.named("history", "history")
            ink = theme.colour("on-inverse")
            painter.drawPixmap(16, 14, icons.pixmap(name, ink, 20, self.devicePixelRatioF()))
        finally:
            painter.end()
