"""The data folder: its lock, its database with the right settings, and its migrations (LOG-6, LOG-7)."""

import contextlib
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.exc import DatabaseError, OperationalError

from inkroom.errors import Unavailable

DATABASE: Final = "inkroom.db"
LOCK: Final = "lock"
PROBE: Final = ".probe"
PROBE_BYTES: Final = 1024 * 1024
MIGRATIONS: Final = Path(__file__).parent.parent / "migrations"
PRAGMAS: Final = (
    "PRAGMA busy_timeout=5000",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA fullfsync=1",  # macOS: fsync alone leaves the disk's own cache
    "PRAGMA checkpoint_fullfsync=1",
    "PRAGMA wal_autocheckpoint=4000",  # pages, 16 MiB: a commit that also makes a checkpoint is a slow one
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-16000",  # KiB: each client of a busy room has its own place in the index
)
BEGIN: Final = "BEGIN IMMEDIATE"
"""A reading transaction that turns to writing would fail at once where another writes."""
LOST: Final = ("SQLITE_IOERR_FSYNC", "SQLITE_IOERR_DIR_FSYNC")
"""After these nobody knows what is on the disk, and a second try may say "written" of what was lost (DISK-4)."""
P = ParamSpec("P")
T = TypeVar("T")


class Disk:
    """One data folder, open. `owned`: this process holds its lock and may write entries."""

    def __init__(self, folder: Path, *, owned: bool) -> None:
        self.folder, self.owned = folder, owned
        self._lock = _locked(folder) if owned else None
        path = folder / DATABASE
        if not owned and not path.exists():
            raise Unavailable(f"Expected boards in {str(folder)!r}, found no {DATABASE}")
        self.writer, self.reader = _engine(path, BEGIN), _engine(path, "BEGIN")
        if not owned:  # who only visits leaves the checkpoints to the one process that owns them
            event.listen(self.writer, "connect", _no_checkpoints)
        event.listen(self.reader, "connect", _only_reads)
        self._writing: Connection | None = None
        self._closed = False
        self.broken = False
        """A write was lost after it was given to the disk: nothing is written any more (DISK-4)."""
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="log")
        try:
            if owned:
                self.run(migrate, self.writer, path)
            else:
                self._same_schema()
        except BaseException:
            self.close()
            raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment of the database, and cannot write."""
        with self.reader.begin() as connection:
            yield connection

    def later(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Has the writer thread do it, after what it was given before."""
        return self._thread.submit(work, *args, **kwargs)

    def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Has the writer thread do it, and waits."""
        return self.later(work, *args, **kwargs).result()

    def write(self, work: Callable[[Connection], T]) -> T:
        """Has the writer thread do it in one transaction, and waits for the commit."""

        return self.run(self.transact, work)

    def transact(self, work: Callable[[Connection], T]) -> T:
        """One transaction, on the writer thread itself. After an error the connection is made anew."""
        with self._writes() as connection, connection.begin():
            return work(connection)

    def transact_bare(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """The same by the driver alone: SQLAlchemy's part would be a third of a small commit."""
        with self._writes() as connection:
            bare = driver(connection)
            bare.execute(BEGIN)
            work(bare)
            self._commit(bare)

    def _commit(self, bare: sqlite3.Connection) -> None:
        bare.execute("COMMIT")

    @contextlib.contextmanager
    def _writes(self) -> Iterator[Connection]:
        """The connection that writes; whatever fails within ends it, and so takes back what was begun."""
        if self.broken:
            raise Unavailable(
                "The disk lost what it was given; nothing is written any more", "storage"
            )
        try:
            self._writing = self._writing or self.writer.connect()
            yield self._writing
        except (OperationalError, sqlite3.OperationalError) as why:
            self._end_writing()
            self.broken = reason(why) in LOST
            said = getattr(why, "orig", why)
            raise Unavailable(f"The disk takes nothing now: {said}", "storage") from why
        except BaseException:
            self._end_writing()
            raise

    def let_go(self) -> None:
        """Ends the connection that writes; the next write makes a new one. On the writer thread."""
        self._end_writing()

    def _end_writing(self) -> None:
        connection, self._writing = self._writing, None
        if connection is not None:
            connection.invalidate()
            connection.close()

    def probe(self) -> None:
        """Writes a little and takes it away, as a commit and as a file; raises what fails. On the writer thread."""
        trial = self.folder / PROBE
        try:
            with trial.open("wb") as file:
                file.write(bytes(PROBE_BYTES))
                file.flush()
                os.fsync(file.fileno())
        finally:
            trial.unlink(missing_ok=True)
        self.transact(lambda connection: connection.exec_driver_sql("PRAGMA user_version = 0"))

    def close(self) -> None:
        """Ends the writer thread after what it was given, and gives the lock back."""
        if self._closed:
            return
        self._closed = True
        self.run(self._end_writing)
        self._thread.shutdown()
        self.writer.dispose()
        self.reader.dispose()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _same_schema(self) -> None:
        with self.reading() as connection:
            found, newest = _schema(connection), newest_schema()
        if found != newest:
            raise Unavailable(
                f"Expected boards in the form of this version ({newest}), got {found}; "
                "run `inkroom serve` once to bring them over"
            )


