"""Comments: threads pinned to the board, open, done or one's own, and a field for what comes next."""

from typing import Final, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from inkroom.messages import Entry
from inkroom.session import Session
from inkroom.talk import Thread
from inkroom_desktop import icons
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.composer import Composer, names_of
from inkroom_desktop.panels.panel import line
from inkroom_desktop.panels.pins import Pin
from inkroom_desktop.panels.segment import Part, Segments
from inkroom_desktop.panels.text import label, words, wrapped
from inkroom_desktop.people import person_of
from inkroom_desktop.talking import Talking
from inkroom_desktop.when import clock

Which = Literal["open", "done", "mine"]
WHICH: Final[tuple[Which, ...]] = ("open", "done", "mine")
_EMPTY: Final = {
    "open": "comments.empty",
    "done": "comments.none-done",
    "mine": "comments.none-mine",
}


class Comments(QWidget):
    """`begun(text)`, `answered(text)`, `judged(id, done)`: what a person says. `opened(id)`: a thread is read, ""
    for none. `dropped`: the comment that was begun is not wanted. `writes(on)`: somebody writes, or rests.
    """

    begun = Signal(str)
    answered = Signal(str)
    judged = Signal(str, bool)
    opened = Signal(str)
    dropped = Signal()
    writes = Signal(bool)

    def __init__(self, session: Session, talking: Talking) -> None:
        super().__init__()
        self._session, self._talking = session, talking
        self._which: Which = "open"
        self._shown: object = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(0)
        self._choice = QHBoxLayout()
        self._choice.setContentsMargins(16, 0, 16, 8)
        column.addLayout(self._choice)
        self.segments: Segments | None = None
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        column.addWidget(self.area, 1)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(12, 8, 12, 12)
        self.cancel = Button(text=words("view.cancel"), look="quiet", height=32)
        self.cancel.clicked.connect(self.dropped)
        foot.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignRight)
        self.field = self._composer()
        self.field.said.connect(self.begun)
        foot.addWidget(self.field)
        column.addWidget(line())
        column.addWidget(self._foot)
        self.reply: Composer | None = None

    def _composer(self) -> Composer:
        made = Composer(lambda: names_of(self._session))
        made.writes.connect(self.writes)
        return made

    def show_all(self, asked: str | None) -> None:
        """Shows the threads as they are now; `asked` names what the field is about, None: there is none."""
        may = self._session.role != "viewer"
        self._foot.setVisible(may and asked is not None)
        self.cancel.setVisible(self._talking.draft is not None)
        if asked is not None:
            self.field.ask(asked)
        threads = list(self._session.threads.values())
        me = self._session.me.user if self._session.me else ""
        groups: dict[Which, list[Thread]] = {
            "open": [one for one in threads if not one.done],
            "done": [one for one in threads if one.done],
            "mine": [one for one in threads if any(said.by == me for said in one.lines)],
        }
        rows = groups[self._which]
        people = {said.by: person_of(self._session, said.by) for one in rows for said in one.lines}
        state = (
            [len(groups[name]) for name in WHICH],
            [(one.id, one.last.seq) for one in rows],
            people,
            (self._which, self._talking.open, may, self._talking.draft),
        )
        if state != self._shown:
            self._shown = state
            self._show_counts(groups)
            self._show_rows(rows, may=may)

    def _show_counts(self, groups: dict[Which, list[Thread]]) -> None:
        texts = [words(f"comments.{name}") for name in WHICH]
        counted = [
            text if name == "mine" else words("comments.count", which=text, count=len(groups[name]))
            for name, text in zip(WHICH, texts, strict=True)
        ]
        parts = [Part(name, "", text, text) for name, text in zip(WHICH, counted, strict=True)]
        old = self.segments
        made = self.segments = Segments(parts, words("comments.which"))
        made.choose(self._which)
        made.chosen.connect(self._choose)
        self._choice.addWidget(made)
        if old is not None:
            old.hide()  # it lives until the event loop comes round
            self._choice.removeWidget(old)
            old.deleteLater()

    def _choose(self, which: Which) -> None:
        self._which = which
        self.opened.emit(self._talking.open)

    def show_open(self) -> None:
        """The open threads are shown."""
        self._which = "open"

    def _show_rows(self, rows: list[Thread], *, may: bool) -> None:
        page = QWidget()
        page.setAutoFillBackground(True)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.reply = None
        for thread in rows:
            column.addWidget(self._row(thread, may=may))
            column.addWidget(line())
        if not rows and self._talking.draft is None:
            empty = label(words(_EMPTY[self._which]), "body", "2")
            empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            empty.setContentsMargins(16, 24, 16, 16)
            column.addWidget(empty)
        column.addStretch(1)
        self.area.setWidget(page)

    def _row(self, thread: Thread, *, may: bool) -> QWidget:
        is_open = self._talking.open == thread.id
        row = QWidget()
        inner = QHBoxLayout(row)
        inner.setContentsMargins(12, 8, 10, 10)
        inner.setSpacing(6)
        pin = Pin(None, 28)
        pin.mark(self._session, thread, is_open=False, new=self._talking.is_unread(thread))
        pin.clicked.connect(lambda: self.opened.emit("" if is_open else thread.id))
        inner.addWidget(pin, 0, Qt.AlignmentFlag.AlignTop)
        pin.show()
        column = QVBoxLayout()
        column.setSpacing(6)
        inner.addLayout(column, 1)
        for said in thread.lines if is_open else thread.lines[:1]:
            column.addWidget(_line(self._session, said, done=thread.done))
        if not is_open or thread.done:
            more = Button(text=self._more(thread), look="plain", height=24)
            more.clicked.connect(lambda: self.opened.emit("" if is_open else thread.id))
            column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        if is_open and may:
            self.reply = self._composer()
            name = person_of(self._session, thread.lines[0].by).name
            self.reply.ask(words("comments.write-reply", name=name))
            self.reply.said.connect(self.answered)
            column.addWidget(self.reply)
        if may:
            inner.addWidget(self._done(thread), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _more(self, thread: Thread) -> str:
        rest = thread.lines[1:]
        if thread.done:
            name = person_of(self._session, thread.last.by).name
            return words("comments.done-by", name=name)
        if not rest:
            return words("comments.reply")
        names = dict.fromkeys(person_of(self._session, said.by).name for said in rest)
        return words("comments.replies", names=", ".join(names), count=len(rest))

    def _done(self, thread: Thread) -> Button:
        word = "comments.reopen" if thread.done else "comments.finish"
        icon = icons.named("people", "done")
        button = Button(icon, look="quiet", icon_size=18, height=32, tip_text=words(word))
        button.setCheckable(True)
        button.setChecked(thread.done)
        button.clicked.connect(lambda: self.judged.emit(thread.id, not thread.done))
        return button


def _line(session: Session, said: Entry, *, done: bool) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 2, 0, 0)
    column.setSpacing(0)
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(label(person_of(session, said.by).name, "strong"))
    head.addWidget(label(clock(said.at), "small", "3"))
    head.addStretch(1)
    column.addLayout(head)
    column.addWidget(wrapped(said.say if isinstance(said.say, str) else "", "2" if done else ""))
    return made
