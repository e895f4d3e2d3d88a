"""The outline: what lies on the page in reading order, for who listens or moves by keys."""

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from inkroom.board import Element
from inkroom.look import kind_of
from inkroom.reading import reading
from inkroom.search import words_of
from inkroom_desktop import icons, inks, theme
from inkroom_desktop.desk import BoardDesk
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.panel import line
from inkroom_desktop.panels.text import label, words

MOST: Final = 500
"""So many are listed; a board with more is searched."""
GATHER_MS: Final = 250
_ID: Final = Qt.ItemDataRole.UserRole


class Outline(QWidget):
    """`picked(id)`: an element is to be shown. `closed`: by its button or Escape."""

    picked = Signal(str)
    closed = Signal()

    def __init__(self, desk: BoardDesk) -> None:
        super().__init__()
        self._desk = desk
        self.setFixedWidth(theme.size("side"))
        self.setAccessibleName(words("outline.outline"))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(line())
        self.list = QListWidget()
        self.list.setAccessibleName(words("outline.outline"))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.itemClicked.connect(self._pick)
        self.list.itemActivated.connect(self._pick)
        column.addWidget(self.list, 1)
        self.note = label("", "small", "2")
        self.note.setWordWrap(True)
        self.note.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self.note)
        self._soon = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._soon.timeout.connect(self.refresh)
        desk.scene_changed.connect(self._changed)
        desk.selection_changed.connect(self._mark)
        self.hide()

    def _head(self) -> QWidget:
        head = QWidget()
        head.setFixedHeight(theme.size("bar") - 1)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 8, 0)
        row.addWidget(label(words("outline.outline"), "heading"), 1)
        icon = icons.named("view", "close")
        close = Button(icon, look="quiet", icon_size=18, tip_text=words("view.close"))
        close.clicked.connect(self.closed)
        row.addWidget(close)
        return head

    def open_it(self) -> None:
        self.show()
        self.refresh()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)

    def _changed(self) -> None:
        if self.isVisible() and not self._soon.isActive():
            self._soon.start()

    def refresh(self) -> None:
        """Lists what is on the page now; the line that one is at stays."""
        row = self.list.currentRow()
        at = self.list.item(row).data(_ID) if row >= 0 else ""
        lines = reading(self._desk.scene.shown)
        self.list.clear()
        for element, depth in lines[:MOST]:
            item = QListWidgetItem("\u2003" * depth + line_of(element))
            item.setData(_ID, element.id)
            self.list.addItem(item)
            if element.id == at:
                self.list.setCurrentItem(item)
        more = len(lines) - MOST
        self.note.setVisible(not lines or more > 0)
        self.note.setText(words("outline.more", count=more) if lines else words("first.title"))
        self._mark()

    def _mark(self) -> None:
        """What is selected on the board is strong here."""
        chosen = set(self._desk.selection)
        for at in range(self.list.count() if self.isVisible() else 0):
            item = self.list.item(at)
            item.setFont(theme.font("strong" if item.data(_ID) in chosen else "body"))

    def _pick(self, item: QListWidgetItem) -> None:
        self.picked.emit(item.data(_ID))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), theme.colour("panel"))
            edge = self.width() - 1 if self.isRightToLeft() else 0
            painter.fillRect(edge, 0, 1, self.height(), theme.colour("border"))
        finally:
            painter.end()


def line_of(element: Element) -> str:
    """ "Rectangle, orange: Pump 5 V"."""
    kind = words(f"kind.{kind_of(element)}")
    value = str(element.get("ink")).lower()
    ink = next((name for one, name in inks.INKS if one.lower() == value), "")
    if ink and element.kind != "frame":
        kind = words("outline.ink", kind=kind, ink=ink)
    said = " ".join(words_of(element).split())
    return words("outline.line", kind=kind, words=said) if said else kind
