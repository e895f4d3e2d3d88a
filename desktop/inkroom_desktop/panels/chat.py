"""The chat: lines with who said them and when, what they are about, and a field to write in."""

import time

from msgspec import UNSET
from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from inkroom.messages import Entry
from inkroom.session import Session
from inkroom_desktop import icons, theme
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.choice import CheckBox
from inkroom_desktop.panels.composer import Composer, names_of
from inkroom_desktop.panels.panel import line
from inkroom_desktop.panels.said import called, names_me
from inkroom_desktop.panels.text import label, words, wrapped
from inkroom_desktop.people import Face, paint_face, person_of
from inkroom_desktop.when import short

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
    """`said(text, about)`: a line, about the selection or not. `shown(id)`: an element is to be seen. `writes(on)`:
    somebody writes, or rests.
    """

    said = Signal(str, bool)
    shown = Signal(str)
    writes = Signal(bool)

    def __init__(self, session: Session) -> None:
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
        self._who = label("", "small", "2")
        self._who.setContentsMargins(54, 0, 16, 6)
        column.addWidget(self._who)
        column.addWidget(line())
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(12, 12, 12, 12)
        self.about = CheckBox(words("chat.about-selection"))
        foot.addWidget(self.about)
        self.field = Composer(lambda: names_of(session))
        self.field.ask(words("chat.write"))
        self.field.said.connect(self._say)
        self.field.writes.connect(self.writes)
        foot.addWidget(self.field)
        column.addWidget(self._foot)

    def refresh(self) -> None:
        """The theme is another: what is an icon of Qt's is drawn anew."""
        self.field.dress()

    def _say(self, text: str) -> None:
        about = self.about.isVisible() and self.about.isChecked()
        self.about.setChecked(False)
        self.said.emit(text, about)

    def show_says(self, session: Session, *, about: bool = False) -> int:
        """Adds the lines that are new; how many. `about`: something is selected that a line can be about."""
        self._foot.setVisible(session.role != "viewer")
        self.about.setVisible(about)
        self._show_writing(session)
        fresh = [entry for entry in session.says if entry.seq > self._last]
        if not fresh:
            return 0
        bar = self.area.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - 4
        for entry in fresh:
            self._lines.insertWidget(self._lines.count() - 1, self._line(entry, session))
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

    def _show_writing(self, session: Session) -> None:
        presence = session.presence
        writing = [p for p in session.peers.values() if p.peer in presence]
        names = dict.fromkeys(p.name for p in writing if presence[p.peer].tool == "chat")
        text = words("chat.writes", names=", ".join(names), count=len(names)) if names else ""
        self._who.setText(text)
        self._who.setVisible(bool(names))

    def _line(self, entry: Entry, session: Session) -> QWidget:
        """One line of chat: disc, name, time, what it is about, words."""
        person = person_of(session, entry.by)
        said = entry.say if entry.say is not UNSET else ""
        row = QWidget()
        inner = QHBoxLayout(row)
        inner.setContentsMargins(16, 8, 16, 8)
        inner.setSpacing(10)
        disc = Disc(Face(person.id, person.name, person.colour), 28, 11)
        inner.addWidget(disc, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(person.name, "strong"))
        head.addWidget(label(short(entry.at, time.time() * 1000), "small", "3"))
        head.addStretch(1)
        column.addLayout(head)
        if entry.about is not UNSET:
            column.addWidget(self._chip(session, entry.about), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(wrapped(said))
        inner.addLayout(column, 1)
        if names_me(session, said):
            palette = row.palette()
            palette.setColor(row.backgroundRole(), theme.colour("accent-soft"))
            row.setPalette(palette)
            row.setAutoFillBackground(True)
        return row

    def _chip(self, session: Session, about: str) -> Button:
        """A small button that shows what a line is about."""
        element = session.board.get(about)
        there = element is not None and not element.deleted
        name = called(element) if element is not None and there else words("chat.about-gone")
        icon = "people" if there else "edit"
        made = Button(
            icons.named(icon, "follow" if there else "delete"),
            name,
            "plain",
            tip_text=words("chat.about", what=name) if there else name,
            icon_size=14,
            height=26,
        )
        made.setEnabled(there)
        made.clicked.connect(lambda: self.shown.emit(about))
        return made
