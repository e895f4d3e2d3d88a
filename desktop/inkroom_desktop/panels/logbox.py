"""The log for support: what happened on the connections, and a button that copies it. Nothing drawn is in it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from inkroom_desktop import theme
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.text import label, words

SIZE: Final = (760, 520)
TEXT_PX: Final = 12.5


class LogBox(QDialog):
    """`read` gives the text as it is now."""

    def __init__(self, parent: QWidget, read: Callable[[], str]) -> None:
        super().__init__(parent)
        self._read = read
        title = words("menu.log").removesuffix("…")
        self.setWindowTitle(title)
        self.resize(*SIZE)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 24)
        outer.setSpacing(12)
        outer.addWidget(label(title, "heading"))
        self.note = label(words("log.note"), "body", "2")
        self.note.setWordWrap(True)
        outer.addWidget(self.note)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(title)
        self.text.setFont(theme.board_font("mono", TEXT_PX))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        outer.addWidget(self.text, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        self.copy = Button(text=words("menu.diagnostics"), look="outline")
        self.copy.clicked.connect(self._copy)
        self.shut = Button(text=words("view.close"), look="primary")
        self.shut.clicked.connect(self.accept)
        for button in (self.copy, self.shut):
            foot.addWidget(button)
        outer.addLayout(foot)
        self.refresh()

    def refresh(self) -> None:
        """As it is now, its end in view: the newest is there."""
        self.text.setPlainText(self._read())
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _copy(self) -> None:
        self.refresh()
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.note.setText(words("menu.diagnostics-copied"))
