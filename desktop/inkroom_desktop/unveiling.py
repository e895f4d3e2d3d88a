"""Shows a side board to everyone: reads its history, and puts copies onto the shared board (SIDE-8)."""

from typing import NamedTuple, TypeVar
from urllib.parse import quote

import msgspec
from PySide6.QtCore import QObject, Signal

from inkroom.board import Board, apply
from inkroom.errors import Unavailable
from inkroom.face import say
from inkroom.messages import Entry, Person
from inkroom.source import Source
from inkroom_desktop.address import Address
from inkroom_desktop.chronicle import LEAF, Leaf
from inkroom_desktop.desk import BoardDesk
from inkroom_desktop.files import Work
from inkroom_desktop.network import Network, fetched_bytes
from inkroom_desktop.panels.pupilcard import Pupil
from inkroom_desktop.panels.text import words
from inkroom_desktop.tools.reveal import revealed

_Told = TypeVar("_Told")


class _People(msgspec.Struct):
    people: list[Person]


class SideBoard(NamedTuple):
    """A side board as it is, and who drew what on it, and when."""

    board: Board
    origins: dict[str, Source]


class Unveiling(QObject):
    """One side board at a time. `ended(text, frames)`: what to say, and the ids of the frames that are there now."""

    ended = Signal(str, list)

    def __init__(self, network: Network, address: Address, desk: BoardDesk) -> None:
        super().__init__()
        self._network, self._address, self._desk = network, address, desk
        self._work: Work | None = None
        self._over = False
        self.pupil: Pupil | None = None
        """Whose board is being revealed."""

    def start(self, pupil: Pupil) -> None:
        """Reveals a board; `ended` follows."""
        if self._work is not None:
            return
        at = self._address.at(pupil.board.id)
        self.pupil = pupil
        self._work = Work(self._network, lambda: read_side(at))
        self._work.done.connect(self._put)
        self._work.failed.connect(lambda _: self._end("lesson.unread", []))
        self._work.start()

    def stop(self) -> None:
        """The shared board is left: nothing is put any more."""
        self._over = True

    def _put(self, side: SideBoard) -> None:
        if self._over or self.pupil is None:
            return
        puts = revealed(self._desk, side.board, self.pupil.name, side.origins)
        if not puts:
            self._end("lesson.empty", [])
            return
        frames = [put["id"] for put in puts if put["kind"] == "frame"]
        if self._desk.may_draw:
            self._desk.submit({"put": puts})
        there = self._desk.live_board.get(frames[0]) is not None
        self._end(
            "lesson.revealed" if there else "", frames if there else []
        )  # the desk says why not

    def _end(self, word: str, frames: list[str]) -> None:
        pupil, self.pupil, self._work = self.pupil, None, None
        if not self._over and pupil is not None:
            self.ended.emit(words(word, name=pupil.name) if word else "", frames)


def read_side(at: Address) -> SideBoard:
    """On any thread that may wait; raises Unavailable where not all of it can be read."""
    path = f"boards/{quote(at.board, safe='')}"
    names = {one.id: one.name for one in _read(at, f"{path}/people", _People).people}
    board, origins, after = Board(), dict[str, Source](), 0
    while True:
        leaf = _read(at, f"{path}/entries?after={after}&limit={LEAF}", Leaf)
        for entry in leaf.entries:
            apply(board, entry)
            _note(entry, names, origins)
            after = entry.seq
        if not leaf.entries or after >= leaf.head:
            return SideBoard(board, origins)


def _note(entry: Entry, names: dict[str, str], origins: dict[str, Source]) -> None:
    at = entry.at if entry.made is msgspec.UNSET else entry.made
    origin = Source(names.get(entry.by) or say("guest.name"), at)
    for put in entry.put or ():
        origins.setdefault(put.id, origin)


def _read(at: Address, path: str, kind: type[_Told]) -> _Told:
    raw = fetched_bytes(at.api(path), at.token)
    if raw is None:
        raise Unavailable("Expected the side board")
    try:
        return msgspec.json.decode(raw, type=kind)
    except msgspec.MsgspecError as why:
        raise Unavailable(f"Expected the side board: {why}") from None
