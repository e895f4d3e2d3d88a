"""The server's disk: every board's log, as far as commits made it durable."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from msgspec import UNSET
from tests.support.simulation.broken import need

from inkroom.history import START, chain_of, wrote
from inkroom.messages import Entry, Person, read_entry
from inkroom.room import Batch
from inkroom.room.intake import SERVER
from inkroom.room.origin import origin_of
from inkroom_server.log import Exchange
from inkroom_server.log.info import PastClient

COMPACTED = "!"
"""After a board's id, among what happened: its history was compacted."""


class Before(NamedTuple):
    """A board as it was before a compaction, for a backup that brings it back."""

    bodies: list[bytes]
    begins: list[tuple[int, int]]
    gone: dict[str, PastClient]


class Log:
    """One board's log. `past` grows when it is another: a backup came back, which loses entries, or it was compacted.

    `copies` are the logs that compactions took the place of, the oldest first, and `gone` their clients.
    """

    def __init__(self, id: str) -> None:
        self.id = id
        self.epoch, self.past, self.lost = 1, 0, False
        self.copies: list[Log] = []
        self.gone: dict[str, PastClient] = {}
        self._before: list[Before] = []
        self._begins = [(0, 1)]  # where each epoch begins, for the copy that a backup is
        self.people: dict[str, Person] = {}
        self.users: dict[str, str] = {}
        self.title, self.tags = "", list[str]()
        self.values: dict[tuple[str, str, str], Any] = {}
        self._clear()

    def _clear(self) -> None:
        self.entries: list[Entry] = []
        self.bodies: list[bytes] = []
        self.chains: list[str] = []
        self.last: dict[str, int] = {}
        self.by_writer: dict[str, Entry] = {}

    @property
    def head(self) -> int:
        return len(self.entries)

    def write(self, batch: Batch) -> None:
        """One room's part of a transaction."""
        need(batch.before == self.head, "a batch does not go on where the log ends [LOG-5]")
        for row in batch.rows:
            self._add(row.body)
            need(row.chain == self.chains[-1], "a batch has a wrong chain [LOG-3]")
        need(batch.last.items() <= self.last.items(), "a batch tells a wrong last cseq [LOG-5]")
        self.users |= batch.users
        self.people |= {person.id: person for person in batch.people}
        self.title = self.title if batch.title is None else batch.title
        self.tags = self.tags if batch.tags is None else batch.tags

    def _add(self, body: bytes) -> None:
        entry = read_entry(body)
        need(entry.seq == self.head + 1, "the log has a gap [P7, LOG-1]")
        need(entry.cseq == self.last.get(entry.client, 0) + 1, "an op is out of order [SES-1]")
        self.entries.append(entry)
        self.bodies.append(body)
        self.chains.append(chain_of(self.chains[-1] if self.chains else START, body))
        self.last[entry.client] = entry.cseq
        self.by_writer[entry.writer] = entry
        if entry.again is not UNSET:
            self.last[origin_of(entry)] = 1
        if entry.refused is UNSET:
            self._note_values(entry)

    def _note_values(self, entry: Entry) -> None:
        """Over all pasts of the board: equal digests must mean equal boards."""
        for (id, register), value in wrote(entry, entry.writer).items():
            known = self.values.setdefault((id, register, entry.writer), value)
            need(known == value, "one writer stands for two values [P4, ROOM-12]")

    def new_epoch(self, least: int = 0) -> None:
        """The past is another than it was."""
        self.epoch = max(self.epoch + 1, least)
        self._begins.append((self.head, self.epoch))

    def roll_back(self, count: int) -> None:
        """The newest entries are lost, and with them what was known of epochs."""
        self.fill(self.bodies[: max(0, self.head - count)])
        self._begins = [(at, epoch) for at, epoch in self._begins if at <= self.head]
        self.epoch = self._begins[-1][1]
        self.past += 1
        self.lost = True

    # ------------------------------------------------------------- compaction

    def exchange(self, exchange: Exchange) -> None:
        """A shorter log takes the place of this one, which goes on as the newest of `copies` (COMP-1)."""
        self._before.append(Before(self.bodies, self._begins, self.gone))
        refused = self.refused()
        self.gone = self.gone | {
            client: PastClient(client, self.users.get(client, ""), cseq, refused.get(client, []))
            for client, cseq in self.last.items()
            if client != SERVER
        }
        copy = Log(exchange.done.copy_id)
        copy.lost = self.lost
        copy.fill([*self.bodies, *exchange.naming])
        self.copies.append(copy)
        self.fill(exchange.entries)
        self.past += 1
        self.epoch += 1
        self._begins = [(0, self.epoch)]

    def fill(self, bodies: Iterable[bytes]) -> None:
        """These are the entries now."""
        self._clear()
        for body in bodies:
            self._add(body)

    def uncompact(self) -> None:
        """A backup from before the newest compaction comes back."""
        bodies, self._begins, self.gone = self._before.pop()
        self.copies.pop()
        self.fill(bodies)

    # ------------------------------------------------------------- looking

    def find(self, client: str, cseq: int) -> Entry | None:
        return self.by_writer.get(f"{client}:{cseq}")

    def ever(self, writer: str) -> Entry | None:
        """What became of an op, before a compaction too."""
        found = [log.by_writer[writer] for log in self.whole if writer in log.by_writer]
        return found[-1] if found else None

    @property
    def whole(self) -> "list[Log]":
        """All that was ever written on the board and not lost, in order."""
        return [*self.copies, self]

    def reached(self, client: str) -> int:
        """How far the client is."""
        gone = self.gone.get(client)
        return max(self.last.get(client, 0), gone.last_cseq if gone else 0)

    def refused(self) -> dict[str, list[tuple[int, str]]]:
        """The refused ops of each client."""
        found: dict[str, list[tuple[int, str]]] = {}
        for entry in self.entries:
            if entry.refused is not UNSET:
                found.setdefault(entry.client, []).append((entry.cseq, entry.refused))
        return found


class Disk:
    """The logs of all boards. `order` names the board of each entry, so that a backup cuts all of them at once."""

    broken = False
    """An fsync has failed (DISK-4): not in these worlds."""

    def __init__(self, boards: Sequence[str]) -> None:
        self.logs = {board: Log(board) for board in boards}
        self.order: list[str] = []

    def commit(self, batches: Sequence[Batch]) -> None:
        """One transaction."""
        for batch in batches:
            self.logs[batch.board].write(batch)
            self.order += [batch.board] * len(batch.rows)

    def compact(self, exchange: Exchange) -> None:
        """One transaction."""
        board = exchange.done.board
        self.logs[board].exchange(exchange)
        self.order.append(board + COMPACTED)

    def restore_backup(self, count: int, *, announced: bool) -> None:
        """The last `count` entries and compactions over all boards are lost; `announced`: a new epoch says so."""
        lost = self.order[-count:]
        self.order = self.order[:-count]
        for board, log in self.logs.items():
            newest = log.epoch
            entries = 0
            for what in reversed(lost):
                entries += what == board
                if what == board + COMPACTED:
                    log.uncompact()
                    entries = 0
            log.roll_back(entries)
            if announced:
                log.epoch = newest
                log.new_epoch()
