"""Rooms that come and go, and the one commit over all of them (ROOM-5, ROOM-6, ROOM-10, ROOM-11, JOIN-9, LOG-8)."""

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest
from tests.server.conftest import FAST
from tests.support.ear import Ear, accept, join
from tests.support.patience import PATIENCE_S
from tests.support.rooms import rect
from tests.support.serving import Peer, eventually, serving

from inkroom.errors import BadOp, Closed, InkroomError
from inkroom.messages import Notice, Since
from inkroom_server.hub import Host, Hub
from inkroom_server.log import Loaded, Log
from inkroom_server.settings import Settings

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
        rooms = server.hub.live_rooms
        await eventually(lambda: any(host.room.intake.unsaved or host.room.seq for host in rooms()))
        server.server.should_exit = True  # taken, and perhaps not committed yet
        assert (await closing)[0] == 1012
    assert [entry.say for entry in ann.entries] == ["last words"]
