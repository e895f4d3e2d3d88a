"""The people at the upper right: four discs and a count."""

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from inkroom_desktop import theme
from inkroom_desktop.panels.text import tip, words
from inkroom_desktop.people import Face, paint_face

SHOWN: Final = 4
SIDE: Final = 28
GAP: Final = 4


class Avatars(QWidget):
    """`pressed`: the list of people is wanted."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.faces: list[Face] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(words("people.people"))

    def show_faces(self, faces: list[Face]) -> None:
        if faces != self.faces:
            self.faces = faces
            self.setAccessibleDescription(", ".join(face.name for face in faces))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        count = min(len(self.faces), SHOWN) + (len(self.faces) > SHOWN)
        return QSize(max(0, count * (SIDE + GAP) - GAP), SIDE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = event.pos().x() // (SIDE + GAP)
            names = [face.name for face in self.faces]
            text = ", ".join(names[SHOWN:]) if at >= SHOWN else names[at] if at < len(names) else ""
            QToolTip.showText(event.globalPos(), tip(text), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for at, face in enumerate(self.faces[:SHOWN]):
                paint_face(painter, QRectF(at * (SIDE + GAP), 0, SIDE, SIDE), face, 11)
            if len(self.faces) > SHOWN:
                box = QRectF(SHOWN * (SIDE + GAP), 0, SIDE, SIDE)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("hover"))
                painter.drawEllipse(box)
                painter.setPen(theme.colour("text-2"))
                painter.setFont(theme.inter(11, 600))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"+{len(self.faces) - SHOWN}")
        finally:
            painter.end()
