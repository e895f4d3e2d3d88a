"""Pages and layers of the board, and the paper of the page: what the "1 / 3" of the bar opens."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from inkroom.stack import Kind, SheetInfo
from inkroom_desktop import icons, theme
from inkroom_desktop.desk import BoardDesk
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.panel import Panel, line
from inkroom_desktop.panels.segment import Part, Segments
from inkroom_desktop.panels.swatches import Swatches
from inkroom_desktop.panels.switch import Switch
from inkroom_desktop.panels.text import label, words
from inkroom_desktop.tools import pages

WIDE: Final = 320
GRIDS: Final = ("dots", "lines", "squares", "isometric", "none")
PAPERS: Final = {
    "#FBFAF6": "cream",
    "#FFFFFF": "white",
    "#EEF4FB": "blue",
    "#EFF7EE": "green",
    "#FFF8DC": "yellow",
    "#EEEDE8": "grey",
}


class SheetsPopup(QWidget):
    """Closes by a press elsewhere."""

    def __init__(self, parent: QWidget, desk: BoardDesk) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAccessibleName(words("page.sheets"))
        self._desk = desk
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        panel = Panel(self)
        outer.addWidget(panel)
        self.lists = {kind: SheetList(desk, kind) for kind in ("pages", "layers")}
        self.paper = Paper(desk)
        for part in (self.lists["pages"], line(), self.lists["layers"], line(), self.paper):
            panel.box.addWidget(part)
        self.setFixedWidth(WIDE)
        desk.sheets_changed.connect(self.refresh)
        self.refresh()

    def open_at(self, at: QPoint) -> None:
        """Opens with its left top there, in px of the screen."""
        self.move(at)
        self.show()
        self.lists["pages"].setFocus(Qt.FocusReason.PopupFocusReason)

    def refresh(self) -> None:
        for one in self.lists.values():
            one.refresh()
        self.paper.refresh()
        QTimer.singleShot(0, self, self.adjustSize)


class SheetList(QWidget):
    """The pages, or the layers from the top down."""

    def __init__(self, desk: BoardDesk, kind: Kind) -> None:
        super().__init__()
        self._desk, self.kind = desk, kind
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 10, 8, 10)
        column.setSpacing(6)
        column.addWidget(label(words(f"page.{kind}"), "strong"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column.addLayout(self._rows)
        word = "page.add" if kind == "pages" else "page.add-layer"
        self.add = Button(icons.named("list", "new"), words(word), "outline", icon_size=16)
        self.add.clicked.connect(self._add)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.add)

    @property
    def now(self) -> str | None:
        """The one in view."""
        stack = self._desk.scene.stack
        return stack.page if self.kind == "pages" else stack.open_layer(self._desk.layer)

    def refresh(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        sheets = self.sheets
        order = list(enumerate(sheets))
        for at, sheet in order if self.kind == "pages" else reversed(order):
            self._rows.addWidget(self._row(sheet, at, len(sheets)))
        self.add.setVisible(self._desk.may_draw)

    @property
    def sheets(self) -> list[SheetInfo]:
        stack = self._desk.scene.stack
        return stack.pages if self.kind == "pages" else stack.layers

    def name_of(self, sheet: SheetInfo, at: int) -> str:
        """Its name, or its place."""
        word = "page.page" if self.kind == "pages" else "page.layer"
        return sheet.name or words(word, at=at + 1)

    def _row(self, sheet: SheetInfo, at: int, count: int) -> QWidget:
        name = self.name_of(sheet, at)
        row = QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        pick = Pick(name)
        pick.setChecked(sheet.id == self.now)
        pick.clicked.connect(lambda: self.take(sheet.id))
        box.addWidget(pick, 1)
        if self._desk.may_draw:
            for button in self._flags(sheet, name) if self.kind == "layers" else []:
                box.addWidget(button)
            more = _small(icons.named("view", "more"), words("page.menu", name=name))
            more.clicked.connect(lambda: self._open_menu(more, row, sheet, at, count))
            box.addWidget(more)
        return row

    def _flags(self, sheet: SheetInfo, name: str) -> list[Button]:
        eye = icons.named("view", "hidden" if sheet.hidden else "shown")
        key = icons.named("edit", "lock" if sheet.locked else "unlock")
        seen = _small(eye, f"{words('page.show' if sheet.hidden else 'page.hide')}: {name}")
        held = _small(key, f"{words('page.unlock' if sheet.locked else 'page.lock')}: {name}")
        desk = self._desk
        seen.clicked.connect(
            lambda: pages.change(desk, "layers", sheet.id, hidden=not sheet.hidden)
        )
        held.clicked.connect(
            lambda: pages.change(desk, "layers", sheet.id, locked=not sheet.locked)
        )
        return [seen, held]

    def take(self, id: str) -> None:
        if self.kind == "pages":
            self._desk.turn_to(id)
        else:
            self._desk.take_layer(id)

    def _add(self) -> None:
        added = pages.add(self._desk, self.kind, self.now)
        if added:
            self.take(added)

    def _open_menu(
        self, button: Button, row: QWidget, sheet: SheetInfo, at: int, count: int
    ) -> None:
        self.menu_of(row, sheet, at, count).exec(button.mapToGlobal(QPoint(0, button.height())))

    def menu_of(self, row: QWidget, sheet: SheetInfo, at: int, count: int) -> QMenu:
        """What can be done to one."""
        desk, kind, menu = self._desk, self.kind, QMenu(self)

        def add(word: str, act: Callable[[], object], *, there: bool = True) -> None:
            if there:
                menu.addAction(words(word)).triggered.connect(lambda: act())

        up = -1 if kind == "pages" else 1  # layers stand from the top down
        first, last = (at == 0, at == count - 1) if kind == "pages" else (at == count - 1, at == 0)
        add("page.rename", lambda: self._rename(row, sheet, at))
        add("page.up", lambda: pages.move(desk, kind, sheet.id, up), there=not first)
        add("page.down", lambda: pages.move(desk, kind, sheet.id, -up), there=not last)
        add("page.bring", lambda: pages.bring(desk, kind, sheet.id), there=bool(desk.selection))
        remove = "page.remove" if kind == "pages" else "page.remove-layer"
        add(remove, lambda: pages.remove(desk, kind, sheet.id), there=count > 1)
        return menu

    def _rename(self, row: QWidget, sheet: SheetInfo, at: int) -> None:
        field = QLineEdit(self.name_of(sheet, at), row)
        field.setMaxLength(120)
        field.setAccessibleName(words("page.name"))
        field.setGeometry(row.rect())
        field.selectAll()
        field.editingFinished.connect(lambda: self._renamed(field, sheet))
        field.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _renamed(self, field: QLineEdit, sheet: SheetInfo) -> None:
        field.hide()
        pages.change(self._desk, self.kind, sheet.id, name=field.text().strip())


class Pick(Button):
    """A row to press; its name stands at the left."""

    def __init__(self, name: str) -> None:
        super().__init__(text=name, look="plain", height=36)
        self.setCheckable(True)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Ignored)
        self.setSizePolicy(policy)

    def nextCheckState(self) -> None:
        """The list checks it."""

    def paint_content(self, painter: QPainter, rect: QRect) -> None:
        painter.setPen(self.ink())
        painter.setFont(theme.font("strong" if self.isChecked() else "body"))
        room = rect.adjusted(10, 0, -4, 0)
        cut = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, cut)


class Paper(QWidget):
    """The colour and the grid of the page, or of all pages."""

    def __init__(self, desk: BoardDesk) -> None:
        super().__init__()
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 10, 8, 10)
        column.setSpacing(6)
        column.addWidget(label(words("page.ground"), "strong"))
        papers = [(value, words(f"page.paper-{name}")) for value, name in PAPERS.items()]
        self.colours = Swatches(papers, words("page.background"), tone="paper")
        self.colours.chosen.connect(lambda value: self._set({"background": value}))
        parts = [Part(grid, "", words(f"page.grid-{grid}")) for grid in GRIDS]
        self.grids = Segments(parts, words("page.grid"))
        self.grids.chosen.connect(lambda value: self._set({"grid": str(value)}))
        for word, control in (("page.background", self.colours), ("page.grid", self.grids)):
            column.addWidget(label(words(word), "label", "2"))
            column.addWidget(control)
        self.every = Switch(words("page.every"))
        self.every.setChecked(True)
        self._every = QWidget()
        row = QHBoxLayout(self._every)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(words("page.every")), 1)
        row.addWidget(self.every)
        column.addWidget(self._every)

    def _set(self, ground: dict[str, str]) -> None:
        page = self._desk.scene.stack.page
        pages.paper(self._desk, page, ground, every=self.every.isChecked())

    def refresh(self) -> None:
        stack = self._desk.scene.stack
        self.setVisible(self._desk.may_draw)
        self._every.setVisible(len(stack.pages) > 1)
        background, grid = stack.ground
        self.colours.choose(background.upper())
        self.grids.choose(grid)


def _small(icon: str, name: str) -> Button:
    return Button(icon, look="quiet", icon_size=16, height=32, tip_text=name)
