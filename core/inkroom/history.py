"""A log as a whole: its chain, its check, and the board at any moment of it (LOG-3, LOG-9)."""

import hashlib
from bisect import bisect_right, insort
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from msgspec import UNSET, Struct
from msgspec.structs import replace

from inkroom.board import Board, Element, apply, named, owner
from inkroom.elements import Stroke
from inkroom.errors import BadLog, BadMessage, BadOp
from inkroom.messages import (
    PUTS,
    Entry,
    Op,
    check_op,
    encode,
    entry_bytes,
    op_of,
    read_entry,
    read_op,
    refusal_bytes,
)

START: Final = "0" * 16
"""The chain before the first entry (LOG-3)."""

Find = Callable[[str, int], Entry | None]
"""Gives an entry of a log by its client and `cseq`; None where there is none."""

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
    `find` gives an entry by its client and number, for the restores; where it is not set, all are kept here.
    """

    find: Find | None = None

    def __init__(self) -> None:
        self.seq = 0
        self.chain = START
        self._last: dict[str, int] = {}
        self._stored: dict[str, list[bytes]] = {}

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
        if self.find is None:
            self._stored.setdefault(entry.client, []).append(stored)
        return entry

    def _check_numbers(self, entry: Entry, seq: int) -> None:
        if entry.seq != seq:
            raise BadMessage(f"Expected seq {seq}, got {entry.seq}")
        cseq = self._last.get(entry.client, 0) + 1
        if entry.cseq != cseq:
            raise BadMessage(f"Expected cseq {cseq} of {entry.client!r}, got {entry.cseq}")

    def _check_form(self, entry: Entry, stored: bytes) -> None:
        """The op is one that a room takes, and stored in the one form that it has (LOG-2)."""
        if _plain(entry):  # as nearly always
            check_op(entry)
            form = encode(entry)
        else:
            form = self._form(entry)
        if form != stored:
            raise BadMessage("Expected the stored form of an entry, got another")

    def _form(self, entry: Entry) -> bytes:
        whose = (entry.seq, entry.at, entry.by, entry.client)
        if entry.refused is not UNSET:
            return refusal_bytes(*whose, entry.cseq, entry.refused)
        op = read_op(encode(op_of(entry)))
        check_restores(op, entry.client, self._wrote)
        return entry_bytes(*whose, op)

    def _wrote(self, writer: str) -> Wrote | None:
        """What an op before this one wrote; None where there is none, or it was refused."""
        client, _, number = writer.rpartition(":")
        cseq = int(number)
        if not 0 < cseq <= self._last.get(client, 0):
            return None
        found = self._entry(client, cseq)
        if found is None or found.refused is not UNSET or found.writer != writer:
            return None
        return wrote(found, writer)

    def _entry(self, client: str, cseq: int) -> Entry | None:
        return self.find(client, cseq) if self.find else read_entry(self._stored[client][cseq - 1])


def _plain(entry: Entry) -> bool:
    """True for an entry whose parts have no stricter form as an op: then it need not be read as one."""
    return (
        entry.refused is UNSET
        and entry.restore is UNSET
        and entry.view is UNSET
        and entry.place is UNSET
        and (entry.put is UNSET or len(entry.put) <= PUTS)
        and (entry.set is UNSET or len(entry.set) <= PUTS)
    )


# ------------------------------------------------------------------ any moment


class Step(Struct, frozen=True):
    """One entry, as the time bar needs it: `size` is the points drawn, 1 for any other change."""

    seq: int
    at: int
    by: str
    size: int


class Versions:
    """All that one element ever was, and since which entry."""

    __slots__ = ("elements", "seqs")

    def __init__(self) -> None:
        self.seqs: list[int] = []
        self.elements: list[Element] = []

    def at(self, seq: int) -> Element | None:
        """The element after entry `seq`; None: not there yet."""
        if self.seqs[-1] <= seq:
            return self.elements[-1]
        n = bisect_right(self.seqs, seq)
        return self.elements[n - 1] if n else None


class Past(Board):
    """The board after entry `seq` of a history: made at once, and to be read only."""

    def __init__(self, versions: dict[str, Versions], seq: int) -> None:
        super().__init__()
        self.seq, self._versions = seq, versions

    def get(self, id: str) -> Element | None:
        versions = self._versions.get(id)
        return None if versions is None else versions.at(self.seq)

    def __iter__(self) -> Iterator[Element]:
        for versions in self._versions.values():
            element = versions.at(self.seq)
            if element is not None:
                yield element

    def __len__(self) -> int:
        return sum(1 for _ in self) - 1


class History:
    """A log in memory, entry by entry from the first, and the board at any seq of it (HIST-1)."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries: list[Entry] = []
        self.steps: list[Step] = []
        self.marks: list[Entry] = []
        """By the moments that they name; `seq` and `at` are those of the moment (HIST-11)."""
        self.views: list[Entry] = []
        """What who presented showed, in order (LIVE-9)."""
        self.users: dict[str, str] = {}
        """Whose each client is."""
        self._seqs: dict[str, list[int]] = {}
        self._newest = Board()
        self._versions: dict[str, Versions] = {}
        self._keep(0, ["board"])
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
        self.users[entry.client] = entry.by
        self._seqs.setdefault(entry.client, []).append(entry.seq)
        if entry.mark is not UNSET and entry.refused is UNSET:
            self._mark(entry)
        if entry.view is not UNSET and entry.refused is UNSET:
            self.views.append(entry)
        self._keep(entry.seq, apply(self._newest, entry).elements)

    def _mark(self, entry: Entry) -> None:
        named = entry
        if entry.moment is not UNSET and entry.moment < entry.seq:
            named = replace(entry, seq=entry.moment, at=self.entries[entry.moment - 1].at)
        insort(self.marks, named, key=lambda mark: mark.seq)

    def _keep(self, seq: int, ids: Iterable[str]) -> None:
        for id in ids:
            element = self._newest.get(id)
            if element is not None:
                versions = self._versions.setdefault(id, Versions())
                versions.seqs.append(seq)
                versions.elements.append(element)

    def seq_of(self, writer: str | None) -> int:
        """The number of the entry that is this writer; 0: there is none."""
        client, _, cseq = (writer or "").partition(":")
        seqs = self._seqs.get(client, [])
        return seqs[int(cseq) - 1] if cseq.isdigit() and 0 < int(cseq) <= len(seqs) else 0

    def at(self, seq: int) -> Board:
        """The board after entry `seq`, to be read only; 0 is the empty board."""
        return Past(self._versions, max(0, min(seq, self.head)))

    def edits(self, id: str) -> list[int]:
        """The entries that changed an element, the one that made it first."""
        versions = self._versions.get(id)
        return [] if versions is None else versions.seqs


def size_of(entry: Entry) -> int:
    """The points that an entry drew; 1 for each other element that it makes or changes."""
    if entry.refused is not UNSET:
        return 0
    size = sum(_points_in(put) if isinstance(put, Stroke) else 1 for put in entry.put or ())
    changed = [part.id for part in (*(entry.set or ()), *(entry.restore or ()))]
    return size + len(dict.fromkeys(changed))


def _points_in(stroke: Stroke) -> int:
    if stroke.of is not UNSET:  # nobody drew it now
        return 1
    return (bytes(stroke.points).count(b",") + 1) // (4 if stroke.pressure else 3)
