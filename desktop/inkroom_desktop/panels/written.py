"""Below the boards whose titles fit: what was ever written on any of them, in the past too."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inkroom_desktop.panels.hits import ROW, Hits, kind_of
from inkroom_desktop.panels.text import label, words
from inkroom_desktop.seeker import Hit, Seeker

WIDE = 860


class Written(QWidget):
    """`chosen(hit)`: one is to be looked at; `changed`: an answer came."""

    chosen = Signal(object)
    changed = Signal()

    def __init__(self, seeker: Seeker) -> None:
        super().__init__()
        self._seeker = seeker
        self.list = Hits(words("boards.written"))
        self.list.setMaximumWidth(WIDE)
        self.list.chosen.connect(self.chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 20, 4, 0)
        column.setSpacing(6)
        column.addWidget(label(words("boards.written"), "heading"))
        column.addWidget(self.list)
        seeker.answered.connect(self._show)
        self.hide()

    @property
    def found(self) -> bool:
        """Whether something is shown."""
        return bool(self._seeker.hits)

    @property
    def whole(self) -> bool:
        """Whether all boards were searched for what is typed now."""
        return self._seeker.whole

    def search(self, query: str) -> None:
        """Other words; none: nothing is shown."""
        self._seeker.search(query)

    def _show(self) -> None:
        hits = self._seeker.hits
        self.list.show_hits(hits, self._seeker.query, _note)
        self.list.setFixedHeight(len(hits) * ROW)
        self.setVisible(bool(hits))
        self.changed.emit()


def _note(hit: Hit) -> str:
    """The board, and what kind of writing it is."""
    parts = (hit.title or words("boards.untitled"), kind_of(hit))
    return " · ".join(part for part in parts if part)
