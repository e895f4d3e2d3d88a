"""The menu bar: every command by its word, with its key behind it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QMenuBar

from inkroom_desktop import theme
from inkroom_desktop.keys import key_of
from inkroom_desktop.panels.text import words

MENUS: Final[dict[str, tuple[str, ...]]] = {
    "menu.file": (
        "boards.new",
        "menu.new-window",
        "menu.open",
        "menu.recent",
        "",
        "file.new",
        "file.open",
        "file.save-as",
        "file.carry",
        "lan.title",
        "",
        "file.export",
        "view.print",
        "",
        "settings.settings",
        "",
        "menu.close-board",
        "menu.quit",
    ),
    "menu.edit": (
        *(
            "edit.undo",
            "edit.redo",
            "",
            "edit.cut",
            "edit.copy",
            "edit.paste",
            "edit.paste-in-place",
            "edit.paste-text",
            "edit.duplicate",
            "edit.delete",
        ),
        *("", "edit.select-all", "", "edit.copy-style", "edit.paste-style"),
        *("", "edit.copy-png", "edit.copy-svg", "", "view.find"),
    ),
    "menu.view": (
        *("view.zoom-in", "view.zoom-out", "view.actual", "view.fit", "view.fit-selection"),
        *("", "page.previous", "page.next", "page.add", "page.sheets"),
        *("", "view.grid", "view.snap", "view.minimap", "themes", "view.board-only"),
        *(
            "view.full-screen",
            "view.present",
            "outline",
            "",
            "menu.next-board",
            "menu.previous-board",
        ),
    ),
    "menu.insert": (
        *(
            "tool.pen",
            "tool.highlighter",
            "",
            "tool.arrow",
            "tool.line",
            "",
            "tool.rect",
            "tool.ellipse",
        ),
        *("tool.diamond", "", "tool.text", "tool.note"),
    ),
    "menu.arrange": (
        *("edit.front", "edit.forward", "edit.backward", "edit.back", ""),
        *("edit.group", "edit.ungroup", "edit.lock", ""),
        *("edit.align-left", "edit.align-centre", "edit.align-right"),
        *("edit.align-top", "edit.align-middle", "edit.align-bottom", ""),
        *("edit.distribute-h", "edit.distribute-v", ""),
        *("edit.flip-h", "edit.flip-v", "edit.turn-left", "edit.turn-right"),
    ),
    "menu.help": ("view.commands", "view.keys", "", "menu.log", "menu.diagnostics", "menu.about"),
}
"""Commands by menu; an empty one is a line."""
ANYWHERE: Final = (
    *("boards.new", "menu.open", "file.new", "file.open", "settings.settings", "menu.quit"),
    *(
        "view.keys",
        "menu.about",
        "menu.log",
        "menu.diagnostics",
        "themes",
        "menu.new-window",
        "menu.recent",
        "view.full-screen",
    ),
)
"""What can be done without an open board."""
_OWN_KEYS: Final = {
    "boards.new": "Ctrl+N",
    "file.open": "Ctrl+O",
    "file.save-as": "Ctrl+Shift+S",
    "view.print": "Ctrl+P",
    "menu.open": "Ctrl+Shift+O",
    "menu.new-window": "Ctrl+Shift+N",
    "menu.next-board": "Ctrl+Tab",
    "menu.previous-board": "Ctrl+Shift+Tab",
    "view.full-screen": "F11",
    "menu.close-board": "Ctrl+W",
    "menu.quit": "Ctrl+Q",
    "settings.settings": "Ctrl+,",
}


class Menus(QObject):
    """Fills a menu bar; `run` gets the command that was picked. `recent_wanted(menu)`: it opens empty."""

    recent_wanted = Signal(object)

    def __init__(self, bar: QMenuBar, run: Callable[[str], None], choice: theme.Choice) -> None:
        super().__init__(bar)
        self._run = run
        self._of_board: list[QAction] = []
        self._share: QAction | None = None
        for title, commands in MENUS.items():
            menu = bar.addMenu(words(title))
            for command in commands:
                if not command:
                    menu.addSeparator()
                elif command == "menu.recent":
                    recent = menu.addMenu(words(command))
                    recent.aboutToShow.connect(lambda menu=recent: self.recent_wanted.emit(menu))
                elif command == "outline":
                    self._add(menu, "view.outline", "outline.outline")
                elif command == "themes":
                    self._add_themes(menu, choice)
                else:
                    self._add(menu, command)

    def _add(self, menu: QMenu, command: str, word: str = "") -> None:
        key = key_of(command)
        action = menu.addAction(words(word or command) + (f"\t{key}" if key else ""))
        own = _OWN_KEYS.get(command)
        if own:
            action.setShortcut(own)
        action.triggered.connect(lambda: self._run(command))
        if command == "lan.title":
            self._share = action
        if command not in ANYWHERE:
            self._of_board.append(action)

    def _add_themes(self, menu: QMenu, choice: theme.Choice) -> None:
        inner = menu.addMenu(words("view.theme"))
        group = QActionGroup(inner)
        for name in ("light", "dark", "system"):
            action = inner.addAction(words(f"view.theme-{name}"))
            action.setCheckable(True)
            action.setChecked(name == choice)
            action.triggered.connect(lambda _=False, name=name: self._run(f"theme.{name}"))
            group.addAction(action)

    def show_board(self, there: bool, *, shared: bool) -> None:
        """Commands that need a board are off where none is seen; a side board is for two alone, and not `shared`."""
        for action in self._of_board:
            action.setEnabled(there and (shared or action is not self._share))
