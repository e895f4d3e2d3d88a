"""A log as a whole: its chain, its check, and the board at any moment of it (LOG-3, LOG-9)."""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any, Final

from msgspec import UNSET, Struct

from inkroom.board import Board, apply, named, owner
from inkroom.elements import Stroke
from inkroom.errors import BadLog, BadMessage, BadOp
from inkroom.messages import (
    Entry,
    Op,
    encode,
    entry_bytes,
    read_entry,
    read_op,
    refusal_bytes,
)

START: Final = "0" * 16
"""The chain before the first entry (LOG-3)."""
SPACING: Final = 2_000
"""Entries from one checkpoint to the next, as long as there are few."""
CHECKPOINTS: Final = 32

Wrote = dict[tuple[str, str], Any]
"""The values that one op gave to registers under its own name, by element id and register."""


def chain_of(previous: str, stored: bytes) -> str:
    """The chain after an entry, of the chain before it and the bytes as stored (LOG-3)."""
    return hashlib.sha256(bytes.fromhex(previous) + stored).hexdigest()[:16]


def fold(entries: Iterable[Entry], board: Board | None = None) -> Board:
    """The board after the entries; begins with an empty one, or goes on with `board`."""
    board = Board() if board is None else board
    for entry in entries:
        apply(board, entry)
    return board


# ------------------------------------------------------------------ what a restore may name


def wrote(op: Op | Entry, writer: str) -> Wrote:
    """What `op` gave to registers as `writer`: a restore may put back nothing else (ROOM-4)."""
    values: Wrote = {}
    for put in op.put or ():
        values |= {(put.id, register): value for register, value in named(put).items()}
        values[put.id, "deleted"] = False
    for new in op.set or ():
        values |= {(new.id, register): value for register, value in named(new).items()}
    for x in op.restore or ():
        if x.writer == writer:
            values[x.id, x.register] = x.value
    return values


def check_restores(op: Op | Entry, client: str, find: Callable[[str], Wrote | None]) -> None:
    """Raises BadOp `bad_restore` where a restore of `client` is not true (ROOM-4).

    `find` gives what an op of this board's log wrote, by its writer; None where there is no such op.
    """
    me = f"{client}:{op.cseq}"
    for x in op.restore or ():
        if client not in (owner(x.expect), owner(x.writer)):
            raise BadOp("Expected an own op at one end of a restore, got none", "bad_restore")
        if x.writer is None or x.writer == me:
            continue
        values = find(x.writer)
        if values is None or (x.id, x.register) not in values:
            raise BadOp(
                f"Expected a writer that wrote {x.register!r} of {x.id!r}, got {x.writer!r}",
                "bad_restore",
            )
        if values[x.id, x.register] != x.value:
            raise BadOp(
                f"Expected the value that {x.writer!r} wrote, got {x.value!r}", "bad_restore"
            )


class Verifier:
    """Walks a log from its first entry: numbers, form, chain and restores (LOG-9).

    After each `add`, `seq` and `chain` belong to the entry added last; compare them with the head that is claimed.
    """

    def __init__(self) -> None:
        self.seq = 0
        self.chain = START
        self._last: dict[str, int] = {}
        self._wrote: dict[str, Wrote] = {}

    def add(self, stored: bytes) -> Entry:
        """The next entry; raises BadLog, whose `seq` says which entry is not whole."""
        seq = self.seq + 1
        try:
            entry = read_entry(stored)
            self._check_numbers(entry, seq)
            self._check_form(entry, stored)
        except (BadMessage, BadOp) as why:
            raise BadLog(seq, f"Entry {seq}: {why}") from None
        self.seq, self.chain = seq, chain_of(self.chain, stored)
        self._last[entry.client] = entry.cseq
        return entry

    def _check_numbers(self, entry: Entry, seq: int) -> None:
        if entry.seq != seq:
            raise BadMessage(f"Expected seq {seq}, got {entry.seq}")
        cseq = self._last.get(entry.client, 0) + 1
        if entry.cseq != cseq:
            raise BadMessage(f"Expected cseq {cseq} of {entry.client!r}, got {entry.cseq}")

    def _check_form(self, entry: Entry, stored: bytes) -> None:
        """The op is one that a room takes, and stored in the one form that it has (LOG-2)."""
        whose = (entry.seq, entry.at, entry.by, entry.client)
        if entry.refused is not UNSET:
            form = refusal_bytes(*whose, entry.cseq, entry.refused)
        else:
            op = read_op(encode(op_of(entry)))
            check_restores(op, entry.client, self._wrote.get)
            self._wrote[entry.writer] = wrote(op, entry.writer)
            form = entry_bytes(*whose, op)
        if form != stored:
            raise BadMessage("Expected the stored form of an entry, got another")


def op_of(entry: Entry) -> Op:
    """The op that became this entry."""
    return Op(**{name: getattr(entry, name) for name in Op.__struct_fields__})


# ------------------------------------------------------------------ any moment


class Step(Struct, frozen=True):
    """One entry, as the time bar needs it: `size` is the points drawn, 1 for any other change."""

    seq: int
    at: int
    by: str
    size: int


class History:
    """A log in memory, entry by entry from the first, and the board at any seq of it."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries: list[Entry] = []
        self.steps: list[Step] = []
        self.marks: list[Entry] = []
        self._spacing = SPACING
        self._checkpoints = [Board()]
        self._newest = Board()
        self._last = self._newest
        for entry in entries:
            self.append(entry)

    @property
    def head(self) -> int:
        return len(self.entries)

    def append(self, entry: Entry) -> None:
        """Adds the next entry; raises BadLog where its seq is not the next."""
        if entry.seq != self.head + 1:
            raise BadLog(self.head + 1, f"Expected seq {self.head + 1}, got {entry.seq}")
        self.entries.append(entry)
        self.steps.append(Step(entry.seq, entry.at, entry.by, size_of(entry)))
        if entry.mark is not UNSET and entry.refused is UNSET:
            self.marks.append(entry)
        apply(self._newest, entry)
        if entry.seq % self._spacing == 0:
            self._checkpoint()

    def at(self, seq: int) -> Board:
        """The board after entry `seq`, to be read only; 0 is the empty board."""
        seq = max(0, min(seq, self.head))
        base = next(b for b in reversed(self._checkpoints) if b.seq <= seq)
        board = Board(base)
        if base.seq <= self._last.seq <= seq and self._last.over is base:
            board.seq, board.own = self._last.seq, dict(self._last.own)  # goes on from there
        fold(self.entries[board.seq : seq], board)
        self._last = board
        return board

    def _checkpoint(self) -> None:
        kept = Board()
        kept.seq, kept.own = self._newest.seq, dict(self._newest.own)
        self._checkpoints.append(kept)
        if len(self._checkpoints) > CHECKPOINTS:
            self._checkpoints = self._checkpoints[::2]
            self._spacing *= 2


def size_of(entry: Entry) -> int:
    """The points that an entry drew; 1 for each other element that it makes or changes."""
    if entry.refused is not UNSET:
        return 0
    size = sum(_points_in(put) if isinstance(put, Stroke) else 1 for put in entry.put or ())
    changed = [part.id for part in (*(entry.set or ()), *(entry.restore or ()))]
    return size + len(dict.fromkeys(changed))


def _points_in(stroke: Stroke) -> int:
    return (bytes(stroke.points).count(b",") + 1) // (4 if stroke.pressure else 3)
