"""What the list lists: the boards of a place as its server tells them, as this device knew them, and its trash."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from PySide6.QtCore import QObject, Signal

from inkroom_desktop import boardfile
from inkroom_desktop.address import HERE, Address
from inkroom_desktop.boardmenu import TITLE, Then
from inkroom_desktop.device import Device
from inkroom_desktop.files import Work
from inkroom_desktop.lobby import BoardRow, Lobby, row_of
from inkroom_desktop.network import Request
from inkroom_desktop.panels.boardcard import title_of
from inkroom_desktop.panels.text import words
from inkroom_desktop.seeker import Seeker

YEAR = 365


class Catalogue(QObject):
    """`changed`: other boards than before, or another state. `turned`: those of another place. `told(text)`."""

    changed = Signal()
    turned = Signal()
    told = Signal(str)

    def __init__(self, device: Device, place: Address) -> None:
        super().__init__()
        self._device, self.places = device, device.places
        self.place = place.key
        self.lobby = Lobby(device.network, place)
        self.seeker = Seeker(device.network, place)
        self.kept: list[BoardRow] = []
        """The boards that were opened on this device, as far as it saw them."""
        self.trashed: list[BoardRow] = []
        self.over = False
        self._moves = -1
        self._requests: dict[Request | Work, None] = {}
        self._when_served: list[Callable[[], object]] = []
        device.files.served.connect(self._served)
        device.embedded.failed.connect(self._unserved)

    def stop(self) -> None:
        """The window goes: nothing is asked or shown any more."""
        self.over = True
        self.lobby.stop()
        self._device.files.served.disconnect(self._served)
        self._device.embedded.failed.disconnect(self._unserved)

    # ------------------------------------------------------------- boards

    @property
    def offline(self) -> bool:
        """True where the server does not answer, or not yet."""
        waits = self.place == HERE and self.lobby.state == "waiting"
        return self.lobby.state == "offline" or waits

    @property
    def live(self) -> list[BoardRow]:
        """The boards that the place has; those of this device where its server does not answer."""
        told = list(self.lobby.boards.values())
        return told if told or not self.offline else self.kept

    @property
    def known(self) -> dict[str, BoardRow]:
        """Every board that may be shown by its id, those in the trash too."""
        rows = (*self.kept, *self.trashed, *self.lobby.boards.values())
        return {row.id: row for row in rows}

    def seen(self, id: str) -> int:
        """The step up to which this device saw a board; 0: it was never there."""
        return next((row.head for row in self.kept if row.id == id), 0)

    def look_again(self) -> bool:
        """Back from a board: what this device has seen of it may be more. True: it is."""
        before, self.kept = self.kept, self._device.boards_here(self.place)
        return {row.id: row.head for row in before} != {row.id: row.head for row in self.kept}

    def keep_up(self) -> None:
        """Reads the trash anew where boards came or went."""
        if self.lobby.moves != self._moves and self.lobby.state == "live":
            self.read_trash()

    def read_trash(self) -> None:
        self._moves = self.lobby.moves

        def show(status: int, answer: object) -> None:
            if status == 200 and isinstance(answer, dict):
                self.trashed = [row_of(row) for row in answer["boards"]]
                self.changed.emit()

        self.ask("GET", "boards?trash=true", show)

    # ------------------------------------------------------------- the place

    def turn_to(self, to: Address) -> None:
        """The boards of another place."""
        self.lobby.stop()
        self.lobby.deleteLater()
        self.place = to.key
        self.look_again()
        self.trashed, self._moves = [], -1
        self.lobby = Lobby(self._device.network, to)
        self.lobby.changed.connect(self.changed)
        self.seeker.turn_to(to)
        self.turned.emit()
        if to.server:
            self.lobby.start()
        else:
            self._device.files.start()
        self.changed.emit()

    def _served(self) -> None:
        """The server of this computer runs, perhaps anew."""
        if self.place == HERE and self.lobby.address.server != self.places.address(HERE).server:
            self.turn_to(self.places.address(HERE))
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

    def ready(self, act: Callable[[], object]) -> None:
        """Does something with the server of the place as soon as that runs."""
        if self.place == HERE:
            self.when_served(act)
        else:
            act()

    # ------------------------------------------------------------- what is asked of its server

    def ask(self, method: str, path: str, then: Then, body: Any = None) -> None:
        """One question; the answer of a place that was left is not heard."""
        request = Request(self._device.network, self.lobby.address.token)
        self._requests[request] = None
        place = self.place

        def done(status: int, answer: object) -> None:
            self._requests.pop(request, None)
            if place == self.place and not self.over:
                then(status, answer)

        request.done.connect(done)
        request.send(method, self.lobby.address.api(path), body)

    def enter(self, id: str, then: Callable[[Address], object]) -> None:
        """Finds the address of a board; with an operator's token only after it made one for the board (ACC-7)."""
        board = self.places.board(self.place, id)
        operator = self.lobby.address.token
        if self.place == HERE or not operator or board.token != operator:
            then(board)
            return

        def heard(status: int, answer: Any) -> None:
            if status == 201 and isinstance(answer, dict):
                entered = Address(board.server, id, str(answer["token"]))
                self.places.keep(entered)
                then(entered)
            else:
                then(board)

        wanted = {"role": "owner", "name": self._device.name, "days": YEAR}
        self.ask("POST", f"boards/{quote(id, safe='')}/tokens", heard, wanted)

    def duplicate(self, row: BoardRow) -> None:
        """Another board with the same history."""
        title = words("boards.copy-of", title=title_of(row))[:TITLE]
        at = self.lobby.address.at(row.id)
        work = Work(self._device.network, lambda: boardfile.duplicate(at, title))
        self._requests[work] = None

        def done(text: str) -> None:
            self._requests.pop(work, None)
            if not self.over:
                self.told.emit(text)

        work.done.connect(lambda _: done(words("boards.copied", title=title)))
        work.failed.connect(done)
        work.start()
