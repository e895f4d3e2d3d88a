"""Rooms on this network: announced by multicast DNS, and heard of by it (RFC 6762, RFC 6763)."""

import logging
import socket
from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Signal
from zeroconf import InterfaceChoice, ServiceBrowser, ServiceInfo, ServiceStateChange, Zeroconf

SERVICE: Final = "_inkroom._tcp.local."
ASK_MS: Final = 3_000
PART: Final = 200
"""Bytes of a string in what is announced; the most is 255 with its name (RFC 6763, 6.1)."""
PARTS: Final = 6
_log = logging.getLogger(__name__)


class Room(NamedTuple):
    """A board that somebody on this network shares: its title, the link that lets one in, and whose computer has it."""

    name: str
    title: str
    link: str
    host: str = ""


class Nearby(QObject):
    """Hears of rooms while it listens. `changed(rooms)`: by title. A machine without a network hears nothing."""

    changed = Signal(object)
    _heard = Signal(str, object)

    def __init__(self, interfaces: Sequence[str] = ()) -> None:
        super().__init__()
        self._interfaces = list(interfaces) or InterfaceChoice.All
        self._rooms: dict[str, Room] = {}
        self._own: ServiceInfo | None = None
        self._zeroconf: Zeroconf | None = None
        self._browser: ServiceBrowser | None = None
        self._heard.connect(self._note)

    def listen(self) -> None:
        """Begins to hear of rooms."""
        zeroconf = self._open()
        if zeroconf is not None and self._browser is None:
            self._browser = ServiceBrowser(zeroconf, SERVICE, handlers=[self._moved])

    def announce(self, board: str, title: str, address: str, port: int, link: str) -> None:
        """Tells the network of a room of this computer, instead of the one before."""
        self.silence()
        zeroconf = self._open()
        if zeroconf is None:
            return
        self._own = ServiceInfo(
            SERVICE,
            f"{board}-{socket.gethostname()}"[:60] + f".{SERVICE}",
            addresses=[socket.inet_aton(address)],
            port=port,
            properties={
                "title": title.encode()[:PART],
                "host": socket.gethostname().encode()[:PART],
                **_parts(link),
            },
        )
        zeroconf.register_service(self._own, cooperating_responders=True)

    def silence(self) -> None:
        """Takes back what was announced."""
        own, self._own = self._own, None
        if own is not None and self._zeroconf is not None:
            self._zeroconf.unregister_service(own)

    def close(self) -> None:
        """Hears and tells nothing more."""
        self.silence()
        zeroconf, self._zeroconf, self._browser = self._zeroconf, None, None
        if zeroconf is not None:
            zeroconf.close()

    @property
    def rooms(self) -> list[Room]:
        """By title."""
        return sorted(self._rooms.values(), key=lambda room: (room.title.casefold(), room.name))

    def _open(self) -> Zeroconf | None:
        if self._zeroconf is None:
            try:
                self._zeroconf = Zeroconf(interfaces=self._interfaces)
            except OSError as why:
                _log.info("no network to hear of rooms on: %s", why)
        return self._zeroconf

    def _moved(
        self, zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange
    ) -> None:
        """Called on zeroconf's thread."""
        if state_change is ServiceStateChange.Removed:
            self._heard.emit(name, None)
            return
        info = zeroconf.get_service_info(service_type, name, ASK_MS)
        if info is not None:
            said = {key: value or b"" for key, value in info.properties.items()}
            title = _plain(said.get(b"title", b""))
            link = _plain(b"".join(said.get(f"link{n}".encode(), b"") for n in range(PARTS)))
            if link.startswith(("http://", "https://")):
                self._heard.emit(name, Room(name, title, link, _plain(said.get(b"host", b""))))

    def _note(self, name: str, room: object) -> None:
        own = self._own
        if isinstance(room, Room) and not (own is not None and name == own.name):
            self._rooms[name] = room
        else:
            self._rooms.pop(name, None)
        self.changed.emit(self.rooms)


def _parts(link: str) -> dict[str, bytes]:
    """A link with its token, in as many strings as it takes."""
    raw = link.encode()
    return {f"link{n}": raw[n * PART : (n + 1) * PART] for n in range(-(-len(raw) // PART))}


def _plain(raw: bytes) -> str:
    """What a stranger's computer says, without control characters."""
    return "".join(c for c in raw.decode("utf-8", "replace") if c.isprintable())
