"""A switch: on or off, painted from the tokens."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton

from inkroom_desktop import theme
from inkroom_desktop.panels.button import TABBED
from inkroom_desktop.panels.ring import ring
from inkroom_desktop.panels.text import tip

WIDTH, HEIGHT, KNOB = 40, 24, 18


class Switch(QAbstractButton):
    """`toggled(on)`, as of every checkable button."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(tip(name))
        self.setFixedSize(QSize(WIDTH, HEIGHT))
        self._ring = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in TABBED
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            on = self.isChecked()
            painter.setBrush(theme.colour("accent" if on else "control"))
            painter.drawRoundedRect(QRectF(self.rect()), HEIGHT / 2, HEIGHT / 2)
            painter.setBrush(theme.colour("on-accent" if on else "panel"))
            left = WIDTH - KNOB - 3 if on else 3
            painter.drawEllipse(QRectF(left, (HEIGHT - KNOB) / 2, KNOB, KNOB))
            if self._ring and self.hasFocus():
                ring(painter, self.rect(), HEIGHT // 2)
        finally:
            painter.end()
