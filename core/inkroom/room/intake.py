"""Ops on their way into the log: numbered by their clients, judged, and cut into batches (ROOM-2, ROOM-3)."""

from collections.abc import Callable, Collection
from typing import Final

from msgspec import UNSET, Raw, Struct

from inkroom.board import Board
from inkroom.errors import BadOp, Closed
from inkroom.history import Wrote, chain_of, wrote
from inkroom.messages import (
    AGAIN,
    Entry,
    Op,
    alike,
    entry_bytes,
    op_of,
    read_cseq,
    read_op,
    refusal_bytes,
)
from inkroom.roles import Roles
from inkroom.room.batch import Row
from inkroom.room.origin import content_of, origin_of
from inkroom.room.seat import Seat
from inkroom.room.verdict import Find, judge, size

SERVER: Final = "server"
"""The client id of ops that the server itself makes."""
REFUSED: Final = 100
"""How much more work a refused op is: it takes a place in the log and gives nothing (LIM-2)."""
LOOKUP: Final = 8
"""How much work it is to find an op in the log, measured in elements."""


class Waiting(Struct):
    """An op that was taken and is not cut yet; a refused one keeps its code."""

    client: str
    by: str
    cseq: int
    op: Op | None
    refused: str


class Intake:
    """What was taken and is not on the disk. `last`: how far each client is in the log; those of `past` write no more
    (COMP-4).
    """

    def __init__(
        self,
        board: Board,
        last: dict[str, int],
        find: Callable[[str, int], Entry | None],
        elements: int,
        roles: Roles,
        past: Collection[str] = (),
    ) -> None:
        self._board, self._find, self._elements = board, find, elements
        self._past = past
        self.roles = roles
        """As of the newest op that was taken, which may not be in the log yet."""
        self._taken = dict(last)
        self._waiting: list[Waiting] = []
        self._unsaved: dict[tuple[str, int], Op | None] = {}
        self._puts = 0

    def __len__(self) -> int:
        """How many ops wait to be cut."""
        return len(self._waiting)

    @property
    def unsaved(self) -> int:
        """How many ops are taken and not on the disk."""
        return len(self._unsaved)

    @property
    def free(self) -> int:
        """How many elements the board can still take, with those on their way (LIM-4)."""
        return self._elements - len(self._board) - self._puts

    def accept(self, seat: Seat, raw: bytes | Raw) -> int:
        """Takes an op, refused or not; how much work it was.

        Raises BadMessage where it has no number, Closed 4400 where a number is left out, Closed 4409 where another op
        was taken under its number, or the client is of the past. An op that was taken before is passed over (ROOM-2).
        """
        code, op = "", None
        try:
            op = read_op(raw)
            cseq = op.cseq
        except BadOp as why:
            code, cseq = why.code, read_cseq(raw).cseq
        last = self._taken.get(seat.client, 0)
        if cseq <= last:
            return 1 if op is None else self._again(seat, op)
        if cseq > last + 1:
            raise Closed(4400, f"Expected cseq {last + 1}, got {cseq}", "op_gap")
        if seat.client in self._past:
            raise Closed(
                4409,
                "Expected a fresh client id: the history of this one was compacted",
                "client_id_conflict",
            )
        work = 1
        if op is not None:
            code, work = (AGAIN, LOOKUP) if self._doubled(op) else self._judged(op, seat)
        self._take(Waiting(seat.client, seat.user, cseq, None if code else op, code))
        return work + REFUSED if code and code != AGAIN else work

    def _again(self, seat: Seat, op: Op) -> int:
        """An op under a number that was taken; what was refused under it is not known any more."""
        known = self._op(f"{seat.client}:{op.cseq}")
        if known is None:
            return 1 + LOOKUP // 8
        if not alike(op, op_of(known) if isinstance(known, Entry) else known):
            raise Closed(
                4409,
                f"Expected op {op.cseq} as it was sent before, got another",
                "client_id_conflict",
            )
        return 1 + (LOOKUP + size(known)) // 8

    def _doubled(self, op: Op) -> bool:
        """True where another life of the same device has put this op, under another client id (ROOM-13)."""
        if op.again is UNSET:
            return False
        if origin_of(op) in self._taken:
            return True
        first = self._op(op.again)
        return first is not None and content_of(first) == content_of(op)

    def make(self, raw: bytes, by: str) -> int:
        """Takes an op of the server itself, whatever its `cseq`; its number. Raises BadOp, and takes nothing."""
        op = read_op(raw)
        op.cseq = cseq = self._taken.get(SERVER, 0) + 1
        code, _ = self._judged(op, Seat("", SERVER, by, "", "", "owner"))
        if code:
            raise BadOp(f"Expected an op that the board takes, got one that is {code}", code)
        self._take(Waiting(SERVER, by, cseq, op, ""))
        return cseq

    def cut(self, seq: int, chain: str, at: int) -> list[Row]:
        """All that waits, numbered from `seq` + 1 on."""
        waiting, self._waiting = self._waiting, []
        rows: list[Row] = []
        for taken in waiting:
            seq += 1
            row = _row(taken, seq, at, chain)
            rows.append(row)
            chain = row.chain
        return rows

    def saved(self, entry: Entry) -> None:
        """The op is on the disk, and about to be applied."""
        op = self._unsaved.pop((entry.client, entry.cseq), None)
        if op is not None:
            self._puts -= len(op.put or ())

    def _take(self, waiting: Waiting) -> None:
        self._taken[waiting.client] = waiting.cseq
        self._unsaved[waiting.client, waiting.cseq] = waiting.op
        self._waiting.append(waiting)
        if waiting.op is not None:
            self._puts += len(waiting.op.put or ())
            self.roles.add(waiting.op)
            if waiting.op.again is not UNSET:
                self._taken[origin_of(waiting.op)] = 1

    def _judged(self, op: Op, seat: Seat) -> tuple[str, int]:
        """The code of the refusal, or ""; and how much work it was."""
        work = 8 + size(op)
        if op.restore is UNSET:  # as nearly always: nothing is looked for
            return self._code(op, seat, _unasked), work // 8
        seen: dict[str, Wrote | None] = {}

        def find(writer: str) -> Wrote | None:
            nonlocal work
            if writer not in seen:
                found = self._op(writer)
                seen[writer] = wrote(found, writer) if found is not None else None
                work += LOOKUP + (size(found) if found is not None else 0)
            return seen[writer]

        return self._code(op, seat, find), work // 8

    def _code(self, op: Op, seat: Seat, find: Find) -> str:
        try:
            role = self.roles.of(seat.user, seat.role)
            judge(op, role=role, client=seat.client, find=find, free=self.free)
        except BadOp as why:
            return why.code
        return ""

    def _op(self, writer: str) -> Op | Entry | None:
        """The op of this board that `writer` names, unless it was refused."""
        client, _, cseq = writer.rpartition(":")
        key = client, int(cseq)
        if key in self._unsaved:
            return self._unsaved[key]
        entry = self._find(*key)
        return None if entry is None or entry.refused is not UNSET else entry


