"""What was found among all that was ever written, row by row: below the board list and in the find bar."""

import time
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from inkroom.search import match
from inkroom_desktop import icons, theme
from inkroom_desktop.panels.text import words
from inkroom_desktop.seeker import Hit
from inkroom_desktop.when import since

ROW: Final = 48
_HIT: Final = int(Qt.ItemDataRole.UserRole)
_NOTE: Final = _HIT + 1
_ICONS: Final = {
    "text": ("tool", "text"),
    "title": ("view", "rename"),
    "chat": ("people", "chat"),
    "comment": ("tool", "comment"),
    "mark": ("history", "mark"),
}
_LEFT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class Hits(QListWidget):
    """`chosen(hit)`: one was pressed."""

    chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.query = ""
        self.setAccessibleName(name)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setStyleSheet("QListWidget { background: transparent; border: 0; padding: 0; }")
        self.setItemDelegate(_Look(self))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)

    def show_hits(self, hits: Sequence[Hit], query: str, note: Callable[[Hit], str]) -> None:
        """These rows; `note` says what stands at their right."""
        self.clear()
        self.query = query
        for hit in hits:
            item = QListWidgetItem(" ".join(hit.text.split()))
            item.setData(_HIT, hit)
            item.setData(_NOTE, note(hit))
            item.setSizeHint(QSize(0, ROW))
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, byline(hit))
            self.addItem(item)

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(Hit(*item.data(_HIT)))


def byline(hit: Hit) -> str:
    """ "Ana Kern · 12 Nov · #188"."""
    when = since(hit.at, time.time() * 1000)
    name = hit.name or words("history.somebody")
    return words("find.by", name=name, when=when, seq=hit.seq)


def kind_of(hit: Hit) -> str:
    """What kind of writing it is, in a word; nothing for the text of an element."""
    return "" if hit.what == "text" else words(f"find.{hit.what}")


class _Look(QStyledItemDelegate):
    """Paints a row: icon, what was written with what fits in bold, below who and when, a note at the right."""

    def __init__(self, parent: Hits) -> None:
        super().__init__(parent)
        self._list = parent

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect = QRectF(option.rect)
        hit = Hit(*index.data(_HIT))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 8, 8)
        tint, ratio = theme.colour("text-2"), painter.device().devicePixelRatioF()
        picture = icons.pixmap(icons.named(*_ICONS[hit.what]), tint, 16, ratio)
        painter.drawPixmap(round(rect.left() + 10), round(rect.center().y() - 8), picture)
        note = str(index.data(_NOTE))
        painter.setFont(theme.font("small"))
        painter.setPen(tint)
        wide = min(painter.fontMetrics().horizontalAdvance(note), int(rect.width() * 0.4))
        right = rect.right() - 10
        painter.drawText(QRectF(right - wide, rect.top(), wide, rect.height()), _RIGHT, note)
        room = QRectF(rect.left() + 36, rect.top() + 4, right - wide - 10 - rect.left() - 36, 20)
        painter.drawText(room.translated(0, 20), _LEFT, byline(hit))
        self._line(painter, room, str(index.data()))
        painter.restore()

    def _line(self, painter: QPainter, room: QRectF, text: str) -> None:
        painter.setPen(QColor(theme.colour("text")))
        fits = match(self._list.query, text)
        at, left = 0, room.left()
        painter.setClipRect(room)
        for start, end in [*(fits.spans if fits else ()), (len(text), len(text))]:
            for part, style in ((text[at:start], "body"), (text[start:end], "strong")):
                painter.setFont(theme.font(style))
                wide = painter.fontMetrics().horizontalAdvance(part)
                painter.drawText(QRectF(left, room.top(), wide + 1, room.height()), _LEFT, part)
                left += wide
            at = end
        painter.setClipping(False)
