"""Worlds of a few sessions and a room in memory: what each session was told and said, as scripts for both languages.

    python -m tests.support.scripts

writes `tests/vectors/sessions.jsonl`. A script is a list of steps `[call, arguments, result, events, state]`.
"""

from collections import deque
from random import Random
from typing import Any

import msgspec
from msgspec import UNSET
from tests.support.generate import VECTORS, Json, canonical
from tests.support.sequencer import Sequencer

from inkroom import events as on
from inkroom.board import Element, apply, owner
from inkroom.gesture import Parts
from inkroom.history import fold
from inkroom.messages import Hello, Lives, Ops, Ping, Presence, Wet, encode, read_client
from inkroom.session import Session, Stored
from inkroom.undo import Queued

WORLDS = 110
STEPS = 240
WEIGHTS = {
    "edit": 11, "undo": 5, "redo": 3, "point": 1, "keep": 16, "push": 16, "receive": 24, "fan": 16, "read": 30,
    "connect": 16, "drop": 3, "restart": 2, "checkpoint": 2, "backup": 0.7, "conflict": 0.6, "head": 1,
    "digest": 1, "tick": 1, "hurry": 0.5,
}  # fmt: skip


class Disk:
    """What a device kept: its ops, and the session as of the last checkpoint."""

    def __init__(self) -> None:
        self.ops: dict[int, Queued] = {}
        self.point = Stored()

    def keep(self, queued: Queued) -> None:
        self.ops[queued.op.cseq] = _copy(queued)

    def checkpoint(self, session: Session) -> None:
        """The board, the images and the verdicts, in one transaction."""
        self.point = session.stored()
        rows = [msgspec.json.decode(encode(row)) for row in self.point.rows]
        self.point = msgspec.structs.replace(
            self.point,
            rows=[_with_raw_points(row) for row in rows],
            images=dict(self.point.images),
            says=list(self.point.says),
        )
        for queued in self.point.ops:
            if queued.op.cseq in self.ops:
                self.keep(queued)

    def load(self) -> Stored:
        ops = [_copy(self.ops[n]) for n in sorted(self.ops)]
        return msgspec.structs.replace(self.point, ops=ops)


def _copy(queued: Queued) -> Queued:
    copy = msgspec.json.decode(encode(queued), type=Queued)
    copy.kept = True
    return copy


def _with_raw_points(row: Json) -> Json:
    return row | {"points": msgspec.Raw(encode(row["points"]))} if "points" in row else row


class Wire:
    """One connection. `at` is the last seq that was put on it."""

    def __init__(self) -> None:
        self.up: deque[str] = deque()
        self.down: deque[tuple[str, str]] = deque()
        self.client, self.at = "", -1


class Device:
    """A session, its disk and its socket; every call of the session is a step of the script."""

    def __init__(self, world: "World", client: str) -> None:
        self.world, self.first = world, client
        self.steps: list[Any] = []
        self.disk, self.wire, self.now, self.renewals = Disk(), None, 0, 0  # type: tuple[Disk, Wire | None, int, int]
        self.session = Session(client)
        self.unkept: list[int] = []
        self.told: dict[str, str] = {}
        self.made: dict[str, bool] = {}
        self.reports: list[tuple[int, list[str]]] = []

    def call(self, name: str, *args: Any) -> Any:
        """Calls the session, notes what it did, and does what it asks for."""
        result = getattr(self.session, name)(*args)
        self._note(name, args, result)
        return result

    def _note(self, name: str, args: tuple[Any, ...], result: Any) -> None:
        told = self.session.events()
        self.steps.append(
            [name, args, result, [row_of(event) for event in told], state_of(self.session)]
        )
        for event in told:
            self._obey(event)

    def _obey(self, event: on.Event) -> None:
        client = self.session.client
        if isinstance(event, on.Keep):
            self.unkept.append(event.cseq)
        elif isinstance(event, on.Refused):
            self.told[f"{client}:{event.cseq}"] = event.code
        elif isinstance(event, on.Reconnect):
            self.drop()
        elif isinstance(event, on.Renew):
            self.drop()
            self.renewals += 1
            self.disk, self.unkept = Disk(), []
            self.call("renew", f"{self.first}-{self.renewals}")
            self.checkpoint()
        elif isinstance(event, on.DigestDue):
            self.call("verify", event.seq, event.digest)

    # ------------------------------------------------------------- the device

    def keep(self) -> None:
        """The disk has written the oldest op that was given to it."""
        if self.unkept:
            cseq = self.unkept.pop(0)
            self.disk.keep(
                self.session.stored().ops[
                    [q.op.cseq for q in self.session.stored().ops].index(cseq)
                ]
            )
            self.call("kept", cseq)

    def checkpoint(self) -> None:
        self.disk.checkpoint(self.session)
        self._note("checkpoint", (), None)

    def restart(self) -> None:
        """The process is gone; what was on the disk is there."""
        if self.wire:
            self.wire = None
        self.unkept = []
        self.session = Session(self.session.client, stored=self.disk.load())
        self._note("restart", (), None)

    # ------------------------------------------------------------- the socket

    def connect(self) -> None:
        if self.wire is None:
            self.wire = Wire()
            self.wire.up.append(self.call("hello", self.now))

    def drop(self, close: int = 1006) -> None:
        """The socket breaks: a part of what was on its way still arrives, both ways."""
        wire, self.wire = self.wire, None
        if wire is None:
            return
        for _ in range(self.world.rng.randrange(len(wire.up) + 1)):
            self.world.receive(self, wire)
        self.call("lost", close, self.now)

    def push(self) -> None:
        frames = self.call("outgoing")
        if self.wire:
            self.wire.up.extend(frames)

    def read(self) -> None:
        if self.wire and self.wire.down:
            kind, frame = self.wire.down.popleft()
            self.call(kind, frame, self.now)


