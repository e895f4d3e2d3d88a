"""The card before a restore, or beside a comparison: what comes back and goes, and whose (mock 02b)."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from inkroom_desktop import icons, theme
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.panel import Panel
from inkroom_desktop.panels.text import label
from inkroom_desktop.people import Face, paint_face
from inkroom_desktop.telling import Who

WIDE = 340


class Count(NamedTuple):
    """One line: an icon in a colour, words, and whose the elements are."""

    icon: str
    tone: str
    text: str
    people: Sequence[Who]


class Thing(NamedTuple):
    """One line of a list; pressed, the board shows it."""

    who: Who
    text: str
    run: Callable[[], object]


class PreviewCard(Panel):
    """Built anew for each preview; `closed` is called by Esc and by Cancel."""

    shadow = "dialog"

    def __init__(self, parent: QWidget, title: str, note: str, closed: Callable[[], None]) -> None:
        super().__init__(parent)
        self._closed = closed
        self.setFixedWidth(WIDE)
        self.setAccessibleName(title)
        self.box.setContentsMargins(16, 16, 16, 16)
        self.box.setSpacing(10)
        self.box.addWidget(label(title, "heading"))
        text = label(note, "body", "2")
        text.setWordWrap(True)
        self.box.addWidget(text)

    def add_counts(self, counts: Sequence[Count]) -> None:
        for count in counts:
            self.box.addWidget(_CountRow(count))

    def add_people(self, title: str, people: Sequence[tuple[Who, str]]) -> None:
        """A line of words for each person."""
        self.box.addWidget(label(title, "small", "2"))
        for who, text in people:
            self.box.addWidget(_PersonRow(who, text))

    def add_list(self, title: str, tone: str, things: Sequence[Thing]) -> None:
        head = label(title, "strong")
        head.setStyleSheet(f"color: {theme.colour(tone).name()}")
        self.box.addWidget(head)
        area, inner = QScrollArea(), QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for thing in things:
            column.addWidget(_ThingRow(thing))
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setMaximumHeight(min(220, 36 * max(1, len(things))))
        self.box.addWidget(area)

    def add_buttons(self, *rows: Sequence[tuple[str, str, Callable[[], object]]]) -> None:
        """Rows of buttons: look, word, what it does; the first of all has the focus."""
        first: Button | None = None
        for row in rows:
            line = QHBoxLayout()
            for look, word, act in row:
                button = Button(text=word, look="primary" if look == "primary" else "outline")
                button.setSizePolicy(
                    button.sizePolicy().Policy.Expanding, button.sizePolicy().Policy.Fixed
                )
                button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                button.clicked.connect(act)
                line.addWidget(button)
                first = first or button
            self.box.addLayout(line)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._closed()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, Button):
                focus.click()
        event.accept()


class _CountRow(QWidget):
    def __init__(self, count: Count) -> None:
        super().__init__()
        self._count = count
        self.setFixedHeight(30)
        self.setAccessibleName(count.text)

    def paintEvent(self, event: QPaintEvent) -> None:
        count = self._count
        painter = QPainter(self)
        try:
            ink = theme.colour(count.tone)
            icon = icons.pixmap(count.icon, ink, 16, self.devicePixelRatioF())
            painter.drawPixmap(4, 7, icon)
            painter.setPen(theme.colour("text" if count.people else "text-2"))
            painter.setFont(theme.font("body"))
            where = QRectF(32, 0, self.width() - 34, 30)
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, count.text)
            for n, who in enumerate(reversed(count.people[:4])):
                box = QRectF(self.width() - 24 - 26 * n, 4, 22, 22)
                paint_face(painter, box, Face(who.user, who.name, who.colour), 9)
        finally:
            painter.end()


class _PersonRow(QWidget):
    def __init__(self, who: Who, text: str) -> None:
        super().__init__()
        self._who = who
        self.setMinimumHeight(28)
        self.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 3, 0, 3)
        words = label(text, "body")
        words.setWordWrap(True)
        row.addWidget(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            who = self._who
            paint_face(painter, QRectF(2, 2, 22, 22), Face(who.user, who.name, who.colour), 9)
        finally:
            painter.end()


class _ThingRow(Button):
    def __init__(self, thing: Thing) -> None:
        super().__init__(text=thing.text, look="plain", height=34)
        self._thing = thing
        self.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(thing.run)

    def paint_content(self, painter: QPainter, rect: object) -> None:
        who = self._thing.who
        paint_face(painter, QRectF(4, 6, 22, 22), Face(who.user, who.name, who.colour), 9)
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font("body"))
        where = QRectF(36, 0, self.width() - 40, self.height())
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, self.text())
