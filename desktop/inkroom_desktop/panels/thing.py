"""A thing of a library in its panel, as it looks on a light board."""

from typing import Final

from PySide6.QtCore import QMimeData, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDrag, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton

from inkroom.board import Element
from inkroom.extent import painted_box
from inkroom.formats.clipboard import copied
from inkroom.geometry import union
from inkroom_desktop import theme
from inkroom_desktop.painter import Painter
from inkroom_desktop.panels.text import tip, words

THING: Final = QSize(112, 104)
STILL: Final = 6


class ThingButton(QAbstractButton):
    """A press puts it, a drag carries it; where it may be `removed`, Delete takes it out."""

    removed = Signal()

    def __init__(
        self, name: str, elements: list[Element], painter: Painter, *, removable: bool
    ) -> None:
        super().__init__()
        self.elements, self._painter = elements, painter
        self._down: QPoint | None = None
        self.setFixedSize(THING)
        self.setToolTip(tip(name))
        self.setAccessibleName(words("library.place", name=name))
        if not removable:
            return
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        out = self.addAction(words("library.remove"))
        out.setShortcut(Qt.Key.Key_Delete)
        out.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        out.triggered.connect(self.removed)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._down = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._down is None or (at - self._down).manhattanLength() < STILL:
            return
        self._down = None
        self.setDown(False)
        mime = QMimeData()
        mime.setText(copied(self.elements))
        drag = QDrag(self)
        drag.setMimeData(mime)
        picture = self.picture(THING)
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(THING.width() // 2, THING.height() // 2))
        drag.exec(Qt.DropAction.CopyAction)

    def picture(self, size: QSize) -> QPixmap:
        """The thing in a box of px, on nothing."""
        ratio = self.devicePixelRatioF()
        made = QPixmap(size * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        try:
            self._paint(painter, QRectF(0, 0, size.width(), size.height()).adjusted(8, 8, -8, -8))
        finally:
            painter.end()
        return made

    def _paint(self, to: QPainter, room: QRectF) -> None:
        box = union(painted_box(element) for element in self.elements)
        if box is None:
            return
        scale = min(room.width() / max(1, box.width), room.height() / max(1, box.height), 1 / 16)
        to.setRenderHint(QPainter.RenderHint.Antialiasing)
        to.translate(room.center())
        to.scale(scale, scale)
        to.translate(-(box.left + box.right) / 2, -(box.top + box.bottom) / 2)
        for element in self.elements:
            self._painter.paint(to, element, scale * self.devicePixelRatioF())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            lit = self.underMouse() or self.hasFocus()
            painter.setPen(QPen(theme.colour("accent" if lit else "border"), 1))
            painter.setBrush(QColor(theme.colour("board")))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
            painter.drawPixmap(0, 0, self.picture(THING))
        finally:
            painter.end()
