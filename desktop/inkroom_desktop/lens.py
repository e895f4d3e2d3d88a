"""What the lasso and the picker show over the board while they are used."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from inkroom_desktop import theme
from inkroom_desktop.camera import Camera

LENS: Final = 48
"""Half of the lens, in px (face.md section 9)."""
BAND: Final = 16


def paint_loop(to: QPainter, camera: Camera, loop: Sequence[float]) -> None:
    """The loop of a lasso, closed by a straight way."""
    places = [QPointF(*camera.to_screen(loop[at], loop[at + 1])) for at in range(0, len(loop), 2)]
    tint = QColor(theme.colour("select"))
    tint.setAlpha(20)
    pen = QPen(theme.colour("select"), 1.5)
    pen.setDashPattern([3.3, 2.7])
    to.setPen(pen)
    to.setBrush(tint)
    to.drawPolygon(QPolygonF(places))


def paint_lens(to: QPainter, at: QPointF, colour: QColor) -> None:
    """A broad ring of the colour that would be taken."""
    radius = LENS - BAND / 2
    to.setBrush(Qt.BrushStyle.NoBrush)
    for width, ink in ((BAND + 4, theme.colour("panel")), (BAND, colour)):
        to.setPen(QPen(ink, width))
        to.drawEllipse(at, radius, radius)
