"""A session on a room in memory, driven by hand: what tests of the session and of undo sit on."""

import json
from typing import Any

from tests.support.sequencer import Sequencer

from inkroom import events as on
from inkroom.messages import Hello, Ops, read_client
from inkroom.session import Session

RECT = {"kind": "rect", "id": "e1", "ink": "#DD2222", "geom": [0, 0, 160, 80, 0]}


def rect(id: str = "e1", **fields: Any) -> dict[str, Any]:
    return {"put": [RECT | {"id": id, **fields}]}


def write(id: str = "e1", **fields: Any) -> dict[str, Any]:
    return {"set": [{"id": id, **fields}]}


class Seat:
    """A session on a room in memory, where the disk keeps at once."""

    def __init__(self, room: Sequencer, client: str = "c1", **options: Any) -> None:
        self.room, self.session = room, Session(client, **options)
        self.told: list[on.Event] = []

    def join(self, **options: Any) -> "Seat":
        hello = read_client(self.session.hello())
        assert isinstance(hello, Hello)
        frame, parts, at = self.room.welcome(hello.client, hello.since, **options)
        self.session.receive(frame)
        for part in parts:
            self.session.receive_part(part)
        if at < self.room.head:
            self.session.receive(self.room.frame(at + 1, self.room.head))
        self._drain()
        return self

    def do(self, parts: dict[str, Any]) -> list[int]:
        cseqs = self.session.submit(parts)  # type: ignore[arg-type]  # a plain dict of parts
        self._drain()
        return cseqs

    def undo(self) -> bool:
        done = self.session.undo()
        self._drain()
        return done

    def redo(self) -> bool:
        done = self.session.redo()
        self._drain()
        return done

    def _drain(self) -> list[on.Event]:
        new = self.session.events()
        for event in new:
            if isinstance(event, on.Keep):
                self.session.kept(event.cseq)
        self.told += new
        return new

    def send(self) -> list[dict[str, Any]]:
        """The ops that go out now; the room takes them."""
        ops: list[dict[str, Any]] = []
        for frame in self.session.outgoing():
            message = read_client(frame)
            assert isinstance(message, Ops)
            for raw in message.ops:
                self.room.offer(self.session.client, raw)
                ops.append(json.loads(bytes(raw)))
        return ops

    def hear(self) -> list[on.Event]:
        """What the room has that the session has not."""
        self.told = []
        if self.session.seq < self.room.head:
            self.session.receive(self.room.frame(self.session.seq + 1, self.room.head))
        self._drain()
        return self.told

    def sync(self) -> list[on.Event]:
        """Sends and hears until nothing is left to send."""
        told: list[on.Event] = []
        while self.send():
            told += self.hear()
        return told + self.hear()

    def ink(self, id: str = "e1", *, confirmed: bool = False) -> Any:
        board = self.session.confirmed if confirmed else self.session.board
        element = board.get(id)
        return None if element is None or element.deleted else element.get("ink")


def told(events: list[on.Event], kind: type) -> list[Any]:
    return [event for event in events if isinstance(event, kind)]


def pair() -> tuple[Seat, Seat]:
    room = Sequencer()
    return Seat(room, "c1").join(), Seat(room, "c2").join()
