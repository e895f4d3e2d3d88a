"""The banner over a moment that is over: that it is one, and the way back to now."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from inkroom_desktop import icons, theme
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.dark import DarkStrip
from inkroom_desktop.panels.text import label, words


class PastBanner(DarkStrip):
    """Dark, at the top in the middle."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, height=48, left=48)
        self.text.setFont(theme.font("strong"))
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
        for part in (self.note, self.branch, self.restore, self.back):
            self.row.addWidget(part)

    def say(self, text: str) -> None:
        if text != self.text.text():
            super().say(text)
            self.setAccessibleName(f"{text} {self.note.text()}")
            self.updateGeometry()
        self.adjustSize()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 48)

    def paint_content(self, painter: QPainter) -> None:
        name, ink = icons.named("history", "history"), theme.colour("on-inverse")
        painter.drawPixmap(16, 14, icons.pixmap(name, ink, 20, self.devicePixelRatioF()))
