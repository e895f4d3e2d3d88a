"""Asks for the link of what is selected."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.text import label, words
from inkroom_desktop.tools.desk import Desk
from inkroom_desktop.tools.draft import free_of
from inkroom_desktop.tools.link import link_of, relink


class LinkBox(QDialog):
    """Sets the link of the selection, or takes it away."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self._desk = desk
        self.trouble = label("", "small", "2")
        before = next((str(e.get("link")) for e in free_of(desk) if e.get("link")), "")
        self.setWindowTitle(words("link.link"))
        self.setMinimumWidth(440)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(label(words("link.link"), "heading"))
        self.field = QLineEdit(before)
        self.field.setAccessibleName(words("link.address"))
        self.field.setPlaceholderText(words("link.hint"))
        self.field.selectAll()
        self.field.textEdited.connect(lambda: self.trouble.setText(""))
        column.addWidget(self.field)
        column.addWidget(self.trouble)
        row = QHBoxLayout()
        row.addStretch(1)
        self.remove = Button("", words("link.remove"), "outline")
        self.remove.setVisible(bool(before))
        self.remove.clicked.connect(lambda: self._set(""))
        self.save = Button("", words("link.save"), "primary")
        self.field.returnPressed.connect(self.save.click)
        self.save.clicked.connect(lambda: self._set(link_of(self.field.text())))
        row.addWidget(self.remove)
        row.addWidget(self.save)
        column.addLayout(row)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set(self, link: str | None) -> None:
        if link is None:
            self.trouble.setText(words("link.not-opened"))
            return
        relink(self._desk, link)
        self.accept()


def ask_link(parent: QWidget, desk: Desk) -> None:
    """Opens the dialog, where something that may be changed is selected."""
    if free_of(desk):
        LinkBox(parent, desk).exec()
