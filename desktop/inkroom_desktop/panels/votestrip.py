"""The strip of a vote over the board with its result as a list, and what a vote is about (MEET-4 to MEET-6)."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inkroom_desktop import icons, theme
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.panel import paint_ground
from inkroom_desktop.panels.popover import Popover
from inkroom_desktop.panels.segment import Part, Segments
from inkroom_desktop.panels.switch import Switch
from inkroom_desktop.panels.text import label, words, wrapped

DOTS: Final = (1, 2, 3, 5, 10)


class Result(NamedTuple):
    """What has so many dots."""

    id: str
    name: str
    dots: int


class VoteStrip(QWidget):
    """`ended(ends)`: the vote is to be closed, or opened again. `seen`: the result is; `shown(id)`: an element is."""

    ended = Signal(bool)
    seen = Signal()
    shown = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 6, 6, 6)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.text = label()
        self.text.setMinimumHeight(32)
        self.end = Button(text=words("vote.close"), look="outline", height=32)
        self.again = Button(text=words("vote.reopen"), look="outline", height=32)
        self.away = Button(
            icons.named("view", "close"),
            look="quiet",
            tip_text=words("view.close"),
            icon_size=16,
            height=32,
        )
        row.addWidget(self.text, 1)
        for button in (self.end, self.again, self.away):
            row.addWidget(button)
        column.addLayout(row)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(0)
        column.addLayout(self.rows)
        self.end.clicked.connect(lambda: self.ended.emit(True))
        self.again.clicked.connect(lambda: self.ended.emit(False))
        self.away.clicked.connect(self.seen)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self._drawn: list[Result] | None = None
        self.hide()

    def show_vote(self, text: str, results: list[Result] | None, *, may_end: bool) -> None:
        """`results` None: the vote is open."""
        self.text.setText(text)
        self.setAccessibleName(text)
        closed = results is not None
        self.end.setVisible(may_end and not closed)
        self.again.setVisible(may_end and closed)
        self.away.setVisible(closed)
        if results != self._drawn:
            self._drawn = results
            self._list(results or [], empty=closed)
        self.setVisible(True)
        self.adjustSize()

    def _list(self, results: Sequence[Result], *, empty: bool) -> None:
        while (item := self.rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in results[:12]:
            text = f"{one.name}  ·  {words('vote.count', count=one.dots)}"
            button = Button(text=text, look="plain", height=32)
            button.clicked.connect(lambda _=False, id=one.id: self.shown.emit(id))
            self.rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if empty and not results:
            self.rows.addWidget(label(words("vote.none"), "body", "2"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            paint_ground(painter, self)
            ratio = self.devicePixelRatioF()
            icon = icons.pixmap(icons.named("people", "vote"), theme.colour("text"), 18, ratio)
            painter.drawPixmap(14, 13, icon)
        finally:
            painter.end()


class VoteStart(Popover):
    """`begun(dots, hidden, among)`: the vote is to begin; `among` is whether only the selection is voted on."""

    begun = Signal(int, bool, bool)

    def __init__(self, parent: QWidget, selected: int) -> None:
        super().__init__(parent, words("vote.vote"), 320)
        abouts = [_part(0, words("vote.all"))]
        if selected:
            abouts.insert(0, _part(1, words("vote.selected", count=selected)))
        self.about = self._choice("vote.about", abouts, 1 if selected else 0)
        self.dots = self._choice("vote.dots", [_part(n, str(n)) for n in DOTS], 3)
        row = QHBoxLayout()
        row.addWidget(label(words("vote.hidden")), 1)
        self.hidden = Switch(words("vote.hidden"))
        row.addWidget(self.hidden)
        self.box.addLayout(row)
        self.box.addWidget(wrapped(words("vote.hidden-note"), "2"))
        self.start = Button(text=words("vote.start"), look="primary")
        self.start.stretch()
        self.start.clicked.connect(self._begin)
        self.box.addWidget(self.start)

    def _choice(self, word: str, parts: list[Part], value: int) -> Segments:
        self.box.addWidget(label(words(word), "label", "2"))
        segments = Segments(parts, words(word))
        segments.choose(value)
        segments.chosen.connect(segments.choose)
        self.box.addWidget(segments)
        return segments

    def _begin(self) -> None:
        among = self.about.value == 1
        self.begun.emit(self.dots.value, self.hidden.isChecked(), among)
        self.close()


def _part(value: int, text: str) -> Part:
    return Part(value, "", text, text)
