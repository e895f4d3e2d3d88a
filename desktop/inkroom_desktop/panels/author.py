"""Who drew what is selected, at the foot of the style panel."""

import time

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inkroom.source import Source
from inkroom_desktop import icons, theme
from inkroom_desktop.authors import Author
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.text import label, words
from inkroom_desktop.people import Face, paint_face
from inkroom_desktop.when import day_text, short

TALL = 52


class AuthorRow(QWidget):
    """A disc, a name and a time; hidden where the author is not known. `story_wanted`: its button was pressed."""

    story_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._face = Face("", "", "slate")
        self.setFixedHeight(TALL)
        row = QHBoxLayout(self)
        row.setContentsMargins(8 + 24 + 10, 10, 8, 8)
        column = QVBoxLayout()
        column.setSpacing(0)
        self.who, self.since = label("", "small"), label("", "small", "2")
        column.addWidget(self.who)
        column.addWidget(self.since)
        row.addLayout(column)
        row.addStretch(1)
        story = Button(icons.named("history", "history"), look="quiet", icon_size=18, height=32)
        story.name_it(words("story.story"))
        story.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        story.clicked.connect(self.story_wanted)
        row.addWidget(story)
        self.hide()

    def show_author(self, author: Author | None) -> None:
        self.setVisible(author is not None)
        if author is None:
            return
        self._face = Face(author.user, author.name, author.colour)
        self.who.setText(_who(author))
        self.since.setText(_since(author))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(-4, 0, self.width() + 8, 1, theme.colour("border"))
            paint_face(painter, QRectF(8, 14, 24, 24), self._face, 10)
        finally:
            painter.end()


def author_text(author: Author) -> str:
    """Who drew it, when, and how often it was changed, on one line."""
    if not author.changes:
        return _who(author)
    return f"{_who(author)} · {words('style.changes', count=author.changes)}"


def _who(author: Author) -> str:
    if author.source:
        return _elsewhere(author.source)
    mine = words("style.drawn-by-you")
    return _timed(mine if author.me else words("style.drawn-by", name=author.name), _when(author))


def _when(author: Author) -> str:
    return short(author.at, time.time() * 1000) if author.at else ""


def _timed(who: str, at: str) -> str:
    return words("style.drawn-at", who=who, time=at) if who and at else who or at


def _elsewhere(source: Source) -> str:
    """Who drew it in the file that it came from, and when."""
    who = words("style.drawn-by", name=source.by) if source.by else ""
    return _timed(who, day_text(source.at, "d MMM yyyy") if source.at else "")


def _since(author: Author) -> str:
    """How often it was changed, and its newest step; of what came in with a file, who brought it."""
    if author.source:
        who = words("history.you") if author.me else author.name
        return words("style.imported", who=_timed(who, _when(author)))
    if not author.seq:
        return ""
    if not author.changes:
        return words("saved.at-seq", seq=author.seq)
    changes = words("style.changes", count=author.changes)
    return words("style.changes-at", changes=changes, seq=author.seq)
