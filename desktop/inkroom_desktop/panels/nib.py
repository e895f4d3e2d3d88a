"""How the pen of this device writes: its curve of pressure, its steadiness, and a place to try it."""

import time
from collections.abc import Callable
from dataclasses import replace
from math import hypot
from typing import Any, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTabletEvent,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from inkroom.geometry import UNIT, rnd
from inkroom.ink import outline
from inkroom_desktop import theme
from inkroom_desktop.painter import painter_path
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.choice import CheckBox
from inkroom_desktop.panels.segment import Part, Segments
from inkroom_desktop.panels.slider import Slider
from inkroom_desktop.panels.text import label, words
from inkroom_desktop.tools.nib import NIB, Nib, followed, pressed

CURVES: Final[dict[str, tuple[int, int, int, int]]] = {
    "soft": (0, 40, 40, 100),
    "even": NIB.curve,
    "firm": (60, 0, 100, 60),
}
SIDE: Final = 168
KNOB: Final = 8
WIDTH: Final = 112
SPEED: Final = 2.2
"""What a mouse presses with, so that the curve can be tried without a pen: more, the faster it is; px a ms."""
_STEPS: Final = {
    Qt.Key.Key_Left: (-2, 0),
    Qt.Key.Key_Right: (2, 0),
    Qt.Key.Key_Up: (0, 2),
    Qt.Key.Key_Down: (0, -2),
}


