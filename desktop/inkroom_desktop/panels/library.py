"""The person's own library beside the rail: a press puts a thing on the board, a drag puts it where it is let go."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDrag, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QWidget,
)

from inkroom.board import Element
from inkroom.errors import BadFile
from inkroom.extent import painted_box
from inkroom.formats.clipboard import copied
from inkroom.geometry import union
from inkroom_desktop import icons, theme
from inkroom_desktop.desk import BoardDesk
from inkroom_desktop.library import NAME, OwnLibrary, elements_of
from inkroom_desktop.painter import Painter
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.panel import Panel
from inkroom_desktop.panels.text import label, tip, words
from inkroom_desktop.tools.members import with_members

WIDE: Final = 264
TALL: Final = 420
THING: Final = QSize(112, 104)
STILL: Final = 6


class LibraryPanel(Panel):
    """`placed(elements)`: a thing is to be put on the board."""

    placed = Signal(object)

    def __init__(
        self, canvas: QWidget, desk: BoardDesk, library: OwnLibrary, tell: Callable[[str], None]
    ) -> None:
        super().__init__(canvas)
        self._desk, self._library, self._tell = desk, library, tell
        self.setAccessibleName(words("view.library"))
        head = QHBoxLayout()
        head.setContentsMargins(12, 4, 4, 0)
        head.setSpacing(0)
        head.addWidget(label(words("view.library"), "strong"), 1)
        self.keep = self._button(head, "edit.to-library", icons.named("list", "new"), self.keep_it)
        self._button(head, "library.open", icons.named("list", "import"), self._open)
        self._button(head, "library.save", icons.named("list", "export"), self._save)
        self._button(head, "view.close", icons.named("view", "close"), self.hide)
        self.box.addLayout(head)
        self._page = QWidget()
        self._page.setAutoFillBackground(True)
        self._grid = QGridLayout(self._page)
        self._grid.setContentsMargins(8, 4, 8, 8)
        self._grid.setSpacing(8)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._page)
        self.box.addWidget(area, 1)
        self.setFixedSize(WIDE, TALL)
        self.things: list[ThingButton] = []
        library.changed.connect(self.refresh)
        desk.selection_changed.connect(self._show_keep)
        self.refresh()
        self._show_keep()

    def _button(self, row: QHBoxLayout, word: str, icon: str, act: Callable[[], object]) -> Button:
        button = Button(icon, look="quiet", icon_size=16, height=32, tip_text=words(word))
        button.clicked.connect(lambda: act())
        row.addWidget(button)
        return button

    def _show_keep(self) -> None:
        self.keep.setEnabled(bool(self._desk.selection))

    def refresh(self) -> None:
        """Shows what is in the library now."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()  # it goes with the next turn of the loop
                widget.deleteLater()
        self.things = []
        for at, thing in enumerate(self._library.things()):
            name = thing.name or words("library.thing", number=at + 1)
            button = ThingButton(name, elements_of(thing), self._desk.scene.painter)
            button.clicked.connect(lambda _=False, b=button: self.placed.emit(b.elements))
            button.removed.connect(lambda at=at: self._change(lambda: self._library.remove(at)))
            self.things.append(button)
            self._grid.addWidget(button, at // 2, at % 2)
        if not self.things:
            empty = label(words("library.empty"), "small", "2")
            empty.setWordWrap(True)
            self._grid.addWidget(empty, 0, 0, 1, 2)

    def keep_it(self) -> None:
        """Puts the selection in, with what lies in its frames."""
        elements = with_members(self._desk, self._desk.selected)
        if elements and self._change(lambda: self._library.keep(elements)):
            self._tell(words("library.kept"))

    def _open(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, words("library.open"), "", "*.excalidrawlib *.json"
        )
        if name:
            self.bring(Path(name))

    def bring(self, path: Path) -> None:
        """Puts in what is in a file, or says that it is no library."""
        try:
            data = path.read_bytes()
            self._change(lambda: self._library.bring(data))
        except (OSError, BadFile):
            self._tell(words("library.not-one", name=path.name))

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, words("library.save"), NAME, "*.excalidrawlib")
        if name and self._library.path.exists():
            Path(name).write_bytes(self._library.path.read_bytes())

    def _change(self, act: Callable[[], None]) -> bool:
        try:
            act()
        except OSError:
            self._tell(words("library.full"))
            return False
        return True


class ThingButton(QAbstractButton):
    """One thing, as it looks on a light board; Delete takes it out."""

    removed = Signal()

    def __init__(self, name: str, elements: list[Element], painter: Painter) -> None:
        super().__init__()
        self.elements, self._painter = elements, painter
        self._down: QPoint | None = None
        self.setFixedSize(THING)
        self.setToolTip(tip(name))
        self.setAccessibleName(words("library.place", name=name))
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
