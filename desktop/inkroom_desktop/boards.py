"""The board list: the boards of a place as cards, and the rooms that are near."""

import time
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import quote

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from inkroom_desktop import address, boardfile, icons, theme
from inkroom_desktop.address import HERE, Address, fresh_id
from inkroom_desktop.boardmenu import TITLE, BoardMenu, Then
from inkroom_desktop.device import Device
from inkroom_desktop.files import Work
from inkroom_desktop.lobby import BoardRow, Lobby, row_of
from inkroom_desktop.network import Request
from inkroom_desktop.panels.beginnings import Beginnings
from inkroom_desktop.panels.boardcard import RIM, BoardCard, title_of
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.flow import Flow
from inkroom_desktop.panels.lost import lost
from inkroom_desktop.panels.nav import Nav
from inkroom_desktop.panels.nearbyrooms import NearbyRooms
from inkroom_desktop.panels.panel import Ground
from inkroom_desktop.panels.serverbox import ServerBox, may_forget
from inkroom_desktop.panels.text import label, words
from inkroom_desktop.panels.written import Written
from inkroom_desktop.seeker import Hit, Seeker
from inkroom_desktop.shelf import ORDERS, Order, Shelf, ordered, tags_of

CLOCK_MS: Final = 30_000
LISTEN_MS: Final = 1_000
"""So long the list is seen before the network is asked for rooms."""
GAP: Final = 18 - 2 * RIM
YEAR: Final = 365


