"""The rows of what a board can begin with: nothing, or a template."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from inkroom.face import templates
from inkroom_desktop import icons
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.text import words

TALL = 56
COLUMNS = 5
GAP = 12


class Beginnings(QWidget):
    """`picked(name)`: a template by its name, "" for a blank board."""

    picked = Signal(str)

    def __init__(self, margin: int) -> None:
        super().__init__()
        self._rows = QGridLayout(self)
        self._rows.setContentsMargins(margin, 20, margin, 0)
        self._rows.setSpacing(GAP)
        self._margin, self._columns = margin, 0
        self._buttons: list[Button] = []
        ways = [("", icons.named("list", "new"), words("boards.blank"))]
        for template in templates():
            name = template["name"]
            ways.append((name, icons.named("template", name), words(f"template.{name}")))
        for name, icon, word in ways:
            button = Button(icon, word, "outline", height=TALL)
            button.clicked.connect(lambda _=False, name=name: self.picked.emit(name))
            self._buttons.append(button)
        self._stand(COLUMNS)

    def minimumSizeHint(self) -> QSize:
        """As narrow as one will: it takes more rows then."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        widest = max(button.sizeHint().width() for button in self._buttons)
        room = self.width() - 2 * self._margin + GAP
        self._stand(max(1, min(COLUMNS, room // (widest + GAP))))

    def _stand(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._rows.setColumnStretch(self._columns, 0)
        self._rows.setColumnStretch(columns, 1)
        self._columns = columns
        for at, button in enumerate(self._buttons):
            self._rows.addWidget(button, at // columns, at % columns)
