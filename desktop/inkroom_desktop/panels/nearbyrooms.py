"""Rooms that others on this network share, above the boards of the list."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from inkroom_desktop import icons, theme
from inkroom_desktop.nearby import Room
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.panel import paint_ground
from inkroom_desktop.panels.text import label, words

COLUMNS = 2


class NearbyRooms(QWidget):
    """`joined(link)`: one was picked. Without rooms there is only a line that says how one comes about."""

    joined = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 20, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(label(words("places.nearby"), "heading"), 1)
        head.addWidget(label(words("places.found"), "small", "3"))
        column.addLayout(head)
        self.empty = label(words("places.nearby-empty"), "body", "2")
        self.empty.setWordWrap(True)
        column.addWidget(self.empty)
        self._grid = QGridLayout()
        self._grid.setSpacing(16)
        column.addLayout(self._grid)
        self.rows: list[RoomRow] = []
        self.show_rooms([])

    def show_rooms(self, rooms: Sequence[Room]) -> None:
        for row in self.rows:
            self._grid.removeWidget(row)
            row.deleteLater()
        self.rows = [RoomRow(room) for room in rooms]
        for at, row in enumerate(self.rows):
            row.join.clicked.connect(lambda _=False, row=row: self.joined.emit(row.room.link))
            self._grid.addWidget(row, at // COLUMNS, at % COLUMNS)
        self.empty.setVisible(not rooms)


class RoomRow(QWidget):
    """One room: what it is, on whose computer, and the way in."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        self.setFixedHeight(64)
        self.setMinimumWidth(300)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(12)
        self._mark = QWidget()
        self._mark.setFixedSize(20, 20)
        row.addWidget(self._mark)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addStretch(1)
        title = room.title or words("boards.untitled")
        told.addWidget(label(title, "strong"))
        told.addWidget(label(room.host, "small", "2"))
        told.addStretch(1)
        row.addLayout(told, 1)
        self.join = Button(text=words("places.join"), look="outline")
        self.join.name_it(words("places.join-room", title=title))
        row.addWidget(self.join)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            paint_ground(painter, self)
            icon = icons.pixmap(
                icons.named("list", "nearby"),
                theme.colour("accent-text"),
                20,
                self.devicePixelRatioF(),
            )
            at = self._mark.geometry()
            painter.drawPixmap(at.x(), (self.height() - 20) // 2, icon)
        finally:
            painter.end()
