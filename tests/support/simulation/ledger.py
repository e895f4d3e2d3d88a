"""The server's log over a simulated disk: a writer that does one thing after the other, when it is let."""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import NamedTuple

from tests.support.simulation.disk import Disk
from tests.support.simulation.weather import Weather

from inkroom.errors import InkroomError
from inkroom.history import START
from inkroom.messages import Entry
from inkroom.room import Batch, tail
from inkroom_server.log import MOVED, BoardInfo, CompactionInfo, Exchange, Stored, StoredSnapshot
from inkroom_server.log.info import Loaded


class Write(NamedTuple):
    """One transaction of the writer; without batches it only waits its turn."""

    batches: Sequence[Batch]
    done: "Future[None]"


class Ledger:
    """What a hub asks of `inkroom_server.log.Log`. `lost`: the server is dead, nobody hears any more."""

    folder = Path("/")

    def __init__(self, disk: Disk, weather: Weather, written: Callable[[Sequence[Batch]], None]):
        self.disk, self.weather = disk, weather
        self.writes: deque[Write] = deque()
        self._written = written
        self._snapshots: dict[str, StoredSnapshot] = {}

    # ------------------------------------------------------------- the writer's thread

    def commit_later(self, batches: Sequence[Batch]) -> "Future[None]":
        self.writes.append(Write(batches, Future()))
        return self.writes[-1].done

    def settled(self) -> "Future[None]":
        return self.commit_later(())

    def probe_later(self) -> "Future[None]":
        return self.commit_later(())

    def write(self) -> None:
        """The oldest transaction comes to its end: done, failed, or nobody knows."""
        batches, done = self.writes.popleft()
        failed = bool(batches) and self.weather.happens(self.weather.fail)
        if not failed or self.weather.happens(0.5):
            self.disk.commit(batches)
            self._written(batches)
        if failed:
            done.set_exception(OSError("the outcome of a commit is not known"))
        else:
            done.set_result(None)

    def _waited(self) -> None:
        while self.writes:
            self.write()

    def new_epoch(self, board: str, least: int = 0) -> None:
        self._waited()
        self.disk.logs[board].new_epoch(least)

    def save_snapshot(self, board: str, snapshot: StoredSnapshot) -> None:
        self._waited()
        self._snapshots[board] = snapshot

    def purge(self, before: int) -> list[str]:
        return []

    # ------------------------------------------------------------- reading

    def board(self, id: str) -> BoardInfo:
        log = self.disk.logs[id]
        chain = log.chains[-1] if log.chains else START
        return BoardInfo(id, log.title, log.head, chain, log.epoch, 0, 0, None, log.tags)

    def load(self, board: str) -> Loaded:
        log, info = self.disk.logs[board], self.board(board)
        start = max(0, log.head - tail.ENTRIES)
        return Loaded(
            info=info,
            snapshot=self._snapshot(info),
            chain=log.chains[start - 1] if start else START,
            tail=self.rows(board, start),
            last=dict(log.last),
            users=dict(log.users),
            people=list(log.people.values()),
            refused=log.refused(),
            past=list(log.gone.values()),
        )

    def _snapshot(self, info: BoardInfo) -> StoredSnapshot | None:
        """As the real log has it: only a point of this past and epoch."""
        found, chains = self._snapshots.get(info.id), self.disk.logs[info.id].chains
        if found is None or found.epoch != info.epoch or not 0 < found.seq <= len(chains):
            return None
        return found if chains[found.seq - 1] == found.chain else None

    def rows(self, board: str, after: int = 0, limit: int = 1_000_000) -> list[Stored]:
        log = self.disk.logs[board]
        return [
            Stored(seq, log.chains[seq - 1], log.bodies[seq - 1])
            for seq in range(after + 1, min(after + limit, log.head) + 1)
        ]

    def entries(self, board: str, after: int, limit: int) -> list[bytes]:
        return self.disk.logs[board].bodies[after : after + limit]

    def snapshot(self, board: str) -> StoredSnapshot | None:
        return self._snapshot(self.board(board))

    @property
    def compactions(self) -> "Ledger":
        return self

    def check(self, exchange: Exchange) -> None:
        """As the real log does (COMP-1)."""
        info = self.board(exchange.done.board)
        if (info.head, info.chain) != (exchange.done.head, exchange.done.chain):
            raise InkroomError("The board went on meanwhile; try again", MOVED)

    def run(self, exchange: Exchange) -> CompactionInfo:
        """The exchange, which may fail, or nobody knows."""
        self._waited()
        self.check(exchange)
        failed = self.weather.happens(5 * self.weather.fail)
        if not failed or self.weather.happens(0.5):
            self.disk.compact(exchange)
        if failed:
            raise OSError("the outcome of an exchange is not known")
        return exchange.done

    def find(self, board: str, client: str, cseq: int) -> Entry | None:
        return self.disk.logs[board].find(client, cseq)
