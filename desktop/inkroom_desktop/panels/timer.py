"""The timer over the board, which everybody sees, and how long it shall run (MEET-2, MEET-3)."""

from math import ceil
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSpinBox, QWidget

from inkroom.meeting import Countdown
from inkroom_desktop import icons, theme
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.popover import Popover
from inkroom_desktop.panels.text import label, words

MINUTE_MS: Final = 60_000
DAY_MS: Final = 86_400_000
LENGTHS: Final = (1, 3, 5, 10, 15, 30)
RING: Final = 20


class TimerPill(QWidget):
    """`set(left, whole, runs)`: another timer for everybody, in ms."""

    set = Signal(int, int, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(12 + RING + 8, 0, 6, 0)
        row.setSpacing(2)
        self.time = label("", "heading")
        row.addWidget(self.time)
        row.addSpacing(8)
        self.pause = _small(icons.named("history", "pause"))
        self.more = Button(text="+1", look="quiet", tip_text=words("timer.add"), height=32)
        self.stop = _small(icons.named("view", "close"), words("timer.stop"))
        for button in (self.pause, self.more, self.stop):
            row.addWidget(button)
        self.pause.clicked.connect(lambda: self._change(toggles=True))
        self.more.clicked.connect(lambda: self._change(MINUTE_MS))
        self.stop.clicked.connect(lambda: self.set.emit(0, 0, False))
        self.setFixedHeight(44)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self._timer: Countdown | None = None
        self._now = self._part = 0.0
        self.hide()

    @property
    def over(self) -> bool:
        """It has run out."""
        return self._timer is not None and self._timer.remaining(round(self._now)) == 0

    def show_timer(self, timer: Countdown | None, now: float, *, may_set: bool) -> int:
        """Shows what is left at `now` of the server's clock; in how many ms that is another text, 0: never."""
        self._timer, self._now = timer, now
        if timer is None or not timer.shown(round(now)):
            self.hide()
            return 0
        left = timer.remaining(round(now))
        self._part = left / max(timer.whole, 1)
        self.time.setText(minutes(left) if left else words("timer.over"))
        self.time.setProperty("tone", "waiting" if not left else "")
        self.time.style().polish(self.time)
        self.setAccessibleName(
            words("timer.left", time=minutes(left)) if left else words("timer.over")
        )
        for button in (self.pause, self.more, self.stop):
            button.setVisible(may_set)
        self.pause.setVisible(may_set and left > 0)
        self.pause.icon_name = icons.named("history", "pause" if timer.runs else "play")
        self.pause.name_it(words("timer.pause" if timer.runs else "timer.go-on"))
        self.setVisible(True)
        self.adjustSize()
        self.update()
        return (left % 1000 or 1000) if timer.runs else 0

    def _change(self, more: int = 0, *, toggles: bool = False) -> None:
        """What has run out begins anew with the minute."""
        if self._timer is None:
            return
        left = self._timer.remaining(round(self._now))
        runs = self._timer.runs != toggles or left == 0
        left = min(left + more, DAY_MS)
        self.set.emit(left, max(self._timer.whole, left), runs)

    def paintEvent(self, event: QPaintEvent) -> None:
        over = self.over
        ink = theme.colour("waiting" if over else "accent")
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("waiting" if over else "border"), 1))
            painter.setBrush(theme.colour("waiting-soft" if over else "panel"))
            corner = self.height() / 2 - 0.5
            box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(box, corner, corner)
            disc = QRectF(12, (self.height() - RING) / 2, RING, RING)
            if self._timer is not None and not self._timer.runs:
                painter.setOpacity(0.5)
            painter.setPen(QPen(ink, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawPie(disc.adjusted(4, 4, -4, -4), 90 * 16, -round(self._part * 360 * 16))
        finally:
            painter.end()


class TimerStart(Popover):
    """`chosen(minutes)`: the timer shall run so long."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, words("timer.timer"), 300)
        grid = QGridLayout()
        grid.setSpacing(8)
        for n, count in enumerate(LENGTHS):
            button = Button(text=words("timer.min", count=count), look="outline")
            button.stretch()
            button.clicked.connect(lambda _=False, count=count: self._choose(count))
            grid.addWidget(button, n // 3, n % 3)
        self.box.addLayout(grid)
        row = QHBoxLayout()
        self.count = QSpinBox()
        self.count.setRange(1, DAY_MS // MINUTE_MS)
        self.count.setValue(5)
        self.count.setAccessibleName(words("timer.minutes"))
        self.start = Button(text=words("timer.start"), look="primary")
        self.start.clicked.connect(lambda: self._choose(self.count.value()))
        row.addWidget(self.count)
        row.addWidget(label(words("timer.minutes"), "body", "2"))
        row.addStretch(1)
        row.addWidget(self.start)
        self.box.addLayout(row)

    def _choose(self, count: int) -> None:
        self.chosen.emit(count)
        self.close()


def minutes(ms: float) -> str:
    """`4:05`, or `1:04:05` from an hour on. A second that has begun counts."""
    seconds = ceil(ms / 1000)
    hours, rest = divmod(seconds, 3600)
    if hours:
        return f"{hours}:{rest // 60:02}:{rest % 60:02}"
    return f"{rest // 60}:{rest % 60:02}"


def _small(icon: str, name: str = "") -> Button:
    return Button(icon, look="quiet", tip_text=name, icon_size=16, height=32)
