"""What this device keeps of each board: own ops before they are sent, and the last confirmed board (SES-2, P3)."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from inkroom.board import Element
from inkroom.errors import Unavailable
from inkroom.messages import Entry
from inkroom.session import Stored
from inkroom.undo import Image, Queued

ARCHIVE: Final = 20_000
"""Own ops with a verdict that are kept however old they are, for a server that comes back from a backup (SES-18)."""
KEPT_S: Final = 30 * 24 * 3_600
"""So long all of them are kept, and what a window that is gone has left (SES-20)."""
RECENT: Final = 1_000
"""So many of them a session starts with; it asks for the others where it misses them (SES-18)."""

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS client (
    id TEXT PRIMARY KEY, server TEXT NOT NULL, board TEXT NOT NULL, used REAL NOT NULL,
    epoch INTEGER NOT NULL DEFAULT 0, seq INTEGER NOT NULL DEFAULT 0, chain TEXT NOT NULL DEFAULT '0000000000000000',
    images BLOB NOT NULL DEFAULT '[]', says BLOB NOT NULL DEFAULT '[]');
CREATE INDEX IF NOT EXISTS client_board ON client(server, board);
CREATE TABLE IF NOT EXISTS op (
    client TEXT NOT NULL, cseq INTEGER NOT NULL, queued BLOB NOT NULL, waits INTEGER NOT NULL DEFAULT 1,
    judged REAL NOT NULL DEFAULT 0, PRIMARY KEY(client, cseq)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS element (
    client TEXT NOT NULL, id TEXT NOT NULL, row BLOB NOT NULL, points BLOB, PRIMARY KEY(client, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS wet (client TEXT PRIMARY KEY, put BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS value (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""

VERSION: Final = 3
"""Of the schema. A file of an older one is brought up to it; one of a newer one is left alone."""

_queued: Final = msgspec.json.Decoder(Queued)
_row: Final = msgspec.json.Decoder(dict[str, Any])
_images: Final = msgspec.json.Decoder(
    list[tuple[int, list[tuple[str, str, tuple[Any, str] | None]]]]
)
_says: Final = msgspec.json.Decoder(list[Entry])
_encode: Final = msgspec.json.Encoder().encode


class Known(NamedTuple):
    """A client of this device on a board: how many of its ops wait, whether a crash cut off a stroke of it, the last
    epoch that it knew, whether it has a cached board, and for how long (in seconds) nobody was it."""

    id: str
    waiting: int
    wet: bool
    epoch: int
    cached: bool
    unused: float


class Point(NamedTuple):
    """A session as it stood at one moment: what a checkpoint writes in one transaction."""

    epoch: int
    seq: int
    chain: str
    elements: list[Element]
    images: Mapping[int, Image]
    says: list[Entry]
    """The last lines of chat: a tail brings none of them again (SES-17)."""
    judged: list[Queued]
    """Own ops whose verdict changed since the last point."""


class Store:
    """One SQLite file a device. Every method is one transaction, on the disk when it returns (`synchronous=FULL`)."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
        path.chmod(0o600)  # drawings, and where there is no keyring tokens, are nobody else's
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._lock = threading.RLock()
        """The window reads while the keeper writes: one of them at a time."""
        try:
            self._upgrade(path)
        except BaseException:
            self._db.close()
            raise
        self._written: dict[str, dict[str, Element]] = {}
        self._starts: dict[str, int] = {}

    def close(self) -> None:
        self._db.close()

    def _upgrade(self, path: Path) -> None:
        found = self._db.execute("PRAGMA user_version").fetchone()[0]
        if found > VERSION:
            raise Unavailable(f"Expected {path} of this or an older Inkroom, got one of a newer")
        self._db.executescript(_SCHEMA)
        columns = [row[1] for row in self._db.execute("PRAGMA table_info(client)")]
        if "says" not in columns:
            self._db.execute("ALTER TABLE client ADD COLUMN says BLOB NOT NULL DEFAULT '[]'")
        if "judged" not in [row[1] for row in self._db.execute("PRAGMA table_info(op)")]:
            self._db.execute("ALTER TABLE op ADD COLUMN judged REAL NOT NULL DEFAULT 0")
        self._db.execute(f"PRAGMA user_version = {VERSION}")

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    # ------------------------------------------------------------- clients

    def clients(self, server: str, board: str) -> list[Known]:
        """The clients of this device on a board, the one used last first."""
        rows = self._db.execute(
            "SELECT id, (SELECT count(*) FROM op WHERE client = client.id AND waits),"
            " EXISTS (SELECT 1 FROM wet WHERE client = client.id), epoch,"
            " EXISTS (SELECT 1 FROM element WHERE client = client.id), used"
            " FROM client WHERE server = ? AND board = ? ORDER BY used DESC",
            (server, board),
        )
        return [
            Known(id, waiting, bool(wet), epoch, bool(cached), self._clock() - used)
            for id, waiting, wet, epoch, cached, used in rows
        ]

    def boards(self, server: str) -> list[tuple[str, str, int, float]]:
        """The boards of a server that this device knows: id, title, seq, when it was used last (seconds)."""
        rows = self._db.execute(
            "SELECT board, (SELECT row FROM element WHERE client = client.id AND id = 'board'), max(seq), max(used)"
            " FROM client WHERE server = ? GROUP BY board",
            (server,),
        )
        return [
            (id, str(_row.decode(row).get("title", "")) if row else "", seq, used)
            for id, row, seq, used in rows
        ]

    def recent(self, most: int) -> list[tuple[str, str, str]]:
        """The boards that were used last, the last one first: server, id, title."""
        rows = self._db.execute(
            "SELECT server, board, (SELECT row FROM element WHERE client = client.id AND id = 'board'), max(used)"
            " FROM client GROUP BY server, board ORDER BY max(used) DESC LIMIT ?",
            (most,),
        )
        return [
            (server, id, str(_row.decode(row).get("title", "")) if row else "")
            for server, id, row, _ in rows
        ]

    def add(self, client: str, server: str, board: str) -> None:
        """A new client of this device."""
        with self._transaction() as db:
            db.execute(
                "INSERT INTO client(id, server, board, used) VALUES (?, ?, ?, ?)",
                (client, server, board, self._clock()),
            )

    def load(self, client: str) -> Stored:
        """What a session starts from: not all of the archive (`older`); ops that are here are kept."""
        with self._transaction() as db:
            ops = _newest(db, client)
            db.execute("UPDATE client SET used = ? WHERE id = ?", (self._clock(), client))
            head = db.execute(
                "SELECT epoch, seq, chain, images, says FROM client WHERE id = ?", (client,)
            ).fetchone()
            rows = db.execute(
                "SELECT row, points FROM element WHERE client = ?", (client,)
            ).fetchall()
        self._starts[client] = ops[0].op.cseq if ops else 0
        return Stored(
            epoch=head[0],
            seq=head[1],
            chain=head[2],
            images={
                n: {(i, r): found for i, r, found in image} for n, image in _images.decode(head[3])
            },
            says=_says.decode(head[4]),
            ops=ops,
            rows=[_with_points(_row.decode(row), points) for row, points in rows],
        )

    def older(self, client: str) -> list[Queued]:
        """The own ops that `load` left out; asked for again: none (SES-18)."""
        start = self._starts.pop(client, 0)
        with self._lock:
            query = "SELECT queued FROM op WHERE client = ? AND cseq < ? ORDER BY cseq"
            return _ops(self._db, query, client, start)

    def loaded(self, client: str, elements: Iterable[Element]) -> None:
        """Tells which elements the loaded rows became, so that a checkpoint writes only those that are other."""
        self._written[client] = {element.id: element for element in elements}

    def drop(self, client: str) -> None:
        """Forgets a client whose ops all have their verdict."""
        with self._transaction() as db:
            _delete(db, client)
        self._written.pop(client, None)

    def slim(self, client: str) -> None:
        """Takes the cached board of a window that is gone away; its own ops stay (SES-20)."""
        with self._transaction() as db:
            _bare(db, client)
        self._written.pop(client, None)

    # ------------------------------------------------------------- ops

    def keep(self, client: str, ops: list[tuple[int, bytes]]) -> None:
        """Own ops, encoded by `encoded`. The wet ink that was journalled is in them."""
        with self._transaction() as db:
            _insert(db, client, ops)
            db.execute("DELETE FROM wet WHERE client = ?", (client,))

    def renew(
        self,
        old: str,
        new: str,
        ops: list[tuple[int, bytes]],
        left: list[tuple[int, bytes]] | None = None,
    ) -> None:
        """The unconfirmed ops of `old`, numbered anew under `new`; the others stay, as of a window that is gone
        (SES-12, SES-20). `left` are those with a new verdict; None: nothing of `old` stays.
        """
        with self._transaction() as db:
            db.execute(
                "INSERT INTO client(id, server, board, used, epoch, seq, chain, says)"
                " SELECT ?, server, board, ?, epoch, seq, chain, says FROM client WHERE id = ?",
                (new, self._clock(), old),
            )
            db.execute("UPDATE element SET client = ? WHERE client = ?", (new, old))
            _insert(db, old, left or [], judged=self._clock())
            db.execute("DELETE FROM op WHERE client = ? AND waits", (old,))
            stays = db.execute("SELECT 1 FROM op WHERE client = ?", (old,)).fetchone()
            if left is not None and stays:
                _bare(db, old)
            else:
                _delete(db, old)
            _insert(db, new, ops)
        self._written[new] = self._written.pop(old, {})

    def checkpoint(self, client: str, point: Point) -> None:
        """The confirmed board, its seq, the images, the chat, and the verdicts that it contains."""
        before = self._written.get(client, {})
        now = {element.id: element for element in point.elements}
        changed = [e for e in point.elements if before.get(e.id) is not e]
        gone = [id for id in before if id not in now]
        images = [
            (n, [(i, r, found) for (i, r), found in image.items()])
            for n, image in point.images.items()
        ]
        with self._transaction() as db:
            newest = db.execute("SELECT epoch FROM client WHERE id = ?", (client,)).fetchone()
            if newest and point.epoch < newest[0]:  # another process has seen a newer epoch
                return
            db.execute(
                "UPDATE client SET epoch=?, seq=?, chain=?, images=?, says=?, used=? WHERE id=?",
                (
                    *(point.epoch, point.seq, point.chain, _encode(images), _encode(point.says)),
                    *(self._clock(), client),
                ),
            )
            db.executemany(
                "DELETE FROM element WHERE client=? AND id=?", ((client, id) for id in gone)
            )
            db.executemany(
                "INSERT OR REPLACE INTO element VALUES (?, ?, ?, ?)",
                (_split(client, e) for e in changed),
            )
            _insert(
                db, client, [(q.op.cseq, encoded(q)) for q in point.judged if q.verdict is None]
            )
            _insert(
                db,
                client,
                [(q.op.cseq, encoded(q)) for q in point.judged if q.verdict is not None],
                judged=self._clock(),
            )
            db.execute(
                "DELETE FROM op WHERE client = ? AND NOT waits AND judged < ? AND"
                " cseq <= (SELECT max(cseq) FROM op WHERE client = ?) - ?",
                (client, self._clock() - KEPT_S, client, ARCHIVE),
            )
        self._written[client] = now

    # ------------------------------------------------------------- wet ink and small things

    def journal(self, client: str, put: dict[str, Any] | None) -> None:
        """The stroke whose pen is still down, so that a crash keeps it; None: there is none."""
        with self._transaction() as db:
            if put is None:
                db.execute("DELETE FROM wet WHERE client = ?", (client,))
            else:
                db.execute("INSERT OR REPLACE INTO wet VALUES (?, ?)", (client, _encode(put)))

    def wet(self, client: str) -> dict[str, Any] | None:
        """The stroke that a crash cut off."""
        row = self._db.execute("SELECT put FROM wet WHERE client = ?", (client,)).fetchone()
        return _row.decode(row[0]) if row else None

    def value(self, name: str, default: str = "") -> str:
        """A setting of this device."""
        row = self._db.execute("SELECT value FROM value WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else default

    def set_value(self, name: str, value: str) -> None:
        with self._transaction() as db:
            db.execute("INSERT OR REPLACE INTO value VALUES (?, ?)", (name, value))


def encoded(queued: Queued) -> bytes:
    """An own op as it is kept: what is on the disk is kept, so it says so."""
    return _encode(msgspec.structs.replace(queued, kept=True))


def _newest(db: sqlite3.Connection, client: str) -> list[Queued]:
    """The newest own ops, all that wait, and what those undo or redo (SES-18)."""
    start = _recent(db, client)
    while True:
        ops = _ops(
            db, "SELECT queued FROM op WHERE client = ? AND cseq >= ? ORDER BY cseq", client, start
        )
        first = min((n for q in ops if q.verdict is None for n in q.targets), default=start)
        if first >= start:
            return ops
        start = first


def _ops(db: sqlite3.Connection, query: str, client: str, at: int) -> list[Queued]:
    return [_queued.decode(raw) for (raw,) in db.execute(query, (client, at))]


def _recent(db: sqlite3.Connection, client: str) -> int:
    """The number from which own ops are read at the start: none that waits is below it."""
    (first,) = db.execute(
        "SELECT min(coalesce((SELECT min(cseq) FROM op WHERE client = :c AND waits), max(cseq)), max(cseq) - :n + 1)"
        " FROM op WHERE client = :c",
        {"c": client, "n": RECENT},
    ).fetchone()
    return int(first or 0)


def _insert(
    db: sqlite3.Connection,
    client: str,
    ops: list[tuple[int, bytes]],
    judged: float | None = None,
) -> None:
    """`judged` is when they got their verdict, in seconds; None: they have none."""
    db.executemany(
        "INSERT OR REPLACE INTO op(client, cseq, queued, waits, judged) VALUES (?, ?, ?, ?, ?)",
        ((client, n, raw, judged is None, judged or 0) for n, raw in ops),
    )


def _bare(db: sqlite3.Connection, client: str) -> None:
    """Leaves a client its own ops alone."""
    for table in ("element", "wet"):
        db.execute(f"DELETE FROM {table} WHERE client = ?", (client,))  # noqa: S608  # names of ours
    db.execute(
        "UPDATE client SET seq = 0, chain = '0000000000000000', images = '[]', says = '[]' WHERE id = ?",
        (client,),
    )


def _delete(db: sqlite3.Connection, client: str) -> None:
    for table in ("op", "element", "wet"):
        db.execute(f"DELETE FROM {table} WHERE client = ?", (client,))  # noqa: S608  # names of ours
    db.execute("DELETE FROM client WHERE id = ?", (client,))


def _split(client: str, element: Element) -> tuple[str, str, bytes, bytes | None]:
    """A row, its points apart: they stay encoded in memory and on the disk."""
    row = element.row()
    points = row.pop("points", None)
    return client, element.id, _encode(row), None if points is None else bytes(points)


def _with_points(row: dict[str, Any], points: bytes | None) -> dict[str, Any]:
    if points is not None:
        row["points"] = msgspec.Raw(points)
    return row
