"""The server: real rooms over a simulated disk, and sockets that break."""

from collections import deque
from typing import Protocol

from tests.support.simulation.broken import Broken, need
from tests.support.simulation.disk import Disk, Log
from tests.support.simulation.weather import Weather

from inkroom.board import Board
from inkroom.errors import BadMessage, Closed
from inkroom.history import START, fold
from inkroom.messages import (
    Digest,
    Head,
    Hello,
    Limits,
    Live,
    Ops,
    Ping,
    Pong,
    encode,
    read_client,
    read_entry,
)
from inkroom.room import Batch, Guest, People, Room, Seat, Tail, prepare

COLOURS = ("plum", "pine", "rust")
SAYS = 200


class Notes(Protocol):
    """What the server tells the world."""

    def note(self, what: str, body: bytes) -> None: ...


class Socket:
    """One connection. `down` ends with a close code where the server closed it; `past` is that of the log it joined."""

    def __init__(self, board: str, user: str) -> None:
        self.board, self.user = board, user
        self.room: Room | None = None
        self.seat: Seat | None = None
        self.past = -1
        self.up: deque[str] = deque()
        self.down: deque[bytes | int] = deque()

    @property
    def ended(self) -> bool:
        return bool(self.down) and isinstance(self.down[-1], int)

    def close(self, code: int) -> None:
        """What was sent before still comes, then the code."""
        self.room = None
        self.up.clear()
        if not self.ended:
            self.down.append(code)


