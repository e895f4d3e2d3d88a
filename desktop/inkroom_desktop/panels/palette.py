"""The command palette: every command, the writing on this board and the boards, by a few letters."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from inkroom.search import Match
from inkroom_desktop import icons, shadow, theme
from inkroom_desktop.keys import caps_of
from inkroom_desktop.panels.keycap import Key, cap_width, paint_cap
from inkroom_desktop.panels.panel import Panel, line
from inkroom_desktop.panels.text import label, words

WIDE: Final = 640
TOP: Final = 120
TALLEST: Final = 640
ROW: Final = 44
TITLE: Final = 32
_DATA: Final = int(Qt.ItemDataRole.UserRole)


class Row(NamedTuple):
    """Something that can be picked; `match` says which of its letters were meant."""

    label: str
    match: Match | None
    icon: str
    run: Callable[[], object]
    note: str = ""
    keys: str = ""


Sections = Sequence[tuple[str, Sequence[Row]]]


class Palette(QWidget):
    """Covers its parent. `sections(query)` says what is found; what is picked is done after it has closed."""

    def __init__(
        self, parent: QWidget, sections: Callable[[str], Sections], keys: Callable[[], object]
    ) -> None:
        """`keys` opens the help sheet: a `?` asks for it."""
        super().__init__(parent)
        self._sections, self._keys = sections, keys
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._focused = parent.focusWidget()
        self.panel = Panel(self)
        self.panel.shadow = "dialog"
        self.field = QLineEdit()
        self.field.setFrame(False)
        self.field.setPlaceholderText(words("palette.find"))
        self.field.setAccessibleName(words("palette.find"))
        self.field.setFont(theme.font("heading", weight=400))
        self.field.setStyleSheet("QLineEdit { border: 0; padding: 0; background: transparent; }")
        self.list = QListWidget()
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setStyleSheet("QListWidget { background: transparent; border: 0; padding: 4px; }")
        self.list.setItemDelegate(_Look(self.list))
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.itemClicked.connect(self._choose)
        self.panel.box.addWidget(_head(self.field))
        self.panel.box.addWidget(line())
        self.panel.box.addWidget(self.list, 1)
        self.panel.box.addWidget(line())
        self.panel.box.addWidget(_foot())
        self.field.textChanged.connect(lambda _: self._fill())
        self.field.installEventFilter(self)
        self.setGeometry(parent.rect())
        parent.installEventFilter(self)
        self._fill()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fill(self) -> None:
        self.list.clear()
        for title, rows in self._sections(self.field.text().strip()):
            if rows:
                self._add(title, None)
            for row in rows:
                self._add(row.label, row)
        if self.list.count() == 0:
            self._add(words("palette.none"), None)
        self._step(1, start=-1)
        self._place()

    def _add(self, text: str, row: Row | None) -> None:
        item = QListWidgetItem(text)
        item.setData(_DATA, row)
        item.setSizeHint(QSize(0, ROW if row else TITLE))
        if row is None:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)

    def _place(self) -> None:
        rows = [self.list.item(at).sizeHint().height() for at in range(self.list.count())]
        tall = min(sum(rows) + 56 + 40 + 2 + 8 + 8, TALLEST, self.height() - TOP - 24)
        wide = min(WIDE, self.width() - 24)
        self.panel.setGeometry((self.width() - wide) // 2, TOP, wide, max(160, tall))
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(watched, QWidget)
            and watched is self.parent()
            and event.type() == QEvent.Type.Resize
        ):
            self.setGeometry(watched.rect())
            self._place()
        if watched is self.field and isinstance(event, QKeyEvent):
            return event.type() == QEvent.Type.KeyPress and self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self._step(step)
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.text() == "?" and not self.field.text():
            self.close()
            self._keys()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.currentItem())
        else:
            return False
        return True

    def _step(self, by: int, start: int | None = None) -> None:
        """To the next row that can be picked, round and round."""
        at = self.list.currentRow() if start is None else start
        for _ in range(self.list.count()):
            at = (at + by) % self.list.count()
            if self.list.item(at).data(_DATA) is not None:
                self.list.setCurrentRow(at)
                return

    def _choose(self, item: QListWidgetItem | None) -> None:
        row = item.data(_DATA) if item is not None else None
        if row is not None:
            self.close()
            row.run()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.close()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def close(self) -> bool:
        if self._focused is not None:
            self._focused.setFocus(Qt.FocusReason.OtherFocusReason)
        return super().close()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), theme.colour("scrim"))
            shadow.draw(painter, self.panel.geometry(), "dialog")
        finally:
            painter.end()


def _head(field: QLineEdit) -> QWidget:
    head = QWidget()
    head.setFixedHeight(56)
    row = QHBoxLayout(head)
    row.setContentsMargins(14, 0, 14, 0)
    row.setSpacing(12)
    picture = label()
    picture.setPixmap(
        icons.pixmap(
            icons.named("view", "search"), theme.colour("text-2"), 20, field.devicePixelRatioF()
        )
    )
    row.addWidget(picture)
    row.addWidget(field, 1)
    row.addWidget(Key("Esc"))
    return head


def _foot() -> QWidget:
    foot = QWidget()
    foot.setFixedHeight(40)
    foot.setAutoFillBackground(True)
    palette = foot.palette()
    palette.setColor(foot.backgroundRole(), theme.colour("sunken"))
    foot.setPalette(palette)
    column = QVBoxLayout(foot)
    column.setContentsMargins(14, 0, 14, 0)
    row = QHBoxLayout()
    row.setSpacing(6)
    for part in (
        Key("↑"),
        Key("↓"),
        label(words("palette.choose"), "small", "2"),
        Key("Enter"),
        label(words("palette.run"), "small", "2"),
    ):
        row.addWidget(part)
    row.addStretch(1)
    row.addWidget(label(words("palette.keys"), "small", "2"))
    column.addLayout(row)
    return foot


class _Look(QStyledItemDelegate):
    """Paints a row as the mock has it: icon, label with what fits in bold, note, keys."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect = QRectF(option.rect)
        row: Row | None = index.data(_DATA)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row is None:
            painter.setFont(theme.font("label"))
            painter.setPen(theme.colour("text-2"))
            painter.drawText(rect.adjusted(12, 6, 0, 0), _MIDDLE, str(index.data()))
        else:
            self._paint_row(painter, rect, row, on=index.row() == self._list.currentRow())
        painter.restore()

    def __init__(self, parent: QListWidget) -> None:
        super().__init__(parent)
        self._list = parent

    def _paint_row(self, painter: QPainter, rect: QRectF, row: Row, *, on: bool) -> None:
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent-soft"))
            painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), 8, 8)
        tint = theme.colour("accent" if on else "text-2")
        ratio = painter.device().devicePixelRatioF()
        middle = rect.center().y()
        painter.drawPixmap(
            round(rect.left() + 14), round(middle - 9), icons.pixmap(row.icon, tint, 18, ratio)
        )
        right = rect.right() - 12
        for cap in reversed(caps_of(row.keys) if row.keys else []):
            right -= cap_width(cap)
            paint_cap(painter, QRectF(right, middle - 10, cap_width(cap), 20), cap)
            right -= 5
        left = self._paint_label(painter, row, rect.left() + 44, rect, right)
        if row.note:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text-2"))
            painter.drawText(QRectF(left + 12, rect.top(), right - left, ROW), _MIDDLE, row.note)

    @staticmethod
    def _paint_label(painter: QPainter, row: Row, left: float, rect: QRectF, right: float) -> float:
        at = 0
        painter.setPen(QPen(QColor(theme.colour("text"))))
        spans = [*(row.match.spans if row.match else ()), (len(row.label), len(row.label))]
        for start, end in spans:
            for text, style in ((row.label[at:start], "body"), (row.label[start:end], "strong")):
                painter.setFont(theme.font(style))
                wide = painter.fontMetrics().horizontalAdvance(text)
                room = QRectF(left, rect.top(), max(0.0, right - left), ROW)
                painter.drawText(room, _MIDDLE, text)
                left += wide
            at = end
        return left


_MIDDLE: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
