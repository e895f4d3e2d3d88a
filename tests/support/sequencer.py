"""A room in memory, without sockets, disk or clock: it orders ops as the rules say, and can lose its last entries."""

from collections.abc import Callable
from typing import Any

from msgspec import Raw

from inkroom.board import Board, apply
from inkroom.errors import BadOp, Closed
from inkroom.history import START, Wrote, chain_of, check_restores, wrote
from inkroom.messages import (
    PROTOCOL,
    Entry,
    Limits,
    Since,
    Welcome,
    You,
    encode,
    entry_bytes,
    read_cseq,
    read_entry,
    read_op,
    refusal_bytes,
)

LIMITS = Limits(message=65_536, ops=64, elements=100_000, points=10_000)


class Sequencer:
    """`refuses(client, cseq)` gives a code where an op shall be refused that is otherwise good."""

    def __init__(self, refuses: Callable[[str, int], str] = lambda client, cseq: "") -> None:
        self.refuses = refuses
        self.epoch = 1
        self.stored: list[bytes] = []
        self.chains = [START]
        self.board = Board()
        self.last: dict[str, int] = {}
        self.refused: dict[str, list[tuple[int, str]]] = {}
        self._wrote: dict[str, Wrote] = {}

    @property
    def head(self) -> int:
        return len(self.stored)

    @property
    def chain(self) -> str:
        return self.chains[-1]

    def entries(self) -> list[Entry]:
        return [read_entry(raw) for raw in self.stored]

    # ------------------------------------------------------------- ops

    def offer(self, client: str, raw: Raw | bytes) -> bytes | None:
        """The entry as stored, or None where the op is known (ROOM-2); raises Closed 4400 at a hole."""
        cseq = read_cseq(raw).cseq
        last = self.last.get(client, 0)
        if cseq <= last:
            return None
        if cseq > last + 1:
            raise Closed(4400, f"Expected cseq {last + 1}, got {cseq}", "op_gap")
        whose = (self.head + 1, 1_000 * (self.head + 1), f"u-{client}", client)
        try:
            op = read_op(raw)
            check_restores(op, client, self._wrote.get)
            code = self.refuses(client, cseq)
            if code:
                raise BadOp("Expected luck, got none", code)
            stored = entry_bytes(*whose, op)
        except BadOp as why:
            stored = refusal_bytes(*whose, cseq, why.code)
        self._add(stored)
        return stored

    def _add(self, stored: bytes) -> None:
        entry = read_entry(stored)
        self.stored.append(stored)
        self.chains.append(chain_of(self.chain, stored))
        self.last[entry.client] = entry.cseq
        if isinstance(entry.refused, str):
            self.refused.setdefault(entry.client, []).append((entry.cseq, entry.refused))
        else:
            self._wrote[entry.writer] = wrote(entry, entry.writer)
        apply(self.board, entry)

    def restore_backup(self, lost: int) -> None:
        """The last `lost` entries never were; a new epoch."""
        kept = self.stored[: max(0, self.head - lost)]
        refuses = self.refuses
        epoch = self.epoch + 1
        self.__init__(refuses)  # type: ignore[misc]  # a new past
        self.epoch = epoch
        for stored in kept:
            self._add(stored)

    # ------------------------------------------------------------- frames

    def frame(self, first: int, last: int) -> str:
        """The entries `first` to `last` as one frame (MSG-6)."""
        raws = [Raw(raw) for raw in self.stored[first - 1 : last]]
        whole = {"type": "entries", "from": first, "entries": raws, "chain": self.chains[last]}
        return encode(whole).decode()

    def welcome(
        self, client: str, since: Since | None, *, behind: int = 0, tail: int = 2_000
    ) -> tuple[str, list[str], int]:
        """The answer to a hello: a frame, the parts of a snapshot, and where the entries go on (JOIN-2).

        A snapshot is `behind` entries old; a tail is at most `tail` entries long.
        """
        resumes = (
            since is not None
            and since.epoch == self.epoch
            and since.seq <= self.head
            and self.chains[since.seq] == since.chain
            and self.head - since.seq <= tail
        )
        if since is not None and resumes:
            return self._welcome(client, "tail", self.last.get(client, 0)), [], since.seq
        at = max(0, self.head - behind)
        board, last = Board(), 0
        for entry in self.entries()[:at]:
            apply(board, entry)
            last = entry.cseq if entry.client == client else last
        return self._welcome(client, "snapshot", last), self._parts(board), at

    def _welcome(self, client: str, mode: Any, last: int) -> str:
        you = You(
            peer=f"p-{client}",
            user=f"u-{client}",
            name="User",
            colour="plum",
            role="editor",
            last_cseq=last,
            refused=self.refused.get(client, []) if mode == "snapshot" else [],
        )
        welcome = Welcome(
            protocol=PROTOCOL,
            you=you,
            epoch=self.epoch,
            head=self.head,
            chain=self.chain,
            mode=mode,
            peers=[],
            people=[],
            limits=LIMITS,
            server_time=0,
        )
        return encode(welcome).decode()

    def _parts(self, board: Board) -> list[str]:
        rows = board.rows()
        halves = [rows[: len(rows) // 2], rows[len(rows) // 2 :]] if len(rows) > 4 else [rows]
        parts = []
        for n, half in enumerate(halves, 1):
            head = {"seq": board.seq, "chain": self.chains[board.seq], "epoch": self.epoch}
            head |= {"part": n, "parts": len(halves), "elements": len(half)}
            parts.append("\n".join(encode(line).decode() for line in (head, *half)) + "\n")
        return parts
