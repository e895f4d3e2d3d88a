"""The lower half of the find bar: what was written here before, and is gone or reads otherwise now."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inkroom_desktop.desk import BoardDesk
from inkroom_desktop.panels.choice import CheckBox
from inkroom_desktop.panels.hits import ROW, Hits, kind_of
from inkroom_desktop.panels.text import label, words
from inkroom_desktop.seeker import Hit, Seeker

MOST: Final = 6
"""So many rows are seen at once."""


class FindPast(QWidget):
    """`chosen(hit)`: one is to be looked at; `resized`: more or fewer rows are shown."""

    chosen = Signal(object)
    resized = Signal()

    def __init__(self, desk: BoardDesk, seeker: Seeker) -> None:
        super().__init__()
        self._desk, self._seeker = desk, seeker
        self._query = ""
        self.box = CheckBox(words("find.past"))
        self.told = label("", "small", "2")
        self.list = Hits(words("find.past"))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(4)
        for part in (self.box, self.told, self.list):
            column.addWidget(part)
        self.box.toggled.connect(lambda _: self.search(self._query))
        self.list.chosen.connect(self.chosen)
        seeker.answered.connect(self._show)
        self._show()

    def search(self, query: str) -> None:
        """Other words."""
        self._query = query
        self._seeker.search(query if self.box.isChecked() else "")

    def stop(self) -> None:
        self._seeker.search("")

    def _show(self) -> None:
        seeker = self._seeker
        notes = {hit: note for hit in seeker.hits if (note := self._note(hit)) is not None}
        self.list.show_hits(list(notes), seeker.query, notes.__getitem__)
        self.list.setFixedHeight(min(MOST, len(notes)) * ROW)
        self.list.setVisible(bool(notes))
        self.told.setText(words("find.past-none" if seeker.whole else "find.reading"))
        self.told.setVisible(bool(seeker.query) and not (seeker.whole and notes))
        self.resized.emit()

    def _note(self, hit: Hit) -> str | None:
        """Why a text is told beside what is found on the board as it is; None: it is there, and found there."""
        if hit.what not in ("text", "title") or hit.about == "board":
            return kind_of(hit)
        element = self._desk.live_board.get(hit.about)
        if element is None or element.deleted:
            return words("find.removed")
        now = element.get("title" if element.kind == "frame" else "text")
        return None if now == hit.text else words("find.rewritten")
