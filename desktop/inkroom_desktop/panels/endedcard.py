"""The card over a board that cannot be opened now: what happened, what is safe, and what can be done (LIM-6)."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from inkroom import __version__
from inkroom_desktop import icons, theme
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.panel import RIM, Panel
from inkroom_desktop.panels.text import known, label, words
from inkroom_desktop.shadow import Kind

WIDTH: Final = 460
PADDING: Final = 22
ICON: Final = 20
GAP: Final = 10
VERSIONS: Final = ("upgrade", "bad_message", "text_only", "bad_text")
"""What two programs of different versions do not understand of each other."""


class EndedCard(Panel):
    """`again(typed)`: to be tried again, with a link where one was put in. `copy_wanted`: a copy as a file is.

    `diagnosed`: what support asks for is to be copied.
    """

    shadow: Kind = "dialog"
    again = Signal(str)
    copy_wanted = Signal()
    diagnosed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.box.setContentsMargins(*(PADDING - RIM,) * 4)
        self.box.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        self._icon = QLabel()
        self.title = label("", "heading")
        self.title.setWordWrap(True)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 1)
        self.box.addLayout(head)
        self.note = label("", "body", "2")
        self.note.setWordWrap(True)
        self.box.addWidget(self.note)
        self.field = QLineEdit()
        self.field.setAccessibleName(words("places.address"))
        self.field.setPlaceholderText(words("places.address"))
        self.field.returnPressed.connect(self._try)
        self.box.addWidget(self.field)
        self.box.addLayout(self._buttons())
        self.hide()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.go = Button(look="primary")
        self.copy = Button(text=words("saved.save-copy"), look="outline")
        self.diagnose = Button(text=words("menu.diagnostics"), look="outline")
        row.addStretch(1)
        for button in (self.diagnose, self.copy, self.go):
            row.addWidget(button)
        self.go.clicked.connect(self._try)
        self.copy.clicked.connect(self.copy_wanted)
        self.diagnose.clicked.connect(self.diagnosed)
        return row

    def tell(self, code: str, *, drawn: bool) -> None:
        """Why it ended; `drawn`: there is something here that a copy can be made of."""
        token, version = code == "token_invalid", code in VERSIONS
        kind = "token" if token else "version" if version else ""
        self.title.setText(words(f"ended.{kind or 'title'}"))
        note = words(f"ended.{kind}-note", version=__version__) if kind else _why(code)
        self.note.setText(note)
        self.setAccessibleName(f"{self.title.text()}. {note}")
        self.field.setVisible(token)
        self.go.setText(words("ended.open" if token else "saved.try-now"))
        self.go.name_it(self.go.text())
        self.copy.setVisible(drawn)
        self.diagnose.setVisible(version)
        tint, ratio = theme.colour("waiting"), self.devicePixelRatioF()
        self._icon.setPixmap(icons.pixmap(icons.named("state", "warning"), tint, ICON, ratio))
        self.place()
        self.show()
        self.raise_()
        (self.field if token else self.go).setFocus(Qt.FocusReason.OtherFocusReason)

    def _try(self) -> None:
        self.again.emit(self.field.text().strip())

    def place(self) -> None:
        """In the middle of the canvas."""
        if not self.title.text():
            return
        inner = WIDTH - 2 * PADDING
        for text, wide in ((self.title, inner - ICON - GAP), (self.note, inner)):
            text.setFixedHeight(text.heightForWidth(wide))
        self.box.activate()
        self.adjustSize()
        width, height = self.canvas.width(), self.canvas.height()
        self.move((width - self.width()) // 2, max(16, (height - self.height()) * 2 // 5))


def _why(code: str) -> str:
    if code == "not_found":
        return words("refused.no-board")
    key = f"offline.ended-{code}"
    return words(key if known(key) else "offline.ended-other")
