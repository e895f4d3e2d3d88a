"""Where boards are: this computer, and the servers that this device knows."""

import json
from typing import Final
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, Signal

from inkroom.side import lesson_of
from inkroom_desktop.address import DEFAULT, HERE, Address
from inkroom_desktop.files import Files
from inkroom_desktop.store import Store
from inkroom_desktop.vault import Vault

_SERVERS: Final = "servers"
_CHOSEN: Final = "place"


class Places(QObject):
    """`changed`: a server came or went. A place is `HERE` or the address of a server."""

    changed = Signal()

    def __init__(self, store: Store, vault: Vault, files: Files) -> None:
        super().__init__()
        self._store, self._vault, self._files = store, vault, files

    @property
    def servers(self) -> list[str]:
        """As they were added."""
        kept = self._store.value(_SERVERS)
        return [str(one) for one in json.loads(kept)] if kept else []

    def add(self, address: Address) -> None:
        """A server is known from now on, with the token that came with its address."""
        if address.token:
            self._vault.keep(address.server, address.token)
        if address.server not in self.servers:
            self._store.set_value(_SERVERS, json.dumps([*self.servers, address.server]))
            self.changed.emit()

    def forget(self, server: str) -> None:
        """Takes a server away with its token; what was drawn on it stays there, and what waits stays here."""
        self._vault.keep(server, "")
        self._store.set_value(_SERVERS, json.dumps([one for one in self.servers if one != server]))
        self.changed.emit()

    @property
    def chosen(self) -> str:
        """The place whose boards were seen last; "" where none was chosen."""
        return self._store.value(_CHOSEN)

    @property
    def start(self) -> str:
        """The place that the list shows first."""
        return self.chosen or next(iter(self.servers), DEFAULT)

    def choose(self, place: str) -> None:
        self._store.set_value(_CHOSEN, place)

    def address(self, place: str) -> Address:
        """A place with its token; the server of this computer has an address only while it runs."""
        if place == HERE:
            return self._files.every
        return Address(place, token=self._vault.read(place))

    def board(self, place: str, id: str) -> Address:
        """A board at a place; a side board is entered with what its lesson is entered with (SIDE-2)."""
        if place == HERE:
            return self._files.address(id)
        kept = self._vault.read(f"{place} {lesson_of(id) or id}")
        return Address(place, id, kept or self._vault.read(place))

    def keep(self, board: Address) -> None:
        """The token of a board is known from now on."""
        if board.token and not board.here and lesson_of(board.board) is None:
            self._vault.keep(f"{board.server} {board.board}", board.token)


def name_of(server: str) -> str:
    """A server as people say it: without the scheme."""
    parts = urlsplit(server)
    return f"{parts.netloc}{parts.path}".rstrip("/")
