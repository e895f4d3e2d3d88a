"""The question before something is taken away."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from inkroom_desktop.panels.text import words


def sure(parent: QWidget, title: str, asked: str, verb: str) -> bool:
    """True where the person presses the button with the verb, and not Cancel."""
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(title)
    box.setText(asked)
    go = box.addButton(verb, QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(words("view.cancel"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is go
