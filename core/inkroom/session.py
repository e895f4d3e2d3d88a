"""The client's state machine: queue, confirmed board, pending ops, reconnection (SES-1 to SES-12)."""

from collections.abc import Callable
from typing import Any, Final, Literal

from msgspec import UNSET

from inkroom import events as on
from inkroom.accord import meets
from inkroom.board import Board, Change, apply, element_of
from inkroom.company import Company
from inkroom.gesture import Parts, frames_of, ops_of
from inkroom.live import coalesced
from inkroom.meeting import Meeting
from inkroom.messages import (
    PROTOCOL,
    Digest,
    Entries,
    Entry,
    Error,
    Head,
    Hello,
    Lives,
    Notice,
    Peer,
    Peers,
    Person,
    Ping,
    Presence,
    Since,
    Welcome,
    You,
    encode,
    read_server,
)
from inkroom.pending import Pending
from inkroom.pulse import FATAL, Pulse
from inkroom.snapshot import Assembly
from inkroom.stored import Stored
from inkroom.talk import Talk, Thread
from inkroom.undo import Queued

Phase = Literal["offline", "joining", "live", "ended"]
CHECKPOINT_ENTRIES: Final = 200


class Session:
    """One client of one board. Feed it frames and the time; drain `outgoing()` and `events()` after every call.

    `random` gives numbers in [0, 1) for the jitter of reconnection.
    """

    def __init__(
        self,
        client: str,
        name: str = "",
        *,
        stored: Stored | None = None,
        token: str | None = None,
        guest: str | None = None,
        colour: str | None = None,
        random: Callable[[], float] = lambda: 0.5,
    ) -> None:
        stored = stored or Stored()
        self.client, self.name, self.token, self.guest, self.colour = (
            client,
            name,
            token,
            guest,
            colour,
        )
        self.phase: Phase = "offline"
        self.seq, self.chain, self.epoch = stored.seq, stored.chain, stored.epoch
        self.confirmed = Board()
        for row in stored.rows:
            self.confirmed.write(element_of(row))
        self.confirmed.seq = stored.seq
        self.me: You | None = None
        self.company = Company()
        self.talk = Talk(stored.says)
        self.limits: Any = None
        self._pending = Pending(client, stored.ops, stored.images)
        self._pulse = Pulse(random)
        self._fresh = self._strange = self._foreign = self._renewing = False
        self._sent = 0
        self.offset = 0.0
        """What makes the server's clock of one's own `now_ms`."""
        self._welcome: Welcome | None = None
        self._assembly: Assembly | None = None
        self._catching = 0
        self._change = Presence()
        self._since_checkpoint = 0
        self._frames: list[str] = []
        self._events: list[on.Event] = []
        self.board = self._pending.shown(self.confirmed)

    # ------------------------------------------------------------- what it says

    @property
    def role(self) -> str:
        """What one may do now: as the token says, or the log since (ACC-3)."""
        return self.meeting.roles.of(self.me.user, self.me.role) if self.me else "editor"

    @property
    def peers(self) -> dict[str, Peer]:
        """The others who are connected, by peer."""
        return self.company.peers

    @property
    def people(self) -> dict[str, Person]:
        """Everybody that this board knows, by user id."""
        return self.company.people

    @property
    def presence(self) -> dict[str, Presence]:
        """The live state of the others, by peer, wet ink whole."""
        return self.company.presence

    @property
    def says(self) -> list[Entry]:
        """The newest lines of chat, the oldest first."""
        return self.talk.chat

    @property
    def meeting(self) -> Meeting:
        """The timer, the vote and roles."""
        return self.talk.meeting

    @property
    def threads(self) -> dict[str, Thread]:
        """The threads of comments by id, in the order of their numbers."""
        return self.talk.threads

    @property
    def queue(self) -> list[int]:
        """The own ops that have no verdict yet, in order."""
        return list(self._pending.queue)

    @property
    def renumbered(self) -> dict[int, int]:
        """What waited when the client id was renewed: its numbers by those that it had before."""
        return self._pending.renumbered

    @property
    def waiting(self) -> int:
        """Own ops that are not on the server's disk."""
        return len(self._pending.queue)

    @property
    def saved(self) -> bool:
        """P1: every own op is on the server's disk, and this is known (SES-8)."""
        return self.phase == "live" and not self._pending.queue and not self._catching

    @property
    def can_undo(self) -> bool:
        return bool(self._pending.undos)

    @property
    def can_redo(self) -> bool:
        return bool(self._pending.redos)

    def events(self) -> list[on.Event]:
        """What happened since the last call."""
        drained, self._events = self._events, []
        return drained

    def outgoing(self) -> list[str]:
        """Frames to send now, in order."""
        if self.phase == "live":
            if not self._catching:  # SES-14
                ops = list(self._pending.sendable(self.confirmed, self._sent))
                self._frames += frames_of(op for _, op in ops)
                self._sent = ops[-1][0] if ops else self._sent
            if self._change != Presence():
                self._frames.append(_live_frame(self._change))
        self._change = Presence()
        drained, self._frames = self._frames, []
        return drained

    def stored(self) -> Stored:
        """What to keep on the device, as of now."""
        pending = self._pending
        return Stored(
            epoch=self.epoch,
            seq=self.seq,
            chain=self.chain,
            rows=self.confirmed.rows(),
            ops=list(pending.ops.values()),
            images=pending.images,
            says=self.talk.entries(),
        )

    # ------------------------------------------------------------- what a person does

    def submit(self, parts: Parts) -> list[int]:
        """Makes ops of a gesture and queues them; raises BadOp and changes nothing where a part is invalid."""
        made = self._pending.make(ops_of(parts, self.board, self._pending.next))
        return self._queued(made)

    def undo(self) -> bool:
        """Takes the newest own gesture back; False where there is none (UNDO-1)."""
        return bool(self._queued(self._pending.undo()))

    def redo(self) -> bool:
        """Puts back the gesture that was undone last; False where there is none."""
        return bool(self._queued(self._pending.redo()))

    def live(self, change: Presence) -> None:
        """A change of the own live state; goes out with the next `outgoing`, the newest wins (LIVE-1)."""
        self._change = coalesced(self._change, change)

    def kept(self, cseq: int) -> None:
        """The store has this op on its disk: it may be sent (SES-2)."""
        self._pending.kept(cseq)

    def _queued(self, cseqs: list[int]) -> list[int]:
        changed: list[str] = []
        for n in cseqs:
            self._events.append(on.Keep(n, self._pending.ops[n]))
            changed += self._pending.add_to(self.board, n).elements
        if changed:
            self._events.append(on.Changed(list(dict.fromkeys(changed))))
        if cseqs:
            self._events.append(on.Status())
        return cseqs

    # ------------------------------------------------------------- the connection

    def hello(self, now_ms: float = 0) -> str:
        """A socket is open: its first frame (JOIN-1)."""
        self.phase, self._sent, self._assembly = "joining", 0, None
        self._pulse.heard(now_ms)
        blank = self._fresh or (self.seq == 0 and self.epoch == 0)
        since = None if blank else Since(self.seq, self.chain, self.epoch)
        hello = Hello(
            protocol=PROTOCOL,
            client=self.client,
            name=self.name,
            colour=self.colour,
            guest=self.guest,
            token=self.token,
            since=since,
        )
        self._events.append(on.Status())
        return encode(hello).decode()

    def lost(self, close: int = 1006, now_ms: float = 0) -> None:
        """The socket is closed; says when to try again, or that it has ended (LIM-6, SES-10)."""
        self._frames, self._catching = [], 0
        self._events += self.company.lost()
        if close in FATAL:
            self.phase = "ended"
            self._events += [on.Status(), on.Ended(FATAL[close], close)]
            return
        self.phase = "offline"
        self._events.append(on.Status())
        if close == 4409:
            self._events.append(on.Renew())
        self._events.append(on.Reconnect(self._pulse.delay(close)))

    def hurry(self, now_ms: float = 0) -> None:
        """The network or the window came back: try soon, and ask a connection that may have died meanwhile (SES-10)."""
        if self.phase == "offline":
            self._events.append(on.Reconnect(self._pulse.soon()))
        elif self.phase != "ended" and self._pulse.overdue(now_ms):
            self._frames.append(encode(Ping(1)).decode())

    def tick(self, now_ms: float) -> None:
        """Call about once a second: notices a dead connection (SES-10)."""
        if self.phase not in ("joining", "live"):
            return
        pulse = self._pulse.check(now_ms)
        if pulse == "dead":
            self._events.append(on.Reconnect(0))
        elif pulse == "silent":
            self._frames.append(encode(Ping(1)).decode())

    def renew(self, client: str) -> None:
        """Takes a fresh client id; unconfirmed ops are queued again under it (SES-12)."""
        self._renewing = self._foreign = False
        self.client = client
        self._pending = self._pending.renewed(client)
        self._events += [on.Keep(n, self._pending.ops[n]) for n in self._pending.queue]
        self._show([], {}, everything=True)

    def recall(self, older: list[Queued]) -> None:
        """Own ops that the device had left on its disk, asked for instead of a fresh client id (SES-18)."""
        self._renewing = False
        self._pending.recall(older)

    # ------------------------------------------------------------- what the server says

    def receive(self, frame: str | bytes, now_ms: float = 0) -> None:
        """A text frame of the server; raises BadMessage where it is not one."""
        self._pulse.heard(now_ms)
        message = read_server(frame)
        if isinstance(message, Entries):
            self._entries(message)
        elif isinstance(message, Lives):
            self._events += self.company.moved(message)
        elif isinstance(message, Welcome):
            self.offset = message.server_time - now_ms
            self._welcomed(message)
        elif isinstance(message, Peers):
            self._events += self.company.changed(message)
        elif isinstance(message, Head):
            if message.seq > self.seq and not self._catching and self.phase == "live":
                self._events.append(on.Reconnect(0))  # SES-4: something was lost on the way
        elif isinstance(message, Digest):
            self._events.append(on.DigestDue(message.seq, message.digest))
        elif isinstance(message, Notice):
            self._events.append(on.Notified(message))
        elif isinstance(message, Error):
            self._events.append(on.Warned(message.code, message.message, message.retry_after_ms))

    def receive_part(self, text: str | bytes, now_ms: float = 0) -> None:
        """A snapshot part, unpacked: JSON lines (JOIN-4). Those before any welcome were fetched apart (SES-21)."""
        self._pulse.heard(now_ms)
        if not self._welcome:
            self.phase = "joining"
        self._assembly = self._assembly or Assembly()
        if not self._assembly.add(text):
            return
        done, self._assembly = self._assembly, None
        if self._welcome:
            self._snapshot(done, self._welcome)
        else:
            self._take(done)
            self._show([], {}, everything=True)

    def verify(self, seq: int, digest: str) -> bool:
        """Compares the digest of the confirmed board, if it still stands at `seq`; heals where they differ (SES-11)."""
        if seq != self.seq or self._catching or self.confirmed.digest() == digest:
            return True
        self._fresh = True
        self._events.append(
            on.Warned("healed", "The board differed from the server's and is fetched anew", 0)
        )
        self._events.append(on.Reconnect(0))
        return False

    def _welcomed(self, welcome: Welcome) -> None:
        self.me, self._welcome, self.limits = welcome.you, welcome, welcome.limits
        self._events += self.company.welcomed(welcome)
        self._strange = (
            welcome.you.last_cseq > self._pending.highest
        )  # another writes under this id
        if welcome.mode == "tail":
            self.epoch = welcome.epoch
            self._joined(welcome.head)
        elif self._strange:
            self._renew()

    def _renew(self, *, missing: bool = False) -> None:
        """The client id is not one's own alone (SES-13)."""
        if not self._renewing:
            self._events += [on.Renew(missing), on.Reconnect(0)]
        self._renewing = True

    def _joined(self, head: int) -> None:
        self.phase, self._fresh = "live", False
        self._pulse.steady()
        self._sent = self._welcome.you.last_cseq if self._welcome else 0
        self._catching = head if head > self.seq else 0
        if not self._catching:
            self._caught_up()

    def _caught_up(self) -> None:
        self._catching = 0
        again = self._pending.take_back(self._sent)
        self._events += [on.Keep(n, self._pending.ops[n]) for n in again]
        if self._strange:
            self._renew()
        elif self._pending.after(self._sent) != self._sent + 1:
            self._renew(missing=True)  # the server would wait for ops that are not here
        self._show([], {}, everything=True)
        self._events += [on.Status(), on.Checkpoint()]

    def _snapshot(self, done: Assembly, welcome: Welcome) -> None:
        if done.epoch < self.epoch:  # SES-15: another process of this device has seen a newer epoch
            self._events.append(on.Reconnect(self._pulse.delay(1006)))
            return
        newer = done.epoch > self.epoch
        self._take(done)
        told, forgotten = self._pending.judge_snapshot(welcome.you, newer=newer)
        self._events += [on.Refused(n, code) for n, code in told]
        if forgotten:
            self._events.append(on.Forget(forgotten))
        self._events += self._pending.reports(self.confirmed, forgotten)
        self._joined(welcome.head)

    def _take(self, done: Assembly) -> None:
        self.confirmed = done.board
        self.seq, self.chain, self.epoch = done.seq, done.chain, done.epoch
        self.talk = Talk(done.says)

    def _entries(self, message: Entries) -> None:
        changed: dict[str, Any] = {}
        first = message.first
        expected = self._pending.shows_already(message.entries)
        for seq, entry in enumerate(message.entries, first):
            if seq <= self.seq:
                continue
            if seq > self.seq + 1:  # SES-4
                self._events.append(on.Reconnect(0))
                break
            change = self._confirm(entry)
            for id, was in change.elements.items():
                changed.setdefault(id, was)
        last = first + len(message.entries) - 1
        if self.seq == last:
            self.chain = message.chain
        self._since_checkpoint += len(message.entries)
        if self._catching and self.seq >= self._catching:
            self._caught_up()
        elif not self._catching:
            if not expected or not self._pending.queue:
                self._show(list(changed), changed)
            self._events.append(on.Status())
        if self._since_checkpoint >= CHECKPOINT_ENTRIES:
            self._since_checkpoint = 0
            self._events.append(on.Checkpoint())

    def _confirm(self, entry: Entry) -> Change:
        self.seq = entry.seq
        if entry.client != self.client:
            change = apply(self.confirmed, entry)
        elif self._foreign or self._pending.foreign(entry):
            self._foreign = True  # nor is what comes after it
            change = apply(self.confirmed, entry)
            self._renew()
        else:
            self._sent = max(self._sent, entry.cseq)
            change, verdict = self._pending.confirm(self.confirmed, entry)
            self._events += verdict
        self._events.append(on.Confirmed(entry))
        for put in entry.put or ():
            self.company.live.dry(put.id)  # LIVE-4
        if self.talk.add(entry):
            self._events.append(on.Said(entry))
        elif entry.refused is UNSET and meets(entry):
            self._events.append(on.Met(entry))
        return change

    # ------------------------------------------------------------- showing and sending

    def _show(self, touched: list[str], was: dict[str, Any], *, everything: bool = False) -> None:
        """Builds what is shown anew and tells which elements look other than before (SES-3)."""
        if self._catching:
            return
        old = self.board
        self.board = self._pending.shown(self.confirmed)
        if everything:
            self._events.append(on.Changed(None))
            return
        ids = list(dict.fromkeys([*touched, *old.own, *self.board.own]))
        changed = []
        for id in ids:
            before = old.own.get(id) or (was[id] if id in was else self.confirmed.get(id))
            now = self.board.get(id)
            if before is not now and (before is None or now is None or before.values != now.values):
                changed.append(id)
        if changed:
            self._events.append(on.Changed(changed))


def _live_frame(change: Presence) -> str:
    fields = {
        name: getattr(change, name)
        for name in change.__struct_fields__
        if getattr(change, name) is not UNSET
    }
    return encode({"type": "live", **fields}).decode()


__all__ = ["Phase", "Session", "Stored"]
