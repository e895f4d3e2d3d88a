"""The chat: lines with who said them and when, and a field to write in."""

import time

from msgspec import UNSET
from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from inkroom.messages import Entry
from inkroom.session import Session
from inkroom_desktop import icons, theme
from inkroom_desktop.panels.panel import line
from inkroom_desktop.panels.text import label, words
from inkroom_desktop.people import Face, paint_face

SHOWN = 200
"""Lines that are kept in the list."""


class Disc(QWidget):
    """One person's disc."""

    def __init__(self, face: Face, side: int, size_px: float) -> None:
        super().__init__()
        self._face, self._size = face, size_px
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            paint_face(painter, QRectF(self.rect()), self._face, self._size)
        finally:
            painter.end()


class Chat(QWidget):
    """`said(text)`: a person wrote a line."""

    said = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._last = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._list = QWidget()
        self._lines = QVBoxLayout(self._list)
        self._lines.setContentsMargins(0, 8, 0, 8)
        self._lines.setSpacing(0)
        self._empty = label(words("chat.empty"), "body", "2")
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(16, 8, 16, 8)
        self._lines.addWidget(self._empty)
        self._lines.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(self._list)
        self._list.setAutoFillBackground(True)
        column.addWidget(self.area, 1)
        column.addWidget(line())
        column.addWidget(self._field())

    def _field(self) -> QWidget:
        row = QWidget()
        inner = QHBoxLayout(row)
        inner.setContentsMargins(12, 12, 12, 12)
        self.field = QLineEdit()
        self.field.setPlaceholderText(words("chat.write"))
        self.field.setAccessibleName(words("chat.write"))
        self.field.setMaxLength(10_000)
        self.field.setMinimumHeight(44)
        self.field.returnPressed.connect(self._say)
        self._send = QAction(words("chat.send"), self.field)
        self._send.triggered.connect(self._say)
        self.field.addAction(self._send, QLineEdit.ActionPosition.TrailingPosition)
        self._dress()
        inner.addWidget(self.field)
        return row

    def _dress(self) -> None:
        icon = icons.pixmap(
            icons.named("people", "send"), theme.colour("text-2"), 18, self.devicePixelRatioF()
        )
        self._send.setIcon(QIcon(icon))

    def refresh(self) -> None:
        """The theme is another: what is an icon of Qt's is drawn anew."""
        self._dress()

    def _say(self) -> None:
        text = self.field.text().strip()
        if text:
            self.field.clear()
            self.said.emit(text)

    def show_says(self, session: Session) -> int:
        """Adds the lines that are new; how many."""
        fresh = [entry for entry in session.says if entry.seq > self._last]
        if not fresh:
            return 0
        bar = self.area.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - 4
        for entry in fresh:
            self._lines.insertWidget(self._lines.count() - 1, line_of(entry, session))
        self._last = fresh[-1].seq
        self._empty.hide()
        while self._lines.count() > SHOWN + 2:
            item = self._lines.takeAt(1)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        if at_end:
            QTimer.singleShot(0, self, lambda: bar.setValue(bar.maximum()))
        return len(fresh)


def line_of(entry: Entry, session: Session) -> QWidget:
    """One line of chat: disc, name, time, words."""
    person = session.people.get(entry.by)
    name = person.name if person else words("guest.name")
    face = Face(entry.by, name, person.colour if person else "slate")
    row = QWidget()
    inner = QHBoxLayout(row)
    inner.setContentsMargins(16, 8, 16, 8)
    inner.setSpacing(10)
    inner.addWidget(Disc(face, 28, 11), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(0)
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(label(name, "strong"))
    head.addWidget(label(time.strftime("%H:%M", time.localtime(entry.at / 1000)), "small", "3"))
    head.addStretch(1)
    column.addLayout(head)
    column.addWidget(_wrapped(entry.say if entry.say is not UNSET else ""))
    inner.addLayout(column, 1)
    return row


def _wrapped(text: str) -> QLabel:
    said = label(text, "body")
    said.setWordWrap(True)
    said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.MinimumExpanding)
    return said
