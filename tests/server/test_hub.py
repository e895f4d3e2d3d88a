"""Rooms that come and go, and the one commit over all of them (ROOM-5, ROOM-6, ROOM-10, ROOM-11, JOIN-9, LOG-8)."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from tests.support.patience import PATIENCE_S
from tests.support.rooms import entries_of, raw, rect
from tests.support.serving import Peer, eventually, serving

from inkroom.errors import BadOp, Closed, InkroomError, Unavailable
from inkroom.messages import Hello, Notice, Since
from inkroom.room import Batch, Guest
from inkroom_server.hub import Frame, Host, Hub, Member
from inkroom_server.hub.committer import STEP_S, Committer
from inkroom_server.log import Loaded, Log
from inkroom_server.settings import Settings


class Ear:
    """A socket that hears everything."""

    def __init__(self) -> None:
        self.frames: list[bytes] = []
        self.live: list[bytes] = []
        self.closed: tuple[int, str] | None = None

    def send(self, frame: Frame) -> None:
        self.frames.append(frame.payload)

    def send_live(self, frame: Frame) -> bool:
        self.live.append(frame.payload)
        return True

    def stream(self, parts: Sequence[Frame], then: Any) -> None:
        self.frames += [part.payload for part in parts]
        then()

    def pause(self, seconds: float) -> None:
        pass

    def close(self, code: int, reason: str) -> None:
        self.closed = self.closed or (code, reason)

    def entries(self) -> list[dict[str, Any]]:
        return entries_of([f for f in self.frames if f.startswith(b'{"type":"entries"')])


FAST = Settings(stop_s=0, unload_s=0.2, head_s=60, storage_retry_s=0.3)


@pytest.fixture
async def log(tmp_path: Path) -> AsyncIterator[Log]:
    opened = Log.open(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
async def hub(log: Log) -> AsyncIterator[Hub]:
    running = Hub(log, FAST)
    await running.start()
    yield running
    await running.stop()


async def join(
    hub: Hub, ear: Ear, client: str = "c1", since: Since | None = None
) -> tuple[Host, Member]:
    guest = Guest(user=f"u-{client}", name="", role="editor")
    hello = Hello(protocol=1, client=client, since=since)
    return await hub.join("b1", ear, guest, hello, create=True)


def accept(host: Host, member: Member, *ops: dict[str, Any]) -> None:
    for op in ops:
        host.accept(member, raw(op))  # type: ignore[arg-type]  # bytes will do


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

    event.listen(log.disk.writer, "commit", fail)
    return lambda: event.remove(log.disk.writer, "commit", fail)


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


# ------------------------------------------------------------------ loading and unloading


async def test_a_room_is_loaded_once_for_all_who_come(hub: Hub) -> None:
    """[ROOM-10]"""
    await hub.create("b1")
    hosts = await asyncio.gather(*(hub.room("b1") for _ in range(20)))
    assert len({id(host) for host in hosts}) == 1


async def test_an_empty_room_is_unloaded_after_a_while(log: Log, hub: Hub) -> None:
    """[ROOM-10] [ROOM-8] [LOG-8] It leaves a snapshot, and comes back as it was."""
    host, member = await join(hub, Ear())
    accept(host, member, {"cseq": 1, "put": [rect("e1"), rect("e2")]}, {"cseq": 2, "say": "Hi"})
    await hub.committer.idle()
    digest = host.room.board.digest()
    await asyncio.sleep(0.6)
    assert hub.live("b1") is host
    host.leave(member)
    await eventually(lambda: hub.live("b1") is None)
    stored = log.snapshot("b1")
    assert stored is not None
    assert stored.seq == 2
    again = await hub.room("b1")
    assert again is not host
    assert again.room.board.digest() == digest
    assert (again.room.seq, again.room.chain) == (2, host.room.chain)


async def test_a_room_at_rest_makes_its_snapshot_before_it_is_asked_for(hub: Hub) -> None:
    """[ROOM-8] Whoever comes after an import waits for nothing."""
    host, member = await join(hub, Ear())
    made = host.room.snapshot
    accept(host, member, *({"cseq": n, "put": [rect(f"e{n}")]} for n in range(1, 51)))
    await hub.committer.idle()
    assert host.room.snapshot is made
    await eventually(lambda: host.room.snapshot is not made)
    assert host.room.snapshot is not None
    assert host.room.snapshot.seq == 50


async def test_a_snapshot_that_cannot_be_read_is_passed_over(log: Log, hub: Hub) -> None:
    """[ROOM-8] [LOG-8] The log is the truth: number, chain and board come from it."""
    host, member = await join(hub, Ear())
    accept(host, member, *({"cseq": n, "put": [rect(f"e{n}")]} for n in range(1, 6)))
    await hub.committer.idle()
    digest = host.room.board.digest()
    host.leave(member)
    await eventually(lambda: hub.live("b1") is None)
    stored = log.snapshot("b1")
    assert stored is not None
    for parts in ([b"nonsense"], [stored.parts[0][:-9]], []):
        stored.parts = parts
        if parts:
            log.save_snapshot("b1", stored)
        else:
            with log.disk.writer.begin() as connection:
                connection.exec_driver_sql("DELETE FROM snapshot")
        loaded = await hub.room("b1")
        assert loaded.room.board.digest() == digest
        assert loaded.room.seq == 5
        await hub.trash("b1")
        await hub.restore("b1")


async def test_a_thousand_loads_change_nothing(log: Log, hub: Hub) -> None:
    """[BUG-2] [LOG-8] The fault of other programs: an idle board that forgets."""
    host, member = await join(hub, Ear())
    accept(host, member, *({"cseq": n, "put": [rect(f"e{n}")]} for n in range(1, 4)))
    await hub.committer.idle()
    digest = host.room.board.digest()
    for _ in range(30):
        await hub.trash("b1")
        await hub.restore("b1")
        host = await hub.room("b1")
        assert host.room.board.digest() == digest
    assert [p.id for p in log.people("b1")] == ["u-c1"]


async def test_a_backup_that_came_back_begins_a_new_epoch(log: Log, hub: Hub) -> None:
    """[JOIN-9] P3: whoever knows more is told by the epoch, and offers it again; nobody can do it twice in a row."""
    ear = Ear()
    host, member = await join(hub, ear)
    accept(host, member, {"cseq": 1, "say": "1"})
    await hub.committer.idle()
    lost = Since(7, "f" * 16, 1)
    other = Ear()
    renewed, _ = await join(hub, other, "c2", lost)
    assert ear.closed == (1012, "epoch")
    assert renewed.room.epoch == 2
    assert b'"epoch":2' in other.frames[0]
    assert b'"mode":"snapshot"' in other.frames[0]
    assert log.board("b1").epoch == 2  # type: ignore[union-attr]
    again, _ = await join(hub, Ear(), "c3", Since(7, "f" * 16, 2))
    assert again.room.epoch == 2


async def test_no_doubt_opens_a_board_that_is_shut(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[JOIN-9] [COMP-1] A joiner had the room before that: none of the old log may stay."""
    host, _ = await join(hub, Ear())
    idle, exchanged = asyncio.Event(), list[bool]()
    monkeypatch.setattr(hub.committer, "idle", idle.wait)

    async def exchange() -> None:
        exchanged.append(hub.live("b1") is None and not hub._loading)

    shutting = asyncio.create_task(hub.shut("b1", exchange))
    await asyncio.sleep(0)
    doubting = asyncio.create_task(hub._renew(host, 2))
    await asyncio.sleep(0)
    idle.set()
    await shutting
    assert exchanged == [True]
    assert not (await doubting).closed


