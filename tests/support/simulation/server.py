"""The server: the real hub, its rooms and readers, on a loop without a clock, over a simulated disk and sockets."""

import asyncio
import logging
import secrets
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Protocol, cast

from tests.support.simulation.broken import Broken
from tests.support.simulation.disk import Disk, Log
from tests.support.simulation.ledger import Ledger
from tests.support.simulation.loop import loop_at
from tests.support.simulation.weather import Weather

from inkroom.board import Board
from inkroom.errors import Closed, InkroomError
from inkroom.messages import Hello, Role, read_client
from inkroom.room import Batch, Guest
from inkroom_server.endpoint import reader
from inkroom_server.endpoint.reader import Reader
from inkroom_server.hub import Frame, Host, Hub, Member, host, hub
from inkroom_server.jobs import compacting
from inkroom_server.jobs.compacting import Wanted
from inkroom_server.jobs.course import Course
from inkroom_server.settings import Settings

ROLES: tuple[Role, ...] = ("viewer", "viewer", "commenter")
PATIENT = 10**9


class Notes(Protocol):
    """What the server tells the world."""

    def note(self, what: str, body: bytes) -> None: ...


class Socket:
    """One connection, as a `Wire` to the server. `down` ends with a close code where the server closed it.

    `past` is that of the log that it joined; frames in `up` are still on their way when the server closes.
    """

    def __init__(self, board: str, user: str, server: "Server") -> None:
        self.board, self.user, self.server = board, user, server
        self.up: deque[str] = deque()
        self.down: deque[bytes | int] = deque()
        self.past = -1
        self.greeted = self.gone = False
        self.seat: tuple[Host, Member] | None = None
        self.reader: Reader | None = None
        self._life = server.life

    @property
    def ended(self) -> bool:
        return bool(self.down) and isinstance(self.down[-1], int)

    @property
    def readable(self) -> bool:
        """True where the server would read a frame now."""
        return bool(self.up) and (self.reader is not None or not self.greeted)

    @property
    def _open(self) -> bool:
        return not self.ended and self._life == self.server.life

    def send(self, frame: Frame) -> None:
        if self._open:
            relayed = self.reader is not None and frame.payload.startswith(b'{"type":"entries"')
            copies = self.server.weather.copies() if relayed else 1
            self.down += [frame.payload] * copies

    def send_live(self, frame: Frame) -> bool:
        heard = self.server.weather.happens(0.9)
        if heard:
            self.send(frame)
        return heard

    def stream(self, parts: Sequence[Frame], then: Callable[[], None]) -> None:
        for part in parts:
            self.send(part)
        self.server.loop.call_soon(then)

    def pause(self, seconds: float) -> None:
        """The world reads when it likes."""

    def close(self, code: int, reason: str) -> None:
        if self._open:
            self.down.append(code)


