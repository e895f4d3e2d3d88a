"""The log on the disk (LOG-2 to LOG-8)."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

from inkroom.errors import InkroomError, Unavailable
from inkroom.history import chain_of
from inkroom.messages import Person, entry_bytes, read_op
from inkroom.room import Batch, Row
from inkroom_server.log import AssetInfo, JobInfo, Log, StoredSnapshot
from inkroom_server.log import disk as disks

START = "0" * 16


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    opened = Log.open(tmp_path / "data")
    yield opened
    opened.close()


def batch(
    board: str, before: int, chain: str, *says: str, client: str = "c1", cseq: int = 1
) -> Batch:
    """A batch of says, as a room cuts it."""
    from inkroom.messages import read_entry

    rows = []
    for at, say in enumerate(says):
        op = read_op(f'{{"cseq":{cseq + at},"say":"{say}"}}')
        body = entry_bytes(before + at + 1, 1_000 + at, "ann", client, op)
        chain = chain_of(chain, body)
        rows.append(Row(read_entry(body), body, chain))
    return Batch(
        board=board, before=before, rows=rows, chain=chain, last={client: cseq + len(says) - 1},
        users={client: "ann"}, people=[], title=None, at=2_000,
    )  # fmt: skip


def test_a_commit_writes_all_that_belongs_together(log: Log) -> None:
    """[LOG-5] [LOG-2] Entries as they were relayed, the client's number, head and chain, people, title."""
    log.create("b1")
    new = batch("b1", 0, START, "a", "b")
    new.people, new.title = [Person("ann", "Ann", "plum")], "Plan"
    log.commit([new])
    info = log.board("b1")
    assert info is not None
    assert (info.head, info.chain, info.title, info.changed) == (2, new.chain, "Plan", 2_000)
    assert log.entries("b1") == [row.body for row in new.rows]
    assert [row.chain for row in log.rows("b1", 1)] == [new.chain]
    loaded = log.load("b1")
    assert (loaded.last, loaded.users) == ({"c1": 2}, {"c1": "ann"})
    assert loaded.people == [Person("ann", "Ann", "plum")]
    assert log.find("b1", "c1", 2).say == "b"  # type: ignore[union-attr]
    assert log.find("b1", "c1", 3) is None
    assert log.find("b2", "c1", 1) is None


def test_a_commit_of_several_boards_is_all_or_nothing(log: Log) -> None:
    """[LOG-5] [ROOM-6]"""
    log.create("b1")
    log.create("b2")
    with pytest.raises(Unavailable):
        log.commit([batch("b1", 0, START, "a"), batch("b2", 7, START, "b")])
    assert log.board("b1").head == 0  # type: ignore[union-attr]
    assert log.entries("b1") == []
    assert log.load("b1").last == {}


def test_the_same_op_cannot_be_written_twice(log: Log) -> None:
    """[LOG-5] UNIQUE(board, client, cseq) backs the room's own test; on another board the number is free."""
    log.create("b1")
    log.create("b2")
    first = batch("b1", 0, START, "a")
    log.commit([first])
    with pytest.raises(sqlite3.IntegrityError):
        log.commit([batch("b1", 1, first.chain, "a")])
    assert log.board("b1").head == 1  # type: ignore[union-attr]
    log.commit([batch("b2", 0, START, "a")])


def test_a_batch_must_go_on_where_the_log_ends(log: Log) -> None:
    """[LOG-1] No gap and no overlap, whatever a room believes."""
    log.create("b1")
    first = batch("b1", 0, START, "a", "b")
    log.commit([first])
    with pytest.raises(Unavailable):
        log.commit([batch("b1", 3, first.chain, "c", cseq=3)])
    with pytest.raises((Unavailable, sqlite3.IntegrityError)):
        log.commit([batch("b1", 1, first.chain, "c", cseq=3)])
    with pytest.raises(sqlite3.DatabaseError):
        log.commit([batch("nowhere", 0, START, "c")])
    assert len(log.entries("b1")) == 2


def test_a_whole_log_is_written_as_a_new_board(log: Log) -> None:
    """[FILE-2] All or nothing, and never over a board that is there."""
    source = batch("x", 0, START, *(f"say {n}" for n in range(2_500)))
    bodies = [row.body for row in source.rows]
    info = log.write_log("b1", bodies, title="Plan", people=[Person("ann", "Ann", "plum")])
    assert (info.head, info.chain, info.title) == (2_500, source.chain, "Plan")
    assert log.entries("b1", limit=5_000) == bodies
    assert log.load("b1").last == {"c1": 2_500}
    with pytest.raises(InkroomError) as caught:
        log.write_log("b1", bodies)
    assert caught.value.code == "exists"
    with pytest.raises(InkroomError):
        log.write_log("b2", [*bodies, b"nonsense"])
    assert log.board("b2") is None
    assert log.entries("b2") == []


