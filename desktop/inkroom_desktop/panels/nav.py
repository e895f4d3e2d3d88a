"""The left side of the board list: the places where boards are, and the shelves of one of them."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from inkroom_desktop import icons, theme
from inkroom_desktop.address import HERE
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.panel import Ground
from inkroom_desktop.panels.text import label, words
from inkroom_desktop.places import name_of
from inkroom_desktop.shelf import Shelf, tag_colour


class Nav(Ground):
    """`placed(place)`, `shelved(shelf)`: one was picked. `asked(place)`: the menu of a server is wanted."""

    placed = Signal(str)
    shelved = Signal(object)
    asked = Signal(str)
    add_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("panel", line_right=True)
        self.setFixedWidth(theme.size("list-side"))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 14, 12, 14)
        column.setSpacing(0)
        column.addLayout(self._head())
        self.places: dict[str, NavButton] = {}
        self._places = QVBoxLayout()
        column.addLayout(self._places)
        self.add = NavButton(icons.named("list", "new"), words("places.add"))
        self.add.clicked.connect(self.add_wanted)
        column.addWidget(self.add)
        column.addSpacing(20)
        self.shelves: dict[Shelf, NavButton] = {}
        for shelf, icon in (
            (Shelf(), "boards"),
            (Shelf("starred"), "starred"),
            (Shelf("trash"), "trash"),
        ):
            column.addWidget(self._shelf(shelf, icons.named("list", icon)))
        self._tags_title = label(words("boards.tags"), "label", "2")
        self._tags_title.setContentsMargins(10, 20, 10, 6)
        column.addWidget(self._tags_title)
        self._tags = QVBoxLayout()
        column.addLayout(self._tags)
        column.addStretch(1)
        settings = NavButton(icons.named("view", "settings"), words("settings.settings"))
        settings.clicked.connect(self.settings_wanted)
        column.addWidget(settings)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 16)
        head.setSpacing(10)
        mark = QLabel()
        mark.setPixmap(icons.mark(26, self.devicePixelRatioF()))
        head.addWidget(mark)
        name = label(words("app.name"))
        name.setFont(theme.inter(17, 600))
        head.addWidget(name, 1)
        return head

    def _shelf(self, shelf: Shelf, icon: str) -> "NavButton":
        button = self.shelves[shelf] = NavButton(icon, shelf.heading, shelf.tag)
        button.clicked.connect(lambda: self.shelved.emit(shelf))
        return button

    def show_places(self, servers: Sequence[str], chosen: str) -> None:
        """This computer and the servers; `chosen` is the one whose boards are seen."""
        wanted = [HERE, *dict.fromkeys([*servers, *([chosen] if chosen != HERE else [])])]
        for place in [one for one in self.places if one not in wanted]:
            self.places.pop(place).deleteLater()
        for at, place in enumerate(wanted):
            if place not in self.places:
                self._places.insertWidget(at, self._place(place))
            self.places[place].show_count(0, on=place == chosen)

    def _place(self, place: str) -> "NavButton":
        here = place == HERE
        icon = icons.named("list", "this-computer" if here else "server")
        button = NavButton(icon, words("places.here") if here else name_of(place))
        button.clicked.connect(lambda: self.placed.emit(place))
        if not here:
            button.asked.connect(lambda: self.asked.emit(place))
        self.places[place] = button
        return button

    def show_shelves(self, counts: Mapping[Shelf, int], shown: Shelf) -> None:
        """How many boards stand on each; those of tags come and go."""
        tags = [shelf for shelf in counts if shelf.kind == "tag"]
        for shelf in [one for one in self.shelves if one.kind == "tag" and one not in counts]:
            self.shelves.pop(shelf).deleteLater()
        for at, shelf in enumerate(tags):
            if shelf not in self.shelves:
                self._tags.insertWidget(at, self._shelf(shelf, ""))
        self._tags_title.setVisible(bool(tags))
        for shelf, button in self.shelves.items():
            button.show_count(counts[shelf], on=shelf == shown)


class NavButton(Button):
    """A row, with a count. `asked`: its menu is wanted."""

    asked = Signal()

    def __init__(self, icon: str, text: str, tag: str = "") -> None:
        super().__init__(icon, text, "plain", icon_size=18)
        self._tag = tag
        self.setCheckable(True)
        self.setFixedHeight(36)
        self.setFixedWidth(theme.size("list-side") - 24)
        self._count = 0

    def nextCheckState(self) -> None:
        """The list checks it."""

    def show_count(self, count: int, *, on: bool) -> None:
        self._count = count
        self.setChecked(on)
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.asked.emit()

    def paint_content(self, painter: QPainter, rect: QRect) -> None:
        back = self.isRightToLeft()
        near, far = (
            (Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft)
            if back
            else (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
        )
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        if self._tag:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.ink(tag_colour(self._tag, theme.dark())))
            painter.drawRoundedRect(rect.width() - 24 if back else 13, 12, 11, 11, 3, 3)
        else:
            at = QPoint(rect.width() - 28 if back else 10, 9)
            drawn = icons.pixmap(self.icon_name, self.ink(), 18, self.devicePixelRatioF())
            painter.drawPixmap(at, drawn)
        painter.setPen(self.ink())
        painter.setFont(theme.font("button" if self.isChecked() else "body"))
        inside = rect.adjusted(10, 0, -38, 0) if back else rect.adjusted(38, 0, -10, 0)
        room = inside.width() - (36 if self._count else 0)
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(inside, middle | near, text)
        if self._count:
            painter.setPen(theme.colour("text-2"))
            painter.setFont(theme.font("small"))
            painter.drawText(rect.adjusted(10, 0, -10, 0), middle | far, str(self._count))
