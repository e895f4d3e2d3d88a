"""One key, as it is printed on its cap."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from inkroom_desktop import theme


class Key(QWidget):
    """A cap with its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self.setFixedSize(cap_width(text), 20)
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_cap(painter, QRectF(self.rect()), self._text)
        finally:
            painter.end()


def cap_width(text: str) -> int:
    """In px."""
    return max(20, round(QFontMetricsF(theme.font("key")).horizontalAdvance(text)) + 12)


def paint_cap(painter: QPainter, rect: QRectF, text: str) -> None:
    painter.setPen(theme.colour("border"))
    painter.setBrush(theme.colour("sunken"))
    corner = theme.radius("key")
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
    painter.setPen(theme.colour("text-2"))
    painter.setFont(theme.font("key"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