def test_the_tail_of_a_load_is_bounded(log: Log) -> None:
    """[JOIN-3] [LOG-8] As the room's own: 2,000 entries, and 4 MiB of them."""
    small = batch("x", 0, START, *(f"say {n}" for n in range(2_100)))
    log.write_log("b1", [row.body for row in small.rows])
    loaded = log.load("b1")
    assert [row.seq for row in loaded.tail] == list(range(101, 2_101))
    assert loaded.chain == small.rows[99].chain
    big = batch("x", 0, START, *("x" * 9_990 for _ in range(500)))
    log.write_log("b2", [row.body for row in big.rows])
    loaded = log.load("b2")
    assert 4_180_000 < sum(len(row.body) for row in loaded.tail) <= 4 * 2**20
    assert loaded.chain == big.rows[499 - len(loaded.tail)].chain
    assert log.write_log("b3", []).head == 0
    assert (log.load("b3").tail, log.load("b3").chain) == ([], START)


def test_boards_go_to_the_trash_and_come_back(log: Log) -> None:
    """[API-1]"""
    log.create("b1", "One")
    log.create("b2", "Two")
    log.trash("b1")
    assert [board.id for board in log.boards()] == ["b2"]
    assert [board.id for board in log.boards(trashed=True)] == ["b1"]
    log.restore("b1")
    assert {board.id for board in log.boards()} == {"b1", "b2"}
    for change in (log.trash, log.restore):
        with pytest.raises(Unavailable) as caught:
            change("b3")
        assert caught.value.code == "not_found"


def test_what_lay_in_the_trash_long_enough_is_gone_with_all_that_is_its(log: Log) -> None:
    """[API-1] And nothing else is."""
    for id in ("b1", "b2"):
        log.create(id)
        log.commit([batch(id, 0, START, "a")])
    log.trash("b1")
    info = log.board("b1")
    assert info is not None
    assert info.trashed is not None
    assert log.purge(info.trashed) == []
    assert log.purge(info.trashed + 1) == ["b1"]
    assert log.board("b1") is None
    assert log.rows("b1") == []
    assert len(log.rows("b2")) == 1
    log.create("b1")  # its id is free again
    assert log.purge(info.trashed + 1) == []


def test_a_stored_snapshot_counts_only_where_it_is_a_point_of_the_log(log: Log) -> None:
    """[LOG-8] [ROOM-8] The chain and the epoch must be the log's."""
    log.create("b1")
    new = batch("b1", 0, START, "a", "b")
    log.commit([new])
    snapshot = StoredSnapshot(1, new.rows[0].chain, 1, [b"one", b"two"])
    log.save_snapshot("b1", snapshot)
    assert log.snapshot("b1") == snapshot
    log.save_snapshot("b1", StoredSnapshot(2, new.chain, 1, [b"three"]))
    assert log.snapshot("b1").parts == [b"three"]  # type: ignore[union-attr]
    log.save_snapshot("b1", StoredSnapshot(2, "f" * 16, 1, [b"four"]))
    assert log.snapshot("b1") is None
    log.save_snapshot("b1", StoredSnapshot(2, new.chain, 1, [b"five"]))
    log.new_epoch("b1")
    assert log.snapshot("b1") is None
    assert log.load("b1").info.epoch == 2


def test_tokens_jobs_and_assets_are_kept(log: Log) -> None:
    """[ACC-2] [API-4] [API-7]"""
    token = log.tokens.add("t1", "b1", "editor", "Ann", 2**42)
    log.tokens.add("t2", "b2", "viewer", "", 1)
    assert log.tokens.all("b1") == [token]
    assert log.tokens.revoke("t1")
    assert log.tokens.revoke("t2")
    assert not log.tokens.revoke("t3")
    assert log.tokens.revoked() == {"t1"}  # t2 is over anyway
    job = JobInfo(id="j1", board="b1", kind="export", state="running", created=5)
    log.jobs.add(job)
    log.jobs.update("j1", state="done", progress=1.0, ended=9)
    assert [(j.state, j.progress, j.ended) for j in log.jobs.all(board="b1")] == [("done", 1.0, 9)]
    log.jobs.remove("j1")
    assert log.jobs.get("j1") is None
    asset = AssetInfo("a" * 64, "image/png", 1, 2, 3, 4)
    log.assets.add(asset)
    log.assets.add(asset)
    assert log.assets.get("a" * 64) == asset


# ------------------------------------------------------------------ the disk


def test_the_database_is_set_to_keep_its_word(log: Log) -> None:
    """[LOG-6] On every connection: WAL, FULL, foreign keys; readers cannot write."""
    for engine, only_reads in ((log.disk.writer, 0), (log.disk.reader, 1)):
        for _ in range(2):
            with engine.connect() as connection:

                def value(name: str, connection: object = connection) -> object:
                    return connection.exec_driver_sql(f"PRAGMA {name}").scalar()  # type: ignore[attr-defined]

                assert value("journal_mode") == "wal"
                assert value("synchronous") == 2
                assert value("foreign_keys") == 1
                assert value("busy_timeout") == 5_000
                assert value("query_only") == only_reads
            engine.dispose()


