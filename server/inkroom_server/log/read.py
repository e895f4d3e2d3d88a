"""What the log reads, each within one transaction that sees one moment."""

from typing import Final

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.sql import Select

from inkroom.history import START
from inkroom.messages import Entry, Person, read_entry
from inkroom_server.log.info import BoardInfo, PastClient, Stored, StoredSnapshot
from inkroom_server.log.tables import boards, clients, entries, past_clients, people, snapshots

_ROWS: Final = "SELECT seq, chain, body FROM entry WHERE board = ? AND seq > ? ORDER BY seq LIMIT ?"

_FIND: Final = "SELECT body FROM entry WHERE board = ? AND client = ? AND cseq = ?"


def board(connection: Connection, id: str) -> BoardInfo | None:
    """The board, in the trash or not."""
    row = connection.execute(select(boards).where(boards.c.id == id)).first()
    return BoardInfo(*row) if row else None


def rows(connection: Connection, board: str, after: int, limit: int | None = None) -> list[Stored]:
    """The entries `after` + 1, … of a board."""
    cursor = connection.connection.cursor()  # the driver's own: a history has a million rows
    cursor.execute(_ROWS, (board, after, -1 if limit is None else limit))
    return [Stored(seq, chain, body) for seq, chain, body in cursor.fetchall()]


def find(connection: Connection, board: str, client: str, cseq: int) -> Entry | None:
    """The entry that the op `client:cseq` became."""
    cursor = connection.connection.cursor()
    found = cursor.execute(_FIND, (board, client, cseq)).fetchone()
    return None if found is None else read_entry(found[0])


class Moment:
    """The log of one board as one transaction sees it: for who reads much of it."""

    def __init__(self, connection: Connection, board: str) -> None:
        self._connection, self._board = connection, board

    def rows(self, after: int, limit: int) -> list[Stored]:
        """The entries `after` + 1, …, at most `limit`."""
        return rows(self._connection, self._board, after, limit)

    def find(self, client: str, cseq: int) -> Entry | None:
        """The entry that the op `client:cseq` became."""
        return find(self._connection, self._board, client, cseq)


def tail_start(connection: Connection, board: str, entries_: int, bytes_: int) -> int:
    """The seq before the newest entries: at most so many, and with at most so many bytes."""
    query = select(entries.c.seq, func.length(entries.c.body)).where(entries.c.board == board)
    start, size = 0, 0
    for seq, length in connection.execute(query.order_by(entries.c.seq.desc()).limit(entries_)):
        size += length
        if size > bytes_:
            return int(seq)
        start = seq - 1
    return start


def chain(connection: Connection, board: str, seq: int) -> str | None:
    """The chain after entry `seq`; None where there is no such entry."""
    if seq == 0:
        return START
    query = select(entries.c.chain).where(entries.c.board == board, entries.c.seq == seq)
    found = connection.execute(query).scalar()
    return None if found is None else str(found)


def persons(connection: Connection, board: str) -> list[Person]:
    """Who took part, in the order of their coming."""
    found = connection.execute(_of(people, board).order_by(people.c.number))
    return [Person(row.user, row.name, row.colour) for row in found]


def shares(connection: Connection, board: str) -> dict[str, tuple[int, int]]:
    """By user: how many entries are theirs, and when the newest of them was made."""
    newest = (entries.c.board == board) & (entries.c.client == clients.c.client)
    newest &= entries.c.cseq == clients.c.last_cseq
    query = select(clients.c.user, func.sum(clients.c.last_cseq), func.max(entries.c.seq))
    query = query.join(entries, newest).where(clients.c.board == board).group_by(clients.c.user)
    found = connection.execute(query).all()
    return {
        user: (int(count), read_entry(rows(connection, board, seq - 1, 1)[0].body).at)
        for user, count, seq in found
    }


def writers(connection: Connection, board: str) -> tuple[dict[str, int], dict[str, str]]:
    """How far each client is, and whose it is."""
    found = connection.execute(_of(clients, board)).all()
    return {row.client: row.last_cseq for row in found}, {row.client: row.user for row in found}


def refusals(connection: Connection, board: str) -> dict[str, list[tuple[int, str]]]:
    """The refused ops of each client, `(cseq, code)` (JOIN-5)."""
    query = select(entries.c.client, entries.c.cseq, entries.c.refused)
    query = query.where(entries.c.board == board, entries.c.refused.is_not(None))
    found: dict[str, list[tuple[int, str]]] = {}
    for row in connection.execute(query.order_by(entries.c.seq)):
        found.setdefault(row.client, []).append((row.cseq, row.refused))
    return found


def past_writers(connection: Connection, board: str) -> list[PastClient]:
    """The clients of histories that were compacted (COMP-4)."""
    found = connection.execute(_of(past_clients, board))
    return [
        PastClient(row.client, row.user, row.last_cseq, [(n, code) for n, code in row.refused])
        for row in found
    ]


def unfolded(connection: Connection, least: int, board: str | None) -> list[str]:
    """The boards whose newest snapshot of this epoch lacks so many entries or more; the newest change first."""
    same = (snapshots.c.board == boards.c.id) & (snapshots.c.epoch == boards.c.epoch)
    query = select(boards.c.id).outerjoin(snapshots, same).group_by(boards.c.id)
    query = query.having(boards.c.head - func.coalesce(func.max(snapshots.c.seq), 0) >= least)
    if board is not None:
        query = query.where(boards.c.id == board)
    return list(connection.execute(query.order_by(boards.c.changed.desc())).scalars())


def snapshot(connection: Connection, info: BoardInfo) -> StoredSnapshot | None:
    """The saved snapshot, if it is a point of this log (LOG-8)."""
    parts = connection.execute(_of(snapshots, info.id).order_by(snapshots.c.part)).all()
    if not parts:
        return None
    first = parts[0]
    if chain(connection, info.id, first.seq) != first.chain or first.epoch != info.epoch:
        return None
    return StoredSnapshot(first.seq, first.chain, first.epoch, [row.body for row in parts])


def _of(table: Table, board: str) -> Select[tuple[object, ...]]:
    return select(table).where(table.c.board == board)
