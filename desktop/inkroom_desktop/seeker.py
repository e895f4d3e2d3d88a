"""What was ever written, asked of the server as one types (SEEK-3)."""

from typing import Final, NamedTuple
from urllib.parse import urlencode

from PySide6.QtCore import QObject, QTimer, Signal

from inkroom_desktop.address import Address
from inkroom_desktop.network import Network, Request

REST_MS: Final = 120
"""The server is asked once a person stops typing for so long."""
AGAIN_MS: Final = 1_000
"""And again after this while it still reads."""


class Hit(NamedTuple):
    """Something written that fits; `what` is text, title, chat, comment or mark, `at` ms since 1970 UTC."""

    board: str
    title: str
    seq: int
    at: int
    name: str
    what: str
    about: str
    text: str


class Seeker(QObject):
    """`answered`: `hits` and `whole` are those of the newest words. `whole`: all was searched."""

    answered = Signal()

    def __init__(self, network: Network, address: Address) -> None:
        super().__init__()
        self._network, self._address = network, address
        self.hits: list[Hit] = []
        self.whole = False
        self.query = ""
        self._request: Request | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._rest.timeout.connect(self._ask)
        self._again.timeout.connect(self._ask)

    def turn_to(self, address: Address) -> None:
        """Another server or board is asked from now on."""
        self._address = address
        if self.query:
            self.search(self.query)

    def search(self, query: str) -> None:
        """Other words; none: nothing is found, at once."""
        self.stop()
        self.query, self.whole = query, False
        if query:
            self._rest.start()
        else:
            self.hits = []
            self.answered.emit()

    def stop(self) -> None:
        """Asks no more."""
        self._rest.stop()
        self._again.stop()
        self._request = None

    def _ask(self) -> None:
        board = {"board": self._address.board} if self._address.board else {}
        request = self._request = Request(self._network, self._address.token)
        request.done.connect(lambda status, answer: self._take(request, status, answer))
        query = urlencode({"q": self.query, **board})
        request.send("GET", self._address.api(f"search?{query}"))

    def _take(self, request: Request, status: int, answer: object) -> None:
        if request is not self._request:
            return  # other words were typed meanwhile
        self._request = None
        told = answer if status == 200 and isinstance(answer, dict) else {}
        self.hits = [
            Hit(**{name: row[name] for name in Hit._fields}) for row in told.get("hits", ())
        ]
        self.whole = bool(told.get("whole"))
        if told and not self.whole:
            self._again.start()
        self.answered.emit()
