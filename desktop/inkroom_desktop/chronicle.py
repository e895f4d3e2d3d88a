"""The whole log of a board in this window: fetched in the background, in step with the room (HIST-1)."""

import asyncio
from time import perf_counter
from typing import Final
from urllib.parse import quote

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from inkroom import events as on
from inkroom.history import History
from inkroom.messages import Entry
from inkroom_desktop.link import Link
from inkroom_desktop.network import Network, fetched_bytes

LEAF: Final = 2_000
"""Entries that a request asks for."""
SLICE_S: Final = 0.005
"""So long the window works at a stretch: no frame is late for it."""
RETRY_MS: Final = 3_000


class Leaf(msgspec.Struct):
    """A part of the log, as the server tells it (API-2)."""

    entries: list[Entry]
    head: int
    epoch: int
    before: str
    chain: str


class Chronicle(QObject):
    """`changed`: more of the history is here, or it is another one."""

    changed = Signal()
    forgotten = Signal()
    """The log is another one now."""
    _came = Signal(object)

    def __init__(self, network: Network, link: Link) -> None:
        super().__init__()
        self.history = History()
        self.head = 0
        self.running = False
        self._network, self._link = network, link
        self._epoch, self._chain, self._chained = -1, "", 0
        self._leaf: Leaf | None = None
        self._next = 0
        self._work = self._timer(self._add, 0)
        self._retry = self._timer(self._ask, RETRY_MS)
        self._came.connect(self._take)
        link.event_came.connect(self._heard)
        self._known = link.session.epoch
        link.status.connect(self._look)

    def _look(self) -> None:
        """In a newer epoch the log is another one: it was made short, or the server was set back."""
        session = self._link.session
        if session.phase != "live" or session.epoch == self._known:
            return
        before, self._known = self._known, session.epoch
        if before == 0 or (self.head == 0 and not self.running):
            return
        self.history, self.head, self._chained = History(), 0, 0
        waits, self._leaf = self.running and self._leaf is None, None
        self._work.stop()
        self.running = True
        if not waits:
            self._ask()
        self.forgotten.emit()
        self.changed.emit()

    def _timer(self, call: object, interval: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(call)
        return timer

    @property
    def share(self) -> float:
        """How much of the history is here, 0..1."""
        return self.history.head / self.head if self.head else 0.0

    def start(self) -> None:
        """Begins to read, or goes on where it stopped."""
        if not self.running and (self.head == 0 or self.history.head < self.head):
            self.running = True
            self._ask()

    def _ask(self) -> None:
        self._network.start(self._fetch(self._chained), self)

    async def _fetch(self, after: int) -> None:
        address = self._link.address
        path = f"boards/{quote(address.board, safe='')}/entries?after={after}&limit={LEAF}"
        loop = asyncio.get_running_loop()
        raw = await loop.run_in_executor(None, fetched_bytes, address.api(path), address.token)
        try:
            leaf = None if raw is None else msgspec.json.decode(raw, type=Leaf)
        except msgspec.MsgspecError:
            leaf = None
        self._came.emit(leaf)

    def _take(self, leaf: Leaf | None) -> None:
        if leaf is None:
            self._retry.start()
            return
        session = self._link.session
        if session.phase == "live" and leaf.epoch != session.epoch:
            self._retry.start()  # asked before the log became another one, or told before the room is
            return
        if self._chained and (leaf.epoch, leaf.before) != (self._epoch, self._chain):
            self.history, self._chained = History(), 0  # another past
            self._ask()
            return
        self.head = max(self.head, leaf.head)
        self._leaf, self._next = leaf, 0
        self._add()

    def _add(self) -> None:
        leaf = self._leaf
        if leaf is None:
            return
        due = perf_counter() + SLICE_S
        while self._next < len(leaf.entries):
            entry = leaf.entries[self._next]
            self._next += 1
            if entry.seq > self.history.head:
                self.history.append(entry)
            if perf_counter() > due:
                self._work.start()
                return
        self._leaf, self._epoch, self._chain = None, leaf.epoch, leaf.chain
        if leaf.entries:
            self._chained = leaf.entries[-1].seq
        if len(leaf.entries) == LEAF or self.history.head < self.head:
            self._ask()
        else:
            self.running = False
        self.changed.emit()

    def _heard(self, event: on.Event) -> None:
        if not isinstance(event, on.Confirmed):
            return
        entry = event.entry
        self.head = max(self.head, entry.seq)
        if self.running or self.history.head == 0:
            return
        if entry.seq == self.history.head + 1:
            self.history.append(entry)
            self.changed.emit()
        elif entry.seq > self.history.head:
            self.start()
