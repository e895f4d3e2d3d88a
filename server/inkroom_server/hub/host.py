"""A loaded room and the sockets in it: what the room says, they hear."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import UNSET, Raw, Struct

from inkroom.errors import Closed, Unavailable
from inkroom.messages import Digest, Entry, Head, Hello, Notice, Presence, encode
from inkroom.room import SERVER, Batch, Guest, Room, Row, Seat, prepare
from inkroom_server.hub.rate import Rate
from inkroom_server.hub.wire import Frame, Wire
from inkroom_server.settings import Settings

logger = logging.getLogger(__name__)
DRAWER_S = 5.0
SMALL_BOARD = 1_000


class Member(Struct, eq=False):
    """A seat and its socket. `token` is the number of the token it came with, `expires` in ms since 1970 UTC."""

    seat: Seat
    wire: Wire
    token: str = ""
    expires: int | None = None
    behind: bool = False
    """Live frames were left out: the next one is to be the whole."""
    unfed: bool = False
    """Ops were let fall while the disk took nothing: it must come again to offer them (DISK-2)."""


class Doors(Struct):
    """What a host calls when something happened: the committer's two doors, the watchers, the count of sockets, the
    lines of chat that name somebody. `takes` says whether the disk takes anything."""

    wake: Callable[["Host"], None]
    wake_live: Callable[["Host"], None]
    changed: Callable[[str], None]
    seated: Callable[[str, int], None]
    said: Callable[["Host", Entry], None]
    takes: Callable[[], bool]


class Host:
    """One room with its sockets. All methods but the coroutines run at once, on the loop's thread."""

    def __init__(self, room: Room, settings: Settings, doors: Doors) -> None:
        self.room, self.id = room, room.id
        self._settings, self._doors = settings, doors
        self.members: dict[str, Member] = {}
        self.listeners: dict[object, Callable[[list[Row]], None]] = {}
        self.closed = False
        self.joining = 0
        self.pending_bytes = 0
        self.ops, self.deliveries = Rate(), Rate()
        self._drew: dict[str, float] = {}
        self._made: dict[int, asyncio.Future[Entry]] = {}
        self._preparing: asyncio.Task[None] | None = None
        now = time.monotonic()
        self.emptied = self.last_commit = self._last_head = now
        self._last_digest = 0.0
        self._digested = self._told_idle = room.seq
        self.saved = room.snapshot.seq if room.snapshot else 0
        self.saving = False

    # ------------------------------------------------------------- coming and going

    async def join(
        self, wire: Wire, guest: Guest, hello: Hello, *, token: str = "", expires: int | None = None
    ) -> Member:
        """Seats a guest and sends all that the guest must know; raises Closed."""
        self.joining += 1
        try:
            if not self.room.resumes(hello.since):
                await self._prepared()
        finally:
            self.joining -= 1
        if self.closed:
            raise Closed(1012, "The room is loaded anew", "restart")
        entrance = self.room.enter(guest, hello, wall_ms())
        member = Member(entrance.seat, wire, token, expires)
        wire.send(Frame(entrance.welcome))
        if entrance.parts:
            parts = [Frame(part, text=False) for part in entrance.parts]
            wire.stream(parts, lambda: self._catch_up(member))
        for payload in entrance.entries:
            wire.send(Frame(payload))
        if not entrance.parts:
            self._catch_up(member)
        self._enter(member)
        return member

    def sit(
        self, wire: Wire, guest: Guest, client: str, *, token: str = "", expires: int | None = None
    ) -> Member:
        """Seats a guest who needs no board; raises Closed."""
        if self.closed:
            raise Closed(1012, "The room is loaded anew", "restart")
        member = Member(self.room.sit(guest, client), wire, token, expires)
        self._enter(member)
        return member

    def leave(self, member: Member) -> None:
        """The socket is gone, politely or not (JOIN-8)."""
        if self.members.pop(member.seat.peer, None) is None:
            return
        self._doors.seated(member.seat.user, -1)
        frame = self.room.leave(member.seat)
        if not self.closed:
            self.broadcast(frame)
        if not self.members:
            self.emptied = time.monotonic()
        self._doors.changed(self.id)

    def _enter(self, member: Member) -> None:
        self.broadcast(self.room.joined(member.seat))
        self.members[member.seat.peer] = member
        self._doors.seated(member.seat.user, 1)
        if self.room.dirty:  # who is new is written down
            self._doors.wake(self)
        self._doors.changed(self.id)

    def _catch_up(self, member: Member) -> None:
        whole = self.room.live.whole()
        member.behind = whole is not None and not member.wire.send_live(Frame(whole))

    async def _prepared(self) -> None:
        """A snapshot that may be handed out; one that is growing old is made anew beside."""
        room = self.room
        snapshot = room.snapshot
        if snapshot is None or not room.prepared:
            await self.prepare()
        elif room.seq - snapshot.seq > self._settings.snapshot_entries:
            self._start_preparing()

    async def parts(self) -> list[bytes]:
        """The parts of a snapshot that may be handed out."""
        self.joining += 1  # the room stays meanwhile
        try:
            await self._prepared()
        finally:
            self.joining -= 1
        return self.room.snapshot.parts if self.room.snapshot else []

    async def prepare(self) -> None:
        """Makes the snapshot of now, off the loop; one at a time for all who wait."""
        while not self.closed:
            await asyncio.shield(self._start_preparing())
            if self.room.prepared:
                return

    def _start_preparing(self) -> "asyncio.Task[None]":
        if self._preparing is None or self._preparing.done():
            self._preparing = asyncio.create_task(self._prepare(), name=f"snapshot {self.id}")
        return self._preparing

    async def _prepare(self) -> None:
        frozen, before = self.room.frozen(), self.room.snapshot
        self.room.snapshot = await asyncio.to_thread(prepare, frozen, before)

    # ------------------------------------------------------------- what comes in

    def accept(self, member: Member, raw: Raw) -> int:
        """A peer's op; how much work it was. Raises BadMessage and Closed."""
        work = self.room.accept(member.seat, raw)
        self._drew[member.seat.user] = time.monotonic()
        self._doors.wake(self)
        return work

    def show(self, member: Member, change: Presence) -> None:
        """A peer's live state."""
        self.room.show(member.seat, change)
        if change.wet is not UNSET:
            self._drew[member.seat.user] = time.monotonic()
        self._doors.wake_live(self)

    def make(self, op: bytes, by: str) -> "asyncio.Future[Entry]":
        """An op of the server itself; the future is its entry, once on the disk. Raises BadOp."""
        if self.closed:
            raise Unavailable("The room is loaded anew: try again")
        if not self._doors.takes():
            raise Unavailable("The disk takes nothing now; nothing was changed", "storage")
        cseq = self.room.make(op, by)
        future = self._made[cseq] = asyncio.get_running_loop().create_future()
        self._doors.wake(self)
        return future

    def say(self, line: str, user: str) -> None:
        """A line of chat of somebody who comes by another door. Raises BadOp, Unavailable."""
        self.make(op_bytes({"say": line}), user).add_done_callback(_let_go)

    # ------------------------------------------------------------- what goes out

    def cut(self) -> Batch | None:
        if not self._doors.takes():  # what was taken waits for `feed`
            return None
        self.pending_bytes = 0
        return self.room.cut(wall_ms())

    @property
    def sockets(self) -> int:
        """How many hear of what happens here."""
        return len(self.members)

    def committed(self, batch: Batch) -> None:
        for payload in self.room.committed(batch):  # nearly always one
            self.broadcast(payload)
        now = time.monotonic()
        if batch.rows:
            self.last_commit = now
            self._answer(batch.rows)
        self.ops.add(len(batch.rows), now)
        self.deliveries.add(len(batch.rows) * len(self.members), now)
        if self.room.dirty:
            self._doors.wake(self)
        self._doors.changed(self.id)

    def _answer(self, rows: list[Row]) -> None:
        for row in rows:
            entry = row.entry
            future = self._made.pop(entry.cseq, None) if entry.client == SERVER else None
            if future is not None and not future.done():
                future.set_result(entry)
            if entry.say is not UNSET and "@" in entry.say:
                self._doors.said(self, entry)
        for listener in list(self.listeners.values()):
            listener(rows)

    def failed(self, why: Exception) -> None:
        self.close(1013, "storage")

    def send_live(self) -> None:
        payload = self.room.live.cut()
        if payload is None:
            return
        frame = Frame(payload)
        for member in self.members.values():
            if member.behind:
                self._catch_up(member)
            elif not member.wire.send_live(frame):
                member.behind = True

    def broadcast(self, payload: bytes) -> None:
        """One frame to everybody here."""
        frame = Frame(payload)
        for member in self.members.values():
            member.wire.send(frame)

    def notify(self, notice: Notice) -> None:
        """Tells everybody here."""
        self.broadcast(encode(notice))

    def feed(self) -> None:
        """The disk takes ops again: whose were let fall comes again and offers them (DISK-2)."""
        for member in self.members.values():
            if member.unfed:
                member.wire.close(1013, "storage")
        if self.room.dirty:
            self._doors.wake(self)

    def close(self, code: int, reason: str) -> None:
        """Ends this room for everybody: nothing is read from its sockets any more (ROOM-6)."""
        self.closed = True
        self.room.dropped()
        for member in self.members.values():
            member.wire.close(code, reason)
        self._give_up(reason)

    def _give_up(self, reason: str) -> None:
        for future in self._made.values():
            if not future.done():
                future.set_exception(Unavailable(f"The room was closed: {reason}"))
        self._made.clear()

    # ------------------------------------------------------------- time

    def pulse(self, now: float) -> None:
        """Call it a few times a second: heads (MSG-7)."""
        s = self._settings
        idle = now - self.last_commit >= s.idle_s and self._told_idle != self.room.seq
        if self.members and (idle or now - self._last_head >= s.head_s):
            self._last_head = now
            if idle:
                self._told_idle = self.room.seq
            self.broadcast(encode(Head(self.room.seq, self.room.chain)))
        self._drew = {user: at for user, at in self._drew.items() if now - at < DRAWER_S}

    def digest_due(self, now: float) -> bool:
        """True where the board changed since its last digest, and that was long enough ago."""
        return (
            bool(self.members)
            and self.room.seq != self._digested
            and now - self._last_digest >= self._settings.digest_s
            and (
                now - self.last_commit >= self._settings.idle_s
                or len(self.room.board) < SMALL_BOARD
            )
        )

    def snapshot_due(self, now: float) -> bool:
        """True where the room has come to rest, and a joiner would wait long for its snapshot."""
        s, made = self._settings, self.room.snapshot
        behind = self.room.seq - (made.seq if made else 0)
        rests = now - self.last_commit >= s.idle_s and not self.room.dirty
        preparing = self._preparing is not None and not self._preparing.done()
        return behind >= s.snapshot_ahead_entries and rests and not preparing

    async def digest(self) -> None:
        """Tells the digest of the board, if it is still the board of now when it is known."""
        frozen = self.room.frozen()
        if len(frozen.elements) < SMALL_BOARD:
            digest = frozen.digest()
        else:
            digest = await asyncio.to_thread(frozen.digest)
        if frozen.seq == self.room.seq and not self.closed:
            self._last_digest, self._digested = time.monotonic(), frozen.seq
            self.broadcast(encode(Digest(frozen.seq, digest)))

    @property
    def drawers(self) -> int:
        """How many people drew in the last seconds."""
        now = time.monotonic()
        return sum(1 for at in self._drew.values() if now - at < DRAWER_S)

    @property
    def resting(self) -> bool:
        """True where nobody is here, nobody is coming, and nothing waits for the disk (ROOM-10)."""
        busy = self.members or self.joining or self.listeners or self._made
        return not (busy or self.room.dirty or self.room.intake.unsaved)


def _let_go(future: "asyncio.Future[Entry]") -> None:
    """Nobody waits for it; its failure closes the room, which is noticed there."""
    if not future.cancelled():
        future.exception()


def wall_ms() -> int:
    """The time of the entries: ms since 1970 UTC."""
    return time.time_ns() // 1_000_000


def op_bytes(parts: Mapping[str, Any]) -> bytes:
    """An op of the server itself, before it has its number."""
    return encode({"cseq": 1, **parts})
