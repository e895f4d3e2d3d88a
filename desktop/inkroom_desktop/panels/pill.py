"""The history pill: always on screen, with what was drawn when; it opens the time bar."""

from collections.abc import Sequence
from math import sqrt

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from inkroom.history import Step
from inkroom.timeline import COLUMN, Timeline
from inkroom_desktop import icons, theme
from inkroom_desktop.chronicle import Chronicle
from inkroom_desktop.keys import key_of
from inkroom_desktop.panels.button import Button, baseline
from inkroom_desktop.panels.panel import Panel
from inkroom_desktop.panels.text import words

WIDE = 130
TALL = 20


class Pill(Panel):
    """`button.clicked` opens the time bar; a pointer over it begins to read the history."""

    def __init__(self, parent: QWidget, chronicle: Chronicle) -> None:
        super().__init__(parent, down=False)
        self.button = _Face(chronicle)
        self.box.addWidget(self.button)
        self._chronicle = chronicle
        self.setFixedHeight(theme.size("cluster"))
        self.adjustSize()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._chronicle.start()


class _Face(Button):
    def __init__(self, chronicle: Chronicle) -> None:
        super().__init__(text=words("history.history"), look="plain")
        self._chronicle = chronicle
        self._time = Timeline([], 0)
        self.name_it(words("history.bar"), key_of("history.history"))
        self.setFont(theme.font("strong"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chronicle.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        word = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        now = QFontMetricsF(theme.font("body")).horizontalAdvance(words("history.now"))
        return QSize(round(10 + 18 + 10 + word + 12 + WIDE + 12 + now + 10), 36)

    def paint_content(self, painter: QPainter, rect: QRect) -> None:
        ratio, ink = self.devicePixelRatioF(), theme.colour("text")
        icon = icons.pixmap(icons.named("history", "history"), ink, 18, ratio)
        painter.drawPixmap(QPointF(10, (rect.height() - 18) / 2), icon)
        metrics = QFontMetricsF(self.font())
        painter.setPen(ink)
        painter.setFont(self.font())
        painter.drawText(QPointF(38, baseline(metrics, rect)), self.text())
        x = 38 + metrics.horizontalAdvance(self.text()) + 12
        self._paint_histogram(painter, x, (rect.height() - TALL) / 2)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text-2"))
        where = QPointF(x + WIDE + 12, baseline(QFontMetricsF(painter.font()), rect))
        painter.drawText(where, words("history.now"))

    def _paint_histogram(self, to: QPainter, x: float, y: float) -> None:
        steps: Sequence[Step] = self._chronicle.history.steps
        if len(self._time.times) != len(steps):
            self._time = Timeline(steps, 2 * WIDE)
        sums = [sum(column.sizes.values()) for column in self._time.columns]
        most = max(sums, default=1) or 1
        to.setPen(Qt.PenStyle.NoPen)
        to.setBrush(theme.colour("text-2"))
        for column, whole in zip(self._time.columns, sums, strict=True):
            height = max(1.0, TALL * sqrt(whole / most))
            left = min(column.x, 2 * WIDE - COLUMN) / 2
            to.drawRect(QRectF(x + left, y + TALL - height, COLUMN / 2 - 1, height))
