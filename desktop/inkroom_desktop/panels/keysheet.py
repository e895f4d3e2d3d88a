"""The help sheet: every command with its keys."""

from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inkroom.face import keys
from inkroom_desktop import theme
from inkroom_desktop.panels.text import label, words


class KeySheet(QDialog):
    """Closes with Escape."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(words("keys.keys"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(16)
        columns = QHBoxLayout()
        columns.setSpacing(40)
        for group in keys()["help"]:
            columns.addLayout(self._group(group["group"], group["rows"]))
        outer.addLayout(columns)
        outer.addWidget(label(words("keys.note"), "small", "2"))

    def _group(self, title: str, rows: list[dict[str, list[str]]]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(label(words(title), "strong"))
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        grid.setHorizontalSpacing(20)
        for at, row in enumerate(rows):
            grid.addWidget(label(words(str(row["label"]))), at, 0)
            shown = QHBoxLayout()
            shown.setSpacing(4)
            shown.addStretch(1)
            for key in row["show"]:
                shown.addWidget(self._key(key))
            grid.addLayout(shown, at, 1)
        column.addLayout(grid)
        column.addStretch(1)
        return column

    @staticmethod
    def _key(key: str) -> QLabel:
        made = label(key, "key", "2")
        made.setProperty("key", True)
        made.setMinimumWidth(20)
        made.setMargin(1)
        made.setStyleSheet(
            f"border: 1px solid {theme.colour('border').name()}; border-radius: 5px; padding: 0 5px;"
            f"background: {theme.colour('sunken').name()};"
        )
        return made
