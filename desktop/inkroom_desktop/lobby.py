"""The list of boards as the server pushes it (PATH-3); nothing is polled."""

import json
import random
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from PySide6.QtCore import QObject, QTimer, Signal

from inkroom_desktop.address import Address
from inkroom_desktop.network import Network, Why, Wire

RETRY_MS: Final = 500
LONGEST_MS: Final = 15_000
REFUSED: Final = (4401, 4403)
"""Close codes of a server that wants another token, or none from here."""


@dataclass(frozen=True)
class BoardRow:
    """A board of the list. `created`, `changed` and `trashed` in ms since 1970.

    `names`: name and colour of the first who are in it.
    """

    id: str
    title: str = ""
    head: int = 0
    changed: int = 0
    peers: int = 0
    drawers: int = 0
    names: tuple[tuple[str, str], ...] = field(default_factory=tuple)
    created: int = 0
    tags: tuple[str, ...] = ()
    trashed: int | None = None


class Lobby(QObject):
    """`changed`: the list or the state is other than before. `state` is waiting until the first answer,
    refused where the server does not take the token.
    """

    changed = Signal()

    def __init__(self, network: Network, address: Address, *, lesson: bool = False) -> None:
        """`lesson`: the list of the board's side boards, for its owner (SIDE-5)."""
        super().__init__()
        self.address = address
        self._lesson = lesson
        self.boards: dict[str, BoardRow] = {}
        self.moves = 0
        """Grows whenever a board comes or goes: then the trash may be other than before."""
        self.state: Literal["waiting", "live", "offline", "refused"] = "waiting"
        self._wire = Wire(network)
        self._wire.ready.connect(self._take)
        self._tries = 0
        self._retry = QTimer(self, singleShot=True)
        self._retry.timeout.connect(self.start)

    def start(self) -> None:
        """Connects, and again and again until `stop`."""
        self._retry.stop()
        self._wire.open(self.address.classroom if self._lesson else self.address.lobby)

    @property
    def why(self) -> Why:
        """Why the server is not reached; "" where that is not known."""
        return self._wire.why

    def stop(self) -> None:
        self._retry.stop()
        self._wire.drop()

    def _take(self) -> None:
        while (came := self._wire.take()) is not None:
            what, value = came
            if what == "text":
                self._tries = 0
                self.state = "live"
                self._read(value)
            elif what == "closed":
                self.state = "refused" if value in REFUSED else "offline"
                self._tries += 1
                longest = min(LONGEST_MS, RETRY_MS * 2**self._tries)
                self._retry.start(round(random.random() * longest))
        self.changed.emit()

    def _read(self, text: str) -> None:
        """One message of the lobby; one that is none of its three is passed over."""
        try:
            message = json.loads(text)
        except ValueError:
            return
        kind = message.get("type")
        if kind == "boards":
            self.boards = {row["id"]: row_of(row) for row in message["boards"]}
            self.moves += 1
        elif kind == "board":
            row = row_of(message["board"])
            self.moves += row.id not in self.boards
            self.boards[row.id] = row
        elif kind == "gone":
            self.boards.pop(message["id"], None)
            self.moves += 1


_FIGURES: Final = ("head", "created", "changed", "peers", "drawers")


def row_of(row: dict[str, Any]) -> BoardRow:
    """A row of the wire."""
    names = tuple((str(one["name"]), str(one["colour"])) for one in row.get("names", []))
    figures = {name: int(row.get(name, 0)) for name in _FIGURES}
    return BoardRow(
        str(row["id"]),
        str(row.get("title", "")),
        names=names,
        tags=tuple(map(str, row.get("tags", []))),
        trashed=row.get("trashed"),
        **figures,
    )
