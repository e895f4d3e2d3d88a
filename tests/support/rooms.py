"""Rooms without a server: a log in memory, and people who sit down and send."""

import json
import zlib
from typing import Any

from inkroom.accord import meets
from inkroom.board import Board, apply
from inkroom.history import START, chain_of
from inkroom.messages import Entry, Hello, Limits, Role, Since, read_entry
from inkroom.room import Batch, Guest, Link, People, Room, Seat, Tail, prepare
from inkroom.room.room import Entrance
from inkroom.snapshot import Assembly

NOW = 1_795_442_400_000
COLOURS = ["cobalt", "plum", "pine"]


class Memory:
    """A log in memory, and the room that is loaded from it."""

    def __init__(self, *, elements: int = 100_000) -> None:
        self.entries: list[bytes] = []
        self.batches: list[Batch] = []
        self.last: dict[str, int] = {}
        self.users: dict[str, str] = {}
        self.people = People([], COLOURS)
        self.limits = Limits(65_536, 64, elements, 10_000)
        self.room = self.load()

    def load(self, *, epoch: int = 1) -> Room:
        """The room as it is after a restart."""
        board, tail, chain = Board(), Tail(0, START), START
        refused: dict[str, list[tuple[int, str]]] = {}
        says: list[bytes] = []
        for body in self.entries:
            entry = read_entry(body)
            chain = chain_of(chain, body)
            apply(board, entry)
            tail.add(Link(entry.client, entry.cseq, chain, body))
            if isinstance(entry.refused, str):
                refused.setdefault(entry.client, []).append((entry.cseq, entry.refused))
            if isinstance(entry.say, str) or isinstance(entry.done, bool) or meets(entry):
                says.append(body)
        self.room = Room(
            "b1", board, tail=tail, epoch=epoch, last=dict(self.last), users=dict(self.users),
            people=self.people, refused=refused, says=says, find=self.find, limits=self.limits,
        )  # fmt: skip
        return self.room

    def find(self, client: str, cseq: int) -> Entry | None:
        for body in self.entries:
            entry = read_entry(body)
            if (entry.client, entry.cseq) == (client, cseq):
                return entry
        return None

    def commit(self, at: int = NOW) -> list[bytes]:
        """Writes what waits; the frames for everybody."""
        batch = self.room.cut(at)
        if batch is None:
            return []
        self.batches.append(batch)
        self.entries += [row.body for row in batch.rows]
        self.last |= batch.last
        self.users |= batch.users
        return self.room.committed(batch)

    def enter(
        self,
        client: str = "c1",
        *,
        user: str = "",
        name: str = "",
        role: Role = "editor",
        since: Since | None = None,
        colour: str | None = None,
    ) -> Entrance:
        """Somebody comes in; the snapshot is prepared where it is needed."""
        hello = Hello(protocol=1, client=client, since=since, colour=colour)
        if not self.room.resumes(since):
            self.room.snapshot = prepare(self.room.frozen(), self.room.snapshot)
        guest = Guest(user=user or f"u-{client}", name=name, role=role)
        return self.room.enter(guest, hello, NOW)

    def seat(self, client: str = "c1", role: Role = "editor") -> Seat:
        return self.enter(client, role=role).seat

    def send(self, seat: Seat, *ops: dict[str, Any]) -> list[dict[str, Any]]:
        """Ops of a peer, and their commit; the entries that came of them."""
        for op in ops:
            self.room.accept(seat, raw(op))
        return entries_of(self.commit())


def raw(op: Any) -> bytes:
    return op if isinstance(op, bytes) else json.dumps(op).encode()


def rect(id: str, **registers: Any) -> dict[str, Any]:
    """A rectangle to put."""
    return {"id": id, "kind": "rect", "geom": [0, 0, 160, 160, 0], **registers}


def entries_of(frames: list[bytes]) -> list[dict[str, Any]]:
    """The entries of `entries` frames, in order."""
    return [entry for frame in frames for entry in json.loads(frame)["entries"]]


def unpacked(parts: list[bytes]) -> Assembly:
    """The board of snapshot parts; each must be one whole gzip stream."""
    assembly = Assembly()
    for number, part in enumerate(parts, 1):
        unpacker = zlib.decompressobj(wbits=31)
        whole = assembly.add(unpacker.decompress(part))
        assert unpacker.eof
        assert not unpacker.unused_data
        assert whole == (number == len(parts))
    return assembly


def welcome(frame: bytes) -> dict[str, Any]:
    found = json.loads(frame)
    assert found["type"] == "welcome"
    return dict(found)