class Server:
    """A hub without a clock: each method is one step of it."""

    def __init__(self, disk: Disk, weather: Weather, notes: Notes) -> None:
        self.disk, self.weather, self.notes = disk, weather, notes
        self.rooms: dict[str, Room] = {}
        self.sockets: list[Socket] = []
        self.flight: list[tuple[Room, Batch]] = []
        self.now = 0
        self.refused = 0

    # ------------------------------------------------------------- sockets

    def open(self, board: str, user: str) -> Socket:
        socket = Socket(board, user)
        self.sockets.append(socket)
        return socket

    def gone(self, socket: Socket) -> None:
        """The client's end is broken; a part of what it sent still arrives."""
        for _ in range(self.weather.below(len(socket.up) + 1)):
            if socket.up:
                self.receive(socket)
        self.sockets.remove(socket)
        if socket.room and socket.seat:
            self._tell(socket.room, socket.room.leave(socket.seat))
        socket.room = None

    def receive(self, socket: Socket) -> None:
        """Reads one frame."""
        frame = read_client(socket.up.popleft())
        try:
            if isinstance(frame, Hello):
                self._join(socket, frame)
            elif socket.room is None or socket.seat is None:
                raise Broken("a client sends before its hello [JOIN-1]")
            elif isinstance(frame, Ops):
                self._offer(socket.room, socket.seat, frame)
            elif isinstance(frame, Live):
                socket.room.show(socket.seat, frame)
            elif isinstance(frame, Ping):
                socket.down.append(encode(Pong(frame.n)))
        except BadMessage as why:
            raise Broken(f"a client sends what cannot be read: {why}") from None
        except Closed as why:
            socket.close(why.close)

    def _offer(self, room: Room, seat: Seat, frame: Ops) -> None:
        need(len(frame.ops) <= 64, "a message holds too many ops [MSG-4]")
        for raw in frame.ops:
            role = seat.role
            if self.weather.happens(self.weather.refuse):
                seat.role = "viewer"  # for the while of this op
                self.refused += 1
            try:
                room.accept(seat, raw)
            finally:
                seat.role = role

    def _join(self, socket: Socket, hello: Hello) -> None:
        room, log = self.room(socket.board), self.disk.logs[socket.board]
        if room.doubts(hello.since):
            self._end(room)
            log.new_epoch()
            room = self.room(socket.board)
        if not room.resumes(hello.since) and (not room.prepared or self.weather.happens(0.5)):
            room.snapshot = prepare(room.frozen(), room.snapshot)
        guest = Guest(user=socket.user, name=hello.name, role="editor")
        entrance = room.enter(guest, hello, self.now)
        socket.room, socket.seat, socket.past = room, entrance.seat, log.past
        socket.down += [entrance.welcome, *entrance.parts, *entrance.entries]
        whole = room.live.whole()
        socket.down += [whole] if whole else []
        self._tell(room, room.joined(entrance.seat))

    def _tell(self, room: Room, frame: bytes) -> None:
        for socket in self.sockets:
            if socket.room is room:
                socket.down.append(frame)

    # ------------------------------------------------------------- rooms

    def room(self, board: str) -> Room:
        """The room of a board, loaded if need be."""
        return self.rooms.get(board) or self._load(board)

    def _load(self, board: str) -> Room:
        if any(batch.board == board for _, batch in self.flight):
            self.land()  # a load sees every commit that was begun before it
        log = self.disk.logs[board]
        start = max(0, log.head - self.weather.tail)
        room = self.rooms[board] = Room(
            board,
            fold([read_entry(body) for body in log.bodies], Board()),
            tail=Tail(start, log.chains[start - 1] if start else START, log.links(start)),
            epoch=log.epoch,
            last=dict(log.last),
            users=dict(log.users),
            people=People(list(log.people.values()), COLOURS),
            refused=log.refused(),
            says=log.says(SAYS),
            find=log.find,
            limits=Limits(65_536, 64, self.weather.elements, 10_000),
        )
        return room

    def _end(self, room: Room, code: int = 1012) -> None:
        """The room is loaded anew; frames of its sockets are never read again (ROOM-6)."""
        room.dropped()
        self.rooms.pop(room.id, None)
        for socket in self.sockets:
            if socket.room is room:
                socket.close(code)

    def kill(self) -> None:
        """The process is dead; a transaction in flight is on the disk or not."""
        if self.flight and self.weather.happens(0.5):
            self.disk.commit([batch for _, batch in self.flight])
        self.flight = []
        for room in list(self.rooms.values()):
            self._end(room, 1006)
        for socket in self.sockets:
            socket.close(1006)

    def restore_backup(self) -> None:
        """An operator puts an older copy of the data in place."""
        self.kill()
        announced = not self.weather.by_hand or self.weather.happens(0.5)
        self.disk.restore_backup(1 + self.weather.below(30), announced=announced)

    # ------------------------------------------------------------- commits

    def cut(self) -> None:
        """Begins the next group commit, if none is in flight (ROOM-5)."""
        if self.flight:
            return
        self.now += 1
        for room in list(self.rooms.values()):
            batch = room.cut(self.now)
            if batch is not None:
                self.flight.append((room, batch))

    def land(self) -> None:
        """The commit returns: done, failed, or nobody knows."""
        flight, self.flight = self.flight, []
        failed = bool(flight) and self.weather.happens(self.weather.fail)
        if not failed or self.weather.happens(0.5):
            self.disk.commit([batch for _, batch in flight])
        for room, batch in flight:
            if self.rooms.get(room.id) is not room:
                continue
            if failed:
                self._end(room)
            else:
                self._relay(room, batch)

    def _relay(self, room: Room, batch: Batch) -> None:
        for body in (row.body for row in batch.rows):
            self.notes.note(room.id, body)
        for frame in room.committed(batch):
            for socket in self.sockets:
                if socket.room is room:
                    socket.down += [frame] * self.weather.copies()
        live = room.live.cut()
        if live:
            self._tell(room, live)

    def beat(self) -> None:
        """Heads for everybody (MSG-7)."""
        for room in self.rooms.values():
            self._tell(room, encode(Head(room.seq, room.chain)))

    def digest(self) -> None:
        """Digests for everybody (MSG-7)."""
        for room in self.rooms.values():
            frozen = room.frozen()
            self._tell(room, encode(Digest(frozen.seq, frozen.digest())))

    def log(self, board: str) -> Log:
        return self.disk.logs[board]
