"""All that was ever written on the boards, to be found by words: a file beside the log, made from it alone (SEEK-1)."""

import contextlib
import sqlite3
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct
from sqlalchemy import Connection, func, or_, select

from inkroom.errors import InkroomError
from inkroom_server.log import read
from inkroom_server.log.disk import Disk
from inkroom_server.log.tables import boards, entries
from inkroom_server.log.writings import HINTS, What, query_of, read_told, tokens, writings

FILE: Final = "search.db"
FORM: Final = 1
"""A file of another form is made anew."""
SLICE: Final = 20_000
"""Entries that are read in one transaction."""
SCAN: Final = 2_000
"""Of more that fit, the newest are looked at."""
EACH: Final = 3
"""So many are told of a board when all boards are searched."""
TABLES: Final = f"""
CREATE TABLE mark (board TEXT PRIMARY KEY, number INTEGER, epoch INTEGER, seq INTEGER, chain TEXT);
CREATE TABLE writing (id INTEGER PRIMARY KEY, board TEXT, seq INTEGER, at INTEGER, by TEXT, what TEXT, about TEXT,
                      text TEXT);
CREATE INDEX writing_of ON writing (board);
CREATE VIRTUAL TABLE word USING fts5(board, text, tokenize="unicode61 remove_diacritics 0", prefix='1 2 3');
PRAGMA user_version = {FORM};
"""


class Hit(Struct, frozen=True):
    """Something written that fits: in which entry, by whom, and the element that said it, or that it is about."""

    board: str
    seq: int
    at: int
    by: str
    what: What
    about: str
    text: str


class Mark(Struct, frozen=True):
    """How far a board is in the index."""

    number: int
    epoch: int
    seq: int
    chain: str


class Index:
    """The index of a data folder. Every method may be called from any thread and any process."""

    def __init__(self, disk: Disk) -> None:
        self._disk, self._path = disk, disk.folder / FILE

    def behind(self) -> int:
        """How many entries are not in it yet."""
        with self._open() as index, self._disk.reading() as log:
            marks = _marks(index)
            heads = log.execute(select(boards.c.id, boards.c.head)).all()
        return sum(max(0, head - marks[id].seq) if id in marks else head for id, head in heads)

    def catch_up(self, progress: Callable[[float], None] = lambda share: None) -> None:
        """Reads what came since; a board whose past is another now is read from its beginning."""
        query = select(boards.c.id, boards.c.head, boards.c.epoch).order_by(boards.c.changed)
        with self._open() as index, self._disk.reading() as log:
            all = log.execute(query).all()
            for gone in set(_marks(index)) - {id for id, *_ in all}:
                with _transaction(index):
                    _drop(index, gone)
            whole, done = sum(head for _, head, _ in all), 0
            for id, head, epoch in all:
                while _advance(index, log, id, epoch, head):
                    progress(min(1.0, done / max(1, whole)))
                done += head

    def forget(self, board: str) -> None:
        """Nothing that was written on a board is in it any more."""
        with self._open() as index, _transaction(index):
            _drop(index, board)

    def find(self, typed: str, within: Collection[str], limit: int) -> list[Hit]:
        """The newest that fit, of these boards; of several boards a few of each."""
        only = next(iter(within)) if len(within) == 1 else None
        with self._open() as index:
            marks = _marks(index)
            if only is not None and only not in marks:
                return []
            asked = query_of(typed, None if only is None else marks[only].number)
            if not asked:
                return []
            rows = index.execute(
                "SELECT w.board, w.seq, w.at, w.by, w.what, w.about, w.text FROM word "
                "JOIN writing w ON w.id = word.rowid WHERE word MATCH ? ORDER BY word.rowid DESC LIMIT ?",
                (asked, SCAN),
            )
            return list(_few(rows, within, limit, EACH if only is None else limit))

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """The index; a file that is damaged or of another form is thrown away: the log has all of it."""
        try:
            index = self._connected()
        except sqlite3.DatabaseError as why:
            if "no such module" in str(why):
                raise InkroomError(
                    "This Python's SQLite cannot search (no FTS5)", "no_search"
                ) from None
            _throw_away(self._path)
            index = self._connected()
        try:
            yield index
        finally:
            index.close()

    def _connected(self) -> sqlite3.Connection:
        index = sqlite3.connect(self._path, timeout=30, isolation_level=None)
        try:
            index.execute("PRAGMA journal_mode=WAL")
            index.execute("PRAGMA synchronous=OFF")  # what is lost is read again
            (form,) = index.execute("PRAGMA user_version").fetchone()
            if form not in (0, FORM):
                raise sqlite3.DatabaseError(f"the form {form}")
            if form == 0:
                with _transaction(index):
                    if index.execute("PRAGMA user_version").fetchone() == (0,):
                        for statement in filter(str.strip, TABLES.split(";")):
                            index.execute(statement)
        except BaseException:
            index.close()
            raise
        return index


