"""What can be done with a board of the list: its menu, and the questions behind it."""

from collections.abc import Callable
from typing import Any, Final, Protocol
from urllib.parse import quote

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from inkroom_desktop.lobby import BoardRow
from inkroom_desktop.panels.boardcard import title_of
from inkroom_desktop.panels.question import sure
from inkroom_desktop.panels.text import words

TITLE: Final = 120
TAG: Final = 40
TAGS: Final = 12

Then = Callable[[int, Any], None]


class Listing(Protocol):
    """The list that the boards stand in."""

    def ask(self, method: str, path: str, then: Then, body: Any = None) -> None:
        """One question to the server of the list."""
        ...

    def open_board(self, id: str) -> None: ...
    def watch(self, id: str) -> None: ...
    def new_on(self, row: BoardRow) -> int: ...
    def star(self, id: str) -> None: ...
    def starred(self, id: str) -> bool: ...
    def duplicate(self, row: BoardRow) -> None: ...
    def moved(self, word: str, row: BoardRow) -> None:
        """A board went to the trash or came back."""
        ...


class BoardMenu:
    """Opens at the pointer."""

    def __init__(self, parent: QWidget, listing: Listing) -> None:
        self._parent, self._list = parent, listing

    def popup(self, row: BoardRow) -> None:
        menu = QMenu(self._parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for word, act in self.rows(row):
            if word:
                menu.addAction(words(word, count=self._list.new_on(row))).triggered.connect(act)
            else:
                menu.addSeparator()
        menu.popup(QCursor.pos())

    def rows(self, row: BoardRow) -> list[tuple[str, Callable[[], None]]]:
        """Word and act; an empty word is a line."""
        if row.trashed is not None:
            return [
                ("boards.restore", lambda: self._restore(row)),
                ("boards.end", lambda: self._end(row)),
            ]
        new = self._list.new_on(row)
        watch = [("boards.watch", lambda: self._list.watch(row.id))] if new else []
        star = "boards.unstar" if self._list.starred(row.id) else "boards.star"
        return [
            ("boards.open", lambda: self._list.open_board(row.id)),
            *watch,
            ("boards.rename", lambda: self._rename(row)),
            ("boards.tags", lambda: self._tag(row)),
            (star, lambda: self._list.star(row.id)),
            ("boards.duplicate", lambda: self._list.duplicate(row)),
            ("", lambda: None),
            ("boards.trash", lambda: self._discard(row)),
        ]

    def _restore(self, row: BoardRow) -> None:
        self._list.ask(
            "POST", f"{_path(row)}/restore", lambda *_: self._list.moved("boards.back", row)
        )

    def _rename(self, row: BoardRow) -> None:
        title, done = QInputDialog.getText(
            self._parent, words("boards.rename"), words("boards.title"), text=title_of(row)
        )
        if done:
            self._list.ask("PATCH", _path(row), _nothing, {"title": title.strip()[:TITLE]})

    def _tag(self, row: BoardRow) -> None:
        typed, done = QInputDialog.getText(
            self._parent,
            words("boards.tags-of", title=title_of(row)),
            words("boards.tags-commas"),
            text=", ".join(row.tags),
        )
        if done:
            tags = list(dict.fromkeys(tag.strip()[:TAG] for tag in typed.split(",") if tag.strip()))
            self._list.ask("PATCH", _path(row), _nothing, {"tags": tags[:TAGS]})

    def _discard(self, row: BoardRow) -> None:
        asked = words("boards.trash-ask", title=title_of(row))
        if sure(self._parent, words("boards.trash"), asked, words("boards.delete-button")):
            self._list.ask("DELETE", _path(row), lambda *_: self._list.moved("boards.moved", row))

    def _end(self, row: BoardRow) -> None:
        """Deletes for good what lies in the trash."""
        asked = words("boards.end-ask", title=title_of(row), count=row.head)
        if sure(self._parent, words("boards.end"), asked, words("boards.end")):
            gone = f"{_path(row)}?for_good=true"
            self._list.ask("DELETE", gone, lambda *_: self._list.moved("boards.ended", row))


def _path(row: BoardRow) -> str:
    return f"boards/{quote(row.id, safe='')}"


def _nothing(status: int, answer: Any) -> None:
    """The list pushes what became of it."""