class Boards(QWidget):
    """`opened(address)`: a board is wanted. `found(address, hit)`: what was written there is wanted.

    `told(text)`: something to tell as a toast. `settings_wanted`.
    """

    opened = Signal(object)
    found = Signal(object, object)
    told = Signal(str)
    settings_wanted = Signal()

    def __init__(self, device: Device, place: Address) -> None:
        super().__init__()
        self._device, self._store, self.places = device, device.store, device.places
        self._stars = [id for id in self._store.value("stars").split() if id]
        kept = self._store.value("order")
        self._order: Order = next((order for order in ORDERS if order == kept), "changed")
        self._shelf = Shelf()
        self.place = place.key
        self._kept: list[BoardRow] = []
        self.lobby = Lobby(device.network, place)
        self._cards: dict[str, BoardCard] = {}
        self._pictures: dict[str, tuple[int, bool]] = {}
        self._trashed: list[BoardRow] = []
        self._moves = -1
        self._over = False
        self._requests: dict[Request | Work, None] = {}
        self._begins: dict[str, str] = {}
        self._when_served: list[Callable[[], object]] = []
        self._menu = BoardMenu(self, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.nav = Nav()
        row.addWidget(self.nav)
        row.addWidget(self._main(), 1)
        self._clock = QTimer(self, interval=CLOCK_MS)
        self._clock.timeout.connect(self.refresh)
        self._clock.start()
        self._listen = QTimer(self, singleShot=True, interval=LISTEN_MS)
        self._listen.timeout.connect(device.nearby.listen)
        self._connect()
        self._turn_to(place)

    def _connect(self) -> None:
        nav, device = self.nav, self._device
        nav.placed.connect(self.show_place)
        nav.shelved.connect(self.show_shelf)
        nav.asked.connect(self._ask_server)
        nav.add_wanted.connect(self._add_server)
        nav.settings_wanted.connect(self.settings_wanted)
        self.nearby.joined.connect(lambda link: self.opened.emit(address.read(link)))
        device.nearby.changed.connect(self._heard)
        device.files.served.connect(self._served)
        device.embedded.failed.connect(self._unserved)
        self.places.changed.connect(self.refresh)

    # ------------------------------------------------------------- parts

    def _main(self) -> QWidget:
        main = Ground("sunken")
        column = QVBoxLayout(main)
        column.setContentsMargins(32 - RIM, 20, 14, 0)  # the scroll bar lies in the margin
        column.setSpacing(0)
        column.addLayout(self._head())
        self.notice = label("", "body", "2")
        self.notice.setWordWrap(True)
        self.notice.setContentsMargins(RIM, 16, 0, 0)
        column.addWidget(self.notice)
        self.templates = Beginnings(RIM)
        self.templates.picked.connect(self.make)
        column.addWidget(self.templates)
        near = QHBoxLayout()
        near.setContentsMargins(RIM, 0, RIM + 6, 0)
        self.nearby = NearbyRooms()
        near.addWidget(self.nearby)
        column.addLayout(near)
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
        self._seeker = Seeker(self._device.network, self.lobby.address)
        self.written = Written(self._seeker)
        self.written.chosen.connect(self._go_to)
        self.written.changed.connect(self.refresh)
        inner.addWidget(self.written)
        inner.addStretch(1)
        area.setWidget(page)
        column.addWidget(area, 1)
        return main

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
        icon = icons.named("list", "new")
        self.new = Button(
            icon, words("boards.new"), "primary", icon_size=18, height=theme.size("tool"), stroke=2
        )
        self.new.clicked.connect(lambda: self.make())
        row.addWidget(self.new)
        return row

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

    # ------------------------------------------------------------- places

    def stop(self) -> None:
        """The window goes: nothing is asked or shown any more."""
        if self._over:
            return
        self._over = True
        self._clock.stop()
        self._listen.stop()
        self.lobby.stop()
        self._device.nearby.changed.disconnect(self._heard)
        self._device.files.served.disconnect(self._served)
        self._device.embedded.failed.disconnect(self._unserved)
        self.places.changed.disconnect(self.refresh)

    def _heard(self, _: object) -> None:
        """Rooms came or went."""
        self.refresh()

    def show_place(self, place: str) -> None:
        """The boards of another place, which is shown again at the next start."""
        self.places.choose(place)
        self._turn_to(self.places.address(place))

    def _turn_to(self, to: Address) -> None:
        self.lobby.stop()
        self.lobby.deleteLater()
        self.place = to.key
        self._kept = self._device.boards_here(self.place)
        self._trashed, self._moves = [], -1
        self._pictures.clear()
        self.lobby = Lobby(self._device.network, to)
        self.lobby.changed.connect(self.refresh)
        self._seeker.turn_to(to)
        if to.server:
            self.lobby.start()
        else:
            self._device.files.start()
        self.refresh()

    def _served(self) -> None:
        """The server of this computer runs, perhaps anew."""
        if self.place == HERE and self.lobby.address.server != self.places.address(HERE).server:
            self._turn_to(self.places.address(HERE))
        waiting, self._when_served = self._when_served, []
        for act in waiting:
            act()

    def _unserved(self, why: str) -> None:
        self._when_served = []
        if self.place == HERE:
            self.told.emit(words("places.here-failed", why=why))

    def when_served(self, act: Callable[[], object]) -> None:
        """Does something with the server of this computer as soon as that runs."""
        if self._device.embedded.address:
            act()
        else:
            self._when_served.append(act)
            self._device.files.start()

    def _ready(self, act: Callable[[], object]) -> None:
        """Does something with the server of the place as soon as that runs."""
        if self.place == HERE:
            self.when_served(act)
        else:
            act()

    def _add_server(self) -> None:
        box = ServerBox(self, self._device.vault)
        if box.exec() and box.address is not None:
            self.places.add(box.address)
            self.show_place(box.address.server)

    def _ask_server(self, server: str) -> None:
        menu = QMenu(self)
        menu.addAction(words("places.forget")).triggered.connect(lambda: self._forget(server))
        menu.popup(self.nav.places[server].mapToGlobal(QPoint(38, 34)))

    def _forget(self, server: str) -> None:
        if may_forget(self, server):
            self.places.forget(server)
            if server == self.place:
                self.show_place(HERE)

    # ------------------------------------------------------------- what a person does

    def _search(self, typed: str) -> None:
        self.written.search("" if self._trash else typed.strip())
        self.refresh()

    def _go_to(self, hit: Hit) -> None:
        self.found.emit(self.places.board(self.place, hit.board), hit)

    def make(self, template: str = "") -> None:
        """A new board: made at the server where it answers, else when it does (the room makes it)."""
        id = fresh_id()
        made = {"id": id}
        if template:
            self._begins[id] = template
            made["title"] = words(f"template.{template}")
        self._ready(lambda: self.ask("POST", "boards", lambda *_: self._enter(id), made))

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
            self._menu.popup(self._cards[id].row)
            return
        path = self._device.files.of(id) if self.place == HERE else None
        if path is not None:
            self._device.files.open(path)
        else:
            self._ready(lambda: self._enter(id))

    def _enter(self, id: str) -> None:
        """Opens a board; with an operator's token only after it made one for the board (ACC-7)."""
        board = self.places.board(self.place, id)
        operator = self.lobby.address.token
        if self.place == HERE or not operator or board.token != operator:
            self.opened.emit(board)
            return

        def then(status: int, answer: Any) -> None:
            if status == 201 and isinstance(answer, dict):
                entered = Address(board.server, id, str(answer["token"]))
                self.places.keep(entered)
                self.opened.emit(entered)
            else:
                self.opened.emit(board)

        wanted = {"role": "owner", "name": self._device.name, "days": YEAR}
        self.ask("POST", f"boards/{quote(id, safe='')}/tokens", then, wanted)

    def starred(self, id: str) -> bool:
        return id in self._stars

    def star(self, id: str) -> None:
        """Gives a board a star on this device, or takes it away."""
        if id in self._stars:
            self._stars.remove(id)
        else:
            self._stars.append(id)
        self._store.set_value("stars", " ".join(self._stars))
        self.refresh()

    def duplicate(self, row: BoardRow) -> None:
        """Another board with the same history."""
        title = words("boards.copy-of", title=title_of(row))[:TITLE]
        at = self.lobby.address.at(row.id)
        work = Work(self._device.network, lambda: boardfile.duplicate(at, title))
        self._requests[work] = None

        def done(text: str) -> None:
            self._requests.pop(work, None)
            if not self._over:
                self.told.emit(text)

        work.done.connect(lambda _: done(words("boards.copied", title=title)))
        work.failed.connect(done)
        work.start()

    def moved(self, word: str, row: BoardRow) -> None:
        self.told.emit(words(word, title=title_of(row)))
        self._read_trash()

    def ask(self, method: str, path: str, then: Then, body: Any = None) -> None:
        request = Request(self._device.network, self.lobby.address.token)
        self._requests[request] = None
        place = self.place

        def done(status: int, answer: object) -> None:
            self._requests.pop(request, None)
            if place == self.place and not self._over:
                then(status, answer)

        request.done.connect(done)
        request.send(method, self.lobby.address.api(path), body)

    # ------------------------------------------------------------- showing

    def showEvent(self, event: QShowEvent) -> None:
        """Back from a board: what this device has seen of it may be more than before."""
        super().showEvent(event)
        if self._over:
            return
        self._listen.start()
        self._kept = self._device.boards_here(self.place)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._listen.stop()

    def refresh(self) -> None:
        """Shows the list as it is now."""
        if self._over:
            return
        lobby, now = self.lobby, time.time() * 1000
        waits = self.place == HERE and lobby.state == "waiting"
        offline = lobby.state == "offline" or waits
        live = list(lobby.boards.values()) if lobby.boards or not offline else self._kept
        shelf = self._shelf
        rows = self._trashed if self._trash else [r for r in live if shelf.holds(r, self._stars)]
        query = self.search.text().strip().lower()
        found = ordered((row for row in rows if query in title_of(row).lower()), self._order)
        self.nav.show_places(self.places.servers, self.place)
        self._show_shelves(live)
        rooms = self._device.nearby.rooms
        self.nearby.show_rooms(rooms)
        whole = shelf.kind == "all" and not query
        self.nearby.setVisible(whole and (bool(rooms) or self.place == HERE))
        self.templates.setVisible(whole)
        self._show_notice()
        self._show_cards(found, now)
        self.titles.setVisible(bool(found) or not self.written.found)
        nothing = not found and not self.written.found and (lobby.state == "live" or offline)
        self.empty.setVisible(nothing)
        if nothing:
            self.empty.setText(self._not_found(len(live)) if rows else self._nothing(shelf))
        if lobby.moves != self._moves and lobby.state == "live":
            self._read_trash()

    def _not_found(self, count: int) -> str:
        said = words("boards.nothing-found", query=self.search.text().strip())
        return f"{said} {words('boards.searched', count=count)}" if self.written.whole else said

    def _nothing(self, shelf: Shelf) -> str:
        here = self.place == HERE and shelf.kind == "all"
        return words("places.here-empty") if here else shelf.nothing

    def _show_notice(self) -> None:
        """Why the list is not whole: the server does not answer, or does not take the token."""
        lobby = self.lobby
        word = {"offline": "boards.not-reached", "refused": "places.refused"}.get(lobby.state, "")
        self.notice.setVisible(bool(word) and self.place != HERE)
        if word:
            why = lost(lobby.address, lobby.why) if lobby.state == "offline" else ""
            self.notice.setText(" ".join(filter(None, (why, words(word)))))

    def _show_shelves(self, live: list[BoardRow]) -> None:
        counts = {Shelf("tag", tag): count for tag, count in tags_of(live)}
        counts |= {
            Shelf(): len(live),
            Shelf("starred"): sum(row.id in self._stars for row in live),
            Shelf("trash"): len(self._trashed),
        }
        self.nav.show_shelves(counts, self._shelf)

    def _show_cards(self, rows: list[BoardRow], now: float) -> None:
        seen = {row.id: row.head for row in self._kept}
        for row in rows:
            card = self._cards.get(row.id)
            if card is None:
                card = self._cards[row.id] = BoardCard(row)
                card.opened.connect(self.open_board)
                card.asked.connect(lambda id: self._menu.popup(self._cards[id].row))
            card.show_row(
                row, now, starred=row.id in self._stars, news=row.head - seen.get(row.id, row.head)
            )
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
        self.ask("GET", f"boards/{quote(row.id, safe='')}/thumb.svg?v={row.head}{dark}", show)

    def _read_trash(self) -> None:
        self._moves = self.lobby.moves

        def show(status: int, answer: object) -> None:
            if status == 200 and isinstance(answer, dict):
                self._trashed = [row_of(row) for row in answer["boards"]]
                self.refresh()

        self.ask("GET", "boards?trash=true", show)