class Server:
    """A server that lives until it is killed; each method is one thing that may happen to it."""

    def __init__(self, disk: Disk, weather: Weather, notes: Notes) -> None:
        self.disk, self.weather, self.notes = disk, weather, notes
        self.sockets: list[Socket] = []
        self.life = 0
        self.loop = loop_at(1_000)
        self._start()

    def _start(self) -> None:
        self.life += 1
        self.loop = loop_at(self.loop.now + 1)
        self.ledger = Ledger(self.disk, self.weather, self._written)
        settings = Settings(
            elements=self.weather.elements,
            messages_per_s=PATIENT,
            message_burst=PATIENT,
            ops_per_s=PATIENT,
            op_burst=PATIENT,
            disk_free_bytes=0,
            epoch_s=self.weather.epoch_s,
            unload_s=2,
            digest_s=2,
            snapshot_entries=self.weather.snapshot,
            snapshot_saved_entries=self.weather.snapshot,
        )
        self.hub = Hub(cast(Any, self.ledger), settings)  # all of the log that a hub uses
        with self._clock():
            self.loop.spawn(self.hub.start())

    @contextmanager
    def _clock(self) -> Iterator[None]:
        """The hub looks at this loop's clock, and its sockets are read when the world likes, not by an inlet."""
        inlet = vars(hub)["inlet"]
        vars(hub)["inlet"] = lambda: None
        for module in (hub, host, reader, compacting):
            vars(module)["time"] = self
        vars(compacting)["secrets"] = self
        try:
            yield
        finally:
            vars(hub)["inlet"] = inlet
            for module in (hub, host, reader, compacting):
                vars(module)["time"] = time
            vars(compacting)["secrets"] = secrets

    def monotonic(self) -> float:
        return self.loop.now

    def time_ns(self) -> int:
        return int(self.loop.now * 1e9)

    def token_hex(self, size: int) -> str:
        return f"{self.weather.rng.getrandbits(8 * size):0{2 * size}x}"

    # ------------------------------------------------------------- sockets

    def open(self, board: str, user: str) -> Socket:
        socket = Socket(board, user, self)
        self.sockets.append(socket)
        return socket

    def gone(self, socket: Socket) -> None:
        """The client's end is broken; a part of what it sent still arrives."""
        for _ in range(self.weather.below(len(socket.up) + 1)):
            if socket.readable:
                self.receive(socket)
        self.sockets.remove(socket)
        socket.gone = True
        if socket.seat:
            seated, member = socket.seat
            with self._clock():
                seated.leave(member)
                self.loop.drain()

    def receive(self, socket: Socket) -> None:
        """Reads one frame."""
        frame = socket.up.popleft()
        with self._clock():
            if socket.reader is None:
                hello = read_client(frame)
                if not isinstance(hello, Hello):
                    raise Broken("a client sends before its hello [JOIN-1]")
                socket.greeted = True
                self.loop.spawn(self._greet(socket, hello))
            else:
                self._roll_role(socket)
                socket.reader.receive(frame.encode(), True)
                self.loop.drain()

    async def _greet(self, socket: Socket, hello: Hello) -> None:
        guest = Guest(user=socket.user, name=hello.name, role="editor")
        try:
            seated, member = await self.hub.join(socket.board, socket, guest, hello, create=True)
        except Closed as why:
            socket.close(why.close, why.code)
            return
        socket.past = self.log(socket.board).past
        socket.seat, socket.reader = (seated, member), Reader(self.hub, seated, member)
        if socket.gone:
            seated.leave(member)

    def _roll_role(self, socket: Socket) -> None:
        """Somebody's role changes now and then, for the time of a frame."""
        refuse = self.weather.happens(self.weather.refuse)
        if socket.seat:
            socket.seat[1].seat.role = ROLES[self.weather.below(3)] if refuse else "editor"

    # ------------------------------------------------------------- time, threads, faults

    def cut(self) -> None:
        """A few ticks pass: what was taken goes to the disk (ROOM-5)."""
        self._pass(0.04)

    def beat(self) -> None:
        """Time for heads (MSG-7)."""
        self._pass(1)

    def digest(self) -> None:
        """Time for digests, and for rooms to be unloaded (MSG-7, ROOM-10)."""
        self._pass(3)

    def _pass(self, seconds: float) -> None:
        with self._clock():
            self.loop.advance(seconds)

    @property
    def busy(self) -> int:
        """How many threads have something to do."""
        return len(self.loop.jobs) + bool(self.ledger.writes)

    def land(self) -> None:
        """One thread does what it was asked: the writer, a load, a snapshot."""
        if not self.busy:
            return
        number = self.weather.below(self.busy)
        with self._clock():
            if number < len(self.loop.jobs):
                self.loop.work(number)
            else:
                self.ledger.write()
                self.loop.drain()

    def settle(self) -> None:
        """Everything that was begun comes to its end."""
        self.cut()
        while self.busy:
            self.land()
            self.cut()

    def kill(self) -> None:
        """The process is dead; what the writer had before it is on the disk in part or not at all."""
        for _ in range(self.weather.below(len(self.ledger.writes) + 1)):
            self.disk.commit(self.ledger.writes.popleft().batches)
        for socket in self.sockets:
            socket.close(1006, "")
            socket.up.clear()
            socket.seat = socket.reader = None
            socket.greeted = True
        self._start()

    def restore_backup(self) -> None:
        """An operator puts an older copy of the data in place."""
        self.kill()
        announced = not self.weather.by_hand or self.weather.happens(0.5)
        self.disk.restore_backup(1 + self.weather.below(30), announced=announced)

    def compact(self, board: str, by: str) -> None:
        """An owner lets the history of a board go (COMP-1)."""
        with self._clock():
            self.loop.spawn(self._compact(board, by))

    async def _compact(self, board: str, by: str) -> None:
        wanted = Wanted(id=f"{board}-{self.weather.rng.getrandbits(32):08x}")
        log = cast(Any, self.ledger)  # all of the log that it uses
        with suppress(InkroomError, OSError):
            await compacting.compact(cast(Any, self), self.hub, log, board, wanted, by, Course())

    async def run_long(
        self,
        work: Callable[..., Any],
        *args: Any,
        progress: Callable[[float], None] = lambda share: None,
    ) -> Any:
        """A worker of the server's crew."""
        return await asyncio.to_thread(work, self.ledger, progress, *args)

    def _written(self, batches: Sequence[Batch]) -> None:
        for batch in batches:
            for row in batch.rows:
                self.notes.note(batch.board, row.body)

    # ------------------------------------------------------------- looking

    def log(self, board: str) -> Log:
        return self.disk.logs[board]

    def board(self, board: str) -> Board | None:
        """The board as its room has it; None where it is not loaded."""
        live = self.hub.live(board)
        return live.room.board if live else None


class Faults(logging.Handler):
    """What the server itself takes for a fault of its own is one here too."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info:
            raise Broken(f"a fault of the server: {record.exc_info[1]!r}")


@contextmanager
def listening() -> Iterator[None]:
    """The server's complaints are expected in such a weather; its faults are not."""
    logger, faults = logging.getLogger("inkroom_server"), Faults()
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(faults)
    try:
        yield
    finally:
        logger.removeHandler(faults)
        logger.propagate = propagate
