"""The board list: what the lobby pushes, as cards; the same page shows stars, tags and the trash."""

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

from inkroom.face import templates, tokens
from inkroom_desktop import icons, theme
from inkroom_desktop.address import Address, fresh_id
from inkroom_desktop.lobby import BoardRow, Lobby, row_of
from inkroom_desktop.network import Network, Request
from inkroom_desktop.panels.boardcard import RIM, BoardCard, title_of
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.flow import Flow
from inkroom_desktop.panels.text import label, words
from inkroom_desktop.panels.written import Written
from inkroom_desktop.seeker import Hit, Seeker
from inkroom_desktop.shelf import ORDERS, Order, Shelf, ordered, tag_colour, tags_of
from inkroom_desktop.store import Store

CLOCK_MS: Final = 30_000
GAP: Final = 18 - 2 * RIM
TITLE: Final = 120
TAG: Final = 40
TAGS: Final = 12


class Boards(QWidget):
    """`opened(address)`: a board is wanted. `found(address, hit)`: what was written there is wanted.

    `told(text)`: something to tell as a toast. `settings_wanted`."""

    opened = Signal(object)
    found = Signal(object, object)
    told = Signal(str)
    settings_wanted = Signal()

    def __init__(
        self, network: Network, address: Address, kept: list[BoardRow], store: Store
    ) -> None:
        super().__init__()
        self._store = store
        self._stars = [id for id in store.value("stars").split() if id]
        self._order: Order = next((o for o in ORDERS if o == store.value("order")), "changed")
        self._shelf = Shelf()
        self._network, self._kept = network, kept
        self.lobby = Lobby(network, address)
        self._cards: dict[str, BoardCard] = {}
        self._pictures: dict[str, tuple[int, bool]] = {}
        self._trashed: list[BoardRow] = []
        self._moves = -1
        self._requests: dict[Request, None] = {}
        self._begins: dict[str, str] = {}
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
        self._tabs: dict[Shelf, NavButton] = {}
        for shelf, icon in (
            (Shelf(), "boards"),
            (Shelf("starred"), "starred"),
            (Shelf("trash"), "trash"),
        ):
            column.addWidget(self._tab(shelf, icons.named("list", icon)))
        self._tags_title = label(words("boards.tags"), "label", "2")
        self._tags_title.setContentsMargins(10, 20, 0, 6)
        column.addWidget(self._tags_title)
        self._tags = QVBoxLayout()
        column.addLayout(self._tags)
        column.addStretch(1)
        settings = NavButton(icons.named("view", "settings"), words("settings.settings"))
        settings.clicked.connect(self.settings_wanted)
        column.addWidget(settings)
        column.addSpacing(8)
        self._server = label("", "small", "3")
        self._server.setContentsMargins(10, 0, 0, 0)
        column.addWidget(self._server)
        return nav

    def _tab(self, shelf: Shelf, icon: str) -> "NavButton":
        button = self._tabs[shelf] = NavButton(icon, shelf.heading, shelf.tag)
        button.clicked.connect(lambda: self.show_shelf(shelf))
        return button

    def _main(self) -> QWidget:
        main = Ground("sunken")
        column = QVBoxLayout(main)
        column.setContentsMargins(32 - RIM, 20, 14, 0)  # the scroll bar lies in the margin
        column.setSpacing(0)
        column.addLayout(self._head())
        self.notice = label(words("boards.not-reached"), "body", "2")
        self.notice.setContentsMargins(RIM, 16, 0, 0)
        self.notice.hide()
        column.addWidget(self.notice)
        column.addWidget(self._templates())
        self.titles = QWidget()
        titles = QHBoxLayout(self.titles)
        titles.setContentsMargins(RIM, 20, RIM + 6, 0)
        self.heading = label(words("boards.boards"), "heading")
        titles.addWidget(self.heading, 1)
        self.sorting = Button(icons.named("view", "open-list"), self._order_word, "quiet")
        self.sorting.clicked.connect(self._ask_order)
        titles.addWidget(self.sorting)
        column.addWidget(self.titles)
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
        self.written = Written(Seeker(self._network, self.lobby.address))
        self.written.chosen.connect(self._go_to)
        self.written.changed.connect(self.refresh)
        inner.addWidget(self.written)
        inner.addStretch(1)
        area.setWidget(page)
        column.addWidget(area, 1)
        return main

    def _templates(self) -> QWidget:
        """The row of what a board can begin with."""
        self.templates = QWidget()
        row = QHBoxLayout(self.templates)
        row.setContentsMargins(RIM, 20, RIM, 0)
        row.setSpacing(12)
        blank = Button(icons.named("list", "new"), words("boards.blank"), "outline", height=56)
        blank.clicked.connect(lambda: self.make())
        row.addWidget(blank)
        for template in templates():
            name = template["name"]
            icon, word = icons.named("template", name), words(f"template.{name}")
            button = Button(icon, word, "outline", height=56)
            button.clicked.connect(lambda _=False, name=name: self.make(name))
            row.addWidget(button)
        row.addStretch(1)
        return self.templates

    @property
    def _order_word(self) -> str:
        return words(f"boards.sorted-{self._order}")

    def _ask_order(self) -> None:
        menu = QMenu(self)
        for order in ORDERS:
            action = menu.addAction(words(f"boards.sorted-{order}"))
            action.setCheckable(True)
            action.setChecked(order == self._order)
            action.triggered.connect(lambda _=False, order=order: self.sort_by(order))
        menu.popup(self.sorting.mapToGlobal(QPoint(0, self.sorting.height() + 4)))

    def sort_by(self, order: Order) -> None:
        """Another order of the boards, kept on this device."""
        self._order = order
        self._store.set_value("order", order)
        self.sorting.setText(self._order_word)
        self.refresh()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(RIM, 0, RIM + 6, 0)
        row.setSpacing(12)
        self.search = QLineEdit()
        self.search.setProperty("quiet", True)
        self.search.setPlaceholderText(words("boards.search"))
        self.search.setAccessibleName(words("boards.search"))
        self.search.setMaximumWidth(440)
        self.search.textChanged.connect(self._search)
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
        self.new.clicked.connect(lambda: self.make())
        row.addWidget(self.new)
        return row

    # ------------------------------------------------------------- what a person does

    def _search(self, typed: str) -> None:
        self.written.search("" if self._trash else typed.strip())
        self.refresh()

    def _go_to(self, hit: Hit) -> None:
        self.found.emit(self.lobby.address.at(hit.board), hit)

    def start(self) -> None:
        self.lobby.start()

    def stop(self) -> None:
        self._clock.stop()
        self.lobby.stop()

    def make(self, template: str = "") -> None:
        """A new board: made at the server where it answers, else when it does (the room makes it)."""
        id = fresh_id()
        if template:
            self._begins[id] = template
        self._ask(
            "POST",
            "boards",
            lambda status, _: self.opened.emit(self.lobby.address.at(id)),
            {"id": id} if not template else {"id": id, "title": words(f"template.{template}")},
        )

    def template_for(self, board: str) -> str:
        """The template that is wanted on a new board; it is told once."""
        return self._begins.pop(board, "")

    @property
    def rows(self) -> list[BoardRow]:
        """All boards that are known; those of this device where the server does not answer."""
        return list(self.lobby.boards.values()) or self._kept

    def show_shelf(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.heading.setText(shelf.heading)
        self.refresh()

    @property
    def _trash(self) -> bool:
        return self._shelf.kind == "trash"

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
            menu.addAction(words("boards.tags")).triggered.connect(lambda: self._tag(row, path))
            starred = words("boards.unstar" if id in self._stars else "boards.star")
            menu.addAction(starred).triggered.connect(lambda: self.star(id))
            menu.addSeparator()
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

    def _tag(self, row: BoardRow, path: str) -> None:
        typed, done = QInputDialog.getText(
            self,
            words("boards.tags-of", title=title_of(row)),
            words("boards.tags-commas"),
            text=", ".join(row.tags),
        )
        if done:
            tags = list(dict.fromkeys(tag.strip()[:TAG] for tag in typed.split(",") if tag.strip()))
            self._ask("PATCH", path, lambda *_: None, {"tags": tags[:TAGS]})

    def star(self, id: str) -> None:
        """Gives a board a star on this device, or takes it away."""
        if id in self._stars:
            self._stars.remove(id)
        else:
            self._stars.append(id)
        self._store.set_value("stars", " ".join(self._stars))
        self.refresh()

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
        shelf = self._shelf
        rows = self._trashed if self._trash else [r for r in live if shelf.holds(r, self._stars)]
        query = self.search.text().strip().lower()
        found = ordered((row for row in rows if query in title_of(row).lower()), self._order)
        self._show_tabs(live)
        self.templates.setVisible(shelf.kind == "all" and not query)
        self._server.setText(lobby.address.server.split("://", 1)[1])
        self.notice.setVisible(offline)
        self._show_cards(found, now)
        self.titles.setVisible(bool(found) or not self.written.found)
        nothing = not found and not self.written.found and (lobby.state == "live" or offline)
        self.empty.setVisible(nothing)
        if nothing:
            self.empty.setText(self._nothing(len(live)) if rows else shelf.nothing)
        if lobby.moves != self._moves and lobby.state == "live":
            self._read_trash()

    def _nothing(self, count: int) -> str:
        said = words("boards.nothing-found", query=self.search.text().strip())
        return f"{said} {words('boards.searched', count=count)}" if self.written.whole else said

    def _show_tabs(self, live: list[BoardRow]) -> None:
        tags = tags_of(live)
        counts = {Shelf("tag", tag): count for tag, count in tags}
        for shelf in [one for one in self._tabs if one.kind == "tag" and one not in counts]:
            self._tabs.pop(shelf).deleteLater()
        for at, shelf in enumerate(counts):
            if shelf not in self._tabs:
                self._tags.insertWidget(at, self._tab(shelf, ""))
        self._tags_title.setVisible(bool(tags))
        counts |= {
            Shelf(): len(live),
            Shelf("starred"): sum(row.id in self._stars for row in live),
            Shelf("trash"): len(self._trashed),
        }
        for shelf, button in self._tabs.items():
            button.show_count(counts[shelf], on=shelf == self._shelf)

    def _show_cards(self, rows: list[BoardRow], now: float) -> None:
        for row in rows:
            card = self._cards.get(row.id)
            if card is None:
                card = self._cards[row.id] = BoardCard(row)
                card.opened.connect(self.open_board)
                card.asked.connect(self._menu)
            card.show_row(row, now, starred=row.id in self._stars)
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

    def __init__(self, icon: str, text: str, tag: str = "") -> None:
        super().__init__(icon, text, "plain", icon_size=18)
        self._tag = tag
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
        if self._tag:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.ink(tag_colour(self._tag, theme.dark())))
            painter.drawRoundedRect(13, 12, 11, 11, 3, 3)
        else:
            ratio = self.devicePixelRatioF()
            painter.drawPixmap(QPoint(10, 9), icons.pixmap(self.icon_name, self.ink(), 18, ratio))
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
