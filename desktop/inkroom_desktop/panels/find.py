"""Find on the board (Ctrl+F): what is written on any page, one after the other, all of it marked."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from inkroom.search import Found, found_among
from inkroom.stack import sheet_of
from inkroom_desktop import icons, theme
from inkroom_desktop.desk import BoardDesk
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.findpast import FindPast
from inkroom_desktop.panels.panel import Panel, line
from inkroom_desktop.panels.text import label, words
from inkroom_desktop.seeker import Seeker

WIDE = 420


class FindBar(Panel):
    """`shown(id)`: what was found and is to be seen; `chosen(hit)`: what was found in the past.

    `closed`: the board has the keys again.
    """

    shown = Signal(str)
    chosen = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget, desk: BoardDesk, seeker: Seeker) -> None:
        super().__init__(parent)
        self._desk = desk
        self._found: list[Found] = []
        self._at = -1
        self.setAccessibleName(words("view.find"))
        picture = label()
        tint = theme.colour("text-2")
        picture.setPixmap(
            icons.pixmap(icons.named("view", "search"), tint, 16, self.devicePixelRatioF())
        )
        self.field = QLineEdit()
        self.field.setFrame(False)
        self.field.setPlaceholderText(words("find.find"))
        self.field.setAccessibleName(words("find.find"))
        self.field.setStyleSheet("QLineEdit { border: 0; padding: 0; background: transparent; }")
        self.field.textChanged.connect(lambda _: self._search())
        self.field.installEventFilter(self)
        self.count = label("", "small", "2")
        head = QWidget()
        head.setFixedHeight(36)
        row = QHBoxLayout(head)
        row.setContentsMargins(10, 0, 2, 0)
        row.setSpacing(4)
        row.addWidget(picture)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        for word, icon, act in (
            ("find.previous", icons.named("edit", "forward"), lambda: self._step(-1)),
            ("find.next", icons.named("edit", "backward"), lambda: self._step(1)),
            ("view.close", icons.named("view", "close"), self.close_it),
        ):
            button = Button(icon, look="quiet", icon_size=16, height=32, tip_text=words(word))
            button.clicked.connect(act)
            row.addWidget(button)
        self.box.addWidget(head)
        self.box.addWidget(line())
        self.past = FindPast(desk, seeker)
        self.past.chosen.connect(self.chosen)
        self.past.resized.connect(self.adjustSize)
        self.box.addWidget(self.past)
        self.setFixedWidth(WIDE)
        self.adjustSize()
        self.hide()

    def open_it(self) -> None:
        self.show()
        self.raise_()
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search()

    def close_it(self) -> None:
        self.past.stop()
        self._desk.mark([])
        self.hide()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_it()
                return True
        return super().eventFilter(watched, event)

    def _search(self) -> None:
        """In the order of the pages, and on each as one reads."""
        query = self.field.text().strip()
        pages = self._desk.scene.stack.pages
        ids = [page.id for page in pages]
        found = found_among(self._desk.board.visible(), query) if query else []
        self._found = sorted(
            found, key=lambda one: ids.index(sheet_of(one.element, "pages", pages))
        )
        self._at = -1
        self.past.search(query)
        if self._found:
            self._step(1)
        else:
            self._show()

    def _step(self, by: int) -> None:
        if self._found:
            self._at = (self._at + by) % len(self._found)
            self.shown.emit(self._found[self._at].element.id)
            self._show()

    def _show(self) -> None:
        self._desk.mark([one.element.id for one in self._found])
        none = bool(self.field.text().strip()) and not self._found
        at = words("find.at", at=self._at + 1, count=len(self._found)) if self._found else ""
        self.count.setText(words("find.none") if none else at)
