"""Bugs of other programs, tried on ours: real sockets, a server in the same loop (docs/spec/bugs.md)."""

import asyncio
import contextlib
import json
import logging
import random
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.files import png
from tests.support.rooms import rect
from tests.support.seat import RECT, Seat, pair, told, write
from tests.support.sequencer import Sequencer
from tests.support.serving import Peer, Serving, asking, close_code, eventually, serving
from tests.support.sockets import room
from websockets.asyncio.client import connect

from inkroom import events as on
from inkroom.history import Verifier
from inkroom_server.log import Loaded
from inkroom_server.parts import parts_of


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Serving]:
    async with serving(tmp_path) as running:
        yield running


# ------------------------------------------------------------------ what a stale device may do


async def test_what_a_device_of_another_protocol_drew_waits_until_it_is_renewed(
    server: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[BUG-15] [JOIN-1] [LIM-6] [P3] Told by 4426: its ops are neither taken nor dropped in silence."""
    old = Seat(Sequencer())
    with monkeypatch.context() as then:
        then.setattr("inkroom.session.PROTOCOL", 0)
        old.do({"put": [RECT]})
        async with connect(room(server), proxy=None) as socket:
            await socket.send(old.session.hello())
            await socket.send(json.dumps({"type": "ops", "ops": [{"cseq": 1, "put": [RECT]}]}))
            code = await close_code(socket)
    old.session.lost(code)
    assert (code, told(old.session.events(), on.Ended)) == (4426, [on.Ended("upgrade", 4426)])
    renewed = Seat(Sequencer(), stored=old.session.stored()).join()
    renewed.sync()
    assert [entry.put for entry in renewed.room.entries()] == [
        renewed.session.stored().ops[0].op.put
    ]
    async with Peer(room(server)) as ann:
        assert ann.entries == []


def test_a_stale_second_tab_overwrites_nothing() -> None:
    """[BUG-1] B, whose board is old, edits one shape: all that A drew meanwhile stays."""
    a, b = pair()
    a.do({"put": [RECT | {"id": "shared"}]})
    a.sync()
    b.hear()
    for n in range(30):
        a.do({"put": [RECT | {"id": f"a{n}"}]})
    a.sync()
    b.do(write("shared", ink="#178A3F"))  # B heard nothing of them
    b.sync()
    a.hear()
    assert {e.id for e in a.session.board.visible()} == {"shared", *(f"a{n}" for n in range(30))}
    assert a.session.confirmed.digest() == b.session.confirmed.digest()


def test_a_device_with_an_old_board_and_nothing_to_send_sends_nothing() -> None:
    """[BUG-21] Only ops go out, never a board."""
    a, b = pair()
    a.do({"put": [RECT | {"id": "x"}]})
    a.sync()
    assert b.send() == []
    b.hear()
    assert b.send() == []
    assert b.ink("x") == "#DD2222"


def test_deleted_stays_deleted_though_another_edits() -> None:
    """[BUG-6] A deletes offline while B edits: it is deleted for both; the undo brings B's edit to light."""
    a, b = pair()
    a.do({"put": [RECT | {"id": "x"}]})
    a.sync()
    b.hear()
    a.do({"set": [{"id": "x", "deleted": True}]})  # not sent yet
    b.do(write("x", ink="#178A3F"))
    b.sync()
    a.sync()
    b.hear()
    assert a.ink("x") is b.ink("x") is None
    a.undo()
    a.sync()
    b.hear()
    assert a.ink("x") == b.ink("x") == "#178A3F"


def test_what_was_made_and_deleted_offline_does_not_come_back() -> None:
    """[BUG-13]"""
    a, b = pair()
    a.do({"put": [RECT | {"id": "x"}]})
    a.do({"set": [{"id": "x", "deleted": True}]})
    a.sync()
    b.hear()
    late = Seat(a.room, "late").join()
    assert a.ink("x") is b.ink("x") is late.ink("x") is None


def test_reparenting_and_moving_at_once_throw_nothing_away() -> None:
    """[BUG-18] [EL-5] One groups and frames, the other moves: coordinates are absolute, so it lies where it was put."""
    a, b = pair()
    a.do({"put": [RECT | {"id": "x"}]})
    a.sync()
    b.hear()
    a.do({"set": [{"id": "x", "group": ["g1"], "frame": "f1"}]})
    b.do({"set": [{"id": "x", "geom": [1600, 1600, 160, 80, 0]}]})
    b.sync()
    a.sync()
    b.hear()
    for seat in (a, b):
        element = seat.session.board.get("x")
        assert element is not None
        assert element.get("geom") == [1600, 1600, 160, 80, 0]
        assert element.get("group") == ["g1"]


# ------------------------------------------------------------------ sockets that come and go


async def test_a_hundred_fast_reloads_leave_one_presence(server: Serving) -> None:
    """[BUG-9] [BUG-10] [JOIN-8]"""
    async with Peer(room(server), "stay") as stay:
        for _ in range(100):
            tab = await connect(room(server), proxy=None)
            await tab.send(json.dumps({"type": "hello", "protocol": 1, "client": "tab"}))
            await tab.recv()
            tab.transport.abort()
        async with Peer(room(server), "tab"):
            host = await server.hub.room("b1")
            await eventually(lambda: len(host.members) == 2)
            await stay.send({"type": "ping", "n": 7})
            await stay.until("pong", n=7)
            seen: set[str] = set()
            for message in stay.inbox:
                if message["type"] == "peers":
                    seen |= {peer["peer"] for peer in message["joined"]}
                    seen -= set(message["left"])
            assert len(seen) == 1


async def test_the_late_end_of_an_old_socket_leaves_the_new_one_alone(server: Serving) -> None:
    """[BUG-12] The same client comes again while its old socket still hangs; then the old one ends."""
    async with Peer(room(server), "watch") as watch:
        old = Peer(room(server), "c1")
        await old.open()
        async with Peer(room(server), "c1") as new:
            old.socket.transport.abort()
            await watch.until("peers", left=[old.welcome["you"]["peer"]])
            await new.ops({"put": [rect("x")]})
            await new.settled()
            await watch.reach(1)
            host = await server.hub.room("b1")
            assert new.welcome["you"]["peer"] in host.members


async def test_thousands_of_aborted_connections_leave_nothing_behind(server: Serving) -> None:
    """[BUG-31] [BUG-40] [BUG-16] Cut at every point, in rooms, chat, lobby, echo: no socket or task is left."""
    before = len(asyncio.all_tasks())
    ways = ["/ws/rooms/b1", "/ws/rooms/b2", "/chat/b1", "/ws/lobby", "/ws"]
    for n in range(600):
        try:
            socket = await connect(server.ws(ways[n % 5]), proxy=None)
        except OSError:
            continue
        if n % 3 and n % 5 < 2:
            await socket.send(json.dumps({"type": "hello", "protocol": 1, "client": f"x{n % 40}"}))
        if n % 7 == 1:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0.02):
                    await socket.recv()
        socket.transport.abort()
    gate = parts_of(server.app).gate
    await eventually(lambda: gate.open == 0)
    await eventually(lambda: not any(host.members for host in server.hub.live_rooms()))
    await eventually(lambda: len(asyncio.all_tasks()) <= before)


