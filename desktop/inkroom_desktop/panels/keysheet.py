"""The help sheet: every command with its keys."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

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
                shown.addWidget(Key(key))
            grid.addLayout(shown, at, 1)
        column.addLayout(grid)
        column.addStretch(1)
        return column


class Key(QWidget):
    """One key, as it is printed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        wide = QFontMetricsF(theme.font("key")).horizontalAdvance(text)
        self.setFixedSize(max(20, round(wide) + 12), 20)
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.colour("border"))
            painter.setBrush(theme.colour("sunken"))
            corner = theme.radius("key")
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner
            )
            painter.setPen(theme.colour("text-2"))
            painter.setFont(theme.font("key"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
        finally:
            painter.end()