class NibBox(QDialog):
    """`changed(nib)`: the pen writes otherwise from now on."""

    changed = Signal(object)

    def __init__(self, parent: QWidget, nib: Nib) -> None:
        super().__init__(parent)
        self.nib = nib
        self.setWindowTitle(words("pen.pen"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(14)
        column.addWidget(label(words("pen.pen"), "heading"))
        self.curve = CurveEdit()
        self.curve.moved.connect(lambda curve: self.change(curve=curve))
        self.feels = Segments(
            [Part(feel, "", words(f"pen.{feel}"), words(f"pen.{feel}")) for feel in CURVES],
            words("pen.pressure"),
        )
        self.feels.chosen.connect(lambda feel: self.change(curve=CURVES[feel]))
        self.pad = Pad(lambda: self.nib)
        side = QVBoxLayout()
        side.setSpacing(12)
        side.addWidget(self.feels)
        side.addWidget(self.pad, 1)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self.curve)
        row.addLayout(side, 1)
        column.addLayout(row)
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setVerticalSpacing(12)
        column.addLayout(grid)
        self.constant = self._check(grid, "constant")
        self.steady = Slider(words("pen.steady"))
        self.steady.setFixedWidth(200)
        self.steady.settled.connect(lambda value: self.change(steady=value))
        self._row(grid, "steady", self.steady)
        self.straighten = self._check(grid, "straighten")
        foot = QHBoxLayout()
        foot.addStretch(1)
        reset = Button("", words("pen.reset"), "outline")
        reset.clicked.connect(lambda: self._take(NIB))
        foot.addWidget(reset)
        column.addLayout(foot)
        self._show()

    def change(self, **part: Any) -> None:
        self._take(replace(self.nib, **part))

    def _take(self, nib: Nib) -> None:
        if nib != self.nib:
            self.nib = nib
            self._show()
            self.changed.emit(nib)

    def _check(self, grid: QGridLayout, name: str) -> QCheckBox:
        box = CheckBox()
        box.setAccessibleName(words(f"pen.{name}"))
        box.toggled.connect(lambda on: self.change(**{name: on}))
        self._row(grid, name, box)
        return box

    def _row(self, grid: QGridLayout, name: str, widget: QWidget) -> None:
        at = grid.rowCount()
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(label(words(f"pen.{name}")))
        note = label(words(f"pen.{name}-note"), "small", "2")
        note.setWordWrap(True)
        told.addWidget(note)
        grid.addLayout(told, at, 0)
        grid.addWidget(widget, at, 1, Qt.AlignmentFlag.AlignRight)

    def _show(self) -> None:
        nib = self.nib
        feel = next((name for name, curve in CURVES.items() if curve == nib.curve), None)
        self.feels.choose(feel)
        self.curve.show_nib(nib)
        self.constant.setChecked(nib.constant)
        self.straighten.setChecked(nib.straighten)
        self.steady.set_value(nib.steady)


class CurveEdit(QWidget):
    """`moved(curve)`: one of its two places was dragged, or moved by the arrow keys; Tab goes to the other."""

    moved = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.nib = NIB
        self._held: int | None = None
        self._chosen = 0
        self.setFixedSize(QSize(SIDE + 2 * KNOB, SIDE + 2 * KNOB))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words("pen.curve"))

    def show_nib(self, nib: Nib) -> None:
        self.nib = nib
        self.setEnabled(not nib.constant)
        self.update()

    def _place(self, at: int) -> QPointF:
        x, y = self.nib.curve[2 * at : 2 * at + 2]
        return QPointF(KNOB + x * SIDE / 100, KNOB + SIDE - y * SIDE / 100)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        far = [(self._place(at) - event.position()).manhattanLength() for at in (0, 1)]
        self._held = self._chosen = 0 if far[0] <= far[1] else 1
        self.mouseMoveEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            at = event.position()
            self._move(
                self._held, 100 * (at.x() - KNOB) / SIDE, 100 * (KNOB + SIDE - at.y()) / SIDE
            )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Space:
            self._chosen = 1 - self._chosen
            self.update()
        elif step is not None:
            x, y = self.nib.curve[2 * self._chosen : 2 * self._chosen + 2]
            self._move(self._chosen, x + step[0], y + step[1])
        else:
            super().keyPressEvent(event)

    def _move(self, at: int, x: float, y: float) -> None:
        curve = list(self.nib.curve)
        curve[2 * at : 2 * at + 2] = [min(100, max(0, round(x))), min(100, max(0, round(y)))]
        self.moved.emit(tuple(curve))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setOpacity(1 if self.isEnabled() else 0.55)
            box = QRectF(KNOB, KNOB, SIDE, SIDE)
            painter.setPen(QPen(theme.colour("border"), 1))
            painter.setBrush(theme.colour("sunken"))
            painter.drawRoundedRect(box, 8, 8)
            painter.drawLine(box.bottomLeft(), self._place(0))
            painter.drawLine(box.topRight(), self._place(1))
            painter.setPen(QPen(theme.colour("accent"), 2.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(self._way(box))
            for at in (0, 1):
                painter.setPen(QPen(theme.colour("accent"), 2))
                painter.setBrush(theme.colour("panel"))
                painter.drawEllipse(self._place(at), KNOB - 1, KNOB - 1)
                if self.hasFocus() and at == self._chosen:
                    painter.setBrush(theme.colour("accent"))
                    painter.drawEllipse(self._place(at), 3, 3)
        finally:
            painter.end()

    def _way(self, box: QRectF) -> QPainterPath:
        way = QPainterPath(box.bottomLeft())
        for p in range(0, 256, 5):
            up = pressed(self.nib, p) / 255
            way.lineTo(box.left() + p / 255 * SIDE, box.bottom() - up * SIDE)
        return way


class Pad(QWidget):
    """A place to try the pen: what is drawn there is on no board."""

    def __init__(self, nib: Callable[[], Nib]) -> None:
        super().__init__()
        self._nib = nib
        self.trace: list[int] = []
        self._last: tuple[float, float, float] | None = None
        self.setMinimumSize(260, 120)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(words("pen.try"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._begin(event.position(), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._take(event.position(), None)

    def tabletEvent(self, event: QTabletEvent) -> None:
        begins = event.type() == QEvent.Type.TabletPress
        if begins or event.pressure() > 0:
            (self._begin if begins else self._take)(event.position(), event.pressure())
        event.accept()

    def _begin(self, at: QPointF, pressure: float | None) -> None:
        self.trace, self._last = [], None
        self._take(at, pressure)

    def _take(self, at: QPointF, pressure: float | None) -> None:
        nib, now = self._nib(), time.monotonic() * 1000
        x, y, force = at.x(), at.y(), 255 * (0.15 if pressure is None else pressure)
        if self._last is not None:
            bx, by, before = self._last
            share = followed(nib, now - before)
            x, y = bx + (x - bx) * share, by + (y - by) * share
            if pressure is None:
                speed = hypot(x - bx, y - by) / max(1, now - before)
                force = self.trace[-1] * 0.8 + 255 * min(1, 0.15 + speed / SPEED) * 0.2
        width = 255 if nib.constant else rnd(pressed(nib, force))
        self.trace += (rnd(x * UNIT), rnd(y * UNIT), width)
        self._last = (x, y, now)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("border"), 1))
            painter.setBrush(theme.colour("board"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
            if not self.trace:
                painter.setPen(theme.colour("text-2"))
                painter.setFont(theme.font("small"))
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words("pen.try"))
                return
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("text"))
            painter.scale(1 / UNIT, 1 / UNIT)
            painter.drawPath(painter_path(outline(self.trace, WIDTH)))
        finally:
            painter.end()
