"""The track of the time bar: the histogram in people's colours, marks, days, and the playhead."""

from collections.abc import Sequence
from math import sqrt
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from inkroom.session import Session
from inkroom.timeline import BREAK, COLUMN, Column, Timeline
from inkroom_desktop import icons, theme
from inkroom_desktop.panels.button import TABBED
from inkroom_desktop.panels.ring import ring
from inkroom_desktop.panels.text import words
from inkroom_desktop.player import Player
from inkroom_desktop.telling import date_text, long_text, sentence_of, who_is

TALL: Final = 56
FLAGS: Final = 24
DAYS: Final = 22
NOW: Final = 56
KNOB: Final = 8
AFTER: Final = 0.26
LABEL: Final = 96
FINE_PX: Final = 40


class Track(QWidget):
    """A slider over all steps; drag up from it for finer scrubbing. `now_wanted`: back to now."""

    now_wanted = Signal()

    def __init__(self, player: Player, session: Session) -> None:
        super().__init__()
        self._player, self._session = player, session
        self._time = Timeline([], 0)
        self._held: float | None = None
        self._begun: float | None = None
        self._down = self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(FLAGS + TALL + DAYS)
        self.setAccessibleName(words("history.moment"))

    def sizeHint(self) -> QSize:
        return QSize(600, FLAGS + TALL + DAYS)

    def refresh(self) -> None:
        """The player looks elsewhere, or there is more history."""
        player, width = self._player, self.width() - NOW
        head = player.history.head
        if (self._time.width, len(self._time.times)) != (width, head):
            self._time = Timeline(player.history.steps, width)
        entry = player.entry
        value = words("history.start")
        if entry is not None:
            value = words(
                "history.value",
                when=long_text(entry.at),
                seq=player.at,
                head=head,
                deed=sentence_of(self._session, entry),
            )
        self.setAccessibleDescription(value)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in TABBED
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        self.update()

    def resizeEvent(self, event: object) -> None:
        self.refresh()

    # ------------------------------------------------------------- moving

    def mousePressEvent(self, event: QMouseEvent) -> None:
        x, y = event.position().x(), event.position().y()
        if x > self._time.width + 6:
            self.now_wanted.emit()
            return
        mark = self._mark_at(x, y)
        if mark is not None:
            self._player.goto(mark)
            return
        self._down, self._held = True, None
        held = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        self._begun = x if held else None
        self._drag(x, y)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x, y = event.position().x(), event.position().y()
        if self._down:
            self._drag(x, y)
            return
        mark = self._mark_at(x, y)
        names = [e.mark for e in self._player.history.marks if e.seq == mark]
        QToolTip.showText(event.globalPosition().toPoint(), str(names[0]) if names else "", self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._down = False

    def _drag(self, x: float, y: float) -> None:
        if self._begun is None:
            self._seek(x, y)
        else:
            self._choose(self._begun, x)

    def _choose(self, begun: float, x: float) -> None:
        """Shift and a drag choose a period: what else there is turns pale; without a drag all is shown again."""
        since, until = sorted(self._time.seq_at(max(0.0, at)) for at in (begun, x))
        near = abs(x - begun) < COLUMN or since == until
        self._player.within(None if near else (since, until))

    def _seek(self, to: float, y: float) -> None:
        up = max(0.0, -y)
        x = to
        if up > 0 and self._held is not None:
            x = self._held + (to - self._held) / (1 + up / FINE_PX)
        elif up == 0:
            self._held = to
        end = x >= self._time.width - 1
        self._player.goto(None if end else self._time.seq_at(max(0.0, x)))

    def _mark_at(self, x: float, y: float) -> int | None:
        if y > FLAGS:
            return None
        near = [
            (abs(self._time.x_of(entry.seq) + 6 - x), entry.seq)
            for entry in self._player.history.marks
            if -8 <= x - self._time.x_of(entry.seq) <= 24
        ]
        return min(near)[1] if near else None

    # ------------------------------------------------------------- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            x = self._time.x_of(self._player.at)
            self._paint_period(painter)
            self._paint_columns(painter, x)
            painter.setOpacity(1)
            self._paint_breaks(painter)
            painter.setPen(QPen(theme.colour("border"), 1))
            painter.drawLine(QPointF(0, FLAGS + TALL), QPointF(self._time.width, FLAGS + TALL))
            self._paint_flags(painter)
            self._paint_days(painter)
            self._paint_head(painter, x)
        finally:
            painter.end()

    def _paint_columns(self, to: QPainter, playhead: float) -> None:
        """Stacked by person, the one with the most ink at the bottom."""
        columns, only = self._time.columns, self._player.people
        most = max((sqrt(_sum(column)) for column in columns), default=1.0) or 1.0
        order = users_by_ink(columns)
        shades = {user: theme.person(who_is(self._session, user).colour) for user in order}
        to.setPen(Qt.PenStyle.NoPen)
        for column in columns:
            whole = _sum(column)
            height = max(2.0, TALL * sqrt(whole) / most)
            bottom = float(FLAGS + TALL)
            x = min(column.x, self._time.width - COLUMN)
            for user in order:
                size = column.sizes.get(user, 0)
                if not size:
                    continue
                part = height * size / whole
                pale = 0.2 if only and user not in only else 1.0
                to.setOpacity(pale * (AFTER if column.x + COLUMN / 2 > playhead else 1))
                to.setBrush(shades[user])
                to.drawRect(QRectF(x, bottom - part, COLUMN - 1, part))
                bottom -= part

    def _paint_period(self, to: QPainter) -> None:
        if self._player.period is not None:
            left, right = map(self._time.x_of, self._player.period)
            band = QRectF(left, FLAGS, max(COLUMN, right - left), TALL)
            to.fillRect(band, theme.colour("accent-soft"))

    def _paint_breaks(self, to: QPainter) -> None:
        """Nights and pauses: a hatched tick where time was left out."""
        to.setPen(QPen(theme.colour("control"), 1))
        bottom = FLAGS + TALL
        for span in self._time.spans[1:]:
            x = span.x - BREAK / 2
            for dx in (-2, 2):
                to.drawLine(QPointF(x + dx - 2, bottom - 1), QPointF(x + dx + 2, bottom - 9))

    def _paint_flags(self, to: QPainter) -> None:
        font = theme.font("small")
        metrics, free = QFontMetricsF(font), -1e9
        to.setFont(font)
        for entry in self._player.history.marks:
            x = self._time.x_of(entry.seq)
            to.setPen(QPen(theme.colour("text-3"), 1, Qt.PenStyle.DashLine))
            to.drawLine(QPointF(x, 20), QPointF(x, FLAGS + TALL))
            ratio = self.devicePixelRatioF()
            flag = icons.pixmap(icons.named("history", "mark"), theme.colour("text"), 13, ratio)
            to.drawPixmap(QPointF(x - 6, 4), flag)
            name = str(entry.mark)
            wide = metrics.horizontalAdvance(name)
            if x >= free and x + 12 + wide < self.width():
                to.setPen(theme.colour("text"))
                to.drawText(QPointF(x + 11, 15), name)
                free = x + 24 + wide

    def _paint_days(self, to: QPainter) -> None:
        to.setFont(theme.font("small"))
        to.setPen(theme.colour("text-2"))
        y, free, last = FLAGS + TALL + 16, -1e9, ""
        for span in self._time.spans:
            name = date_text(span.start)
            if name == last or span.x < free or span.x > self._time.width - LABEL / 2:
                continue
            last, free = name, span.x + LABEL
            to.drawText(QPointF(span.x, y), name)
        if self._player.seq is None:
            to.setFont(theme.inter(12, 600))
            to.setPen(theme.colour("text"))
        now = words("history.now")
        wide = QFontMetricsF(to.font()).horizontalAdvance(now)
        to.drawText(QPointF(self.width() - wide - 4, y), now)

    def _paint_head(self, to: QPainter, x: float) -> None:
        accent = theme.colour("accent")
        x = max(KNOB + 1.0, x) if x <= 0 else x
        to.setPen(QPen(accent, 2))
        to.drawLine(QPointF(x, FLAGS - 10), QPointF(x, FLAGS + TALL + 5))
        to.setPen(QPen(theme.colour("panel"), 2.5))
        to.setBrush(accent)
        middle = QPointF(x, FLAGS - 8)
        to.drawEllipse(middle, KNOB - 1, KNOB - 1)
        to.setPen(QPen(accent, 1.5))
        to.setBrush(Qt.BrushStyle.NoBrush)
        to.drawEllipse(middle, KNOB + 0.5, KNOB + 0.5)
        if self._ring:
            ring(to, self.rect().adjusted(0, FLAGS - 20, 0, -2), theme.radius("control"))


def _sum(column: Column) -> int:
    return sum(column.sizes.values())


def users_by_ink(columns: Sequence[Column]) -> list[str]:
    """People by what they drew, the most first."""
    ink: dict[str, int] = {}
    for column in columns:
        for user, size in column.sizes.items():
            ink[user] = ink.get(user, 0) + size
    return sorted(ink, key=lambda user: -ink[user])
