"""How much is new on a board of the list: a press shows it in ten seconds."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from inkroom_desktop import theme
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.text import words

TALL = 26


class NewsPill(Button):
    """Not seen where nothing is new."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(height=TALL, parent=parent)
        self.setFont(theme.font("small", weight=600))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def show_count(self, count: int) -> None:
        """So many steps are new."""
        self.setVisible(count > 0)
        if count > 0:
            self.setText(words("boards.news", count=count))
            self.name_it(words("boards.watch", count=count))
            self.resize(self.sizeHint())

    def corner(self) -> float:
        return TALL / 2

    def ground(self) -> QColor:
        lifted = self.underMouse() or self.isDown()
        return theme.colour("accent" if lifted else "accent-soft")

    def ink(self) -> QColor:
        lifted = self.underMouse() or self.isDown()
        return theme.colour("on-accent" if lifted else "accent-text")
