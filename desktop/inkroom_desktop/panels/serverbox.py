"""The dialog that adds a server to the places: its address or a link, and where the token in it is kept."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from inkroom_desktop import address
from inkroom_desktop.address import Address
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.question import sure
from inkroom_desktop.panels.text import label, words
from inkroom_desktop.places import name_of
from inkroom_desktop.vault import Vault


class ServerBox(QDialog):
    """`address` is what was typed, once it is accepted."""

    def __init__(self, parent: QWidget, vault: Vault) -> None:
        super().__init__(parent)
        self._vault = vault
        self.address: Address | None = None
        self.setWindowTitle(words("places.add-title"))
        self.setMinimumWidth(480)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 24)
        outer.setSpacing(8)
        outer.addWidget(label(words("places.add-title"), "heading"))
        outer.addSpacing(8)
        outer.addWidget(label(words("places.address"), "label", "2"))
        self.field = QLineEdit()
        self.field.setAccessibleName(words("places.address"))
        self.field.setPlaceholderText("https://ink.example")
        self.field.textChanged.connect(self._look)
        self.field.returnPressed.connect(self._take)
        outer.addWidget(self.field)
        self.note = label("", "small", "2")
        self.note.setWordWrap(True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.note.setMinimumHeight(48)
        outer.addWidget(self.note)
        foot = QHBoxLayout()
        foot.addStretch(1)
        cancel = Button(text=words("boards.cancel"), look="outline")
        cancel.clicked.connect(self.reject)
        self.add = Button(text=words("places.add-button"), look="primary")
        self.add.clicked.connect(self._take)
        foot.addWidget(cancel)
        foot.addWidget(self.add)
        outer.addLayout(foot)
        self._look("")

    def _read(self) -> Address | None:
        typed = self.field.text().strip()
        try:
            found = address.read(typed, "")
        except ValueError:
            return None
        return found if found.server else None

    def _look(self, _: str) -> None:
        """Says what becomes of what is typed."""
        found = self._read()
        self.add.setEnabled(found is not None)
        if found is not None and found.token:
            self.note.setText(words("places.safe" if self._vault.safe else "places.unsafe"))
        else:
            self.note.setText(words("places.address-note"))

    def _take(self) -> None:
        self.address = self._read()
        if self.address is not None:
            self.accept()


def may_forget(parent: QWidget, server: str) -> bool:
    """Asks before a server is taken out of the list."""
    asked = words("places.forget-ask", server=name_of(server))
    return sure(parent, words("places.forget"), asked, words("places.forget"))