def test_a_writer_takes_the_lock_at_its_beginning(log: Log) -> None:
    """[LOG-6] BEGIN IMMEDIATE: a reading transaction that turns to writing would fail at once."""
    other = sqlite3.connect(log.folder / "inkroom.db", timeout=0, isolation_level=None)
    with log.disk.writer.begin(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()


def test_all_writes_happen_on_one_thread(log: Log) -> None:
    """[LOG-6] In the order in which they were given."""
    log.create("b1")
    first = batch("b1", 0, START, "a")
    second = batch("b1", 1, first.chain, "b", cseq=2)
    futures = [log.commit_later([first]), log.commit_later([second]), log.settled()]
    futures[-1].result()
    assert all(future.done() for future in futures)
    assert log.board("b1").head == 2  # type: ignore[union-attr]
    threads = {log.disk.run(lambda: __import__("threading").get_ident()) for _ in range(5)}
    assert len(threads) == 1


def test_a_second_process_is_refused_and_told_who_is_first(log: Log) -> None:
    """[LOG-6] The lock goes with the process, even where it is killed."""
    code = "import sys; from pathlib import Path; from inkroom_server.log import Log; Log.open(Path(sys.argv[1]))"
    command = [sys.executable, "-c", code, str(log.folder)]
    second = subprocess.run(command, capture_output=True, text=True, check=False)
    assert second.returncode != 0
    assert f"in use by process {os.getpid()}" in second.stderr
    log.close()
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    killed = subprocess.run(
        [sys.executable, "-c", code + "; import os; os.kill(os.getpid(), 9)", str(log.folder)],
        check=False,
    )
    assert killed.returncode == -9
    Log.open(log.folder).close()


def test_a_visitor_reads_and_writes_tokens_only(log: Log, tmp_path: Path) -> None:
    """[LOG-6] Beside a server that runs, as the command line does."""
    log.create("b1")
    visitor = Log.visit(log.folder)
    assert [board.id for board in visitor.boards()] == ["b1"]
    visitor.tokens.add("t1", "b1", "editor", "", 2**42)
    visitor.tokens.revoke("t1")
    assert log.tokens.revoked() == {"t1"}
    with pytest.raises(Unavailable):
        visitor.create("b2")
    with pytest.raises(Unavailable):
        visitor.commit([])
    visitor.close()
    with pytest.raises(Unavailable, match=r"inkroom\.db"):
        Log.visit(tmp_path)


def test_a_visitor_makes_no_checkpoint(log: Log) -> None:
    """[SEC-38] [LOG-6] Two processes that checkpoint at once have damaged databases (SQLite before 3.51.3)."""
    visitor = Log.visit(log.folder)
    try:
        asked = visitor.disk.write(
            lambda c: c.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar()
        )
        ours = log.disk.write(lambda c: c.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar())
    finally:
        visitor.close()
    assert (asked, ours) == (0, 4000)


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    """[LOG-6]"""
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(Unavailable, match="file"):
        Log.open(file)
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "inkroom.db").write_bytes(b"this is no database" * 100)
    with pytest.raises(Unavailable, match="database"):
        Log.open(folder)


# ------------------------------------------------------------------ migrations


def test_the_migrations_make_the_tables(log: Log) -> None:
    """[LOG-7] What SQLModel describes is what Alembic made."""
    with log.disk.writer.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []
        newest = ScriptDirectory(str(disks.MIGRATIONS)).get_current_head()
        assert context.get_current_revision() == newest == disks.newest_schema()


LATER = '''"""A later schema."""
import sqlalchemy as sa
from alembic import op
revision = "9999"
down_revision = "0006"
def upgrade() -> None:
    op.add_column("board", sa.Column("later", sa.String()))
'''


def test_an_older_schema_is_copied_and_brought_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[LOG-7] And a newer one is refused with a sentence, unchanged."""
    log = Log.open(tmp_path)
    log.create("b1")
    log.close()
    later = tmp_path / "migrations"
    shutil.copytree(disks.MIGRATIONS, later)
    (later / "versions" / "9999_later.py").write_text(LATER)
    with monkeypatch.context() as patched:
        patched.setattr(disks, "MIGRATIONS", later)
        Log.open(tmp_path).close()
    backup = tmp_path / "inkroom.db.0006.backup"
    for path, columns in ((backup, 9), (tmp_path / "inkroom.db", 10)):
        database = sqlite3.connect(path)
        assert len(database.execute("SELECT * FROM board").fetchone()) == columns
        database.close()
    with pytest.raises(Unavailable, match="newer Inkroom"):
        Log.open(tmp_path)
    with pytest.raises(Unavailable, match="9999"):
        Log.visit(tmp_path)
