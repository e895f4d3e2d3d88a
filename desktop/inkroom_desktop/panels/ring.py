"""The focus ring of all that paint themselves (face.md 14)."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from inkroom_desktop import theme

WIDE = 2


def ring_pen(painter: QPainter, token: str = "focus") -> None:
    """What is drawn next is a ring; with another colour it says that something is chosen."""
    painter.setPen(QPen(theme.colour(token), WIDE))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def ring(
    painter: QPainter, rect: QRect | QRectF, corner: float | None = None, token: str = "focus"
) -> None:
    """Inside the edge of `rect`, whose corners are so round; a circle where None is given."""
    inside = QRectF(rect).adjusted(WIDE / 2, WIDE / 2, -WIDE / 2, -WIDE / 2)
    ring_pen(painter, token)
    if corner is None:
        painter.drawEllipse(inside)
    else:
        painter.drawRoundedRect(inside, corner - WIDE / 2, corner - WIDE / 2)
