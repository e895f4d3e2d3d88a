"""Everyone's library, which the server of a board keeps (API-13): asked for on the network's thread, read there too."""

import asyncio
import json
from collections.abc import Callable
from typing import Final, NamedTuple
from urllib.parse import quote

from PySide6.QtCore import QObject, Signal

from inkroom.board import Element
from inkroom.errors import BadFile
from inkroom.formats import library
from inkroom.formats.library import Thing
from inkroom_desktop.address import Address
from inkroom_desktop.library import thing_of
from inkroom_desktop.link import Link
from inkroom_desktop.network import Network, Request, fetched_bytes

WORDS: Final = {0: "library.not-reached", 409: "library.shared-full", 422: "library.not-one"}

WORK_S: Final = 60
"""How long a server may be at what it is to put in."""


class Told(NamedTuple):
    """What the server said: the file as it came, what is in it, and whether one may change it."""

    data: bytes
    things: list[Thing]
    change: bool


class SharedLibrary(QObject):
    """`changed`: other things are shown; `kept`: the selection is in it; `troubled(word, name)`: it stays as it was.

    `told` is what the server said last, None where it did not answer; `asking`: an answer is waited for.
    """

    changed = Signal()
    kept = Signal()
    troubled = Signal(str, str)
    _came = Signal(int, object)

    def __init__(self, network: Network, link: Link) -> None:
        super().__init__()
        self._network, self._link = network, link
        self._turn = 0
        self._requests: set[Request] = set()
        self._again = False
        self.told: Told | None = None
        self.asking = False
        self._came.connect(self._take)
        link.status.connect(self._connected)

    @property
    def may_change(self) -> bool:
        return self.told is not None and self.told.change

    def things(self) -> list[Thing]:
        return self.told.things if self.told else []

    def load(self) -> None:
        """Asks the server; `changed` follows."""
        self._turn += 1
        self.asking, self._again = True, False
        self._network.start(self._fetch(self._turn, self._link.address), self)

    def keep(self, elements: list[Element]) -> None:
        if elements:
            data = library.write([thing_of(elements)]).encode()
            self._send("POST", "library", data, "", self.kept.emit)

    def bring(self, data: bytes, name: str) -> None:
        """Puts in what is in a file of this name."""
        self._send("POST", "library", data, name, lambda: None)

    def remove(self, at: int) -> None:
        id = str(self.things()[at].about.get("id"))
        self._send("DELETE", f"library/{quote(id, safe='')}", None, "", lambda: None)

    def _send(
        self, method: str, path: str, body: bytes | None, name: str, well: Callable[[], None]
    ) -> None:
        address = self._link.address
        request = Request(self._network, address.token)
        self._requests.add(request)

        def done(status: int, answer: object) -> None:
            self._requests.discard(request)
            if 200 <= status < 300:
                well()
                self.load()
            else:
                self.troubled.emit(WORDS.get(status, "library.not-taken"), name)

        request.done.connect(done)
        request.send(method, address.api(path), body, WORK_S)

    def _connected(self) -> None:
        """The server that did not answer is asked again when it is there."""
        if not self._turn or self._link.session.phase != "live":
            return
        if self.asking:
            self._again = True
        elif self.told is None:
            self.load()

    async def _fetch(self, turn: int, address: Address) -> None:
        told = await asyncio.get_running_loop().run_in_executor(None, _fetched, address)
        self._came.emit(turn, told)

    def _take(self, turn: int, told: Told | None) -> None:
        if turn != self._turn:
            return  # it was asked for again meanwhile
        if told is None and self._again:
            self.load()
            return
        self.asking, self.told = False, told
        self.changed.emit()


def _fetched(address: Address) -> Told | None:
    listed = fetched_bytes(address.api("library"), address.token)
    data = fetched_bytes(address.api("library.excalidrawlib"), address.token)
    if listed is None or data is None:
        return None
    try:
        change = json.loads(listed).get("change") is True
        return Told(data, library.read(data).things, change)
    except (ValueError, AttributeError):
        return None
    except BadFile:  # nothing in it
        return Told(data, [], change)
