"""The board list: the boards of a place as cards, and the rooms that are near."""

import time
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QScrollArea, QVBoxLayout, QWidget

from inkroom_desktop import address, icons, theme
from inkroom_desktop.address import HERE, Address, fresh_id
from inkroom_desktop.boardmenu import BoardMenu, Then
from inkroom_desktop.catalogue import Catalogue
from inkroom_desktop.device import Device
from inkroom_desktop.lobby import BoardRow, Lobby
from inkroom_desktop.panels.beginnings import Beginnings
from inkroom_desktop.panels.boardcard import RIM, title_of
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.cards import Cards
from inkroom_desktop.panels.lost import lost
from inkroom_desktop.panels.nav import Nav
from inkroom_desktop.panels.nearbyrooms import NearbyRooms
from inkroom_desktop.panels.panel import Ground
from inkroom_desktop.panels.serverbox import ServerBox, may_forget
from inkroom_desktop.panels.sorting import Sorting
from inkroom_desktop.panels.text import label, words
from inkroom_desktop.panels.written import Written
from inkroom_desktop.seeker import Hit
from inkroom_desktop.shelf import ORDERS, Shelf, ordered, tags_of

CLOCK_MS: Final = 30_000
LISTEN_MS: Final = 1_000
"""So long the list is seen before the network is asked for rooms."""


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
        self._shelf = Shelf()
        self._listed = Catalogue(device, place)
        self._begins: dict[str, str] = {}
        self._watched: dict[str, int] = {}
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
        self._listed.turn_to(place)

    def _connect(self) -> None:
        nav, device, listed = self.nav, self._device, self._listed
        nav.placed.connect(self.show_place)
        nav.shelved.connect(self.show_shelf)
        nav.asked.connect(self._ask_server)
        nav.add_wanted.connect(self._add_server)
        nav.settings_wanted.connect(self.settings_wanted)
        self.nearby.joined.connect(lambda link: self.opened.emit(address.read(link)))
        listed.changed.connect(self.refresh)
        listed.turned.connect(self.cards.forget_pictures)
        listed.told.connect(self.told)
        device.nearby.changed.connect(self._heard)
        device.keeper.idle.connect(self._written)
        self.places.changed.connect(self.refresh)

    @property
    def place(self) -> str:
        """The key of the place whose boards are listed."""
        return self._listed.place

    @property
    def lobby(self) -> Lobby:
        return self._listed.lobby

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
        column.addWidget(self._titles())
        self.empty = label("", "body", "2")
        self.empty.setContentsMargins(RIM, 12, 0, 0)
        column.addWidget(self.empty)
        column.addWidget(self._found(), 1)
        return main

    def _titles(self) -> QWidget:
        self.titles = QWidget()
        row = QHBoxLayout(self.titles)
        row.setContentsMargins(RIM, 20, RIM + 6, 0)
        self.heading = label(words("boards.boards"), "heading")
        row.addWidget(self.heading, 1)
        kept = self._store.value("order")
        self.sorting = Sorting(next((order for order in ORDERS if order == kept), "changed"))
        self.sorting.chosen.connect(self._sort)
        row.addWidget(self.sorting)
        return self.titles

    def _found(self) -> QWidget:
        """The cards, and below them what was written on boards."""
        self.cards = Cards(self.ask)
        self.cards.opened.connect(self.open_board)
        self.cards.watched.connect(self.watch)
        self.cards.asked.connect(lambda id: self._menu.popup(self._listed.known[id]))
        area = QScrollArea()
        area.setWidgetResizable(True)
        page = Ground("sunken")
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, 0, 24)
        inner.addWidget(self.cards)
        self.written = Written(self._listed.seeker)
        self.written.chosen.connect(self._go_to)
        self.written.changed.connect(self.refresh)
        inner.addWidget(self.written)
        inner.addStretch(1)
        area.setWidget(page)
        return area

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

    def _sort(self, order: str) -> None:
        """The order is kept on this device."""
        self._store.set_value("order", order)
        self.refresh()

    # ------------------------------------------------------------- places

    def stop(self) -> None:
        """The window goes: nothing is asked or shown any more."""
        if self._listed.over:
            return
        self._listed.stop()
        self._clock.stop()
        self._listen.stop()
        self._device.nearby.changed.disconnect(self._heard)
        self._device.keeper.idle.disconnect(self._written)
        self.places.changed.disconnect(self.refresh)

    def _heard(self, _: object) -> None:
        """Rooms came or went."""
        self.refresh()

    def show_place(self, place: str) -> None:
        """The boards of another place, which is shown again at the next start."""
        self.places.choose(place)
        self._listed.turn_to(self.places.address(place))

    def when_served(self, act: Callable[[], object]) -> None:
        """Does something with the server of this computer as soon as that runs."""
        self._listed.when_served(act)

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
        self._listed.ready(lambda: self.ask("POST", "boards", lambda *_: self._enter(id), made))

    def template_for(self, board: str) -> str:
        """The template that is wanted on a new board; it is told once."""
        return self._begins.pop(board, "")

    def watch(self, id: str) -> None:
        """Opens a board, and shows what is new on it since this device was there."""
        self._watched[id] = self._listed.seen(id)
        self.open_board(id)

    def watched_since(self, board: str) -> int:
        """The step since which something is to be shown on a board, 0: none is; it is told once."""
        return self._watched.pop(board, 0)

    def new_on(self, row: BoardRow) -> int:
        """How many steps are new on a board since this device was there."""
        seen = self._listed.seen(row.id)
        return max(0, row.head - seen) if seen else 0

    @property
    def rows(self) -> list[BoardRow]:
        """All boards that are known; those of this device where the server does not answer."""
        return list(self.lobby.boards.values()) or self._listed.kept

    def show_shelf(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.heading.setText(shelf.heading)
        self.refresh()

    @property
    def _trash(self) -> bool:
        return self._shelf.kind == "trash"

    def open_board(self, id: str) -> None:
        if self._trash:
            self._menu.popup(self._listed.known[id])
            return
        path = self._device.files.of(id) if self.place == HERE else None
        if path is not None:
            self._device.files.open(path)
        else:
            self._listed.ready(lambda: self._enter(id))

    def _enter(self, id: str) -> None:
        self._listed.enter(id, self.opened.emit)

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
        self._listed.duplicate(row)

    def moved(self, word: str, row: BoardRow) -> None:
        self.told.emit(words(word, title=title_of(row)))
        self._listed.read_trash()

    def ask(self, method: str, path: str, then: Then, body: Any = None) -> None:
        self._listed.ask(method, path, then, body)

    # ------------------------------------------------------------- showing

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._listed.over:
            return
        self._listen.start()
        self._listed.look_again()
        self.refresh()

    def _written(self) -> None:
        """A board that was just left is on the disk as far as it was seen."""
        if self.isVisible() and self._listed.look_again():
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._listen.stop()

    def refresh(self) -> None:
        """Shows the list as it is now; behind a board it waits until it comes to view."""
        listed = self._listed
        if listed.over or self.isHidden():
            return
        live, shelf = listed.live, self._shelf
        rows = listed.trashed if self._trash else [r for r in live if shelf.holds(r, self._stars)]
        query = self.search.text().strip().lower()
        found = ordered((row for row in rows if query in title_of(row).lower()), self.sorting.order)
        self.nav.show_places(self.places.servers, self.place)
        self._show_shelves(live)
        rooms = self._device.nearby.rooms
        self.nearby.show_rooms(rooms)
        whole = shelf.kind == "all" and not query
        self.nearby.setVisible(whole and (bool(rooms) or self.place == HERE))
        self.templates.setVisible(whole)
        self._show_notice()
        self._show_cards(found)
        self.titles.setVisible(bool(found) or not self.written.found)
        settled = self.lobby.state == "live" or listed.offline
        nothing = not found and not self.written.found and settled
        self.empty.setVisible(nothing)
        if nothing:
            self.empty.setText(self._not_found(len(live)) if rows else self._nothing(shelf))
        listed.keep_up()

    def _show_cards(self, rows: list[BoardRow]) -> None:
        self.cards.show_rows(
            rows,
            time.time() * 1000,
            stars=self._stars,
            seen=self._listed.seen,
            known=self._listed.known,
            pictures=self.lobby.state == "live" and not self._trash,
        )

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
            Shelf("trash"): len(self._listed.trashed),
        }
        self.nav.show_shelves(counts, self._shelf)
