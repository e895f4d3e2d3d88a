"""The rows of what a board can begin with: nothing, or a template."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from inkroom.face import templates
from inkroom_desktop import icons
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.text import words

TALL = 56
COLUMNS = 5


class Beginnings(QWidget):
    """`picked(name)`: a template by its name, "" for a blank board."""

    picked = Signal(str)

    def __init__(self, margin: int) -> None:
        super().__init__()
        rows = QGridLayout(self)
        rows.setContentsMargins(margin, 20, margin, 0)
        rows.setSpacing(12)
        rows.setColumnStretch(COLUMNS, 1)
        ways = [("", icons.named("list", "new"), words("boards.blank"))]
        for template in templates():
            name = template["name"]
            ways.append((name, icons.named("template", name), words(f"template.{name}")))
        for at, (name, icon, word) in enumerate(ways):
            button = Button(icon, word, "outline", height=TALL)
            button.clicked.connect(lambda _=False, name=name: self.picked.emit(name))
            rows.addWidget(button, at // COLUMNS, at % COLUMNS)