def driver(connection: Connection) -> sqlite3.Connection:
    """The driver's own connection."""
    bare = connection.connection.driver_connection
    assert isinstance(bare, sqlite3.Connection)
    return bare


def reason(why: BaseException) -> str:
    """SQLite's name of what happened, as `SQLITE_FULL`, or ""."""
    found: object = why.__cause__ if isinstance(why, Unavailable) else why
    return str(getattr(getattr(found, "orig", found), "sqlite_errorname", ""))


def _engine(path: Path, begin: str) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        connect_args={"check_same_thread": False},
        hide_parameters=True,  # an error that is logged shows nothing of what people drew or said
    )

    @event.listens_for(engine, "connect")
    def settle(connection: sqlite3.Connection, _: Any) -> None:
        connection.isolation_level = None  # pysqlite's own BEGIN is deferred
        for pragma in PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.connection.cursor().execute(begin)  # by the driver itself: it is on the hot path

    return engine


def _no_checkpoints(connection: sqlite3.Connection, _: Any) -> None:
    connection.execute("PRAGMA wal_autocheckpoint=0")


def _only_reads(connection: sqlite3.Connection, _: Any) -> None:
    connection.execute("PRAGMA query_only=ON")


# ------------------------------------------------------------------ the lock


def _locked(folder: Path) -> int:
    """The descriptor that holds the folder's lock; it goes with the process, even on kill -9."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as why:
        raise Unavailable(f"Expected a folder to write to, got {str(folder)!r}: {why}") from None
    try:
        _seize(handle)
    except OSError:
        owner = os.pread(handle, 20, 1).decode(errors="replace").strip() if _POSIX else "another"
        os.close(handle)
        raise Unavailable(
            f"The boards in {str(folder)!r} are in use by process {owner or '?'}; "
            "stop it, or name another folder with --data",
            "in_use",
        ) from None
    os.ftruncate(handle, 0)
    os.write(handle, b" %d\n" % os.getpid())
    return handle


_POSIX: Final = sys.platform != "win32"

if sys.platform == "win32":
    import msvcrt

    def _seize(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _seize(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


# ------------------------------------------------------------------ migrations


def migrate(engine: Engine, path: Path) -> None:
    """Brings the database to the newest schema, and keeps a copy of one that was older (LOG-7)."""
    newest = newest_schema()
    try:
        with engine.connect() as connection:
            found = _schema(connection)
        if found == newest:
            return
        if found is not None:
            _back_up(path, path.with_name(f"{DATABASE}.{found}.backup"))
        _upgrade(engine)
    except LookupError:
        raise Unavailable(
            f"Expected boards in a form this version knows, got {found}; install a newer Inkroom"
        ) from None
    except DatabaseError as why:
        raise Unavailable(f"Expected a database in {str(path)!r}: {why.orig}") from None


def newest_schema() -> str:
    """The name of the newest migration that this version knows: their files begin with it."""
    return max(path.name.partition("_")[0] for path in MIGRATIONS.glob("versions/[0-9]*.py"))


def _schema(connection: Connection) -> str | None:
    """The migration that the database is at; None for a new one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def _upgrade(engine: Engine) -> None:
    """Raises LookupError where the database is at a migration that is not known here."""
    from alembic import command  # a third of what a worker process would wait for, and few need it
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as why:
            raise LookupError(str(why)) from why


def _back_up(path: Path, copy: Path) -> None:
    closing = contextlib.closing
    with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(copy)) as new:
        old.backup(new)