async def test_joins_and_leaves_at_every_moment_of_an_unload_lose_nothing(tmp_path: Path) -> None:
    """[BUG-27] [ROOM-10] Rooms are unloaded at once when empty, while others are just coming in."""
    chance = random.Random(5)
    async with serving(tmp_path, unload_s=0.0) as server:

        async def visit(number: int) -> None:
            for n in range(12):
                await asyncio.sleep(chance.uniform(0, 0.4))
                async with Peer(room(server), f"c{number}") as peer:
                    await peer.ops({"put": [rect(f"e{number}-{n}")]})
                    await peer.settled()

        await asyncio.gather(*(visit(number) for number in range(6)))
        async with Peer(room(server), "last") as last:
            assert len([e for e in last.board.visible() if e.kind == "rect"]) == 72


async def test_a_thousand_quick_changes_of_rooms_mix_nothing(server: Serving) -> None:
    """[BUG-23] [BUG-29] Peers hop between rooms, often before they are in: every op lies where it was drawn."""
    chance = random.Random(3)

    async def hop(number: int) -> None:
        for n in range(60):
            board = f"b{chance.randrange(8)}"
            if chance.random() < 0.4:  # left in mid-load
                async with connect(room(server, board), proxy=None) as socket:
                    await socket.send(
                        json.dumps({"type": "hello", "protocol": 1, "client": f"h{number}"})
                    )
                continue
            async with Peer(room(server, board), f"c{number}") as peer:
                await peer.ops({"say": board, "made": n})
                await peer.settled()

    await asyncio.gather(*(hop(number) for number in range(16)))
    for info in server.log.boards():
        verifier = Verifier()
        for body in server.log.entries(info.id, limit=10_000):
            assert verifier.add(body).say == info.id


# ------------------------------------------------------------------ what is kept


async def test_a_picture_is_there_for_who_comes_later(tmp_path: Path) -> None:
    """[BUG-5] [API-7] Uploaded, drawn, everybody leaves, the server restarts: a fresh joiner has it whole."""
    data = png(8, 8)
    async with serving(tmp_path) as server, asking(server.url) as http:
        kept: dict[str, Any] = (await http.post("/api/assets", content=data)).json()
        async with Peer(room(server)) as ann:
            asset = {"sha": kept["sha"], "type": kept["type"], "width": 8, "height": 8}
            await ann.ops(
                {"put": [{"id": "p", "kind": "image", "geom": [0, 0, 128, 128, 0], "asset": asset}]}
            )
            await ann.settled()
    async with serving(tmp_path) as server, asking(server.url) as http:
        async with Peer(room(server), "late") as late:
            element = late.board.get("p")
            assert element is not None
            sha = element.fixed["asset"]["sha"]
        assert (await http.get(f"/api/assets/{sha}")).content == data


async def test_a_board_that_cannot_be_loaded_is_not_written_over(
    server: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    """[BUG-22] Whoever opens it is turned away; its log stays as it is, and is read again when it can be."""
    async with Peer(room(server)) as ann:
        await ann.ops({"put": [rect("x")]})
        await ann.settled()
    await eventually(lambda: not any(host.members for host in server.hub.live_rooms()))
    for host in server.hub.live_rooms():
        await server.hub._unload(host)
    load, log = server.log.load, server.log

    def broken(board: str, says: int = 0) -> Loaded:
        raise OSError("the disk cannot be read")

    log.load = broken  # type: ignore[method-assign]  # the disk
    with caplog.at_level(logging.CRITICAL):
        socket = await connect(room(server), proxy=None)
        await socket.send(json.dumps({"type": "hello", "protocol": 1, "client": "c2"}))
        assert await close_code(socket) in (1006, 1011)
    log.load = load  # type: ignore[method-assign]  # the disk again
    assert [info.head for info in log.boards()] == [1]
    async with Peer(room(server), "c2") as bob:
        assert bob.board.get("x") is not None
