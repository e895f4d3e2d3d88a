"""The whole database: a copy of one moment, its check, and another put in its place (BACK-1 to BACK-4)."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from msgspec import Struct

from inkroom.errors import BadLog, Unavailable
from inkroom.history import START, chain_of
from inkroom_server.log.disk import DATABASE, Disk, newest_schema
from inkroom_server.log.tables import tokens

PAGES: Final = 2_000
"""A copy is made so many pages at a time, with word of how far it is in between."""
Step = Callable[[int], None]


class BoardMark(Struct, frozen=True):
    """A board in a copy: where its log ends."""

    id: str
    title: str
    head: int
    chain: str


def size_of(folder: Path) -> int:
    """About how many bytes a copy will have."""
    path = folder / DATABASE
    return path.stat().st_size if path.exists() else 0


def copy(folder: Path, target: Path, step: Step) -> None:
    """The database of a folder as it is now, whoever writes meanwhile; without what is derived.

    `step` hears of the bytes that came. Raises Unavailable.
    """
    with _opened(folder / DATABASE) as source, _opened(target) as made:
        (page,) = source.execute("PRAGMA page_size").fetchone()
        source.execute("BEGIN")  # one moment: what is written from now on is not seen
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        done = 0

        def told(status: int, remaining: int, total: int) -> None:
            nonlocal done
            step((total - remaining - done) * page)
            done = total - remaining

        source.backup(made, pages=PAGES, progress=told)
        source.execute("ROLLBACK")
        made.execute("PRAGMA journal_mode=DELETE")
        made.execute("PRAGMA secure_delete=ON")  # zeros, which take no room when packed
        made.execute("DELETE FROM snapshot")
        made.execute("DELETE FROM job")


def schema_of(path: Path) -> str:
    """The form of a database, by the name of its newest migration, or ""."""
    with _opened(path) as database:
        try:
            found = database.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.Error:
            return ""
    return str(found[0]) if found else ""


def check(path: Path, step: Step) -> list[BoardMark]:
    """Walks all pages and the chain of every board; `step` hears of each entry. Raises Unavailable, BadLog."""
    with _opened(path) as database:
        (found,) = database.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok":
            raise Unavailable(f"Expected a whole database, got one with: {found}", "bad_backup")
        rows = database.execute("SELECT id, title, head, chain FROM board ORDER BY id").fetchall()
        marks = [BoardMark(*row) for row in rows]
        for mark in marks:
            _walk(database, mark, step)
    return marks


def _walk(database: sqlite3.Connection, mark: BoardMark, step: Step) -> None:
    chain, last = START, 0
    query = "SELECT seq, chain, body FROM entry WHERE board = ? ORDER BY seq"
    for seq, stored, body in database.execute(query, (mark.id,)):
        chain = chain_of(chain, body)
        if seq != last + 1 or stored != chain:
            raise BadLog(seq, f"Expected board {mark.id!r} to be whole, it breaks at #{seq}")
        last = seq
        step(1)
    if (last, chain) != (mark.head, mark.chain):
        raise BadLog(last, f"Expected board {mark.id!r} to end at #{mark.head}, it ends at #{last}")


def count_entries(path: Path) -> int:
    with _opened(path) as database:
        return int(database.execute("SELECT count(*) FROM entry").fetchone()[0])


def assets_in(path: Path) -> list[str]:
    """The SHA-256 of the pictures that a database knows."""
    with _opened(path) as database:
        return [row[0] for row in database.execute("SELECT sha FROM asset ORDER BY sha")]


def replace(disk: Disk, path: Path) -> None:
    """Puts the database at `path` in the place of the one in use, in one transaction; `path` is changed by it.

    Every board begins an epoch later than any that was told, so that clients offer their own ops again; tokens that
    were made or revoked since stay so.
    """
    disk.run(_replace, disk, path)


def _replace(disk: Disk, path: Path) -> None:
    disk.let_go()
    with closing(disk.writer.raw_connection()) as raw, _opened(path) as source:
        live = raw.driver_connection
        assert isinstance(live, sqlite3.Connection)
        _carry(live, source)
        try:
            source.backup(live)
            live.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as why:
            raise Unavailable(f"The disk takes nothing now: {why}", "storage") from why


def _carry(live: sqlite3.Connection, source: sqlite3.Connection) -> None:
    """What the coming database must know of the present one."""
    epochs = dict(live.execute("SELECT id, epoch FROM board").fetchall())
    for board, epoch in source.execute("SELECT id, epoch FROM board").fetchall():
        later = max(epoch, epochs.get(board, 0)) + 1
        source.execute("UPDATE board SET epoch = ? WHERE id = ?", (later, board))
    names = [column.name for column in tokens.columns]
    kept = live.execute(f"SELECT {', '.join(names)} FROM token").fetchall()  # noqa: S608  (our own table)
    marks = ", ".join("?" * len(names))
    source.executemany(
        f"INSERT OR REPLACE INTO token ({', '.join(names)}) VALUES ({marks})",  # noqa: S608
        kept,
    )


def known_schema(schema: str) -> bool:
    """True where this version reads and writes a database of that form as it is."""
    return schema == newest_schema()


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(path, timeout=5)) as connection:
            connection.isolation_level = None
            yield connection
    except sqlite3.Error as why:
        raise Unavailable(f"Expected a database in {path.name}: {why}", "bad_backup") from None
