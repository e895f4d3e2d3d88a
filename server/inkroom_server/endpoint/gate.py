"""How many sockets there are, and who may open one more (LIM-5)."""

from collections.abc import Iterator
from contextlib import contextmanager

from starlette.websockets import WebSocket

from inkroom_server.settings import Settings


class Full(Exception):
    """No more sockets: the HTTP status says whose limit it was."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Gate:
    """Counts the sockets of the server, by address and by room."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.open = 0
        self._rooms: dict[str, int] = {}
        self._addresses: dict[str, int] = {}

    @contextmanager
    def pass_through(self, socket: WebSocket, room: str = "") -> Iterator[None]:
        """Counts a socket while it is there; raises Full before it is accepted."""
        s = self._settings
        address = socket.client.host if socket.client else ""
        if is_loopback(address):
            address = ""
        if self.open >= s.sockets or (room and self._rooms.get(room, 0) >= s.sockets_per_room):
            raise Full(503)
        if address and self._addresses.get(address, 0) >= s.sockets_per_address:
            raise Full(429)
        self.open += 1
        _add(self._rooms, room, 1)
        _add(self._addresses, address, 1)
        try:
            yield
        finally:
            self.open -= 1
            _add(self._rooms, room, -1)
            _add(self._addresses, address, -1)


def _add(counts: dict[str, int], key: str, by: int) -> None:
    if key:
        counts[key] = counts.get(key, 0) + by
        if counts[key] <= 0:
            del counts[key]


def is_loopback(address: str) -> bool:
    """True for an address of this computer itself, or none (a UNIX socket)."""
    return not address or address.startswith(("127.", "::ffff:127.")) or address == "::1"
