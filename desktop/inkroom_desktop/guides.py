"""The lines of snapping, with how far apart the two are that they join (face.md section 9)."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from inkroom_desktop import theme
from inkroom_desktop.camera import Camera
from inkroom_desktop.tools.snap import Guide, gap_text

_ROOM: Final = 18


def paint_guides(to: QPainter, camera: Camera, guides: Sequence[Guide]) -> None:
    """All in px of the screen."""
    tint = theme.colour("guide")
    to.setPen(QPen(tint, 1))
    for guide in guides:
        to.drawLine(_placed(camera, guide, guide.start), _placed(camera, guide, guide.end))
    font = theme.inter(11, 600)
    for guide in guides:
        if guide.gap is None or (guide.gap[1] - guide.gap[0]) * camera.scale < _ROOM:
            continue
        text = gap_text(guide.gap)
        middle = _placed(camera, guide, (guide.gap[0] + guide.gap[1]) / 2)
        wide = QFontMetricsF(font).horizontalAdvance(text) + 8
        box = QRectF(middle.x() - wide / 2, middle.y() - 8, wide, 16)
        to.setPen(Qt.PenStyle.NoPen)
        to.setBrush(tint)
        to.drawRoundedRect(box, 4, 4)
        to.setPen(theme.colour("panel"))
        to.setFont(font)
        to.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _placed(camera: Camera, guide: Guide, along: float) -> QPointF:
    """A place along a guide, on the middle of a px."""
    x, y = camera.to_screen(*((along, guide.at) if guide.across else (guide.at, along)))
    return QPointF(round(x) + 0.5, round(y) + 0.5)