class World:
    """One seed: devices, a room, and what goes wrong between them."""

    def __init__(self, seed: int, devices: int = 3) -> None:
        self.rng = rng = Random(seed)
        self.refuse, self.skip = rng.choice((0, 0.05, 0.2)), rng.choice((0, 0, 0.05))
        self.tail, self.behind = rng.choice((4, 20, 2_000)), rng.choice((0, 0, 5))
        self.room = Sequencer(
            lambda client, cseq: "forbidden" if rng.random() < self.refuse else ""
        )
        self.ids: list[str] = []
        self.uid = 0
        self.kinds = list(WEIGHTS)
        self.weights = [w * rng.choice((0.4, 1, 1, 2.5)) for w in WEIGHTS.values()]
        self.devices = [Device(self, f"c{n}") for n in range(1, devices + 1)]

    # ------------------------------------------------------------- what happens

    def step(self) -> None:
        device = self.rng.choice(self.devices)
        device.now += self.rng.choice((10, 10, 10, 5_000))
        kind = self.rng.choices(self.kinds, self.weights)[0]
        wire = device.wire
        if kind == "edit":
            device.call("submit", self.gesture())
        elif kind in ("undo", "redo", "hurry"):
            device.call(kind)
        elif kind == "point":
            device.call("live", self.presence())
        elif kind in ("keep", "push", "read", "connect", "drop", "restart", "checkpoint"):
            getattr(device, kind)()
        elif kind == "receive" and wire and wire.up:
            self.receive(device, wire)
        elif kind == "fan":
            self.fan_out()
        elif kind == "tick":
            device.call("tick", device.now)
        elif kind == "backup" and self.room.head:
            self.room.restore_backup(self.rng.randrange(1, 8))
            for each in self.devices:
                if each.wire:
                    each.wire.up.clear()  # ROOM-6: never read after the load
                each.drop(1012)
        elif kind == "conflict" and wire is None:
            self.conflict(device)
        elif kind in ("head", "digest") and wire and wire.at == self.room.head:
            wire.down.append(("receive", self.beat(kind)))

    def conflict(self, device: Device) -> None:
        """The id belongs to another user; none of the ops that wait was ever sent under it."""
        sent = self.room.last.get(device.session.client, 0)
        if device.session.queue and device.session.queue[0] > sent:
            device.wire = Wire()
            device.call("hello", device.now)
            device.drop(4409)

    def gesture(self) -> Parts:
        rng, parts = self.rng, Parts()
        self.uid += 1
        parts["made"] = self.uid
        chance = rng.random()
        if chance < 0.06:
            return {"say": f"Grüße {self.uid} 🙂", "made": self.uid}
        if chance < 0.3 or not self.ids:
            self.ids.append(
                rng.choice(self.ids) if self.ids and rng.random() < 0.1 else f"e{len(self.ids)}"
            )
            many = [f"{self.ids[-1]}-{n}" for n in range(66)] if rng.random() < 0.012 else []
            parts["put"] = [self.put(id) for id in (self.ids[-1], *many)]
        else:
            near = list(dict.fromkeys(self.ids[-3:]))
            some = rng.sample(near, min(len(near), rng.choice((1, 1, 2))))
            parts["set"] = [
                {"id": id, **self.registers()}
                for id in (*some, *(["board"] if chance > 0.95 else []))
            ]
        return parts

    def put(self, id: str) -> Json:
        put: Json = {"kind": self.rng.choice(("rect", "line", "stroke")), "id": id}
        put["geom"] = (
            [0, 0, 16, 16] if put["kind"] == "line" else [self.rng.randrange(99), 0, 9, 9, 0]
        )
        if put["kind"] == "stroke":
            put["points"] = [1, 2, 128, 0, 3, 4, 130, 8]
        return put

    def registers(self) -> Json:
        rng = self.rng
        values = {
            "ink": f"#{rng.randrange(2**24):06X}", "width": rng.randrange(99), "deleted": rng.random() < 0.7,
            "geom": [rng.randrange(99), 0, 9, 9, 0], "text": f"Text {rng.randrange(99)}", "title": "Plan",
        }  # fmt: skip
        return {name: values[name] for name in rng.sample(sorted(values), rng.choice((1, 1, 2)))}

    def presence(self) -> Presence:
        rng = self.rng
        return rng.choice(
            [
                Presence(cursor=[rng.randrange(99), 1]),
                Presence(tool="pen", selection=["e1"]),
                Presence(cursor=None),
                Presence(wet=Wet(id="w1", start=0, width=32, points=[1, 2, 3])),
                Presence(wet=Wet(id="w1", start=1, width=32, points=[4, 5, 6])),
            ]
        )

    # ------------------------------------------------------------- the room

    def receive(self, device: Device, wire: Wire) -> None:
        message = read_client(wire.up.popleft())
        if isinstance(message, Hello):
            frame, parts, at = self.room.welcome(
                message.client, message.since, behind=self.behind, tail=self.tail
            )
            wire.client, wire.at = message.client, at
            wire.down.append(("receive", frame))
            wire.down.extend(("receive_part", part) for part in parts)
            if at < self.room.head:
                wire.down.append(("receive", self.room.frame(at + 1, self.room.head)))
                wire.at = self.room.head
        elif isinstance(message, Ops):
            for raw in message.ops:
                self.room.offer(wire.client, raw)
        elif not isinstance(message, Ping):
            self.spread(wire, message)

    def spread(self, wire: Wire, change: Presence) -> None:
        fields = {name: getattr(change, name) for name in Presence.__struct_fields__}
        frame = encode(Lives({f"p-{wire.client}": Presence(**fields)})).decode()
        for other in self.devices:
            if other.wire and other.wire.at >= 0:
                other.wire.down.append(("receive", frame))

    def fan_out(self, *, whole: bool = False) -> None:
        """New entries to everybody; now and then a frame is lost, or comes twice."""
        for wire in (d.wire for d in self.devices):
            if wire is None or wire.at < 0 or wire.at >= self.room.head:
                continue
            frame = self.room.frame(wire.at + 1, self.room.head)
            wire.at = self.room.head
            chance = 1.0 if whole else self.rng.random()
            copies = 0 if chance < self.skip else 2 if chance > 0.97 and not whole else 1
            wire.down.extend([("receive", frame)] * copies)

    def beat(self, kind: str) -> str:
        room = self.room
        if kind == "head":
            return encode({"type": "head", "seq": room.head, "chain": room.chain}).decode()
        return encode({"type": "digest", "seq": room.head, "digest": room.board.digest()}).decode()

    # ------------------------------------------------------------- rest

    def rest(self) -> None:
        """No new ops, no new faults but refusals: everything comes to an end."""
        for _ in range(60):
            for device in self.devices:
                device.connect()
                while device.unkept:
                    device.keep()
                device.push()
                while device.wire and device.wire.up:
                    self.receive(device, device.wire)
            self.fan_out(whole=True)
            for device in self.devices:
                if device.wire and device.wire.at == self.room.head:
                    device.wire.down.append(("receive", self.beat("head")))
                while device.wire and device.wire.down:
                    device.read()
            if all(d.session.saved and d.session.seq == self.room.head for d in self.devices):
                return
        raise AssertionError("does not come to rest")

    def check(self) -> None:
        """P3, P4, P5: every op once or told as refused, all screens equal, no undo of another's work."""
        entries = self.room.entries()
        rows, digest = canonical(self.room.board.rows()), self.room.board.digest()
        assert fold(entries).digest() == digest
        for device in self.devices:
            for board in (device.session.confirmed, device.session.board):
                assert board.digest() == digest, "P4: a screen differs"
                assert canonical(board.rows()) == rows, "P4: equal digests, other boards"
        says = [e.seq for e in entries if e.say is not UNSET and e.refused is UNSET]
        for device in self.devices:
            heard = [e.seq for e in device.session.says]
            assert heard == says[len(says) - len(heard) :], "P4: a line of chat is missing"
        accepted = [e for e in entries if e.made is not UNSET and e.refused is UNSET]
        taken = [(e.made, encode([e.put or [], e.set or []])) for e in accepted]
        assert len(set(taken)) == len(taken), "an op is in the log twice"
        for n, device in enumerate(self.devices):
            for cseq, queued in ((q.op.cseq, q) for q in device.session.stored().ops):
                name = f"{device.session.client}:{cseq}"
                entry = next((e for e in entries if e.writer == name), None)
                assert entry is not None, f"P3: an op of device {n} is lost"
                refused = None if entry.refused is UNSET else entry.refused
                assert (queued.verdict == "saved") is (refused is None), "a wrong verdict"
                assert refused is None or device.told.get(name), "a refusal was not told"
        self.check_undos(entries)

    def check_undos(self, entries: list[Any]) -> None:
        """Restores change registers of the own client only, and nothing deletes what another wrote to."""
        board = type(self.room.board)()
        for entry in entries:
            was: dict[str, Element] = dict(board.own)
            apply(board, entry)
            for x in entry.restore or () if entry.refused is UNSET else ():
                before, now = was.get(x.id), board.get(x.id)
                if (
                    before is None
                    or now is None
                    or before.writer(x.register) == now.writer(x.register)
                ):
                    continue
                undoes = entry.undoes is not UNSET
                own = before.writer(x.register) if undoes else now.writer(x.register)
                assert own is None or owner(own) == entry.client, "P5: another's work was undone"
                if x.alone:
                    assert all(owner(now.writer(r)) == entry.client for r in now.values), "P5"


