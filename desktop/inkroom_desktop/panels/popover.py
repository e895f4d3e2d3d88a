"""A small panel that opens beside a button and closes by a press elsewhere."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inkroom_desktop.panels.panel import Panel
from inkroom_desktop.panels.text import label

MARGIN = 14


class Popover(QWidget):
    """`box` is where things go, under the title."""

    def __init__(self, parent: QWidget, title: str, wide: int) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        panel = Panel(self)
        outer.addWidget(panel)
        self.box = panel.box
        self.box.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self.box.setSpacing(10)
        self.box.addWidget(label(title, "strong"))
        self.setFixedWidth(wide)

    def open_by(self, anchor: QWidget) -> None:
        """Under the anchor, its right edge at the anchor's, and within the screen."""
        self.adjustSize()
        at = anchor.mapToGlobal(QPoint(anchor.width() - self.width(), anchor.height() + 4))
        space = anchor.screen().availableGeometry()
        x = max(space.left(), min(at.x(), space.right() - self.width()))
        y = max(space.top(), min(at.y(), space.bottom() - self.height()))
        self.move(x, y)
        self.show()
        self.focusNextChild()
