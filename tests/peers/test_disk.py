"""The disk fails under a real server while people draw: nothing false is said, and it goes on by itself."""

import asyncio
import sqlite3
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.support.faulty import Fault, FaultyDisk
from tests.support.logs import checked_log
from tests.support.patience import PATIENCE_S, within
from tests.support.program import PROGRAM
from tests.support.serving import Peer, eventually
from tests.support.spawner import Spawner

import inkroom
from inkroom.client import Connection

RECT = {"kind": "rect", "geom": [0, 0, 160, 160, 0]}


@pytest.fixture
def disk(tmp_path: Path) -> FaultyDisk:
    return FaultyDisk(tmp_path / "data")


@pytest.fixture
def server(disk: FaultyDisk) -> Iterator[Spawner]:
    with Spawner(disk.folder, disk.environment) as running:
        yield running


@asynccontextmanager
async def watching(server: Spawner) -> AsyncIterator[Peer]:
    """Somebody who only looks, on a board of their own, so that no failed commit is theirs."""
    peer = Peer(server.url.replace("http", "ws") + "/ws/rooms/b2", "watch")
    async with peer:
        await peer.ops({"say": "Here"})
        await peer.settled()
        yield peer


def acked(connection: Connection) -> bool:
    return not connection.session.queue


async def draws(connection: Connection) -> "asyncio.Task[Any]":
    """One rectangle, not waited for."""
    return asyncio.create_task(connection.put(RECT))


@pytest.mark.parametrize(("fault", "state"), [("full", "full"), ("readonly", "failing")])
async def test_a_disk_that_takes_nothing_makes_boards_read_only_and_they_recover(
    server: Spawner, disk: FaultyDisk, fault: Fault, state: str
) -> None:
    """[DISK-1] [DISK-2] [DISK-3] [BUG-34] P1 P2: told within 1 s, no false ack, at work again within 10 s."""
    async with (
        inkroom.connect(server.url, "b1", timeout_s=PATIENCE_S) as ann,
        inkroom.connect(server.url, "b1", timeout_s=PATIENCE_S) as bob,
    ):
        await ann.put(RECT)
        async with watching(server) as eve:
            disk.fail(fault)
            began = time.monotonic()
            waiting = await draws(ann)
            await eve.until("notice", code="storage", state=state)  # "slow" before, on a slow disk
            assert time.monotonic() - began < within(1)
            also = await draws(bob)
            for n in range(20):  # it stays so, whatever comes
                await eve.send({"type": "ping", "n": n})
                await eve.until("pong", n=n)
                await asyncio.sleep(0.05)
            assert not waiting.done()
            assert not also.done()
            assert not ann.session.saved
            disk.mend()
            began = time.monotonic()
            await eve.until("notice", state="ok")
            await asyncio.gather(waiting, also)
            assert time.monotonic() - began < within(10)
        await eventually(lambda: ann.session.seq == bob.session.seq == 3)
        assert len(ann.elements()) == len(bob.elements()) == 3
    server.kill()
    assert [entry.seq for entry in checked_log(disk.folder)] == [1, 2, 3]


async def test_a_commit_that_hangs_is_told_and_then_acknowledged(
    server: Spawner, disk: FaultyDisk
) -> None:
    """[DISK-1] P1: an fsync of two seconds is said to hang after one; nobody is sent away."""
    async with (
        inkroom.connect(server.url, "b1", timeout_s=PATIENCE_S) as ann,
        watching(server) as eve,
    ):
        disk.fail("hung")
        began = time.monotonic()
        waiting = await draws(ann)
        await eve.until("notice", code="storage", state="slow")
        assert time.monotonic() - began < within(1.2)
        await asyncio.sleep(1)
        assert not waiting.done()
        disk.mend()
        await waiting
        await eve.until("notice", state="ok")
        assert ann.session.phase == "live"


async def test_a_failed_fsync_ends_the_process(server: Spawner, disk: FaultyDisk) -> None:
    """[DISK-4] P1 P2: nothing is tried again; after a restart all that was acknowledged is there, once."""
    async with inkroom.connect(server.url, "b1", timeout_s=PATIENCE_S) as ann:
        await ann.put(RECT)
        disk.fail("unsynced")
        waiting = await draws(ann)
        assert await asyncio.to_thread(server.wait) == 1
        assert not waiting.done()
        disk.mend()
        server.start()
        await waiting
        assert ann.session.seq == 2
    server.kill()
    entries = checked_log(disk.folder)
    assert len({(entry.client, entry.cseq) for entry in entries}) == len(entries) == 2


async def test_a_database_that_another_holds_is_waited_for(
    server: Spawner, disk: FaultyDisk
) -> None:
    """[DISK-1] [DISK-2] [LOG-6] A program that locks the file for 7 s: told, nothing lost, at work again."""
    async with (
        inkroom.connect(server.url, "b1", timeout_s=PATIENCE_S) as ann,
        watching(server) as eve,
    ):
        await ann.put(RECT)
        holder = sqlite3.connect(disk.folder / "inkroom.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        waiting = await draws(ann)
        await eve.until("notice", code="storage", state="slow")
        assert time.monotonic() - began < within(1.2)
        await eve.until("notice", code="storage", state="failing")  # after 5 s
        holder.execute("ROLLBACK")
        holder.close()
        began = time.monotonic()
        await waiting
        assert time.monotonic() - began < within(10)
        assert ann.session.seq == 2


async def test_a_folder_that_cannot_be_written_to_is_said_at_the_start(tmp_path: Path) -> None:
    """[LOG-6] One sentence, exit code 1."""
    command = [*PROGRAM, "serve", "--port", "0", "--data", "/proc/nowhere"]
    done = await asyncio.to_thread(
        subprocess.run, command, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Expected a folder to write to" in done.stderr
    assert "Traceback" not in done.stderr
