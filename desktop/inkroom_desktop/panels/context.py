"""The menu of a right click, a long press or the menu key: on what is selected, or on the ground."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QWidget

from inkroom.geometry import UNIT
from inkroom_desktop import icons, theme
from inkroom_desktop.commands import Offer
from inkroom_desktop.desk import BoardDesk
from inkroom_desktop.tools.select import group_of

REACH: Final = 6
"""Px round a press for a menu that count as on it."""


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


def ask_menu(desk: BoardDesk, x: float, y: float) -> str:
    """What is pressed for a menu is selected, with its group; beside all nothing is. Says which menu."""
    hit = desk.pick(x, y, REACH * UNIT / desk.zoom)
    desk.tool.cancel()
    if hit is None:
        desk.select([])
    elif hit.id not in desk.selection:
        desk.set_tool("select")
        desk.select(group_of(desk, hit))
    return "ground" if hit is None else "element"
