"""Boards and their entries on the disk: one writer thread, one transaction a commit (LOG-1 to LOG-8)."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, case, insert, select, update

from inkroom.errors import InkroomError, Unavailable
from inkroom.history import START
from inkroom.messages import Entry, Person
from inkroom.room.batch import Batch
from inkroom.room.tail import BYTES, ENTRIES
from inkroom_server.log import read, write
from inkroom_server.log.assets import Assets
from inkroom_server.log.compactions import Compactions
from inkroom_server.log.disk import Disk, driver
from inkroom_server.log.index import Index
from inkroom_server.log.info import BoardInfo, EndedInfo, Loaded, Stored, StoredSnapshot
from inkroom_server.log.jobs import Jobs
from inkroom_server.log.library import Library
from inkroom_server.log.tables import boards, ended
from inkroom_server.log.tokens import Tokens

T = TypeVar("T")


class Log:
    """The log of all boards of a data folder. Every method may be called from any thread; writes wait for the disk.

    A method raises Unavailable: code `not_found` for a board that is not there, `storage` where the disk takes nothing
    (`reason` tells why).
    """

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        self.folder = disk.folder
        self.tokens = Tokens(disk)
        self.jobs = Jobs(disk)
        self.assets = Assets(disk)
        self.index = Index(disk)
        self.library = Library(disk)
        self.compactions = Compactions(disk)

    @classmethod
    def open(cls, folder: Path) -> "Log":
        """As the one process that writes entries here; raises Unavailable if there is another (LOG-6)."""
        return cls(Disk(folder, owned=True))

    @classmethod
    def visit(cls, folder: Path) -> "Log":
        """Beside a server that may be running: everything can be read, only tokens can be written."""
        return cls(Disk(folder, owned=False))

    def close(self) -> None:
        self.disk.close()

    # ------------------------------------------------------------- boards

    def boards(self, *, trashed: bool = False) -> list[BoardInfo]:
        """The boards, or those in the trash; the newest change first."""
        chosen = boards.c.trashed.is_not(None) if trashed else boards.c.trashed.is_(None)
        query = select(boards).where(chosen).order_by(boards.c.changed.desc(), boards.c.id)
        with self.disk.reading() as connection:
            return [BoardInfo(*row) for row in connection.execute(query)]

    def board(self, id: str) -> BoardInfo | None:
        """The board, in the trash or not."""
        with self.disk.reading() as connection:
            return read.board(connection, id)

    def create(self, id: str, title: str = "") -> BoardInfo:
        """A new, empty board; the code of the InkroomError is `exists` if there is one of this id.

        `title` is for the list only; a title that lasts is an op.
        """
        return self._write(lambda connection: _create(connection, id, title))

    def trash(self, id: str) -> None:
        """Moves a board to the trash; it keeps its log. Close its room first: `hub.trash` does."""
        self._mark(id, _now())

    def restore(self, id: str) -> None:
        """Takes a board out of the trash."""
        self._mark(id, None)

    def purge(self, before: int) -> list[str]:
        """Ends the boards that went to the trash before this moment (ms since 1970 UTC), with all that is theirs."""
        return self._write(lambda connection: write.purge(connection, before, _now()))

    def end(self, id: str, by: str) -> None:
        """Deletes a board that lies in the trash for good, and notes who did; the code is `not_trashed` for another.

        Close its room first: `hub.end` does.
        """

        def work(connection: Connection) -> list[str]:
            info = read.board(connection, id)
            if info is None:
                raise _missing(id)
            if info.trashed is None:
                raise InkroomError("Expected a board in the trash, got one in use", "not_trashed")
            return write.end(connection, [id], _now(), by)

        for gone in self._write(work):
            self.index.forget(gone)

    def ended(self) -> list[EndedInfo]:
        """The boards that are gone for good, the newest end first."""
        query = select(ended).order_by(ended.c.at.desc(), ended.c.board)
        with self.disk.reading() as connection:
            return [EndedInfo(**row) for row in connection.execute(query).mappings()]

    def _mark(self, id: str, trashed: int | None) -> None:
        query = update(boards).where(boards.c.id == id).values(trashed=trashed)
        if not self._write(lambda connection: connection.execute(query).rowcount):
            raise _missing(id)

    # ------------------------------------------------------------- entries

    def entries(self, board: str, after: int = 0, limit: int = 1000) -> list[bytes]:
        """The stored bytes of the entries `after` + 1, …, at most `limit`."""
        return [row.body for row in self.rows(board, after, limit)]

    def rows(self, board: str, after: int = 0, limit: int = 1000) -> list[Stored]:
        """The entries `after` + 1, … with their chain, at most `limit`."""
        with self.disk.reading() as connection:
            return read.rows(connection, board, after, limit)

    def chain(self, board: str, seq: int) -> str | None:
        """The chain after entry `seq`; None where there is no such entry."""
        with self.disk.reading() as connection:
            return read.chain(connection, board, seq)

    def find(self, board: str, client: str, cseq: int) -> Entry | None:
        """The entry that the op `client:cseq` became."""
        with self.disk.reading() as connection:
            return read.find(connection, board, client, cseq)

    @contextmanager
    def moment(self, board: str) -> Iterator[read.Moment]:
        """The board's log as it is now; end it soon, for the file that holds new entries grows meanwhile."""
        with self.disk.reading() as connection:
            yield read.Moment(connection, board)

    def people(self, board: str) -> list[Person]:
        """Who took part in a board, in the order of their coming."""
        with self.disk.reading() as connection:
            return read.persons(connection, board)

    def shares(self, board: str) -> dict[str, tuple[int, int]]:
        """How many entries of a board each user made, and when the newest of them."""
        with self.disk.reading() as connection:
            return read.shares(connection, board)

    def snapshot(self, board: str) -> StoredSnapshot | None:
        """The newest saved snapshot that is a point of the board's log."""
        with self.disk.reading() as connection:
            info = read.board(connection, board)
            return read.snapshot(connection, info) if info else None

    def unfolded(self, least: int, board: str | None = None) -> list[str]:
        """The boards (or that one) whose newest snapshot lacks so many entries or more; the newest change first."""
        with self.disk.reading() as connection:
            return read.unfolded(connection, least, board)

    def opening(self, board: str) -> StoredSnapshot | None:
        """The saved snapshot, if a room that is loaded from it brings who has it up to date by its tail (JOIN-11)."""
        with self.disk.reading() as connection:
            info = read.board(connection, board)
            if info is None or info.trashed is not None:
                return None
            found = read.snapshot(connection, info)
            reached = found and read.tail_start(connection, board, ENTRIES, BYTES) <= found.seq
            return found if reached else None

    def load(self, board: str) -> Loaded:
        """All that a room starts from."""
        with self.disk.reading() as connection:
            info = read.board(connection, board)
            if info is None:
                raise _missing(board)
            last, users = read.writers(connection, board)
            start = read.tail_start(connection, board, ENTRIES, BYTES)
            return Loaded(
                info=info,
                snapshot=read.snapshot(connection, info),
                chain=read.chain(connection, board, start) or START,
                tail=read.rows(connection, board, start),
                last=last,
                users=users,
                people=read.persons(connection, board),
                refused=read.refusals(connection, board),
                past=read.past_writers(connection, board),
            )

    # ------------------------------------------------------------- writing

    def commit(self, batches: Sequence[Batch]) -> None:
        """One transaction for all of them (LOG-5). After an error none may be taken as written, nor as not."""
        self.commit_later(batches).result()

    def commit_later(self, batches: Sequence[Batch]) -> "Future[None]":
        """The same, without waiting."""
        self._must_own()
        return self.disk.later(self._commit, batches)

    def probe_later(self) -> "Future[None]":
        """Tries whether the disk takes anything, and fails as a commit would."""
        return self.disk.later(self.disk.probe)

    def settled(self) -> "Future[None]":
        """Done when all that was to be written before is on the disk, or has failed."""
        return self.disk.later(lambda: None)

    def _commit(self, batches: Sequence[Batch]) -> None:
        self.disk.transact_bare(lambda bare: write.batches(bare, batches))

    def write_log(
        self,
        board: str,
        bodies: Iterable[bytes],
        *,
        title: str = "",
        people: Sequence[Person] = (),
        epoch: int = 1,
    ) -> BoardInfo:
        """A new board from a whole log, entry 1 first, all or nothing; the caller has checked numbers and chain.

        The code of the InkroomError is `exists` if there is a board of this id.
        """

        def work(connection: Connection) -> BoardInfo:
            created = _create(connection, board, title, epoch)
            for batch in write.log_batches(board, bodies, created.created):
                write.batches(driver(connection), [batch])
            write.persons(driver(connection), board, people)
            return read.board(connection, board) or created

        return self._write(work)

    def new_epoch(self, board: str, least: int = 0) -> None:
        """The board's past is another than it was: a backup came back (JOIN-9)."""
        later = boards.c.epoch + 1
        epoch = case((later > least, later), else_=least)
        query = update(boards).where(boards.c.id == board).values(epoch=epoch)
        self._write(lambda connection: connection.execute(query))

    def save_snapshot(self, board: str, snapshot: StoredSnapshot) -> None:
        """Keeps the parts in place of those that were kept before (ROOM-8)."""
        self._write(lambda connection: write.snapshot(connection, board, snapshot))

    def _write(self, work: Callable[[Connection], T]) -> T:
        self._must_own()
        return self.disk.write(work)

    def _must_own(self) -> None:
        if not self.disk.owned:
            raise Unavailable("Expected to be the one process that writes here, got a visit")


def _create(connection: Connection, id: str, title: str, epoch: int = 1) -> BoardInfo:
    if read.board(connection, id):
        raise InkroomError(f"Expected a new board, there is one named {id!r}", "exists")
    now = _now()
    info = BoardInfo(id, title, 0, START, epoch, now, now, None)
    connection.execute(
        insert(boards), {name: getattr(info, name) for name in info.__struct_fields__}
    )
    return info


def _missing(board: str) -> Unavailable:
    return Unavailable(f"Expected the id of a board, got {board!r}", "not_found")


def _now() -> int:
    return time.time_ns() // 1_000_000
