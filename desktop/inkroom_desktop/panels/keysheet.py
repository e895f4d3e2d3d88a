"""The help sheet: every command with its keys, and a field to find one."""

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from inkroom.face import keys
from inkroom_desktop.keys import caps_of
from inkroom_desktop.panels.keycap import Key
from inkroom_desktop.panels.text import label, words

COLUMNS: Final = 3
GAP: Final = 48


class KeySheet(QDialog):
    """Closes with Escape."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(words("keys.keys"))
        self._groups: list[tuple[QWidget, list[tuple[QWidget, str]]]] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 20, 28, 18)
        outer.setSpacing(12)
        self.field = QLineEdit()
        self.field.setPlaceholderText(words("keys.find"))
        self.field.setAccessibleName(words("keys.find"))
        self.field.setFixedWidth(260)
        self.field.textChanged.connect(self._filter)
        head = QHBoxLayout()
        head.addWidget(label(words("keys.keys"), "heading"))
        head.addStretch(1)
        head.addWidget(self.field)
        outer.addLayout(head)
        outer.addWidget(self._columns(), 1)
        self._none = label(words("keys.none"), "body", "2")
        self._none.hide()
        outer.addWidget(self._none)
        outer.addWidget(label(words("keys.note"), "small", "2"))
        self.field.setFocus()
        self.resize(min(1080, parent.width() - 32), min(760, parent.height() - 32))

    def _columns(self) -> QScrollArea:
        page = QWidget()
        columns = QHBoxLayout(page)
        columns.setContentsMargins(0, 0, 8, 0)
        columns.setSpacing(GAP)
        stacks = [QVBoxLayout() for _ in range(COLUMNS)]
        for at, group in enumerate(keys()["help"]):
            stack = stacks[min(at, COLUMNS - 1)]
            rows = [row for row in group["rows"] if row.get("only", "desktop") == "desktop"]
            stack.addWidget(self._group(group["group"], rows))
            stack.setSpacing(16)
        for stack in stacks:
            stack.addStretch(1)
            columns.addLayout(stack, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        return area

    def _group(self, title: str, rows: list[dict[str, Any]]) -> QWidget:
        group = QWidget()
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label(words(title), "strong"))
        column.addSpacing(4)
        made = []
        for row in rows:
            shown = _row(words(row["label"]), row["show"])
            column.addWidget(shown)
            made.append((shown, f"{words(row['label'])} {' '.join(row['show'])}".lower()))
        self._groups.append((group, made))
        return group

    def _filter(self, typed: str) -> None:
        wanted = typed.strip().lower()
        for group, rows in self._groups:
            for row, text in rows:
                row.setVisible(wanted in text)
            group.setVisible(any(wanted in text for _, text in rows))
        self._none.setVisible(
            not any(wanted in text for _, rows in self._groups for _, text in rows)
        )


def _row(text: str, shown: list[str]) -> QWidget:
    """`Ctrl + or -`: the modifiers that two keys share are shown once."""
    row = QWidget()
    row.setFixedHeight(27)
    grid = QGridLayout(row)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.addWidget(label(text, "body", "2"), 0, 0)
    caps = QHBoxLayout()
    caps.setSpacing(4)
    caps.addStretch(1)
    chips = [caps_of(key) for key in shown]
    same = all(chip[:-1] == chips[0][:-1] for chip in chips)
    for at, chip in enumerate(chips):
        if at:
            caps.addWidget(label(words("keys.or"), "small", "3"))
        for cap in chip[-1:] if at and same else chip:
            caps.addWidget(Key(cap))
    grid.addLayout(caps, 0, 1)
    return row
