"""The menu of a right click, a long press or the menu key: on what is selected, or on the ground."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QWidget

from inkroom_desktop import icons, theme
from inkroom_desktop.commands import Offer


def context_menu(
    parent: QWidget, rows: Sequence[Offer | None], run: Callable[[str], None]
) -> QMenu:
    """A menu of what can be done now; `run` gets the command that is picked."""
    menu = QMenu(parent)
    for row in rows:
        if row is None:
            menu.addSeparator()
            continue
        action = menu.addAction(row.label + (f"\t{row.keys}" if row.keys else ""))
        tint = theme.colour("danger" if row.command == "edit.delete" else "text-2")
        action.setIcon(QIcon(icons.pixmap(row.icon, tint, 16, parent.devicePixelRatioF())))
        action.triggered.connect(lambda _=False, command=row.command: run(command))
    return menu
