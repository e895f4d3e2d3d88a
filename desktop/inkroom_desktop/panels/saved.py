"""The saved indicator: never hidden, and true (P1)."""

from typing import Final, Literal, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inkroom.session import Session
from inkroom_desktop import icons, theme
from inkroom_desktop.panels.button import baseline
from inkroom_desktop.panels.text import words

QUIET_MS: Final = 400
"""Saving is told in words only where it takes longer than this; until then the word "Saved" is gone (P1)."""
DOT: Final = 8
State = Literal["saved", "saving", "waiting", "connecting"]
_ICON: Final = {"saved": "saved", "saving": "saving", "waiting": "waiting", "connecting": "saving"}


class Saved(NamedTuple):
    """What is told."""

    state: State
    text: str
    tip: str = ""


def saved_of(session: Session, *, patient: bool, held: bool = False) -> Saved | None:
    """What there is to tell of a session; None: go on showing what is shown.

    `patient`: within the first 400 ms of saving. `held`: the server cannot save, though it answers.
    """
    if session.saved:
        return Saved(
            "saved",
            words("saved.saved", seq=session.seq),
            words("saved.tooltip", count=session.seq),
        )
    if session.phase == "live" and not held:
        if patient:
            return Saved("saving", words("saved.going", seq=session.seq))
        return Saved("saving", words("saved.saving", count=max(1, session.waiting)))
    if session.waiting:
        return Saved("waiting", words("saved.waiting", count=session.waiting))
    if session.phase == "joining":
        return None if patient else Saved("connecting", words("saved.connecting"))
    return Saved("waiting", words("saved.offline"))


class SavedIndicator(QWidget):
    """`pressed`: the card is wanted."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.shown = Saved("connecting", words("saved.connecting"))
        self._session: Session | None = None
        self._over = self._held = False
        self._patience = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._patience.timeout.connect(lambda: self._look(patient=False))
        self._long = False
        """It has been saving for longer than `QUIET_MS`."""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def show_session(self, session: Session, *, held: bool = False) -> None:
        self._session, self._held = session, held
        self._look(patient=True)

    def _look(self, *, patient: bool) -> None:
        if self._session is None:
            return
        found = saved_of(self._session, patient=patient and not self._long, held=self._held)
        if found is None or found.state == "saving":
            self._long = self._long or not patient
            if not (self._long or self._patience.isActive()):
                self._patience.start()
        else:
            self._long = False
            self._patience.stop()
        if found is not None and found != self.shown:
            self.shown = found
            self.setAccessibleName(found.text)
            self.setToolTip(found.tip)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._font())
        return QSize(round(metrics.horizontalAdvance(self.shown.text) + 0.5) + 16 + 6 + 20, 28)

    def _font(self) -> QFont:
        return theme.inter(12.5, 500 if self.shown.state == "waiting" else 400)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._over = True
        self.update()

    def leaveEvent(self, event: object) -> None:
        self._over = False
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        waiting = self.shown.state == "waiting"
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if waiting or self._over:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("waiting-soft" if waiting else "hover"))
                painter.drawRoundedRect(QRectF(self.rect()), 14, 14)
            tint = theme.colour("waiting" if waiting else "ok")
            drawn = icons.pixmap(
                icons.named("state", _ICON[self.shown.state]),
                tint,
                16,
                self.devicePixelRatioF(),
                1.75 if waiting else 2.25,
            )
            painter.drawPixmap(QPointF(10, 6), drawn)
            font = self._font()
            painter.setFont(font)
            painter.setPen(theme.colour("waiting" if waiting else "text-2"))
            painter.drawText(
                QPointF(32, baseline(QFontMetricsF(font), self.rect())), self.shown.text
            )
        finally:
            painter.end()


class SavedDot(QWidget):
    """All that is left of the indicator when only the board is shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._saved = True
        self.setFixedSize(DOT, DOT)
        self.hide()

    def show_saved(self, saved: bool) -> None:
        if saved != self._saved:
            self._saved = saved
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("ok" if self._saved else "waiting"))
            painter.drawEllipse(QRectF(self.rect()))
        finally:
            painter.end()
