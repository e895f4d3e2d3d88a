"""The dialog that shares a board of this computer with everybody on its network."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from inkroom_desktop.address import Address
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.choice import RadioButton
from inkroom_desktop.panels.codebox import Code
from inkroom_desktop.panels.text import label, words
from inkroom_desktop.sharing import Sharing, own_address

ROLES: Final = ("editor", "commenter", "viewer")
CODE: Final = 288


class ShareBox(QDialog):
    """Before: what it means, and one button. While others may come in: the code, the address, what they may."""

    def __init__(self, parent: QWidget, sharing: Sharing, board: Address, title: str) -> None:
        super().__init__(parent)
        self._sharing, self._board, self._title = sharing, board, title
        self.setWindowTitle(words("lan.title"))
        self.setMinimumWidth(640)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 24, 28, 24)
        outer.setSpacing(16)
        outer.addWidget(label(words("share.title", title=title), "heading"))
        self._note = label("", "body", "2")
        self._note.setWordWrap(True)
        outer.addWidget(self._note)
        row = QHBoxLayout()
        row.setSpacing(24)
        self.code = Code()
        self.code.setFixedSize(CODE, CODE)
        row.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._side(), 1)
        outer.addLayout(row)
        outer.addLayout(self._foot())
        sharing.changed.connect(self.refresh)
        sharing.failed.connect(self._failed)
        self._waits = False
        self.refresh()

    def _side(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        self._link_label = label(words("share.link"), "label", "2")
        column.addWidget(self._link_label)
        self.link = QLineEdit()
        self.link.setReadOnly(True)
        self.link.setAccessibleName(words("share.link"))
        self.copy = Button(text=words("share.copy"))
        self.copy.clicked.connect(self._copy)
        line = QHBoxLayout()
        line.addWidget(self.link, 1)
        line.addWidget(self.copy)
        column.addLayout(line)
        column.addSpacing(8)
        column.addWidget(label(words("share.can"), "label", "2"))
        self.roles = QButtonGroup(self)
        for role in ROLES:
            button = RadioButton(words(f"share.can-{role}"))
            button.setChecked(role == self._sharing.role)
            button.setProperty("role", role)
            self.roles.addButton(button)
            column.addWidget(button)
        self.roles.buttonClicked.connect(lambda one: self._allow(str(one.property("role"))))
        column.addStretch(1)
        return column

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.addStretch(1)
        self.go = Button(text=words("lan.start"), look="primary")
        self.go.clicked.connect(self._toggle)
        foot.addWidget(self.go)
        return foot

    @property
    def role(self) -> str:
        """What whoever comes may do."""
        chosen = self.roles.checkedButton()
        return str(chosen.property("role")) if chosen else ROLES[0]

    def refresh(self) -> None:
        """Shows whether others may come in."""
        on, link = self._sharing.on, self._sharing.link
        self._waits = on and not link
        self.code.setVisible(bool(link))
        self.code.show_text(link)
        self.link.setText(link)
        for widget in (self.link, self.copy, self._link_label):
            widget.setVisible(bool(link))
        key = "wait" if self._waits else "on" if on else "off"
        if not on and not own_address():
            key = "none"
        self._note.setText(words(f"lan.{key}"))
        self.go.setText(words("lan.stop" if on else "lan.start"))
        self.go.setEnabled(not self._waits and key != "none")

    def _toggle(self) -> None:
        if self._sharing.on:
            self._sharing.stop()
        else:
            self._sharing.start(self._board, self._title, self.role)
        self.refresh()

    def _allow(self, role: str) -> None:
        self._sharing.allow(role)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._sharing.link)
        self._note.setText(words("people.link-copied"))

    def _failed(self) -> None:
        self._sharing.stop()
        self._note.setText(words("lan.failed"))
