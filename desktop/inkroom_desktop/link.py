"""Drives one Session: frames in from the wire, frames out, ops to the keeper, and what happened as Qt signals."""

import logging
import random
import time
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from inkroom import events as on
from inkroom.errors import BadMessage
from inkroom.gesture import Parts
from inkroom.messages import Presence
from inkroom.session import Session, Stored
from inkroom.undo import Queued
from inkroom_desktop.address import Address, fresh_id
from inkroom_desktop.keeper import Keeper
from inkroom_desktop.network import Network, Why, Wire
from inkroom_desktop.store import Point

LIVE_MS: Final = 33
CHECKPOINT_MS: Final = 2_000
SLICE_S: Final = 0.008
_log = logging.getLogger(__name__)


class Link(QObject):
    """One client of one board. `changed(ids or None)`, `status()`, `event(event)`: what the session told.

    `next_try` is when it connects again (monotonic seconds), 0 where it does not wait.
    """

    changed = Signal(object)
    status = Signal()
    event_came = Signal(object)
    settled = Signal()
    renewed = Signal(str)

    def __init__(
        self,
        network: Network,
        keeper: Keeper,
        address: Address,
        client: str,
        stored: Stored,
        *,
        name: str = "",
        guest: str = "",
        colour: str = "",
    ) -> None:
        super().__init__()
        self.address = address
        self.session = Session(
            client,
            name,
            stored=stored,
            token=address.token or None,
            guest=guest or None,
            colour=colour or None,
            random=random.random,
        )
        self.next_try = 0.0
        self.saved_at = 0.0
        self.last_visit = self.session.seq
        """How far the board had come when this device saw it last; 0: never."""
        self.heir = False
        """It sends what a window left that is gone, and leaves nothing itself (SES-20)."""
        self._keeper, self._wire = keeper, Wire(network)
        self._judged: dict[int, None] = {}
        self._epoch = self.session.epoch
        self._connected = self._closing = self._over = False
        self._wire.ready.connect(self._take)
        keeper.kept.connect(self._kept)
        self._retry = self._timer(self._connect, single=True)
        self._beat = self._timer(self._tick, 1000)
        self._live = self._timer(self._flush, LIVE_MS, single=True)
        self._save = self._timer(self.checkpoint, CHECKPOINT_MS, single=True)
        self._verify = self._timer(self._compare, 50, single=True)
        self._digest: on.DigestDue | None = None

    def _timer(self, call: object, interval: int = 0, *, single: bool = False) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(single)
        timer.setInterval(interval)
        timer.timeout.connect(call)
        return timer

    # ------------------------------------------------------------- what a person does

    def start(self) -> None:
        """Connects, and from then on again and again until `stop`."""
        self._beat.start()
        self._connect()

    def stop(self) -> None:
        """Leaves the room and keeps everything on this device."""
        if self._over:
            return
        self._over = True
        for timer in (self._retry, self._beat, self._live, self._save, self._verify):
            timer.stop()
        self._wire.drop()
        self._keeper.kept.disconnect(self._kept)
        self.checkpoint()

    def submit(self, parts: Parts) -> list[int]:
        """A gesture; raises BadOp and changes nothing where it is invalid."""
        self._flush()  # the last of the wet ink goes before the stroke
        cseqs = self.session.submit({"made": int(time.time() * 1000), **parts})
        self._pump()
        return cseqs

    def undo(self) -> bool:
        done = self.session.undo()
        self._pump()
        return done

    def redo(self) -> bool:
        done = self.session.redo()
        self._pump()
        return done

    def live(self, change: Presence) -> None:
        """A change of the own live state; changes that come close together are one frame."""
        self.session.live(change)
        if not self._live.isActive():
            self._live.start()

    def introduce(self, name: str, colour: str) -> None:
        """Tells the others another name and colour: the next connection carries them, and it comes at once."""
        self.session.name, self.session.colour = name, colour or None
        if self._connected and self.session.phase in ("live", "joining"):
            self._reconnect(0)

    def try_now(self) -> None:
        """Connects at once, where it is not connected."""
        if not self._connected and self.session.phase == "offline":
            self._retry.stop()
            self._connect()

    @property
    def why(self) -> Why:
        """Why the server is not reached; "" where that is not known."""
        return self._wire.why

    def hurry(self) -> None:
        """The window came back: the next try is soon, and a connection that may be dead is asked (SES-10)."""
        self.session.hurry(time.monotonic() * 1000)
        self._pump()

    def journal(self, put: dict[str, object] | None) -> None:
        """The stroke whose pen is down, for the case that this process ends."""
        self._keeper.journal(self.session.client, put)

    # ------------------------------------------------------------- the socket

    def _connect(self) -> None:
        if self._over:
            return
        self.next_try = 0.0
        self._closing = False
        self._wire.open(self.address.socket)

    def _take(self) -> None:
        """What came in, for a few ms at a time, so that the window stays quick while a large board arrives."""
        end = time.perf_counter() + SLICE_S
        while (came := self._wire.take()) is not None:
            what, value = came
            try:
                self._handle_frame(what, value)
            except BadMessage as why:
                _log.warning("a frame of the server cannot be read: %s", why)
                self._close()
            if time.perf_counter() > end:
                QTimer.singleShot(0, self, self._take)
                break
        self._pump()

    def _handle_frame(self, what: str, value: object) -> None:
        now = time.monotonic() * 1000
        if what == "open":
            self._connected = True
            _log.info("board %s: connected", self.address.board)
            self._wire.send(self.session.hello(now))
        elif what == "closed":
            self._connected = False
            self._closing = False
            _log.info("board %s: connection closed, %s", self.address.board, value)
            self.session.lost(int(str(value)), now)
        elif isinstance(value, str):
            self.session.receive(value, now)
        elif isinstance(value, bytes):
            self.session.receive_part(value, now)

    def _close(self) -> None:
        if self._connected and not self._closing:
            self._closing = True
            self._wire.close()

    def _tick(self) -> None:
        self.session.tick(time.monotonic() * 1000)
        self._pump()

    def _flush(self) -> None:
        if self._connected and not self._closing:
            for frame in self.session.outgoing():
                self._wire.send(frame)

    # ------------------------------------------------------------- what the session says

    def _pump(self) -> None:
        """Does what the session's events ask for, and sends what it has to send."""
        while events := self.session.events():
            for event in events:
                self._handle(event)
        self._flush()
        if self.session.saved:
            self.saved_at = time.time()
            self.settled.emit()

    def _handle(self, event: on.Event) -> None:
        if isinstance(event, on.Keep):
            self._keeper.keep(self.session.client, event.queued)
        elif isinstance(event, on.Changed):
            self.changed.emit(event.ids)
        elif isinstance(event, on.Status):
            self.status.emit()
        elif isinstance(event, on.Forget):
            self._judged.update(dict.fromkeys(event.cseqs))
            self._due()
        elif isinstance(event, on.Confirmed | on.Checkpoint):
            self._due()
            self.event_came.emit(event)
        elif isinstance(event, on.Reconnect):
            self._reconnect(event.delay_ms)
        elif isinstance(event, on.Renew):
            self._renew(missing=event.missing)
        elif isinstance(event, on.DigestDue):
            self._digest = event
            self._verify.start()
        else:
            self.event_came.emit(event)

    def _reconnect(self, delay_ms: int) -> None:
        if self._connected:
            self._close()  # what follows is `lost`, and the next event of this kind
        else:
            self.next_try = time.monotonic() + delay_ms / 1000
            self._retry.start(delay_ms)
            self.status.emit()

    def _renew(self, *, missing: bool) -> None:
        """Older own ops (SES-18), or else a fresh client id: its queue takes the old one's place at once (SES-12)."""
        older = self._keeper.older(self.session.client) if missing else []
        if older:
            self.session.recall(older)
            return
        old, new = self.session.client, fresh_id()
        pending = self.session._pending
        judged = [pending.ops[n] for n in self._judged if n in pending.ops]
        left = [queued for queued in judged if queued.verdict is not None]
        self.session.renew(new)
        kept: list[Queued] = []
        rest: list[on.Event] = []
        for event in self.session.events():
            if isinstance(event, on.Keep):
                kept.append(event.queued)
            else:
                rest.append(event)
        self._keeper.renew(old, new, kept, None if self.heir else left)
        self._judged = {}
        for event in rest:
            self._handle(event)
        self.renewed.emit(new)

    def _kept(self, client: str, cseqs: object) -> None:
        if client == self.session.client and isinstance(cseqs, list):
            for n in cseqs:
                self.session.kept(n)
            self._pump()

    def _compare(self) -> None:
        """The digest of the own board costs time: it is made while nobody draws, and only once at a time (SES-11)."""
        due, self._digest = self._digest, None
        if due is not None:
            self.session.verify(due.seq, due.digest)
            self._pump()

    # ------------------------------------------------------------- the cached board

    def _due(self) -> None:
        if not self._save.isActive() and not self._over:
            self._save.start()

    def checkpoint(self) -> None:
        """Keeps the confirmed board and the verdicts that it contains, in one transaction."""
        pending = self.session._pending  # Session.stored() would copy every element in this thread
        if self.session.epoch != self._epoch:
            self._epoch = self.session.epoch
            self._judged.update(dict.fromkeys(pending.ops))
        ops = [pending.ops[n] for n in self._judged if n in pending.ops]
        self._judged = {}
        self._keeper.checkpoint(
            self.session.client,
            Point(
                epoch=self.session.epoch,
                seq=self.session.seq,
                chain=self.session.chain,
                elements=list(self.session.confirmed.own.values()),
                images=dict(pending.images),
                says=self.session.talk.entries(),
                judged=[Queued(q.op, q.intent, q.targets, q.waits, True, q.verdict) for q in ops],
            ),
        )
