"""A board of this computer for everybody on its network: the server lets others in who have the link."""

from urllib.parse import quote, urlsplit

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QAbstractSocket, QNetworkInterface

from inkroom_desktop.address import Address
from inkroom_desktop.embedded import Embedded
from inkroom_desktop.nearby import Nearby
from inkroom_desktop.network import Network, Request

OPEN = ("--public", "--host", "0.0.0.0")
DAYS = 1
"""How long a link works: a lesson, not a year."""


class Sharing(QObject):
    """`changed()`: it began, ended, or has another link. One board at a time."""

    changed = Signal()
    failed = Signal()

    def __init__(self, network: Network, embedded: Embedded, nearby: Nearby) -> None:
        super().__init__()
        self._network, self._embedded, self._nearby = network, embedded, nearby
        self._request: Request | None = None
        self._board: Address | None = None
        self._title = ""
        self._token = ""
        self.role = "editor"
        self.link = ""
        embedded.ready.connect(self._ready)

    @property
    def on(self) -> bool:
        """True while others may come in."""
        return self._board is not None

    def start(self, board: Address, title: str, role: str) -> None:
        """Lets others in; `changed` follows when the link works."""
        self._board, self._title, self.role = board, title, role
        port = urlsplit(self._embedded.address).port or 0
        if self._embedded.options == OPEN:
            self._ready(self._embedded.address)
        else:
            self._embedded.stop()
            self._embedded.start(*OPEN, port=port)

    def allow(self, role: str) -> None:
        """Another link, for another role; the one before ends, and with it whoever came by it."""
        self.role = role
        if self._board is not None:
            self._end_token()
            self._make_token()

    def stop(self) -> None:
        """Nobody else comes in any more; what they drew stays."""
        if self._board is None:
            return
        self._nearby.silence()
        self._end_token()
        self._board, self.link = None, ""
        port = urlsplit(self._embedded.address).port or 0
        self._embedded.stop()
        self._embedded.start(port=port)
        self.changed.emit()

    def _ready(self, _: str) -> None:
        if self._board is not None and self._embedded.options == OPEN:
            self._make_token()

    def _make_token(self) -> None:
        board = self._board
        if board is None:
            return
        request = self._request = Request(self._network, board.token)
        request.done.connect(self._made)
        url = board.api(f"boards/{quote(board.board, safe='')}/tokens")
        request.send("POST", url, {"role": self.role, "name": "", "days": DAYS})

    def _made(self, status: int, answer: object) -> None:
        here = own_address()
        if self._board is None or status != 201 or not isinstance(answer, dict) or not here:
            self.failed.emit()
            return
        self._token = str(answer["id"])
        port = urlsplit(self._embedded.address).port or 0
        shared = Address(f"http://{here}:{port}", self._board.board, str(answer["token"]))
        self.link = shared.page
        self.changed.emit()
        self._nearby.announce(shared.board, self._title, here, port, self.link)

    def _end_token(self) -> None:
        if self._board is not None and self._token:
            board = quote(self._board.board, safe="")
            request = Request(self._network, self._board.token)
            self._request = request
            request.send("DELETE", self._board.api(f"boards/{board}/tokens/{self._token}"))
            self._token = ""


def own_address() -> str:
    """The address under which others on the network reach this computer; "" where it is on none."""
    for interface in QNetworkInterface.allInterfaces():
        flags = interface.flags()
        up = QNetworkInterface.InterfaceFlag.IsUp | QNetworkInterface.InterfaceFlag.IsRunning
        if flags & QNetworkInterface.InterfaceFlag.IsLoopBack or (flags & up) != up:
            continue
        for entry in interface.addressEntries():
            address = entry.ip()
            if address.protocol() == QAbstractSocket.NetworkLayerProtocol.IPv4Protocol:
                return str(address.toString())
    return ""