@pytest.mark.parametrize(("told", "begins"), [(1, 2), (5, 6), (1_001, 1_002), (1_002, 2)])
async def test_a_new_epoch_is_later_than_the_one_that_was_told(
    hub: Hub, told: int, begins: int
) -> None:
    """[JOIN-9] [SES-15] An older folder may be several epochs behind; an epoch that is made up leads nowhere."""
    host, _ = await join(hub, Ear(), "c2", Since(7, "f" * 16, told))
    assert host.room.epoch == begins


async def test_a_board_that_is_not_there_is_named(hub: Hub) -> None:
    """[LIM-6] 4404 and 4410."""
    for board, close in (("nowhere", 4404), ("a b", 4404), ("x" * 65, 4404)):
        with pytest.raises(Closed) as caught:
            await hub.room(board)
        assert caught.value.close == close
    await hub.create("b1")
    await hub.trash("b1")
    with pytest.raises(Closed) as caught:
        await hub.room("b1", create=True)
    assert caught.value.close == 4410


async def test_a_board_that_goes_to_the_trash_while_it_is_loaded_ends(
    log: Log, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[LIM-6] The load has looked already: whoever comes in is sent out again, and nobody draws in the trash."""
    await hub.create("b1")
    load, trash = log.load, log.trash
    looked, trashed = threading.Event(), threading.Event()

    def slow_load(board: str) -> Loaded:
        looked.set()
        assert trashed.wait(PATIENCE_S)
        return load(board)

    def told_trash(board: str) -> None:
        trash(board)
        trashed.set()

    monkeypatch.setattr(log, "load", slow_load)
    monkeypatch.setattr(log, "trash", told_trash)
    coming = asyncio.create_task(join(hub, ear := Ear()))
    await asyncio.to_thread(looked.wait, PATIENCE_S)
    await hub.trash("b1")
    await asyncio.gather(coming, return_exceptions=True)
    assert hub.live("b1") is None
    assert coming.exception() or ear.closed == (4410, "deleted")
    with pytest.raises(Closed) as caught:
        await hub.room("b1")
    assert caught.value.close == 4410


async def test_who_makes_a_board_is_not_sent_away_by_who_only_looks(hub: Hub) -> None:
    """[JOIN-7] Both come at the same moment."""
    looking, making = hub.room("b1"), hub.room("b1", create=True)
    looked, made = await asyncio.gather(looking, making, return_exceptions=True)
    assert isinstance(looked, Closed)
    assert isinstance(made, Host)


async def test_a_board_that_is_made_twice_at_once_is_one(
    log: Log, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[JOIN-7] Over REST and by a peer who opens it."""
    there = log.board
    seen = iter((None, None))  # as each saw it, before the other made it
    monkeypatch.setattr(log, "board", lambda id: next(seen, there(id)))
    log.create("b1")
    host = await hub.room("b1", create=True)
    assert host.room.seq == 0


# ------------------------------------------------------------------ what the server itself does


async def test_the_server_appends_through_the_room(hub: Hub) -> None:
    """[ROOM-1] [API-1] Everybody hears of it, in order, in the name of a person."""
    ear = Ear()
    host, _ = await join(hub, ear)
    parts: list[dict[str, Any]] = [{"put": [rect(f"e{n}", text="x" * 9_000)]} for n in range(100)]
    entries = await hub.append("b1", parts, "ann")
    assert [entry.seq for entry in entries] == list(range(1, 101))
    assert [entry["seq"] for entry in ear.entries()] == list(range(1, 101))
    assert {entry.by for entry in entries} == {"ann"}
    assert max(map(len, ear.frames)) < 256 * 1024
    assert len(host.room.board) == 100


async def test_an_append_that_is_invalid_changes_nothing(hub: Hub) -> None:
    """[API-6] Not even the parts before the bad one."""
    await hub.create("b1")
    with pytest.raises(BadOp):
        await hub.append("b1", [{"say": "a"}, {"put": [{"id": "e1"}]}], "ann")
    assert (await hub.room("b1")).room.seq == 0
    small = Hub(hub.log, Settings(elements=3))
    await small.start()
    with pytest.raises(BadOp) as caught:
        await small.append("b1", [{"put": [rect("e1"), rect("e2")]}] * 2, "ann")
    assert caught.value.code == "board_full"
    assert (await small.room("b1")).room.seq == 0
    await small.stop()


async def test_a_board_is_made_once(hub: Hub) -> None:
    """[API-1]"""
    await hub.create("b1", "Plan", "ann")
    with pytest.raises(InkroomError) as caught:
        await hub.create("b1")
    assert caught.value.code == "exists"
    assert hub.log.board("b1").title == "Plan"  # type: ignore[union-attr]
    with pytest.raises(BadOp):
        await hub.create("b2", "two\nlines")
    assert hub.log.board("b2") is None


async def test_who_watches_hears_of_every_change(hub: Hub) -> None:
    """[PATH-3] Boards that come and go, peers, heads; nothing more after the end."""
    heard: list[str] = []
    end = hub.watch(heard.append)
    await hub.create("b1")
    assert heard == ["b1"]
    heard.clear()
    host, member = await join(hub, Ear())
    assert heard
    await hub.committer.idle()
    heard.clear()
    accept(host, member, {"cseq": 1, "say": "x"})
    await eventually(lambda: heard == ["b1"])
    status = hub.status("b1")
    assert status is not None
    assert (status.head, status.drawers, len(status.peers)) == (1, 1, 1)
    assert status.ops > 0
    end()
    heard.clear()
    host.leave(member)
    assert heard == []


async def test_a_notice_reaches_the_room(hub: Hub) -> None:
    """[API-4] [MSG-1]"""
    ear = Ear()
    await join(hub, ear)
    hub.notify("b1", Notice(code="job", job="j1", state="running", progress=0.5))
    hub.notify("nowhere", Notice(code="job"))
    assert (
        ear.frames[-1]
        == b'{"type":"notice","code":"job","job":"j1","state":"running","progress":0.5}'
    )


# ------------------------------------------------------------------ the end


async def test_a_graceful_stop_commits_what_was_taken(log: Log) -> None:
    """[BUG-16] [ROOM-11] Then 1012 to all; nothing more is taken."""
    hub = Hub(log, FAST)
    await hub.start()
    ear = Ear()
    host, member = await join(hub, ear)
    accept(host, member, {"cseq": 1, "put": [rect("e1")]}, {"cseq": 2, "say": "last words"})
    await hub.stop()
    assert [entry["cseq"] for entry in ear.entries()] == [1, 2]
    assert ear.closed == (1012, "restart")
    assert log.board("b1").head == 2  # type: ignore[union-attr]
    stored = log.snapshot("b1")
    assert stored is not None
    assert stored.seq == 2
    with pytest.raises(Closed) as caught:
        await hub.room("b1")
    assert caught.value.close == 1012


@pytest.mark.parametrize("way", ["short", "plain"])
async def test_the_server_ends_with_1012(tmp_path: Path, way: str) -> None:
    """[ROOM-11] [LIM-6]"""
    async with serving(tmp_path, bypass=way == "short") as server:
        ann = Peer(server.ws("/ws/rooms/b1"), "c1")
        await ann.open()
        await ann.ops({"say": "last words"})
        closing = asyncio.create_task(ann.closed())
        await ann.find(lambda: True)
        await asyncio.sleep(0)
        server.server.should_exit = True
        assert (await closing)[0] == 1012
    assert [entry.say for entry in ann.entries] == ["last words"]
