"""What the hub thinks of its disk, step by step (DISK-1 to DISK-4)."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from tests.support.serving import eventually

from inkroom.errors import Unavailable
from inkroom_server.hub.storage import Storage
from inkroom_server.log import Log, reason
from inkroom_server.settings import Settings

NEVER = 2**62


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    with closing(Log.open(tmp_path)) as opened:
        yield opened


class Told:
    """A storage, and the states that it told."""

    def __init__(self, log: Log, settings: Settings | None = None) -> None:
        self.states: list[str] = []
        self.storage = Storage(log, settings or Settings(), self._hear)

    def _hear(self) -> None:
        self.states.append(self.storage.state)


async def test_a_commit_that_hangs_is_slow_and_still_takes_ops(log: Log) -> None:
    """[DISK-1] Until it ends; a quick one is nothing to tell."""
    told = Told(log)
    told.storage.committing(100.0)
    told.storage.beat(100.3)
    assert told.states == []
    told.storage.beat(100.8)
    assert told.states == ["slow"]
    assert told.storage.takes
    told.storage.committing(None)
    told.storage.beat(100.9)
    assert told.states == ["slow", "ok"]


async def test_too_little_room_is_full_before_anything_fails(log: Log) -> None:
    """[DISK-1] [DISK-3] No commit was tried, and none is while there is no room."""
    told = Told(log, Settings(disk_free_bytes=NEVER))
    for at in range(5):
        told.storage.beat(100.0 + at)
    assert told.states == ["full"]
    assert not told.storage.takes


async def test_a_failed_commit_is_tried_again_until_it_works(log: Log) -> None:
    """[DISK-3] The trial leaves nothing behind."""
    told = Told(log)
    told.storage.failed(OSError("no"))
    assert told.states == ["failing"]
    told.storage.beat(100.0)
    await eventually(lambda: told.states == ["failing", "ok"])
    assert not (log.folder / ".probe").exists()


async def test_a_disk_that_lost_something_is_never_trusted_again(log: Log) -> None:
    """[DISK-4] Neither by a later trial nor by a later commit."""
    told = Told(log)
    log.disk.broken = True
    told.storage.failed(OSError("fsync"))
    told.storage.beat(100.0)
    told.storage.beat(102.0)
    assert told.states == ["broken"]
    with pytest.raises(Unavailable, match="nothing is written any more"):
        log.create("b1")


@pytest.mark.parametrize(
    ("name", "broken"), [("SQLITE_IOERR_FSYNC", True), ("SQLITE_IOERR_WRITE", False)]
)
def test_only_a_lost_write_breaks_the_log(log: Log, name: str, broken: bool) -> None:
    """[DISK-4] An error of a write says that it was not done; one of an fsync says nothing."""
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = name

    def fail(_: object) -> None:
        raise OperationalError("COMMIT", {}, error)

    with pytest.raises(Unavailable) as why:
        log.disk.write(fail)
    assert (why.value.code, reason(why.value)) == ("storage", name)
    assert log.disk.broken == broken
