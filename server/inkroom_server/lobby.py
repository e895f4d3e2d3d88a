"""The boards and who is in them, pushed to whoever watches: nobody polls (PATH-3)."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from msgspec import Struct

from inkroom.messages import encode
from inkroom.side import lesson_of
from inkroom_server.hub import Frame, Hub, Wire
from inkroom_server.log import BoardInfo, Log

logger = logging.getLogger(__name__)
GATHER_S: Final = 0.2
"""Changes are gathered for so long after the first."""
SETTLE_S: Final = 1.0
"""A board on which somebody draws is looked at again after so long: its rates and drawers fade."""
NAMES: Final = 12
"""How many peers a row names."""


class LobbyPeer(Struct, frozen=True):
    """Somebody who is in the room now; `colour` is a name of `tokens.people`."""

    name: str
    colour: str


class LobbyBoard(Struct, frozen=True):
    """A board as the list shows it. `changed` and `trashed` in ms since 1970 UTC; `drawers`: people who drew lately.

    `ops` and `deliveries` are per second; `names` are the first of the `peers`.
    """

    id: str
    title: str
    head: int
    created: int
    changed: int
    peers: int = 0
    names: list[LobbyPeer] = []
    drawers: int = 0
    ops: float = 0
    deliveries: float = 0
    tags: list[str] = []
    trashed: int | None = None


class Boards(Struct, tag="boards"):
    """All that one may see."""

    boards: list[LobbyBoard]


class Changed(Struct, tag="board"):
    """One board is other than before, or new."""

    board: LobbyBoard


class Gone(Struct, tag="gone"):
    """One board is in the trash."""

    id: str


class Watcher(Struct, eq=False):
    """A socket that watches; `only` is the one board that its token is for, or None for all.

    With a `lesson` it watches the side boards of that one instead (SIDE-5).
    """

    wire: Wire
    only: str | None
    lesson: str | None = None

    def sees(self, board: str) -> bool:
        """True where the board is for this socket."""
        lesson = lesson_of(board)
        if self.lesson is not None or lesson is not None:
            return lesson == self.lesson
        return self.only in (None, board)


class Lobby:
    """Watches the hub. Everything runs on the loop; the list of boards is read from the log and kept."""

    def __init__(self, log: Log, hub: Hub) -> None:
        self._log, self._hub = log, hub
        self._watchers: dict[Watcher, None] = {}
        self._changed: dict[str, None] = {}
        self._shown: dict[str, LobbyBoard] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._unwatch: Callable[[], None] = hub.watch(self.changed)

    def close(self) -> None:
        """Watches no more."""
        self._unwatch()
        if self._timer is not None:
            self._timer.cancel()

    def row(self, info: BoardInfo | LobbyBoard) -> LobbyBoard:
        """A board as it is now; of `info` only what no live room knows better."""
        status = self._hub.status(info.id)
        if status is None:
            return LobbyBoard(
                info.id,
                info.title,
                info.head,
                info.created,
                info.changed,
                tags=info.tags,
                trashed=info.trashed,
            )
        peers = [LobbyPeer(peer.name, peer.colour) for peer in status.peers]
        changed = _now() if status.head > info.head else info.changed
        return LobbyBoard(
            info.id,
            status.title,
            status.head,
            info.created,
            changed,
            len(peers),
            peers[:NAMES],
            status.drawers,
            round(status.ops, 1),
            round(status.deliveries, 1),
            status.tags,
        )

    def rows(self, boards: Iterable[BoardInfo]) -> list[LobbyBoard]:
        """The boards as they are now, in the same order."""
        return [self.row(info) for info in boards]

    # ------------------------------------------------------------- who watches

    def enter(self, watcher: Watcher) -> None:
        """Shows the list, and from now on each change of it."""
        if not self._watchers:
            self._changed.clear()
            self._shown = {row.id: row for row in self.rows(self._log.boards())}
        self._watchers[watcher] = None
        seen = [row for row in self._shown.values() if watcher.sees(row.id)]
        watcher.wire.send(Frame(encode(Boards(seen))))
        self._look_again(row.id for row in seen if _busy(row))

    def leave(self, watcher: Watcher) -> None:
        self._watchers.pop(watcher, None)

    # ------------------------------------------------------------- what changes

    def changed(self, board: str) -> None:
        """The hub says that a board is other than before; it says so at each commit."""
        if self._watchers:
            self._changed[board] = None
            self._arm(GATHER_S)

    def _look_again(self, boards: Iterable[str]) -> None:
        for board in boards:
            self._changed[board] = None
        if self._changed:
            self._arm(SETTLE_S)

    def _arm(self, after_s: float) -> None:
        loop = asyncio.get_running_loop()
        when = loop.time() + after_s
        if self._timer is not None:
            if self._timer.when() <= when:
                return
            self._timer.cancel()
        self._timer = loop.call_at(when, self._push)

    def _push(self) -> None:
        self._timer = None
        changed, self._changed = self._changed, {}
        if not self._watchers:
            return
        try:
            for board, message in self._messages(changed):
                frame = Frame(encode(message))
                for watcher in self._watchers:
                    if watcher.sees(board):
                        watcher.wire.send(frame)
        except Exception:  # the outermost call of a timer
            logger.exception("the lobby could not be told")
        self._look_again(id for id in changed if id in self._shown and _busy(self._shown[id]))

    def _messages(self, changed: Iterable[str]) -> Iterator[tuple[str, Changed | Gone]]:
        for id in changed:
            row = self._row_of(id)
            if row is None and self._shown.pop(id, None) is not None:
                yield id, Gone(id)
            elif row is not None and self._shown.get(id) != row:
                self._shown[id] = row
                yield id, Changed(row)

    def _row_of(self, board: str) -> LobbyBoard | None:
        """The board as it is now, from the log only where no room knows it; None where it is gone."""
        known = self._shown.get(board)
        if known is not None and self._hub.live(board) is not None:
            return self.row(known)
        info = self._log.board(board)
        return None if info is None or info.trashed is not None else self.row(info)


def _busy(row: LobbyBoard) -> bool:
    """Its figures will fade without another change."""
    return bool(row.drawers or row.ops or row.deliveries)


def _now() -> int:
    return time.time_ns() // 1_000_000
