"""The own ops of a client: the queue, their verdicts, and what undo and redo still hold (UNDO-1 to UNDO-8)."""

from collections.abc import Iterator
from typing import Literal

from msgspec import UNSET
from msgspec.structs import replace

from inkroom import events as on
from inkroom.board import Board, Change, apply
from inkroom.messages import AGAIN, Entry, Op, You, alike, op_of
from inkroom.report import ends, parts_of, report
from inkroom.undo import (
    Image,
    Queued,
    Undone,
    before,
    filled,
    stacks,
)

DEPTH = 100
"""Gestures that can be undone."""


class Pending:
    """`ops` are all own ops by cseq, `queue` those without a verdict, in order."""

    def __init__(
        self, client: str, ops: list[Queued] | None = None, images: dict[int, Image] | None = None
    ) -> None:
        self.client = client
        self.ops = {queued.op.cseq: queued for queued in ops or ()}
        self.queue = [n for n, queued in self.ops.items() if queued.verdict is None]
        self.images = dict(images or {})
        self.undos, self.redos = stacks(self.ops.values())
        self.highest = max(self.ops, default=0)
        self._guess = self.images
        self.renumbered: dict[int, int] = {}
        """The numbers of what waited when the client id was renewed, by those that it had before."""

    @property
    def next(self) -> int:
        """The cseq of the next op (SES-1)."""
        return self.highest + 1

    # ------------------------------------------------------------- making ops

    def make(self, ops: list[Op]) -> list[int]:
        """Queues the ops of one gesture."""
        cseqs = [self._queue(Queued(op)) for op in ops]
        if any(op.put or op.set for op in ops):
            self.undos = [*self.undos, cseqs][-DEPTH:]
            self.redos = []  # UNDO-6
            self._prune()
        return cseqs

    def undo(self) -> list[int]:
        """Queues the undo of the newest gesture: an intent for each of its ops, the last first (UNDO-3, UNDO-4)."""
        if not self.undos:
            return []
        gesture = self.undos.pop()
        parts: Undone = [([n], self._intend("undo", [n], [n])) for n in reversed(gesture)]
        self.redos.append(parts)
        return [by for _, by in parts]

    def redo(self) -> list[int]:
        """Queues the redo of what was undone last; each part waits for its undo too."""
        if not self.redos:
            return []
        undone = self.redos.pop()
        made = [self._intend("redo", part, [*part, by]) for part, by in reversed(undone)]
        self.undos.append(sorted(n for part, _ in undone for n in part))
        return made

    def _intend(self, intent: Literal["undo", "redo"], targets: list[int], waits: list[int]) -> int:
        gesture = self.ops[targets[0]].op.gesture if targets[0] in self.ops else UNSET
        op = Op(cseq=self.next, gesture=f"u{gesture}"[:64] if gesture is not UNSET else UNSET)
        return self._queue(Queued(op, intent, targets, waits))

    def _queue(self, queued: Queued) -> int:
        n = self.highest = queued.op.cseq
        self.ops[n] = queued
        self.queue.append(n)
        return n

    def kept(self, cseq: int) -> None:
        if cseq in self.ops:
            self.ops[cseq].kept = True

    def recall(self, older: list[Queued]) -> None:
        """Puts own ops in front of those that are here: a device starts with its newest (SES-18)."""
        self.ops = {queued.op.cseq: queued for queued in older} | self.ops
        self.queue = [n for n, queued in self.ops.items() if queued.verdict is None]

    # ------------------------------------------------------------- showing and sending

    def shown(self, confirmed: Board) -> Board:
        """The queue over the confirmed board; images of pending ops are taken anew each time (UNDO-3)."""
        view = Board(confirmed)
        self._guess = dict(self.images) if self.queue else self.images
        for n in self.queue:
            self.add_to(view, n)
        return view

    def add_to(self, view: Board, cseq: int) -> Change:
        """Shows one more own op, the newest, on what `shown` gave."""
        op = filled(self.ops[cseq], self.client, self.ops, self._guess, view)
        if self._guess is self.images:
            self._guess = dict(self.images)
        self._guess[cseq] = before(view, op)
        return apply(view, entry_of(op, self.client, view.seq))

    def shows_already(self, entries: list[Entry]) -> bool:
        """True where these entries are the own ops next in the queue as they are: nothing looks other than before."""
        return all(
            e.client == self.client
            and e.refused is UNSET
            and e.cseq == n
            and not self.ops[n].intent
            for e, n in zip(entries, self.queue, strict=False)
        ) and len(entries) <= len(self.queue)

    def sendable(self, confirmed: Board, sent: int) -> Iterator[tuple[int, Op]]:
        """The ops to send after cseq `sent`, in order, up to the first that must wait (SES-2, SES-5, UNDO-3)."""
        waiting = set(self.queue)
        for n in self.queue:
            if n <= sent:
                continue
            queued = self.ops[n]
            if not queued.kept or not waiting.isdisjoint(queued.waits):
                return
            yield n, filled(queued, self.client, self.ops, self.images, confirmed)

    def after(self, sent: int) -> int:
        """The number of the first own op after `sent` that is still to be sent, or of the next to be made."""
        return next((n for n in self.queue if n > sent), max(self.next, sent + 1))

    # ------------------------------------------------------------- verdicts

    def foreign(self, entry: Entry) -> bool:
        """True where an own entry is not the op that is queued under its number (SES-13)."""
        queued = self.ops.get(entry.cseq)
        if queued is None or queued.verdict is not None or entry.refused is not UNSET:
            return False
        op = op_of(entry)
        if not queued.intent:
            return op != queued.op
        undoes = queued.targets[-1] if queued.intent == "undo" else UNSET
        return not alike(op, replace(queued.op, undoes=undoes))

    def confirm(self, confirmed: Board, entry: Entry) -> tuple[Change, list[on.Event]]:
        """Applies an own entry to the confirmed board and takes its op out of the queue (SES-6)."""
        n, op = entry.cseq, op_of(entry)
        image = {} if entry.refused is not UNSET else before(confirmed, op)
        change = apply(confirmed, entry)
        self.images[n] = image  # UNDO-2: final, this is what the op found in the log
        events: list[on.Event] = []
        verdict = "saved" if entry.refused in (UNSET, AGAIN) else entry.refused
        if verdict != "saved":
            self._drop_refused(n)
            events.append(on.Refused(n, verdict))
        self.highest = max(self.highest, n)
        if self._judge(n, verdict):
            events.append(on.Forget([n]))
            if self._undone(n):
                events.append(self._report(confirmed, n))
        return change, events

    def judge_snapshot(self, you: You, *, newer: bool) -> tuple[list[tuple[int, str]], list[int]]:
        """Verdicts out of a snapshot: the ops that were refused, and all that left the queue (SES-7)."""
        told, forgotten = [], []
        refused = {n: code for n, code in you.refused if code != AGAIN}  # SES-22
        if newer:
            self.images = {}  # UNDO-2
        for n, queued in self.ops.items():
            verdict = refused.get(n, "saved")
            known = queued.verdict == verdict or (queued.verdict == "saved" and not newer)
            if n > you.last_cseq or known:
                continue
            if queued.verdict not in (None, "saved"):
                _empty(queued)  # it was offered again as this
            queued.verdict = verdict
            forgotten.append(n)
            if n in refused:
                self._drop_refused(n)
                told.append((n, verdict))
        self.queue = [n for n, queued in self.ops.items() if queued.verdict is None]
        return told, forgotten

    def reports(self, confirmed: Board, judged: list[int]) -> list[on.Event]:
        """Of the undos that a snapshot ended, where all that their gestures found is known still (UNDO-7)."""
        return [
            self._report(confirmed, n)
            for n in judged
            if self._undone(n)
            and all(
                target in self.images
                for part in parts_of(self.ops, n)
                for target in part.targets
                if target in self.ops and self.ops[target].verdict == "saved"
            )
        ]

    def take_back(self, last: int) -> list[int]:
        """Own ops above `last` are not in the log, whatever was told: they are to be offered again (SES-16).

        Those whose refusal was told are the empty op from now on, and are to be kept as that.
        """
        emptied = []
        for n, queued in self.ops.items():
            if n <= last or queued.verdict is None:
                continue
            if queued.verdict != "saved":
                _empty(queued)  # a refusal that was told stays
                queued.kept = False
                emptied.append(n)
            queued.verdict = None
            self.images.pop(n, None)
        self.queue = [n for n, queued in self.ops.items() if queued.verdict is None]
        return emptied

    def renewed(self, client: str) -> "Pending":
        """The unconfirmed ops, numbered anew from 1 under another client id (SES-12)."""
        again = Pending(client)
        numbers: dict[int, int] = {}
        for n in self.queue:
            queued = self.ops[n]
            if not queued.intent:
                op = _numbered(queued.op, again.next, f"{self.client}:{n}")
                numbers[n] = again._queue(Queued(op))
            elif all(t in numbers for t in queued.targets):
                targets, waits = (
                    [numbers[t] for t in queued.targets],
                    [numbers[w] for w in queued.waits if w in numbers],
                )
                numbers[n] = again._queue(
                    Queued(Op(cseq=again.next), queued.intent, targets, waits)
                )
        again.undos, again.redos = stacks(again.ops.values())
        again.renumbered = numbers
        return again

    def _judge(self, n: int, verdict: str) -> bool:
        queued = self.ops.get(n)
        if queued is None or queued.verdict == verdict:
            return False
        if queued.verdict is None:
            self.queue.remove(n)
        elif queued.verdict != "saved":
            _empty(queued)  # it was offered again as this
        queued.verdict = verdict
        return True

    def _undone(self, n: int) -> bool:
        """True where this is the last part of an undo, and is in the log."""
        queued = self.ops[n]
        return queued.intent == "undo" and queued.verdict == "saved" and ends(self.ops, n)

    def _report(self, confirmed: Board, n: int) -> on.Undone:
        total, left = report(confirmed, self.client, self.ops, self.images, n)
        return on.Undone(len(total), left)

    def _drop_refused(self, n: int) -> None:
        self.undos = [kept for gesture in self.undos if (kept := [m for m in gesture if m != n])]

    def _prune(self) -> None:
        held = {n for gesture in self.undos for n in gesture} | set(self.queue)
        # the report of an undo that is half confirmed is still to come
        begun = parts_of(self.ops, self.queue[0]) if self.queue else []
        waiting = [*begun, *(self.ops[n] for n in self.queue)]
        held |= {n for queued in waiting for n in queued.targets}
        self.images = {n: image for n, image in self.images.items() if n in held}


def _empty(queued: Queued) -> None:
    """Leaves an op its number alone."""
    queued.op, queued.intent = Op(cseq=queued.op.cseq), ""


def entry_of(op: Op, client: str, seq: int) -> Entry:
    """A pending op in the form that the reducer takes."""
    return Entry(
        seq=seq, at=0, by="", client=client, cseq=op.cseq, put=op.put, set=op.set, restore=op.restore
    )  # fmt: skip


def _numbered(op: Op, cseq: int, first: str) -> Op:
    """The op under another number; unless it says already what it was first, it is `first` (SES-12)."""
    plain = replace(op, cseq=cseq, restore=UNSET, undoes=UNSET)
    known = plain == Op(cseq=cseq) or op.again is not UNSET
    return plain if known else replace(plain, again=first)
