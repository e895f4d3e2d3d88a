"""F6: the parts of the window, one after the other (face.md 14)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from inkroom_desktop.page import BoardPage
from inkroom_desktop.panels.bar import Bar


def next_region(page: BoardPage, bar: Bar) -> None:
    """Takes the keys to the part after the one that has them."""
    regions: list[QWidget] = [
        page.canvas,
        page.rail.buttons["select"],
        page.cluster.undo,
        bar.list_button,
    ]
    if page.style_panel.isVisible():
        regions.insert(2, page.style_panel.lock)
    focus = QApplication.focusWidget()
    at = next((n for n, one in enumerate(regions) if one is focus), 0)
    regions[(at + 1) % len(regions)].setFocus(Qt.FocusReason.TabFocusReason)
