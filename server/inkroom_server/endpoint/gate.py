"""How many sockets there are, and who may open one more (LIM-5)."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from starlette.requests import HTTPConnection

from inkroom_server.endpoint.bucket import Bucket
from inkroom_server.settings import Settings

ADDRESSES: Final = 10_000
"""So many addresses are remembered before those that were quiet are let go."""


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
        self._rates: dict[str, Bucket] = {}

    @contextmanager
    def pass_through(self, socket: HTTPConnection, room: str = "") -> Iterator[None]:
        """Counts a socket while it is there; raises Full before it is accepted."""
        s = self._settings
        address = socket.client.host if socket.client else ""
        if is_loopback(address):
            address = ""
        if self.open >= s.sockets or (room and self._rooms.get(room, 0) >= s.sockets_per_room):
            raise Full(503)
        if address and self._addresses.get(address, 0) >= s.sockets_per_address:
            raise Full(429)
        if address and self._too_fast(address):
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

    def _too_fast(self, address: str) -> bool:
        """True where an address opened more sockets than it may in so short a time."""
        s, now = self._settings, time.monotonic()
        if len(self._rates) > ADDRESSES:
            self._rates = {a: rate for a, rate in self._rates.items() if not rate.full(now)}
        rate = self._rates.setdefault(address, Bucket(s.opens_per_s, s.open_burst, now))
        return rate.take(1, now) > 0


def _add(counts: dict[str, int], key: str, by: int) -> None:
    if key:
        counts[key] = counts.get(key, 0) + by
        if counts[key] <= 0:
            del counts[key]


def is_loopback(address: str) -> bool:
    """True for an address of this computer itself, or none (a UNIX socket)."""
    return not address or address.startswith(("127.", "::ffff:127.")) or address == "::1"
