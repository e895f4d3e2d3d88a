"""The log of a board exchanged for a shorter one; the old one goes on as a board of its own (COMP-1 to COMP-5)."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import asdict
from sqlalchemy import Connection, delete, insert, literal, select, update

from inkroom.errors import InkroomError, Unavailable
from inkroom.history import START
from inkroom.room.intake import SERVER
from inkroom_server.log import read, write
from inkroom_server.log.disk import Disk, driver
from inkroom_server.log.info import BoardInfo, CompactionInfo, PastClient
from inkroom_server.log.tables import (
    boards,
    clients,
    compactions,
    entries,
    jobs,
    past_clients,
    people,
    snapshots,
)

MOVED: Final = "moved"
"""The code where the board is not any more what the shorter log was made of: make another."""


class Exchange(Struct):
    """`entries` take the place of the log that ends as `done.head` and `done.chain` say.

    `naming` are entries that go on from there in the copy: they give it its title.
    """

    done: CompactionInfo
    entries: Sequence[bytes]
    naming: Sequence[bytes]


class Compactions:
    """What was compacted, and how it is done."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk

    def all(self, board: str) -> list[CompactionInfo]:
        """Those of a board, the newest first."""
        query = select(compactions).where(compactions.c.board == board)
        with self._disk.reading() as connection:
            rows = connection.execute(query.order_by(compactions.c.epoch.desc())).mappings()
            return [CompactionInfo(**row) for row in rows]

    def check(self, exchange: Exchange) -> None:
        """Raises as `run` does; nothing is changed, and no room need be closed."""
        with self._disk.reading() as connection:
            _check(connection, read.board(connection, exchange.done.board), exchange)

    def run(self, exchange: Exchange) -> CompactionInfo:
        """All of it in one transaction, while no room of the board is open; what was done, with its epoch.

        The code of the InkroomError: MOVED, `exists` for the copy, `deleted` for a board in the trash, `job_runs`.
        """
        if not self._disk.owned:
            raise Unavailable("Expected to be the one process that writes here, got a visit")
        return self._disk.write(lambda connection: _run(connection, exchange))


def _run(connection: Connection, exchange: Exchange) -> CompactionInfo:
    done = exchange.done
    info = read.board(connection, done.board)
    _check(connection, info, exchange)
    assert info is not None
    past = _past(connection, info.id)
    _move(connection, info, done)
    naming = exchange.naming
    for batch in write.log_batches(done.copy_id, naming, done.at, info.head, info.chain):
        write.batches(driver(connection), [batch])
    values = {"head": 0, "chain": START, "epoch": info.epoch + 1}
    connection.execute(update(boards).where(boards.c.id == info.id).values(**values))
    for batch in write.log_batches(info.id, exchange.entries, done.at):
        write.batches(driver(connection), [batch])
    connection.execute(delete(past_clients).where(past_clients.c.board == info.id))
    if past:
        connection.execute(insert(past_clients), [{"board": info.id, **asdict(p)} for p in past])
    told = CompactionInfo(**{**asdict(done), "epoch": info.epoch + 1})
    connection.execute(insert(compactions), asdict(told))
    return told


def _check(connection: Connection, info: BoardInfo | None, exchange: Exchange) -> None:
    done = exchange.done
    if info is None:
        raise Unavailable(f"Expected the id of a board, got {done.board!r}", "not_found")
    if info.trashed is not None:
        raise InkroomError("Expected a board in use, got one in the trash", "deleted")
    if (info.head, info.chain) != (done.head, done.chain):
        raise InkroomError("The board went on meanwhile; try again", MOVED)
    if read.board(connection, done.copy_id):
        raise InkroomError(f"Expected a new board, there is one named {done.copy_id!r}", "exists")
    query = select(jobs.c.kind, jobs.c.format)
    running = connection.execute(query.where(jobs.c.board == info.id, jobs.c.ended.is_(None)))
    if (job := running.first()) is not None:
        said = f"Expected a board that rests: its {job.kind} ({job.format}) is not done yet"
        raise InkroomError(said, "job_runs")


def _past(connection: Connection, board: str) -> list[PastClient]:
    """All clients that ever wrote here but the server, whose ops wait nowhere."""
    known = read.past_writers(connection, board)
    last, users = read.writers(connection, board)
    refused = read.refusals(connection, board)
    gone = [
        PastClient(client, users[client], cseq, refused.get(client, []))
        for client, cseq in last.items()
        if client != SERVER
    ]
    return known + gone


def _move(connection: Connection, info: BoardInfo, done: CompactionInfo) -> None:
    """The whole log, byte for byte, becomes the copy's; the people are in both."""
    copied = {**asdict(info), "id": done.copy_id, "title": done.title}
    connection.execute(insert(boards), copied)
    for table in (entries, clients, snapshots):
        of = update(table).where(table.c.board == info.id)
        connection.execute(of.values(board=done.copy_id))
    rest = [column for column in people.columns if column.name != "board"]
    same = select(literal(done.copy_id), *rest).where(people.c.board == info.id)
    connection.execute(insert(people).from_select(["board", *(c.name for c in rest)], same))


__all__ = ["MOVED", "Compactions", "Exchange"]
