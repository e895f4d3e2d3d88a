"""The people at the upper right: four discs and a count."""

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from inkroom_desktop import theme
from inkroom_desktop.panels.ring import ring
from inkroom_desktop.panels.text import tip, words
from inkroom_desktop.people import Face, paint_face

SHOWN: Final = 4
SIDE: Final = 28
GAP: Final = 4


class Avatars(QWidget):
    """`pressed(user)`: a person's disc was pressed, "" for the count or oneself: the list is wanted."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.faces: list[Face] = []
        self._followed = ""
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

    def show_followed(self, user: str) -> None:
        """A ring round the disc of whom one follows."""
        if user != self._followed:
            self._followed = user
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = int(event.position().x()) // (SIDE + GAP)
        face = self.faces[at] if at < min(SHOWN, len(self.faces)) else None
        self.pressed.emit(face.user if face is not None and not face.me else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit("")
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = event.pos().x() // (SIDE + GAP)
            names = [face.name for face in self.faces]
            text = ", ".join(names[SHOWN:]) if at >= SHOWN else self._tip(at)
            QToolTip.showText(event.globalPos(), tip(text), self)
            return True
        return super().event(event)

    def _tip(self, at: int) -> str:
        if at >= len(self.faces):
            return ""
        face = self.faces[at]
        return words("people.you" if face.me else "people.follow-name", name=face.name)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for at, face in enumerate(self.faces[:SHOWN]):
                box = QRectF(at * (SIDE + GAP), 0, SIDE, SIDE)
                if face.user == self._followed:
                    ring(painter, box)
                    box = box.adjusted(3, 3, -3, -3)
                paint_face(painter, box, face, 11)
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
