"""The server's disk: every board's log, as far as commits made it durable."""

from collections.abc import Sequence
from typing import Any

from msgspec import UNSET
from tests.support.simulation.broken import need

from inkroom.history import START, chain_of, wrote
from inkroom.messages import Entry, Person, read_entry
from inkroom.room import Batch


class Log:
    """One board's log. `past` grows when entries are lost: a backup came back."""

    def __init__(self, id: str) -> None:
        self.id = id
        self.epoch, self.past = 1, 0
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
        bodies = self.bodies[: max(0, self.head - count)]
        self._clear()
        for body in bodies:
            self._add(body)
        self._begins = [(at, epoch) for at, epoch in self._begins if at <= self.head]
        self.epoch = self._begins[-1][1]
        self.past += 1

    def find(self, client: str, cseq: int) -> Entry | None:
        return self.by_writer.get(f"{client}:{cseq}")

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

    def restore_backup(self, count: int, *, announced: bool) -> None:
        """The last `count` entries over all boards are lost; `announced`: a new epoch says so."""
        lost = self.order[-count:]
        self.order = self.order[:-count]
        for board, log in self.logs.items():
            newest = log.epoch
            log.roll_back(lost.count(board))
            if announced:
                log.epoch = newest
                log.new_epoch()
