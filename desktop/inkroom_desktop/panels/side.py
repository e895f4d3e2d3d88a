"""The panel at the right edge: chat, comments and people."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from inkroom.session import Session
from inkroom_desktop import icons, theme
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.chat import Chat
from inkroom_desktop.panels.comments import Comments
from inkroom_desktop.panels.panel import line
from inkroom_desktop.panels.people import People
from inkroom_desktop.panels.text import words
from inkroom_desktop.talking import Talking, What

TABS = ("chat", "comments", "people")


class Side(QWidget):
    """`closed`: it was closed by its own button. `turned(tab)`: another tab was pressed."""

    closed = Signal()
    turned = Signal(str)

    def __init__(self, session: Session, talking: Talking) -> None:
        super().__init__()
        self._talking = talking
        self.setFixedWidth(theme.size("side"))
        self.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(line())
        self.pages = QStackedWidget()
        self.chat, self.people = Chat(session), People()
        self.comments = Comments(session, talking)
        self.pages.addWidget(self.chat)
        self.pages.addWidget(self.comments)
        self.pages.addWidget(self.people)
        column.addWidget(self.pages, 1)
        self.open_tab("chat")
        self.hide()

    def _head(self) -> QWidget:
        head = QWidget()
        head.setFixedHeight(theme.size("bar") - 1)
        row = QHBoxLayout(head)
        row.setContentsMargins(7, 0, 8, 0)
        row.setSpacing(2)
        self.tabs: dict[str, Button] = {}
        for name in TABS:
            button = Button(text=words(f"{name}.{name}"), look="tab")
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, name=name: self.turned.emit(name))
            self.tabs[name] = button
            row.addWidget(button)
        row.addStretch(1)
        close = Button(
            icons.named("view", "close"), look="quiet", icon_size=18, tip_text=words("view.close")
        )
        close.clicked.connect(self.closed)
        row.addWidget(close)
        return head

    @property
    def tab(self) -> str:
        return TABS[self.pages.currentIndex()]

    def open_tab(self, name: str) -> None:
        self.pages.setCurrentIndex(TABS.index(name))
        for tab, button in self.tabs.items():
            button.setChecked(tab == name)

    def show_news(self) -> None:
        """How much is new, beside the tabs."""
        whats: tuple[What, What] = ("chat", "comments")
        for what in whats:
            count = self._talking.unread(what)
            name = words(f"{what}.{what}")
            self.tabs[what].setText(f"{name} {count}" if count else name)

    def show_session(self, session: Session, followed: str, *, presenting: bool) -> None:
        if self.isVisible() and self.tab == "people":
            self.people.show_people(session, followed, presenting=presenting)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), theme.colour("panel"))
            painter.fillRect(0, 0, 1, self.height(), QColor(theme.colour("border")))
        finally:
            painter.end()
