"""One seed, one run: people, devices, a server, and the faults between them."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from msgspec import UNSET
from tests.support.simulation.broken import Broken, need
from tests.support.simulation.device import Device, content
from tests.support.simulation.disk import Disk, Log
from tests.support.simulation.hand import HABITS, Hand
from tests.support.simulation.reading import Reading
from tests.support.simulation.server import Server, listening
from tests.support.simulation.weather import Weather

from inkroom import gesture, session
from inkroom.board import Board, apply
from inkroom.errors import InkroomError
from inkroom.history import Verifier
from inkroom.messages import AGAIN, Entry
from inkroom.room import tail
from inkroom.talk import Talk

LAPS = 200


class Outcome(NamedTuple):
    """What broke ("" if nothing), the digest of the trace, and how often what happened."""

    why: str
    trace: str
    counts: Counter[str]


class World:
    """All that there is. `step` makes one thing happen; `rest` lets everything come to an end, and checks it."""

    def __init__(self, seed: int, habit: str = "usual") -> None:
        self.weather = Weather(seed)
        if HABITS[habit].copy:
            self.weather.only_devices()
        if HABITS[habit].compact:
            self.weather.device_backups = False  # after a compaction everybody comes by a snapshot
        self.count: Counter[str] = Counter()
        self.contents: Counter[bytes] = Counter()
        self.trace = hashlib.sha256()
        self.boards = [f"b{n}" for n in range(self.weather.boards)]
        self.server = Server(Disk(self.boards), self.weather, self)
        self.hand = Hand(self.weather, self.count, HABITS[habit])
        self.devices: list[Device] = []
        self.gone: list[Device] = []
        for n in range(self.weather.clients):
            self._arrive(self.boards[n % len(self.boards)])

    def note(self, what: str, body: bytes) -> None:
        """Adds to the trace: the same seed gives the same trace."""
        self.trace.update(b"%b %b\n" % (what.encode(), body))

    def _arrive(self, board: str) -> None:
        self.devices.append(Device(self, f"c{len(self.devices) + len(self.gone)}", board))

    # ------------------------------------------------------------- what happens

    def step(self) -> None:
        """One thing happens, somewhere."""
        weather, kind = self.weather, self.weather.kind()
        device = self.devices[weather.below(len(self.devices))]
        self.count[kind] += 1
        acts: dict[str, Callable[[Device], None]] = {
            "edit": self._edit,
            "push": Device.push,
            "write": self._write,
            "read": self._read,
            "receive": self._receive,
            "connect": self._connect,
            "drop": Device.drop,
            "client kill": self._kill,
            "leave": self._leave,
            "wait": Device.wait,
            "cut": lambda _: self.server.cut(),
            "land": lambda _: self.server.land(),
            "server kill": lambda _: self.server.kill(),
            "backup": self._backup,
            "device backup": self._device_backup,
            "beat": lambda _: self.server.beat(),
            "digest": lambda _: self.server.digest(),
        }
        acts[kind](device)
        if weather.happens(0.05):
            device.check_screen()

    def _edit(self, device: Device) -> None:
        if self.hand.compacts and self.server.log(device.board).head > 3:
            self.server.compact(device.board, device.name)
            return
        if self.hand.copies:
            device.back_up()
            return
        self.hand.act(device.session, device.board)
        device.pump()

    def _write(self, device: Device) -> None:
        for _ in range(1 + self.weather.below(3)):
            if device.shelf.jobs:
                device.write()
        if self.weather.happens(0.1):
            device.checkpoint()

    def _read(self, device: Device) -> None:
        for _ in range(1 + self.weather.below(5)):
            if device.socket and device.socket.down:
                device.read()

    def _receive(self, _: Device) -> None:
        waiting = [socket for socket in self.server.sockets if socket.readable]
        if waiting:
            self.server.receive(waiting[self.weather.below(len(waiting))])

    def _connect(self, device: Device) -> None:
        if device.socket is None:
            device.connect()

    def _kill(self, device: Device) -> None:
        device.kill()
        device.wake()

    def _leave(self, device: Device) -> None:
        """A window is closed in the middle, for good; its ops may still wait on its device."""
        device.kill()
        self.devices.remove(device)
        self.gone.append(device)
        self._arrive(device.board)

    def _backup(self, _: Device) -> None:
        if self.weather.backups and self.server.disk.order:
            self.server.restore_backup()
            self.count["backups restored"] += 1

    def _device_backup(self, device: Device) -> None:
        if self.weather.device_backups:
            device.back_up()

    # ------------------------------------------------------------- the end

    def rest(self) -> None:
        """No new ops and no new faults; everything must come to rest, and then be right."""
        skip = self.weather.skip
        self.weather.calm()
        self.weather.skip = skip
        for device in self.gone:
            device.wake()
        self.devices += self.gone
        for lap in range(LAPS):
            if lap == 4:
                self.weather.calm()
            self._lap()
            if lap >= 6 and self._quiet():
                self.check()
                return
        raise Broken("the world does not come to rest [P3]")

    def _lap(self) -> None:
        self.devices += [heir for device in self.devices for heir in device.heirs()]
        for device in self.devices:
            while device.shelf.jobs:
                device.write()
            if device.socket is None:
                device.connect()
            device.push()
        for socket in list(self.server.sockets):
            while socket.readable:
                self.server.receive(socket)
        self.server.settle()
        self.server.beat()
        self.server.settle()
        for device in self.devices:
            while device.socket and device.socket.down:
                device.read()

    def _quiet(self) -> bool:
        return not self.server.busy and all(
            device.socket
            and not device.socket.up
            and not device.shelf.jobs
            and not device.session.waiting
            for device in self.devices
        )

    # ------------------------------------------------------------- the checks

    def check(self) -> None:
        """Everything that is promised, once nothing moves."""
        self.count["fresh client ids"] += sum(device.renewals for device in self.devices)
        for board in self.boards:
            log = self.server.log(board)
            devices = [device for device in self.devices if device.board == board]
            for one in log.whole:
                self._check_log(one)
                truth = self._check_reading(one, devices)
            room = self.server.board(board)
            right = room is None or room.digest() == truth.digest()
            need(right, "the room's board differs from the log [P4]")
            talk = Talk(log.entries)
            self.contents = Counter(content(entry) for entry in done(log))
            for device in devices:
                device.check_rest(truth, talk)
                self._check_told(device, log)
                self._check_kept(device, log)
            self.count["compactions"] += len(log.copies)
            self.count["entries"] += log.head
            self.count["refused"] += sum(entry.refused is not UNSET for entry in log.entries)
            self.note(board, truth.digest().encode())

    def _check_log(self, log: Log) -> None:
        verifier = Verifier()
        try:
            for body in log.bodies:
                verifier.add(body)
        except InkroomError as why:
            raise Broken(f"the log does not verify: {why} [P7, LOG-9]") from None
        need(verifier.seq == log.head, "the log has a gap [P7, LOG-1]")

    def _check_reading(self, log: Log, devices: list[Device]) -> Board:
        reports = {writer: left for device in devices for writer, left in device.reports.items()}
        reading = Reading(reports if not log.lost else {}, self.count)
        truth = Board()
        for entry in log.entries:
            apply(truth, entry)
            if entry.refused is UNSET:
                reading.add(entry)
        reading.check_reports()
        return truth

    def _check_kept(self, device: Device, log: Log) -> None:
        """Each op that the device kept is in the log once, or its refusal was told."""
        for what, writers in device.kept.items():
            found = self.contents[what]
            need(found <= 1, "an op is in the log twice [SES-1, LOG-5]")
            entries = [entry for writer in writers if (entry := log.ever(writer)) is not None]
            refused = any(entry.refused is not UNSET for entry in entries)
            told = any(writer in device.told for writer in writers)
            forged = b'"restore"' in what  # names the client id that it was made under (SES-12)
            need(found or refused or told or (forged and device.renewals), "an op is lost [P3]")
            need(not (found and told), "an op takes effect after it was told refused [SES-7]")

    def _check_told(self, device: Device, log: Log) -> None:
        """What the person was told is what the log says."""
        client = device.session.client
        for n, queued in device.session._pending.ops.items():
            entry = log.ever(f"{client}:{n}")
            need(entry is not None, "an op has a verdict, and the log has no entry [P1, SES-6]")
            if entry is not None:
                verdict = "saved" if entry.refused in (UNSET, AGAIN) else entry.refused
                need(
                    queued.verdict == verdict, "a client was told the wrong verdict [SES-6, SES-7]"
                )


def done(log: Log) -> Iterator[Entry]:
    """What people did on a board, before its compactions too, each once: what these put anew is not among it."""
    for one in log.whole:
        for entry in one.entries:
            if entry.refused is UNSET and not entry.client.startswith("kept-"):
                yield entry


@contextmanager
def small(weather: Weather) -> Iterator[None]:
    """The sizes at which things are split are small here, so that a short run meets them."""
    were = (
        gesture.OP_PARTS, gesture.MESSAGE_OPS, session.CHECKPOINT_ENTRIES, tail.ENTRIES
    )  # fmt: skip
    gesture.OP_PARTS, gesture.MESSAGE_OPS, session.CHECKPOINT_ENTRIES = 2, 4, 10  # type: ignore[misc]
    tail.ENTRIES = weather.tail  # type: ignore[misc]
    try:
        yield
    finally:
        gesture.OP_PARTS, gesture.MESSAGE_OPS, session.CHECKPOINT_ENTRIES, tail.ENTRIES = were  # type: ignore[misc]


def run(seed: int, steps: int, habit: str = "usual") -> Outcome:
    """One run of one world, whose people have one of the `HABITS`."""
    world = World(seed, habit)
    why = ""
    try:
        with small(world.weather), listening():
            for device in world.devices:
                device.connect()
            for _ in range(steps):
                world.step()
            world.rest()
    except Broken as broken:
        why = str(broken)
    return Outcome(why, world.trace.hexdigest(), world.count)
