"""A grid of colours to pick from, each with a name."""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from inkroom_desktop import inks, theme
from inkroom_desktop.panels.ring import ring
from inkroom_desktop.panels.text import tip

COLUMNS = 6
CELL = 33
GAP = 2


class Swatches(QWidget):
    """`colours` are a value (what goes to the log, always the light one) and a name."""

    chosen = Signal(str)

    def __init__(self, colours: list[tuple[str, str]], name: str, *, tone: str = "ink") -> None:
        super().__init__()
        self.colours, self.tone, self.value = colours, tone, ""
        self._over = -1
        self._at = 0
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def choose(self, value: str) -> None:
        if value != self.value:
            self.value = value
            self.update()

    def sizeHint(self) -> QSize:
        rows = -(-len(self.colours) // COLUMNS)
        return QSize(COLUMNS * (CELL + GAP) - GAP, rows * (CELL + GAP) - GAP)

    def cell(self, at: int) -> QRect:
        return QRect(at % COLUMNS * (CELL + GAP), at // COLUMNS * (CELL + GAP), CELL, CELL)

    def _at_point(self, point: QPointF) -> int:
        spot = point.toPoint()
        return next((n for n in range(len(self.colours)) if self.cell(n).contains(spot)), -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._over = self._at_point(event.position())
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._over = -1
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._press(self._at_point(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -COLUMNS,
            Qt.Key.Key_Down: COLUMNS,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self._press((self._at + step) % len(self.colours))
        else:
            event.ignore()

    def _press(self, at: int) -> None:
        if at >= 0:
            self._at = at
            self.choose(self.colours[at][0])
            self.chosen.emit(self.value)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self._at_point(QPointF(event.pos()))
            if at >= 0:
                QToolTip.showText(event.globalPos(), tip(self.colours[at][1]), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for at, (value, _) in enumerate(self.colours):
                cell = QRectF(self.cell(at))
                if at == self._over:
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(theme.colour("hover"))
                    painter.drawRoundedRect(cell, 8, 8)
                if value == self.value:
                    ring(painter, cell, theme.radius("control"), "accent")
                self._paint_disc(painter, cell.center(), inks.painted(value, self.tone))
                if self.hasFocus() and at == self._at and value != self.value:
                    ring(painter, cell, theme.radius("control"))
        finally:
            painter.end()

    @staticmethod
    def _paint_disc(painter: QPainter, at: QPointF, colour: QColor) -> None:
        """A pale colour has an edge, so that it is seen on the panel."""
        near = abs(colour.lightness() - theme.colour("panel").lightness()) < 24
        painter.setPen(QPen(theme.colour("control"), 1) if near else Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(at, 9.5 if near else 10, 9.5 if near else 10)
