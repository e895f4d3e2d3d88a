"""One commit over all rooms, its ticks, and what happens where it fails (ROOM-5, ROOM-6, LOG-8)."""

import asyncio
import sqlite3
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from tests.server.conftest import FAST
from tests.support.ear import Ear, accept, join
from tests.support.rooms import rect
from tests.support.serving import Peer, eventually, serving

from inkroom.errors import Closed, Unavailable
from inkroom.room import Batch
from inkroom_server.hub import Hub
from inkroom_server.hub.committer import STEP_S, Committer
from inkroom_server.hub.inlet import Inlet
from inkroom_server.log import Log
from inkroom_server.settings import Settings

# ------------------------------------------------------------------ group commit


class Room:
    """A room as the committer sees it."""

    def __init__(self, id: str, sockets: int = 1) -> None:
        self.id, self.waiting, self.sockets = id, 0, sockets
        self.done: list[int] = []
        self.broken: list[Exception] = []
        self.lives = 0

    def cut(self) -> Batch | None:
        count, self.waiting = self.waiting, 0
        if not count:
            return None
        return Batch(
            board=self.id, before=0, rows=[], chain="", last={}, users={}, people=[], title=None, at=count,
        )  # fmt: skip

    def committed(self, batch: Batch) -> None:
        self.done.append(batch.at)

    def failed(self, why: Exception) -> None:
        self.broken.append(why)

    def send_live(self) -> None:
        self.lives += 1


class Disk:
    """Commits that end when the test says so."""

    def __init__(self) -> None:
        self.commits: list[tuple[list[str], Future[None]]] = []

    def commit(self, batches: Sequence[Batch]) -> "Future[None]":
        future: Future[None] = Future()
        self.commits.append(([batch.board for batch in batches], future))
        return future


async def test_one_commit_is_in_flight_over_all_rooms() -> None:
    """[ROOM-5] What comes meanwhile waits for the next, all rooms together."""
    disk, one, two = Disk(), Room("one"), Room("two")
    committer = Committer(disk.commit, FAST, lambda why: None)
    one.waiting = 1
    committer.wake(one)
    await eventually(lambda: disk.commits)
    for _ in range(3):
        one.waiting += 1
        two.waiting += 1
        committer.wake(one)
        committer.wake(two)
        await asyncio.sleep(FAST.tick_s * 2)
    assert [boards for boards, _ in disk.commits] == [["one"]]
    disk.commits[0][1].set_result(None)
    await eventually(lambda: len(disk.commits) == 2)
    assert disk.commits[1][0] == ["one", "two"]
    disk.commits[1][1].set_result(None)
    await committer.idle()
    assert (one.done, two.done) == ([1, 3], [3])


async def test_the_first_op_after_a_quiet_time_does_not_wait_for_a_tick() -> None:
    """[ROOM-5] The next one does, and a tick that served many sockets is followed by a longer one."""
    disk, room = Disk(), Room("one", 3)
    settings = Settings(tick_s=100, tick_busy_s=900, tick_per_send_s=200)
    committer = Committer(disk.commit, settings, lambda why: None)
    room.waiting = 1
    committer.wake(room)
    await eventually(lambda: disk.commits)
    disk.commits[0][1].set_result(None)
    await committer.idle()
    room.waiting = 1
    committer.wake(room)
    for _ in range(20):
        await asyncio.sleep(0)
    assert len(disk.commits) == 1
    assert committer._due() - committer._last == pytest.approx(600)  # three sends of 200 s
    committer.close()


async def test_where_many_are_to_hear_a_tick_serves_a_share_of_the_rooms() -> None:
    """[ROOM-5] Those that wait longest first, whole rooms, and one that is larger than a share alone."""
    disk, rooms = Disk(), [Room("a", 2), Room("b", 2), Room("c", 1), Room("d", 9), Room("e", 1)]
    settings = Settings(tick_s=0.002, tick_busy_s=0.01, tick_sends=4)
    committer = Committer(disk.commit, settings, lambda why: None)
    for room in rooms:
        room.waiting = 1
        committer.wake(room)
        committer.wake_live(room)
    shares = [["a", "b"], ["c"], ["d"], ["e", "a"]]
    for count, share in enumerate(shares, 1):
        await eventually(lambda count=count: len(disk.commits) == count)  # type: ignore[misc]
        assert disk.commits[-1][0] == share
        if count == 1:  # it has had its turn, and comes behind the others
            rooms[0].waiting = 1
            committer.wake(rooms[0])
        disk.commits[-1][1].set_result(None)
    await committer.idle()
    assert [room.lives for room in rooms] == [1, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("sends", "shares"),
    [(10, [["0", "1", "2"], ["3", "4", "5"]] * 2), (1, [["0", "1"], ["2", "3"], ["4", "5"]] * 2)],
)
async def test_shares_are_alike_and_no_more_than_the_ticks_have_room_for(
    sends: int, shares: list[list[str]]
) -> None:
    """[ROOM-5] Or the rooms of a small last share would wait for two long ticks."""
    disk, rooms = Disk(), [Room(str(n), 2) for n in range(6)]
    settings = Settings(tick_s=0.002, tick_busy_s=0.006, tick_sends=sends)
    committer = Committer(disk.commit, settings, lambda why: None)
    for room in rooms:
        room.waiting = 1
        committer.wake(room)
    for count, share in enumerate(shares, 1):
        await eventually(lambda count=count: len(disk.commits) == count)  # type: ignore[misc]
        assert disk.commits[-1][0] == share
        for id in share:  # they go on drawing
            rooms[int(id)].waiting = 1
            committer.wake(rooms[int(id)])
        disk.commits[-1][1].set_result(None)
    committer.close()


