"""A device with one client: a real session, its socket and its disk."""

import zlib
from collections import Counter
from typing import Protocol

from tests.support.simulation.broken import Broken, need
from tests.support.simulation.server import Server, Socket
from tests.support.simulation.shelf import Job, Shelf
from tests.support.simulation.weather import Weather

from inkroom import events as on
from inkroom.board import Board, Element
from inkroom.messages import Entry, Op, Ops, encode, read_client, read_cseq
from inkroom.session import Session
from inkroom.talk import Talk


class World(Protocol):
    """What a device needs of the world."""

    weather: Weather
    server: Server
    count: Counter[str]

    def note(self, what: str, body: bytes) -> None: ...


class Device:
    """Drives a session as the clients do, and checks what it tells at once.

    `kept` are the ops that its disk took, by content, with the writers that they had; `told` the refusals that the
    person saw; `reports` what the undo with this number said it left;
    `screen` what was painted, from the `Changed` events alone.
    """

    def __init__(self, world: World, name: str, board: str) -> None:
        self.world, self.name, self.board = world, name, board
        self.shelf = Shelf(f"{name}-0", world.weather.recent)
        self.copy: Shelf | None = None
        self.kept: dict[bytes, list[str]] = {}
        self.told: dict[str, str] = {}
        self.reports: dict[str, list[str]] = {}
        self.socket: Socket | None = None
        self.alive = True
        self.now = 0.0
        self.renewals, self._fresh, self._inherited = 0, name, 0
        self.wake()

    def heirs(self) -> "list[Device]":
        """Those who see to what this device left under client ids that it had before (SES-20); each is there once."""
        known, self._inherited = self._inherited, len(self.shelf.estates)
        return [self._heir(estate) for estate in self.shelf.estates[known:]]

    def _heir(self, estate: Shelf) -> "Device":
        heir = Device(self.world, self.name, self.board)
        heir.shelf, heir._fresh = estate, f"{estate.client}-heir"  # it tells nobody anything
        heir.wake()
        return heir

    def wake(self) -> None:
        """Starts, or starts again after a crash, from what is on the disk."""
        client, ops = self.shelf.client, self.shelf.ops
        for n, queued in ops.items():
            if queued.verdict in (None, "saved") and queued.op != Op(cseq=n):
                self.told.pop(f"{client}:{n}", None)  # its disk did not come to know of the refusal
        self.session = Session(
            self.shelf.client, "", stored=self.shelf.load(), random=self.world.weather.rng.random
        )
        self.shown: int | None = self.session.seq
        self.report: list[str] | None = None
        self.screen: dict[str, Element] = {}
        self._paint(None)
        self.alive = True

    # ------------------------------------------------------------- the socket

    def connect(self) -> None:
        self.socket = self.world.server.open(self.board, self.name)
        self.socket.up.append(self.session.hello(self.now))
        self.pump()

    def push(self) -> None:
        """Sends what there is to send."""
        frames = self.session.outgoing()
        for frame in frames:
            message = read_client(frame)
            for raw in message.ops if isinstance(message, Ops) else ():
                need(
                    read_cseq(raw).cseq in self.shelf.ops, "an op is sent and not kept [P3, SES-2]"
                )
        if self.socket and not self.socket.ended:
            self.socket.up.extend(frames)

    def read(self) -> None:
        """Takes one frame, or the end of the connection."""
        if self.socket is None:
            return
        self.now += 1
        frame = self.socket.down.popleft()
        self.world.note(self.name, frame if isinstance(frame, bytes) else b"%d" % frame)
        if isinstance(frame, int):
            self._lost(frame)
        elif frame[:1] == b"{":
            self.session.receive(frame, self.now)
        else:
            self.shown = None
            self.session.receive_part(zlib.decompress(frame, 31), self.now)
        self.pump()

    def drop(self, close: int = 1006) -> None:
        """The connection breaks; a part of what was on its way still arrives."""
        socket = self.socket
        if socket is None:
            return
        for _ in range(self.world.weather.below(len(socket.down) + 1)):
            if self.socket is socket:
                self.read()
        if self.socket is socket:
            self._lost(close)
            self.pump()

    def _lost(self, close: int) -> None:
        if self.socket:
            self.world.server.gone(self.socket)
            self.socket = None
            self.session.lost(close, self.now)

    def wait(self) -> None:
        """Time passes without a byte (SES-10)."""
        self.now += self.world.weather.rng.choice((1_000, 5_000, 12_000))
        self.session.tick(self.now)
        self.pump()

    # ------------------------------------------------------------- the disk

    def write(self) -> None:
        """The disk carries out the oldest job."""
        job = self._written()
        if job.keeps and job.client == self.session.client:
            for queued in job.ops:
                self.session.kept(queued.op.cseq)
        self.pump()

    def _written(self) -> Job:
        job = self.shelf.write()
        for queued in job.ops if job.keeps else ():
            if not queued.intent and queued.op != Op(cseq=queued.op.cseq):
                self.kept.setdefault(content(queued.op), []).append(
                    f"{job.client}:{queued.op.cseq}"
                )
        return job

    def kill(self) -> None:
        """The process dies; its disk has the first part of what it was asked to write."""
        for _ in range(self.world.weather.below(len(self.shelf.jobs) + 1)):
            self._written()
        self.shelf.jobs.clear()
        if self.socket:
            self.world.server.gone(self.socket)
            self.socket = None
        self.alive = False

    def back_up(self) -> None:
        """Copies the device, or puts the older copy in place: it then has numbers for new ops that the log knows.

        Its board is one that a tail goes on from: in a snapshot another's op under an own number cannot be seen.
        """
        if self.copy is None:
            self.copy = self.shelf.copy() if self.shelf.point.epoch else None
            return
        self.kill()
        self.world.count["devices put back"] += 1
        self.shelf, self.copy = self.copy, None
        log = self.world.server.log(self.board)
        here = [content(queued.op) for queued in self.shelf.ops.values()]
        here += [content(entry) for entry in log.entries]
        self.kept = {done: self.kept[done] for done in here if done in self.kept}
        self.wake()

    def checkpoint(self) -> None:
        self.shelf.checkpoint(self.session)

    # ------------------------------------------------------------- what the session says

    def pump(self) -> None:
        """Does what the session asks for."""
        while events := self.session.events():
            for event in events:
                self._handle(event)
            self.report = None  # of a snapshot: others may have written since
        self._check_saved()
        if self.world.weather.prompt:
            self.push()

    def _handle(self, event: on.Event) -> None:
        if isinstance(event, on.Keep):
            self.shelf.keep(self.session.client, [event.queued])
        elif isinstance(event, on.Forget):
            self.shelf.judged(event.cseqs)
            if self.world.weather.verdicts_apart:
                self.shelf.verdicts(self.session)
        elif isinstance(event, on.Changed):
            self._paint(event.ids)
        elif isinstance(event, on.Refused):
            self._refused(event)
        elif isinstance(event, on.Undone):
            self.report = event.left
        elif isinstance(event, on.Confirmed):
            self._confirmed(event.entry)
        elif isinstance(event, on.Checkpoint):
            self.checkpoint()
        elif isinstance(event, on.Reconnect):
            self._lost(1000)
        elif isinstance(event, on.Renew):
            self._renew(event)
        elif isinstance(event, on.DigestDue):
            need(self.session.verify(event.seq, event.digest), "a board differs [P4, SES-11]")
            self.world.count["digests compared"] += event.seq == self.session.seq
        elif isinstance(event, on.Ended):
            raise Broken(f"the server ended the session: {event.close} {event.code} [LIM-6]")

    def _renew(self, event: on.Renew) -> None:
        older = self.shelf.older() if event.missing else []
        if older:
            self.session.recall(older)
            self.world.count["older ops recalled"] += 1
            return
        self.renewals += 1
        left = [one for one in self.session.stored().ops if one.verdict is not None]
        self.session.renew(f"{self._fresh}-{self.renewals}")
        kept = [event.queued for event in self.session.events() if isinstance(event, on.Keep)]
        self.shelf.keep(self.session.client, kept, left)
        self._paint(None)

    def _refused(self, event: on.Refused) -> None:
        writer = f"{self.session.client}:{event.cseq}"
        self.told[writer] = event.code
        entry = self.world.server.log(self.board).ever(writer)
        if self._current:
            need(entry and entry.refused == event.code, "told refused, and it is not [SES-6]")

    def _confirmed(self, entry: Entry) -> None:
        log = self.world.server.log(self.board)
        following = self.shown is None or entry.seq == self.shown + 1
        need(following, "an entry is applied twice, or one is left out [SES-4]")
        self.shown = entry.seq
        if self._current:
            durable = entry.seq <= log.head and log.entries[entry.seq - 1] == entry
            need(durable, "an entry is shown that is not on the disk [P2, ROOM-1]")
        if entry.client == self.session.client and self.report is not None:
            self.reports[entry.writer], self.report = self.report, None

    @property
    def _current(self) -> bool:
        """True where this connection and the server's disk have the same past."""
        return self.socket is not None and self.socket.past == self._log_past

    @property
    def _log_past(self) -> int:
        return self.world.server.log(self.board).past

    def _check_saved(self) -> None:
        if self.session.saved and self._current:
            last = self.world.server.log(self.board).reached(self.session.client)
            highest = self.session._pending.highest
            need(last >= highest, "saved is shown, and an op is not on the disk [P1, SES-8]")

    # ------------------------------------------------------------- what the person sees

    def _paint(self, ids: list[str] | None) -> None:
        board = self.session.board
        if ids is None:
            self.screen = {element.id: element for element in board}
            return
        for id in ids:
            element = board.get(id)
            if element is None:
                self.screen.pop(id, None)
            else:
                self.screen[id] = element

    def check_screen(self) -> None:
        """What was painted is the board that is shown (SES-3)."""
        if self.session._catching:
            return
        board = {element.id: element.values for element in self.session.board}
        screen = {id: element.values for id, element in self.screen.items()}
        need(board == screen, "an element changed and was not painted [P4, SES-3]")

    def check_rest(self, truth: Board, talk: Talk) -> None:
        """Nothing moves any more: everything here is what the log says."""
        session = self.session
        need(session.saved and not session.queue, "not everything is saved at rest [P1, P3]")
        for board in (session.confirmed, session.board):
            need(same(board, truth), "a board differs from the log [P4]")
        need(session.confirmed.digest() == truth.digest(), "a digest differs [P4, DIG-1]")
        need(session.seq == truth.seq, "a session stands elsewhere than the log [SES-4]")
        need(session.says[-50:] == talk.chat[-50:], "the chat differs [P4, JOIN-4]")
        need(session.threads == talk.threads, "the comments differ [P4, TALK-6]")
        self.check_screen()


def content(op: Op | Entry) -> bytes:
    """What an op does, whatever its number: no two ops of a world do the same."""
    return encode(
        Op(
            cseq=1,
            put=op.put,
            set=op.set,
            restore=op.restore,
            say=op.say,
            thread=op.thread,
            place=op.place,
            done=op.done,
            mark=op.mark,
            made=op.made,
        )
    )


def same(one: Board, other: Board) -> bool:
    """Equal in every value and every writer."""
    left, right = ({e.id: e for e in board} for board in (one, other))
    return left.keys() == right.keys() and all(left[id].same(right[id]) for id in left)
