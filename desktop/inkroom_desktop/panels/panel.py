"""A floating panel: a child of the canvas that paints its own ground; the canvas paints its shadow."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from inkroom_desktop import theme
from inkroom_desktop.shadow import Kind

RIM = 4
"""The rim holds the round corners. The body inside is opaque, so that a moving board does not repaint it."""


class Panel(QWidget):
    """`body` is where things go; `box` lays them out."""

    shadow: Kind = "panel"

    def __init__(self, parent: QWidget, *, down: bool = True, rim: int = RIM) -> None:
        super().__init__(parent)
        self.canvas = parent
        self.body = QWidget(self)
        self.body.setAutoFillBackground(True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(rim, rim, rim, rim)
        outer.setSpacing(0)
        outer.addWidget(self.body)
        self.box: QBoxLayout = QVBoxLayout(self.body) if down else QHBoxLayout(self.body)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            paint_ground(painter, self)
        finally:
            painter.end()


def paint_ground(painter: QPainter, widget: QWidget) -> None:
    """The ground of a panel with its border, as large as the widget."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("border"), 1))
    painter.setBrush(theme.colour("panel"))
    corner = theme.radius("panel") - 0.5
    box = QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(box, corner, corner)


class Ground(QWidget):
    """A plain ground in a colour of the tokens."""

    def __init__(self, token: str, *, line_right: bool = False) -> None:
        super().__init__()
        self._token, self._line_right = token, line_right

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), theme.colour(self._token))
            if self._line_right:
                edge = 0 if self.isRightToLeft() else self.width() - 1
                painter.fillRect(edge, 0, 1, self.height(), theme.colour("border"))
        finally:
            painter.end()


def line(*, down: bool = False, length: int = 0) -> QFrame:
    """A thin line between parts; `length` px where it does not take all there is."""
    made = QFrame()
    made.setProperty("line", True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    if down:
        made.setFixedWidth(1)
        if length:
            made.setFixedHeight(length)
    else:
        made.setFixedHeight(1)
        if length:
            made.setFixedWidth(length)
    return made
