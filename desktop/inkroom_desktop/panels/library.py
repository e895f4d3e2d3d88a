"""The library beside the rail: a press puts a thing on the board, a drag puts it where it is let go."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QScrollArea, QWidget

from inkroom.errors import BadFile
from inkroom_desktop import icons
from inkroom_desktop.desk import BoardDesk
from inkroom_desktop.library import NAME, OwnLibrary, elements_of
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.panel import Panel
from inkroom_desktop.panels.segment import Part, Segments
from inkroom_desktop.panels.text import label, words
from inkroom_desktop.panels.thing import ThingButton
from inkroom_desktop.sharedlibrary import SharedLibrary
from inkroom_desktop.tools.members import with_members

WIDE: Final = 264
TALL: Final = 420


class LibraryPanel(Panel):
    """The person's own, or everyone's on the server. `placed(elements)`: a thing is to be put on the board."""

    placed = Signal(object)

    def __init__(
        self,
        canvas: QWidget,
        desk: BoardDesk,
        own: OwnLibrary,
        shared: SharedLibrary,
        tell: Callable[[str], None],
    ) -> None:
        super().__init__(canvas)
        self._desk, self._own, self._shared, self._tell = desk, own, shared, tell
        self.shelf: OwnLibrary | SharedLibrary = own
        self.setAccessibleName(words("view.library"))
        head = QHBoxLayout()
        head.setContentsMargins(12, 4, 4, 0)
        head.setSpacing(0)
        head.addWidget(label(words("view.library"), "strong"), 1)
        self.keep = self._button(head, "edit.to-library", icons.named("list", "new"), self.keep_it)
        self.open = self._button(head, "library.open", icons.named("list", "import"), self._open)
        self._button(head, "library.save", icons.named("list", "export"), self._save)
        self._button(head, "view.close", icons.named("view", "close"), self.hide)
        self.box.addLayout(head)
        self.whose = self._segments()
        self.box.addWidget(self._page_of_things(), 1)
        self.setFixedSize(WIDE, TALL)
        self.things: list[ThingButton] = []
        own.changed.connect(self.refresh)
        shared.changed.connect(self.refresh)
        shared.kept.connect(lambda: self._tell(words("library.shared-kept")))
        shared.troubled.connect(lambda word, name: self._tell(words(word, name=name)))
        desk.selection_changed.connect(self._show_keep)
        self.refresh()

    def _button(self, row: QHBoxLayout, word: str, icon: str, act: Callable[[], object]) -> Button:
        button = Button(icon, look="quiet", icon_size=16, height=32, tip_text=words(word))
        button.clicked.connect(lambda: act())
        row.addWidget(button)
        return button

    def _segments(self) -> Segments:
        parts = [
            Part(self._own, "", words("library.mine")),
            Part(self._shared, "", words("library.shared")),
        ]
        made = Segments(parts, words("library.whose"))
        made.choose(self._own)
        made.chosen.connect(self.turn_to)
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 8, 4)
        row.addWidget(made)
        self.box.addLayout(row)
        return made

    def _page_of_things(self) -> QScrollArea:
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
        return area

    def turn_to(self, shelf: OwnLibrary | SharedLibrary) -> None:
        """Shows the person's own library, or everyone's."""
        self.shelf = shelf
        self.whose.choose(shelf)
        self.look()
        self.refresh()

    def look(self) -> None:
        """Asks the server anew, where its library is shown."""
        if self.shelf is self._shared:
            self._shared.load()

    @property
    def _may_change(self) -> bool:
        return self.shelf is self._own or self._shared.may_change

    def _show_keep(self) -> None:
        self.keep.setVisible(self._may_change)
        self.open.setVisible(self._may_change)
        self.keep.setEnabled(bool(self._desk.selection))

    def refresh(self) -> None:
        """Shows what is in the library now."""
        self._show_keep()
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()  # it goes with the next turn of the loop
                widget.deleteLater()
        self.things = []
        for at, thing in enumerate(self.shelf.things()):
            name = thing.name or words("library.thing", number=at + 1)
            painter = self._desk.scene.painter
            button = ThingButton(name, elements_of(thing), painter, removable=self._may_change)
            button.clicked.connect(lambda _=False, b=button: self.placed.emit(b.elements))
            button.removed.connect(lambda at=at: self._change(lambda: self.shelf.remove(at)))
            self.things.append(button)
            self._grid.addWidget(button, at // 2, at % 2)
        if not self.things:
            empty = label(words(self.nothing), "small", "2")
            empty.setWordWrap(True)
            self._grid.addWidget(empty, 0, 0, 1, 2)

    @property
    def nothing(self) -> str:
        """The word that stands where there are no things."""
        if self.shelf is self._own:
            return "library.empty"
        waits = self._shared.told is not None or self._shared.asking
        return "library.shared-empty" if waits else "library.not-reached"

    def keep_it(self) -> None:
        """Puts the selection into what is shown, with what lies in its frames."""
        if self.shelf is self._own:
            self.keep_own()
        else:
            self._shared.keep(with_members(self._desk, self._desk.selected))

    def keep_own(self) -> None:
        """Puts the selection into the person's own library."""
        elements = with_members(self._desk, self._desk.selected)
        if elements and self._change(lambda: self._own.keep(elements)):
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
            if self.shelf is self._own:
                self._change(lambda: self._own.bring(data))
            else:
                self._shared.bring(data, path.name)
        except (OSError, BadFile):
            self._tell(words("library.not-one", name=path.name))

    def _save(self) -> None:
        data = self._data()
        if not data:
            return
        name, _ = QFileDialog.getSaveFileName(self, words("library.save"), NAME, "*.excalidrawlib")
        if name:
            Path(name).write_bytes(data)

    def _data(self) -> bytes:
        if self.shelf is self._shared:
            return self._shared.told.data if self._shared.told else b""
        return self._own.path.read_bytes() if self._own.path.exists() else b""

    def _change(self, act: Callable[[], None]) -> bool:
        try:
            act()
        except OSError:
            self._tell(words("library.full"))
            return False
        return True
