"""In which order the boards stand: the button that says it and offers the others."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu

from inkroom_desktop import icons
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.text import words
from inkroom_desktop.shelf import ORDERS, Order


class Sorting(Button):
    """`chosen(order)`."""

    chosen = Signal(str)

    def __init__(self, order: Order) -> None:
        super().__init__(icons.named("view", "open-list"), _word(order), "quiet")
        self.order = order
        self.clicked.connect(self._ask)

    def choose(self, order: Order) -> None:
        self.order = order
        self.setText(_word(order))
        self.chosen.emit(order)

    def _ask(self) -> None:
        menu = QMenu(self)
        for order in ORDERS:
            action = menu.addAction(_word(order))
            action.setCheckable(True)
            action.setChecked(order == self.order)
            action.triggered.connect(lambda _=False, order=order: self.choose(order))
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))


def _word(order: Order) -> str:
    return words(f"boards.sorted-{order}")