def _unasked(writer: str) -> Wrote | None:
    """An op that restores nothing asks for no writer."""
    raise AssertionError(writer)


def _row(taken: Waiting, seq: int, at: int, chain: str) -> Row:
    if taken.op is None:
        body = refusal_bytes(seq, at, taken.by, taken.client, taken.cseq, taken.refused)
    else:
        body = entry_bytes(seq, at, taken.by, taken.client, taken.op)
    return Row(_entry(taken, seq, at), body, chain_of(chain, body))


def _entry(taken: Waiting, seq: int, at: int) -> Entry:
    op = taken.op
    if op is None:
        return Entry(
            seq=seq,
            at=at,
            by=taken.by,
            client=taken.client,
            cseq=taken.cseq,
            refused=taken.refused,
        )
    return Entry(
        seq=seq,
        at=at,
        by=taken.by,
        client=taken.client,
        cseq=taken.cseq,
        gesture=op.gesture,
        put=op.put,
        set=op.set,
        restore=op.restore,
        undoes=op.undoes,
        say=op.say,
        about=op.about,
        thread=op.thread,
        place=op.place,
        done=op.done,
        page=op.page,
        mark=op.mark,
        moment=op.moment,
        view=op.view,
        timer=op.timer,
        ballot=op.ballot,
        dot=op.dot,
        grant=op.grant,
        hush=op.hush,
        lesson=op.lesson,
        made=op.made,
        again=op.again,
    )