async def test_a_timer_that_comes_a_little_early_is_no_reason_for_another() -> None:
    """[ROOM-5] A loop whose clock has coarse steps would turn at full speed until the tick is due."""
    disk, room = Disk(), Room("one")
    committer = Committer(disk.commit, Settings(tick_s=60), lambda why: None)
    committer._last = asyncio.get_running_loop().time() - 1
    room.waiting = 1
    committer.wake(room)
    committer._flush()  # as by a timer that was set before the tick became longer
    assert not disk.commits
    committer._last -= 59 - STEP_S / 2
    committer._flush()
    assert [boards for boards, _ in disk.commits] == [["one"]]
    disk.commits[0][1].set_result(None)
    await committer.idle()
    committer.close()


async def test_what_a_tick_reads_sets_no_timer_before_its_length_is_known() -> None:
    """[ROOM-5] A timer for the shortest tick would wake a busy server for nothing."""
    disk, room = Disk(), Room("one", 500)

    class Read(Inlet):
        """Brings an op of the room with each reading."""

        def read(self) -> None:
            room.waiting = 1
            committer.wake(room)

    settings = Settings(tick_s=60, tick_busy_s=600, tick_per_send_s=1)
    committer = Committer(disk.commit, settings, lambda why: None, Read())
    committer._last = asyncio.get_running_loop().time() - 1000
    committer._flush()
    assert [boards for boards, _ in disk.commits] == [["one"]]
    assert committer._timer is not None
    assert committer._timer.when() == pytest.approx(committer._last + 500, abs=1)
    disk.commits[0][1].set_result(None)
    await committer.idle()
    committer.close()


async def test_the_ticks_of_the_shares_together_are_as_long_as_one_over_all() -> None:
    """[ROOM-5]"""
    disk, rooms, ticks = Disk(), [Room(str(n), 10) for n in range(3)], list[float]()

    def commit(batches: Sequence[Batch]) -> "Future[None]":
        ticks.append(committer._due() - committer._last)
        return disk.commit(batches)

    settings = Settings(tick_s=0.01, tick_busy_s=0.3, tick_per_send_s=1, tick_sends=10)
    committer = Committer(commit, settings, lambda why: None)
    for room in rooms:
        room.waiting = 1
        committer.wake(room)
    for count in range(1, 4):
        await eventually(lambda count=count: len(disk.commits) == count)  # type: ignore[misc]
        disk.commits[-1][1].set_result(None)
    await committer.idle()
    assert ticks == pytest.approx([0.1, 0.15, 0.3])  # a third, half of what was left, all of it


async def test_live_state_does_not_wait_for_a_commit() -> None:
    """[ROOM-5] [LIVE-3] It goes with the tick while the disk is busy."""
    disk, room = Disk(), Room("one")
    committer = Committer(disk.commit, FAST, lambda why: None)
    room.waiting = 1
    committer.wake(room)
    await eventually(lambda: disk.commits)
    for count in range(1, 4):
        room.waiting += 1
        committer.wake(room)
        committer.wake_live(room)
        await eventually(lambda count=count: room.lives == count)  # type: ignore[misc]
    assert not room.done
    assert len(disk.commits) == 1
    disk.commits[0][1].set_result(None)
    await eventually(lambda: len(disk.commits) == 2)
    disk.commits[1][1].set_result(None)
    await committer.idle()
    assert room.done == [1, 3]


async def test_every_room_of_a_failed_commit_hears_of_it() -> None:
    """[ROOM-6]"""
    disk, one, two = Disk(), Room("one"), Room("two")
    told: list[Exception | None] = []
    committer = Committer(disk.commit, FAST, told.append)
    one.waiting = two.waiting = 1
    committer.wake(one)
    committer.wake(two)
    await eventually(lambda: disk.commits)
    disk.commits[0][1].set_exception(OSError("no"))
    await committer.idle()
    assert len(one.broken) == len(two.broken) == len(told) == 1
    assert told[0] is not None
    assert one.done == two.done == []
    one.waiting = 1
    committer.wake(one)
    await eventually(lambda: len(disk.commits) == 2)
    disk.commits[1][1].set_result(None)
    await committer.idle()
    assert one.done == [1]


