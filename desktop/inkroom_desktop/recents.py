"""The boards that were opened last, of all places, as the rows of a menu."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu

from inkroom_desktop.address import HERE
from inkroom_desktop.device import Device
from inkroom_desktop.panels.text import words
from inkroom_desktop.places import name_of


def show_recents(menu: QMenu, device: Device, reopen: Callable[[str, str], object]) -> None:
    """Fills the menu; `reopen` is told place and id of the one that is picked."""
    menu.clear()
    for place, id, title in device.recent():
        where = words("places.here") if place == HERE else name_of(place)
        action = menu.addAction(f"{title or words('boards.untitled')}\t{where}".replace("&", "&&"))
        action.triggered.connect(lambda _=False, at=(place, id): reopen(*at))
    if menu.isEmpty():
        menu.addAction(words("menu.no-recent")).setEnabled(False)