@contextlib.contextmanager
def _transaction(index: sqlite3.Connection) -> Iterator[None]:
    index.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        index.execute("ROLLBACK")
        raise
    index.execute("COMMIT")


def _marks(index: sqlite3.Connection) -> dict[str, Mark]:
    rows = index.execute("SELECT board, number, epoch, seq, chain FROM mark")
    return {board: Mark(*row) for board, *row in rows}


def _drop(index: sqlite3.Connection, board: str) -> None:
    index.execute(
        "DELETE FROM word WHERE rowid IN (SELECT id FROM writing WHERE board = ?)", (board,)
    )
    index.execute("DELETE FROM writing WHERE board = ?", (board,))
    index.execute("DELETE FROM mark WHERE board = ?", (board,))


def _advance(index: sqlite3.Connection, log: Connection, id: str, epoch: int, head: int) -> bool:
    """The next entries of a board; False where there are none. Another process may do the same."""
    with _transaction(index):
        mark = _marks(index).get(id)
        if mark is not None and (
            mark.epoch != epoch or mark.chain != read.chain(log, id, mark.seq)
        ):
            _drop(index, id)
            mark = None
        if mark is None:
            (number,) = index.execute("SELECT coalesce(max(number), 0) + 1 FROM mark").fetchone()
            mark = Mark(number, epoch, 0, str(read.chain(log, id, 0)))
        last = min(head, mark.seq + SLICE)
        if last <= mark.seq:
            return False
        _take(index, log, id, mark, last)
        row = (id, mark.number, epoch, last, read.chain(log, id, last))
        index.execute("INSERT OR REPLACE INTO mark VALUES (?, ?, ?, ?, ?)", row)
    return last < head


def _take(index: sqlite3.Connection, log: Connection, id: str, mark: Mark, last: int) -> None:
    wrote = or_(*(func.instr(entries.c.body, hint) > 0 for hint in HINTS))
    here = entries.c.board == id, entries.c.seq > mark.seq, entries.c.seq <= last
    query = select(entries.c.body).where(*here, entries.c.refused.is_(None), wrote)
    for (body,) in log.execute(query.order_by(entries.c.seq)):
        told = read_told(body)
        for one in writings(told):
            made = index.execute(
                "INSERT INTO writing (board, seq, at, by, what, about, text) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (id, told.seq, told.at, told.by, one.what, one.about, one.text),
            )
            index.execute(
                "INSERT INTO word (rowid, board, text) VALUES (?, ?, ?)",
                (made.lastrowid, f"b{mark.number}", " ".join(tokens(one.text))),
            )


def _few(
    rows: Iterator[tuple[str, int, int, str, What, str, str]],
    within: Collection[str],
    limit: int,
    each: int,
) -> Iterator[Hit]:
    """Of each board at most so many, and of what an element said only the newest of the same words."""
    counts: dict[str, int] = {}
    seen: set[tuple[str, str, str, str]] = set()
    for row in rows:
        hit = Hit(*row)
        same = hit.board, hit.what, hit.about, hit.text
        if hit.board not in within or counts.get(hit.board, 0) >= each or same in seen:
            continue
        if sum(counts.values()) >= limit:
            return
        counts[hit.board] = counts.get(hit.board, 0) + 1
        seen.add(same)
        yield hit


def _throw_away(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
