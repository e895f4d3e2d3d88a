"""A slider with its value beside it: opacity."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from inkroom_desktop import theme
from inkroom_desktop.panels.text import words

KNOB = 8
READING = 52


class Slider(QWidget):
    """0 to 100 in steps of 5. `moved` while it is dragged, `settled` when it is let go or a key moved it."""

    moved = Signal(int)
    settled = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.value = 100
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(160, 24)

    def set_value(self, value: int) -> None:
        value = max(0, min(100, value))
        if value != self.value:
            self.value = value
            self.setAccessibleDescription(self._reading)
            self.update()

    @property
    def _reading(self) -> str:
        return words("style.opacity-value", percent=self.value)

    @property
    def _end(self) -> int:
        return self.width() - READING

    def _drag(self, x: float) -> None:
        x = self.width() - x if self.isRightToLeft() else x
        part = (x - KNOB) / max(1, self._end - 2 * KNOB)
        self.set_value(5 * round(20 * part))
        self.moved.emit(self.value)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._drag(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._drag(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.settled.emit(self.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        more = -5 if self.isRightToLeft() else 5
        step = {
            Qt.Key.Key_Left: -more,
            Qt.Key.Key_Right: more,
            Qt.Key.Key_Down: -5,
            Qt.Key.Key_Up: 5,
        }.get(Qt.Key(event.key()), 0)
        if not step:
            event.ignore()
            return
        self.set_value(self.value + step)
        self.settled.emit(self.value)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            right = self.isRightToLeft()
            if right:
                painter.setTransform(QTransform(-1, 0, 0, 1, self.width(), 0))
            middle, end = self.height() / 2, self._end
            at = KNOB + (end - 2 * KNOB) * self.value / 100
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("pressed"))
            painter.drawRoundedRect(QRectF(0, middle - 2, end, 4), 2, 2)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRectF(0, middle - 2, at, 4), 2, 2)
            painter.setPen(QPen(theme.colour("focus" if self.hasFocus() else "accent"), 2))
            painter.setBrush(theme.colour("panel"))
            painter.drawEllipse(QPointF(at, middle), KNOB - 1, KNOB - 1)
            painter.setPen(theme.colour("text-2"))
            painter.setFont(theme.font("small"))
            painter.resetTransform()
            box = QRectF(0 if right else end, 0, READING, self.height())
            side = Qt.AlignmentFlag.AlignLeft if right else Qt.AlignmentFlag.AlignRight
            place = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, place, self._reading)
        finally:
            painter.end()
