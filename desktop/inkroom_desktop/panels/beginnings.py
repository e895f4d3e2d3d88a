"""The row of what a board can begin with: nothing, or a template."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inkroom.face import templates
from inkroom_desktop import icons
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.text import words

TALL = 56


class Beginnings(QWidget):
    """`picked(name)`: a template by its name, "" for a blank board."""

    picked = Signal(str)

    def __init__(self, margin: int) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(margin, 20, margin, 0)
        row.setSpacing(12)
        blank = Button(icons.named("list", "new"), words("boards.blank"), "outline", height=TALL)
        blank.clicked.connect(lambda: self.picked.emit(""))
        row.addWidget(blank)
        for template in templates():
            name = template["name"]
            icon, word = icons.named("template", name), words(f"template.{name}")
            button = Button(icon, word, "outline", height=TALL)
            button.clicked.connect(lambda _=False, name=name: self.picked.emit(name))
            row.addWidget(button)
        row.addStretch(1)
