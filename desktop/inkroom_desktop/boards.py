"""The board list: what the lobby pushes, as cards; the same page shows the trash."""

import time
from typing import Any, Final
from urllib.parse import quote

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from inkroom.face import tokens
from inkroom_desktop import icons, theme
from inkroom_desktop.address import Address, fresh_id
from inkroom_desktop.lobby import BoardRow, Lobby, row_of
from inkroom_desktop.network import Network, Request
from inkroom_desktop.panels.boardcard import RIM, BoardCard, title_of
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.flow import Flow
from inkroom_desktop.panels.text import label, words

CLOCK_MS: Final = 30_000
GAP: Final = 18 - 2 * RIM
TITLE: Final = 120


class Boards(QWidget):
    """`opened(address)`: a board is wanted. `told(text)`: something to tell as a toast."""

    opened = Signal(object)
    told = Signal(str)

    def __init__(self, network: Network, address: Address, kept: list[BoardRow]) -> None:
        super().__init__()
        self._network, self._kept = network, kept
        self.lobby = Lobby(network, address)
        self._cards: dict[str, BoardCard] = {}
        self._pictures: dict[str, tuple[int, bool]] = {}
        self._trashed: list[BoardRow] = []
        self._trash = False
        self._moves = -1
        self._requests: dict[Request, None] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._nav())
        row.addWidget(self._main(), 1)
        self.lobby.changed.connect(self.refresh)
        self._clock = QTimer(self, interval=CLOCK_MS)
        self._clock.timeout.connect(self.refresh)
        self._clock.start()
        self.refresh()

    # ------------------------------------------------------------- parts

    def _nav(self) -> QWidget:
        nav = Ground("panel", line_right=True)
        nav.setFixedWidth(theme.size("list-side"))
        column = QVBoxLayout(nav)
        column.setContentsMargins(12, 14, 12, 14)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 16)
        head.setSpacing(10)
        mark = QLabel()
        mark.setPixmap(icons.mark(26, self.devicePixelRatioF()))
        head.addWidget(mark)
        name = label(words("app.name"))
        name.setFont(theme.inter(17, 600))
        head.addWidget(name, 1)
        column.addLayout(head)
        self._tabs: dict[str, NavButton] = {}
        for key, icon in (("boards", "boards"), ("trash-title", "trash")):
            button = NavButton(icons.named("list", icon), words(f"boards.{key}"))
            button.clicked.connect(lambda _=False, trash=key != "boards": self.show_trash(trash))
            self._tabs[key] = button
            column.addWidget(button)
        column.addStretch(1)
        self._server = label("", "small", "3")
        self._server.setContentsMargins(10, 0, 0, 0)
        column.addWidget(self._server)
        return nav

    def _main(self) -> QWidget:
        main = Ground("sunken")
        column = QVBoxLayout(main)
        column.setContentsMargins(32 - RIM, 20, 32 - RIM, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        self.notice = label(words("boards.not-reached"), "body", "2")
        self.notice.setContentsMargins(RIM, 16, 0, 0)
        self.notice.hide()
        column.addWidget(self.notice)
        self.heading = label(words("boards.boards"), "heading")
        self.heading.setContentsMargins(RIM, 24, 0, 0)
        column.addWidget(self.heading)
        self.empty = label("", "body", "2")
        self.empty.setContentsMargins(RIM, 12, 0, 0)
        column.addWidget(self.empty)
        self._flow = Flow(GAP)
        area = QScrollArea()
        area.setWidgetResizable(True)
        page = Ground("sunken")
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, 0, 24)
        inner.addWidget(self._flow)
        inner.addStretch(1)
        area.setWidget(page)
        column.addWidget(area, 1)
        return main

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(RIM, 0, RIM, 0)
        row.setSpacing(12)
        self.search = QLineEdit()
        self.search.setProperty("quiet", True)
        self.search.setPlaceholderText(words("boards.search"))
        self.search.setAccessibleName(words("boards.search"))
        self.search.setMaximumWidth(440)
        self.search.textChanged.connect(self.refresh)
        row.addWidget(self.search, 1)
        row.addStretch(1)
        self.new = Button(
            tokens()["icon"]["list"]["new"],
            words("boards.new"),
            "primary",
            icon_size=18,
            height=40,
            stroke=2,
        )
        self.new.clicked.connect(self.make)
        row.addWidget(self.new)
        return row

    # ------------------------------------------------------------- what a person does

    def start(self) -> None:
        self.lobby.start()

    def stop(self) -> None:
        self._clock.stop()
        self.lobby.stop()

    def make(self) -> None:
        """A new board: made at the server where it answers, else when it does (the room makes it)."""
        id = fresh_id()
        self._ask(
            "POST",
            "boards",
            lambda status, _: self.opened.emit(self.lobby.address.at(id)),
            {"id": id},
        )

    @property
    def rows(self) -> list[BoardRow]:
        """All boards that are known; those of this device where the server does not answer."""
        return list(self.lobby.boards.values()) or self._kept

    def show_trash(self, trash: bool) -> None:
        self._trash = trash
        self.heading.setText(words("boards.trash-title" if trash else "boards.boards"))
        self.refresh()

    def open_board(self, id: str) -> None:
        if self._trash:
            self._menu(id)
        else:
            self.opened.emit(self.lobby.address.at(id))

    def _menu(self, id: str) -> None:
        row = self._cards[id].row
        menu = QMenu(self)
        path = f"boards/{quote(id, safe='')}"
        if self._trash:
            again = menu.addAction(words("boards.restore"))
            again.triggered.connect(
                lambda: self._ask(
                    "POST", f"{path}/restore", lambda *_: self._moved("boards.put-back", row)
                )
            )
        else:
            menu.addAction(words("boards.open")).triggered.connect(lambda: self.open_board(id))
            menu.addAction(words("boards.rename")).triggered.connect(
                lambda: self._rename(row, path)
            )
            menu.addAction(words("boards.trash")).triggered.connect(
                lambda: self._discard(row, path)
            )
        menu.popup(QCursor.pos())

    def _rename(self, row: BoardRow, path: str) -> None:
        title, done = QInputDialog.getText(
            self, words("boards.rename"), words("boards.title"), text=title_of(row)
        )
        if done:
            self._ask("PATCH", path, lambda *_: None, {"title": title.strip()[:TITLE]})

    def _discard(self, row: BoardRow, path: str) -> None:
        box = QMessageBox(self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(words("boards.trash"))
        box.setText(words("boards.trash-ask", title=title_of(row)))
        go = box.addButton(words("boards.delete-button"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(words("boards.cancel"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        if box.clickedButton() is go:
            self._ask("DELETE", path, lambda *_: self._moved("boards.moved", row))

    def _moved(self, word: str, row: BoardRow) -> None:
        self.told.emit(words(word, title=title_of(row)))
        self._read_trash()

    def _ask(self, method: str, path: str, then: Any, body: Any = None) -> None:
        request = Request(self._network, self.lobby.address.token)
        self._requests[request] = None

        def done(status: int, answer: object) -> None:
            self._requests.pop(request, None)
            then(status, answer)

        request.done.connect(done)
        request.send(method, self.lobby.address.api(path), body)

    # ------------------------------------------------------------- showing

    def refresh(self) -> None:
        """Shows the list as it is now."""
        lobby, now = self.lobby, time.time() * 1000
        offline = lobby.state == "offline"
        live = list(lobby.boards.values()) if lobby.boards or not offline else self._kept
        rows = self._trashed if self._trash else live
        query = self.search.text().strip().lower()
        found = sorted(
            (row for row in rows if query in title_of(row).lower()),
            key=lambda row: (-row.changed, row.id),
        )
        self._tabs["boards"].show_count(len(live), on=not self._trash)
        self._tabs["trash-title"].show_count(len(self._trashed), on=self._trash)
        self._server.setText(lobby.address.server.split("://", 1)[1])
        self.notice.setVisible(offline)
        self._show_cards(found, now)
        nothing = not found and (lobby.state == "live" or offline)
        self.empty.setVisible(nothing)
        if nothing:
            word = (
                "boards.nothing-found"
                if rows
                else "boards.trash-empty"
                if self._trash
                else "boards.empty"
            )
            self.empty.setText(
                words(word, query=self.search.text().strip()) if rows else words(word)
            )
        if lobby.moves != self._moves and lobby.state == "live":
            self._read_trash()

    def _show_cards(self, rows: list[BoardRow], now: float) -> None:
        for row in rows:
            card = self._cards.get(row.id)
            if card is None:
                card = self._cards[row.id] = BoardCard(row)
                card.opened.connect(self.open_board)
                card.asked.connect(self._menu)
            card.show_row(row, now)
            self._picture(row)
        shown = {row.id: None for row in rows}
        known = {row.id for row in (*self.lobby.boards.values(), *self._trashed, *self._kept)}
        self._flow.show_cards([self._cards[id] for id in shown])
        for id in [id for id in self._cards if id not in known]:
            self._cards.pop(id).deleteLater()

    def _picture(self, row: BoardRow) -> None:
        """Asks for a board's picture where it has changed since; one question a board at a time."""
        wanted = (row.head, theme.dark())
        if self._pictures.get(row.id) == wanted or self._trash or self.lobby.state != "live":
            return
        self._pictures[row.id] = wanted

        def show(status: int, svg: object) -> None:
            card = self._cards.get(row.id)
            if status == 200 and isinstance(svg, bytes) and card is not None:
                card.show_picture(svg)

        dark = "&dark=true" if theme.dark() else ""
        self._ask("GET", f"boards/{quote(row.id, safe='')}/thumb.svg?v={row.head}{dark}", show)

    def _read_trash(self) -> None:
        self._moves = self.lobby.moves

        def show(status: int, answer: object) -> None:
            if status == 200 and isinstance(answer, dict):
                self._trashed = [row_of(row) for row in answer["boards"]]
                self.refresh()

        self._ask("GET", "boards?trash=true", show)


class Ground(QWidget):
    """A plain ground in a colour of the tokens."""

    def __init__(self, token: str, *, line_right: bool = False) -> None:
        super().__init__()
        self._token, self._line_right = token, line_right

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), theme.colour(self._token))
            if self._line_right:
                painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.colour("border"))
        finally:
            painter.end()


class NavButton(Button):
    """A row of the list at the left, with a count."""

    def __init__(self, icon: str, text: str) -> None:
        super().__init__(icon, text, "plain", icon_size=18)
        self.setCheckable(True)
        self.setFixedHeight(36)
        self.setFixedWidth(theme.size("list-side") - 24)
        self._count = 0

    def nextCheckState(self) -> None:
        """The list checks it."""

    def show_count(self, count: int, *, on: bool) -> None:
        self._count = count
        self.setChecked(on)
        self.update()

    def paint_content(self, painter: QPainter, rect: QRect) -> None:
        painter.drawPixmap(
            QPoint(10, 9), icons.pixmap(self.icon_name, self.ink(), 18, self.devicePixelRatioF())
        )
        painter.setPen(self.ink())
        painter.setFont(theme.font("button" if self.isChecked() else "body"))
        painter.drawText(rect.adjusted(38, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._count:
            painter.setPen(theme.colour("text-2"))
            painter.setFont(theme.font("small"))
            right = rect.adjusted(0, 0, -10, 0)
            painter.drawText(
                right, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(self._count)
            )