async def test_nothing_is_told_before_it_is_on_the_disk(log: Log) -> None:
    """[ROOM-1] P1 P2: with a disk that takes its time."""
    hub = Hub(log, FAST)
    released = asyncio.Event()
    loop = asyncio.get_running_loop()
    real = log._commit

    def slow(batches: Sequence[Batch]) -> None:
        asyncio.run_coroutine_threadsafe(released.wait(), loop).result(10)
        real(batches)

    log._commit = slow  # type: ignore[method-assign]  # the disk
    await hub.start()
    ear = Ear()
    host, member = await join(hub, ear)
    accept(host, member, {"cseq": 1, "put": [rect("e1")]})
    await asyncio.sleep(0.1)
    assert ear.entries() == []
    assert host.room.board.get("e1") is None
    assert host.room.seq == 0
    released.set()
    await eventually(ear.entries)
    assert log.board("b1").head == 1  # type: ignore[union-attr]
    await hub.stop()


# ------------------------------------------------------------------ failures


def fail_commits(log: Log, *, after: bool) -> Any:
    """Makes the database fail at each commit, before it took place or after."""

    def fail(connection: Any) -> None:
        if after:
            connection.connection.dbapi_connection.commit()
        raise OperationalError("COMMIT", {}, sqlite3.OperationalError("database or disk is full"))

    def fail_bare(bare: sqlite3.Connection) -> None:
        if after:
            bare.commit()
        raise sqlite3.OperationalError("database or disk is full")

    def mend() -> None:
        del log.disk.__dict__["_commit"]  # first: the try that works brings the next commits
        event.remove(log.disk.writer, "commit", fail)

    event.listen(log.disk.writer, "commit", fail)
    log.disk.__dict__["_commit"] = fail_bare
    return mend


@pytest.mark.parametrize("after", [False, True], ids=["not written", "written all the same"])
async def test_a_failed_commit_fences_the_room(log: Log, hub: Hub, after: bool) -> None:
    """[ROOM-6] [LIM-6] 1013, nothing told, and the room is loaded anew; each op is in the log once."""
    ear = Ear()
    host, member = await join(hub, ear)
    await hub.committer.idle()
    mend = fail_commits(log, after=after)
    accept(host, member, {"cseq": 1, "put": [rect("e1")]})
    await eventually(lambda: ear.closed)
    mend()
    assert ear.closed == (1013, "storage")
    assert ear.entries() == []
    accept(host, member, {"cseq": 2, "say": "from a socket of before"})
    host.leave(member)
    again = Ear()
    host, member = await join(hub, again)
    assert host.room.seq == (1 if after else 0)
    accept(host, member, {"cseq": 1, "put": [rect("e1")]}, {"cseq": 2, "say": "again"})
    await eventually(lambda: host.room.seq == 2)
    assert [(e["seq"], e["cseq"]) for e in again.entries()][-1:] == [(2, 2)]
    assert log.load("b1").last == {"c1": 2}


async def test_other_rooms_of_the_commit_are_fenced_and_the_rest_goes_on(
    log: Log, hub: Hub
) -> None:
    """[ROOM-6]"""
    await hub.create("b2", "Two")
    quiet = await hub.room("b2")
    ear = Ear()
    host, member = await join(hub, ear)
    await hub.committer.idle()
    mend = fail_commits(log, after=False)
    accept(host, member, {"cseq": 1, "say": "x"})
    await eventually(lambda: ear.closed)
    mend()
    assert not quiet.closed
    await eventually(lambda: hub.storage.takes)
    assert [e.say for e in await hub.append("b2", [{"say": "still here"}], "ann")] == ["still here"]


async def test_a_full_disk_is_told_and_heals(tmp_path: Path) -> None:
    """[ROOM-6] [DISK-1] [DISK-2] [DISK-3] P1: no false ack; ops are let fall while others look on, and come again."""
    async with serving(tmp_path) as server:
        url = server.ws("/ws/rooms/b1")
        ann, bob = Peer(url, "c1"), Peer(url, "c2")
        await ann.open()
        mend = fail_commits(server.log, after=False)
        await ann.ops({"say": "kept"})
        assert (await ann.closed())[0] == 1013
        await ann.open()
        await bob.open()
        for peer in (ann, bob):
            assert (await peer.until("notice", code="storage"))["state"] == "failing"
        await ann.send({"type": "ops", "ops": [{"cseq": 1, "say": "kept"}]})
        error = await ann.until("error")
        assert (error["code"], error.get("fatal", False)) == ("storage", False)
        await ann.send({"type": "live", "cursor": [16, 16]})
        await bob.until("live")
        await ann.send({"type": "ops", "ops": [{"cseq": 2, "say": "behind a gap"}]})
        with pytest.raises(Unavailable, match="disk"):
            await server.hub.append("b1", [{"say": "from the server"}], "ann")
        with pytest.raises(Unavailable, match="disk"):
            await server.hub.create("b2")
        with pytest.raises(Closed, match="disk"):
            await server.hub.room("b2", create=True)
        mend()
        assert (await ann.closed())[0] == 1013
        assert (await bob.until("notice", state="ok"))["code"] == "storage"
        await ann.open()
        await ann.send({"type": "ops", "ops": [{"cseq": 1, "say": "kept"}]})
        await ann.reach(1)
        await bob.reach(1)
        assert [entry.say for entry in bob.entries] == ["kept"]
        await ann.socket.close()
        await bob.socket.close()