def row_of(event: on.Event) -> list[Any]:
    """An event as JSON that is equal in both languages."""
    name = type(event).__name__
    if isinstance(event, on.Confirmed | on.Said):
        return [name, event.entry.seq]
    if isinstance(event, on.Keep):
        queued = event.queued
        return [name, event.cseq, queued.intent, queued.targets, queued.waits]
    if isinstance(event, on.Changed):
        return [name, None if event.ids is None else sorted(event.ids)]
    return [name, *(getattr(event, field) for field in event.__struct_fields__)]


def state_of(session: Session) -> str:
    """Where a session stands, shown and confirmed board too, in a few characters."""
    flags = "".join(
        flag if holds else "-"
        for flag, holds in (("s", session.saved), ("u", session.can_undo), ("r", session.can_redo))
    )
    digests = f"{session.board.digest()[:8]} {session.confirmed.digest()[:8]}"
    return f"{session.phase} {session.epoch}.{session.seq} {session.waiting} {flags} {digests}"


def played(seed: int, steps: int, devices: int = 3) -> World:
    """A world after so many steps, at rest and checked."""
    world = World(seed, devices)
    for _ in range(steps):
        world.step()
    world.rest()
    world.check()
    return world


def scripts() -> list[bytes]:
    """The lines of `sessions.jsonl`."""
    lines = []
    for seed in range(WORLDS):
        for device in played(seed, STEPS, 2).devices:
            presence = dict(device.session.presence)
            says = [entry.seq for entry in device.session.says]
            whole = {"seed": seed, "client": device.first, "steps": device.steps}
            lines.append(encode(whole | {"presence": presence, "says": says}))
    return lines


def main() -> None:
    """Write the vectors."""
    (VECTORS / "sessions.jsonl").write_bytes(b"\n".join(scripts()) + b"\n")


if __name__ == "__main__":
    main()
