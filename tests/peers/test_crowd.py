"""Crowds against a real server: peers that do not read, a thousand that come back at once, and floods."""

import asyncio
import contextlib
import json
import socket as sockets
import statistics
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from tests.support.logs import checked_log
from tests.support.patience import PATIENCE_S, within
from tests.support.serving import Peer, eventually
from tests.support.spawner import Spawner
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

import inkroom
from inkroom.client import Connection

MIB = 2**20
WEIGHT = {"kind": "stroke", "pressure": False, "geom": [0, 0, 160, 160, 0]}
BULKY = "[0,0,0" + ",1,1,1" * 6_000 + "]"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Spawner]:
    with Spawner(tmp_path / "data", {"INKROOM_SOCKETS_PER_USER": "5000"}) as running:
        running.listen()
        yield running


def resident(pid: int) -> int:
    """Bytes of memory that a process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096


def ws(server: Spawner, board: str) -> str:
    return server.url.replace("http", "ws") + f"/ws/rooms/{board}"


@asynccontextmanager
async def deaf(server: Spawner, board: str, number: int) -> AsyncIterator[ClientConnection]:
    """A peer that says hello, and then reads nothing more; its own buffers are small."""
    raw = sockets.socket()
    raw.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4096)
    raw.setblocking(False)
    await asyncio.get_running_loop().sock_connect(raw, ("127.0.0.1", server.port))
    opened = await connect(ws(server, board), sock=raw, compression=None, max_queue=1, proxy=None)
    await opened.send(json.dumps({"type": "hello", "protocol": 1, "client": f"deaf{number}"}))
    await opened.recv()
    try:
        yield opened
    finally:
        opened.transport.abort()


async def bulky(ann: Peer, seconds: float, waits: list[float]) -> None:
    """Strokes of 40 KiB, one after the other; notes how long each took to come back."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.monotonic()
        id = f"s{ann.cseq}"
        body = json.dumps({"cseq": ann.cseq + 1, "put": [{**WEIGHT, "id": id, "points": [0]}]})
        ann.cseq += 1
        body = body.replace("[0]", BULKY)
        await ann.send('{"type":"ops","ops":[' + body + "]}")
        await ann.settled()
        waits.append(time.monotonic() - began)


def p99(waits: list[float]) -> float:
    return sorted(waits)[int(len(waits) * 0.99)]


@pytest.mark.parametrize("stalled", [1, 40])
async def test_peers_that_do_not_read_are_closed_and_cost_little(
    server: Spawner, stalled: int
) -> None:
    """[SEC-19] [LIM-3] [BUG-41] [BUG-42] At most 4 MiB each, gone within 10 s, resumed without loss; others go on."""
    async with Peer(ws(server, "b1"), "ann") as ann, contextlib.AsyncExitStack() as stack:
        waits: list[float] = []
        await bulky(ann, 2, waits)
        before = resident(server.pid)
        for number in range(stalled):
            await stack.enter_async_context(deaf(server, "b1", number))
        gone: set[str] = set()
        began = time.monotonic()
        most = 0
        busy: list[float] = []
        while len(gone) < stalled:
            await bulky(ann, 0.3, busy)
            most = max(most, resident(server.pid) - before)
            for message in [m for m in ann.inbox if m["type"] == "peers"]:
                gone |= set(message["left"])
            ann.inbox.clear()
            assert time.monotonic() - began < within(20)
        took = time.monotonic() - began
        again = Peer(ws(server, "b1"), "deaf0")
        await again.open()
        await again.reach(ann.seq)
        assert again.board.digest() == ann.board.digest()
        await again.socket.close()
    board = (
        sum(len(BULKY) for _ in busy) * 3
    )  # what the room itself holds more of: bytes, board, tail
    print(
        f"{stalled} stalled: {most / MIB:.1f} MiB, gone in {took:.1f} s, p99 {p99(waits):.4f}, {p99(busy):.4f}"
    )
    assert took < within(10)
    assert most - board < stalled * 4 * MIB


@pytest.mark.soak
async def test_a_peer_that_does_not_read_slows_nobody_down(server: Spawner) -> None:
    """[LIM-3] Twenty peers draw; with one among them that reads nothing p99 is at most 10 % worse."""
    rounds: dict[int, list[float]] = {0: [], 1: []}
    for number in range(10):
        stalled = number % 2
        async with contextlib.AsyncExitStack() as stack:
            board = f"r{number}"
            drawers = [
                await stack.enter_async_context(
                    inkroom.connect(server.url, board, timeout_s=PATIENCE_S)
                )
                for _ in range(20)
            ]
            if stalled:
                await stack.enter_async_context(deaf(server, board, number))
            waits: list[float] = []
            await asyncio.gather(*(strokes(drawer, 6, waits) for drawer in drawers))
            rounds[stalled].append(p99(waits))
    quiet, beside = (statistics.median(rounds[stalled]) for stalled in (0, 1))
    print(
        f"p99 {quiet * 1000:.1f} ms without, {beside * 1000:.1f} ms beside one that reads nothing: {rounds}"
    )
    assert beside <= quiet * 1.1


async def strokes(drawer: Connection, seconds: float, waits: list[float]) -> None:
    """Ten rectangles a second; notes how long each took to come back."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.monotonic()
        await drawer.put({"kind": "rect", "geom": [0, 0, 160, 160, 0]})
        waits.append(time.monotonic() - began)
        await asyncio.sleep(0.1)


async def storm(server: Spawner, peers: int, rooms: int, within_s: float) -> None:
    """So many peers, the server dies, and all come back."""
    boards = [f"b{n % rooms}" for n in range(peers)]
    connections = [
        inkroom.connect(server.url, board, name=f"P{n}", timeout_s=90)
        for n, board in enumerate(boards)
    ]
    for at in range(0, peers, 50):
        await asyncio.gather(*(c.__aenter__() for c in connections[at : at + 50]))
    for connection in connections[:rooms]:
        for n in range(20):
            await connection.put({"kind": "rect", "geom": [n * 160, 0, 160, 160, 0]})
    server.kill()
    waiting = [asyncio.create_task(c.say("Back")) for c in connections[::10]]
    await eventually(lambda: all(c.session.phase != "live" for c in connections))
    server.start()
    began = time.monotonic()
    heads: dict[str, int] = {}

    def synced() -> bool:
        for connection, board in zip(connections, boards, strict=True):
            heads[board] = max(heads.get(board, 0), connection.session.seq)
        return all(
            c.session.saved and c.session.seq == heads[b]
            for c, b in zip(connections, boards, strict=True)
        ) and all(task.done() for task in waiting)

    await eventually(synced, within(within_s))
    took = time.monotonic() - began
    await asyncio.gather(*waiting)
    print(f"{peers} peers in {rooms} rooms: synced after {took:.1f} s")
    digests: dict[str, set[str]] = {}
    for connection, board in zip(connections, boards, strict=True):
        digests.setdefault(board, set()).add(connection.session.confirmed.digest())
    for connection in connections:
        await connection.close()
    assert all(len(found) == 1 for found in digests.values())
    assert took < within(within_s)


async def test_two_hundred_peers_that_lost_the_server_come_back(server: Spawner) -> None:
    """[SES-10] [BUG-33] [BUG-27] P4: within 15 s, every op once."""
    await storm(server, 200, 20, 15)


@pytest.mark.soak
async def test_a_thousand_peers_that_lost_the_server_come_back(server: Spawner) -> None:
    """[SES-10] [BUG-33] P4: within 15 s."""
    await storm(server, 1_000, 20, 15)


async def test_floods_of_small_frames_and_connections_are_survived(
    server: Spawner, tmp_path: Path
) -> None:
    """[SEC-16] [LIM-2] [LIM-5] An honest peer is answered all along, and memory comes back."""
    async with Peer(ws(server, "b1"), "ann") as ann:
        await ann.ops({"say": "Here"})
        await ann.settled()
        before = resident(server.pid)
        ends = asyncio.Event()
        floods = [asyncio.create_task(flood(server, n, ends)) for n in range(3)]
        knocks = asyncio.create_task(knock(server, 300))
        waits: list[float] = []
        while not knocks.done():
            began = time.monotonic()
            await ann.ops({"say": "Still here"})
            await ann.settled()
            waits.append(time.monotonic() - began)
            await asyncio.sleep(0.05)
        ends.set()
        sent = sum(await asyncio.gather(*floods))
        print(f"{sent} small frames, 300 connections: honest p99 {p99(waits) * 1000:.0f} ms")
        assert p99(waits) < within(1.0)
        assert resident(server.pid) - before < 24 * MIB
    server.kill()
    assert all(not entry.refused for entry in checked_log(tmp_path / "data"))


async def flood(server: Spawner, number: int, ends: asyncio.Event) -> int:
    """Pings as fast as they go; how many."""
    sent = 0
    async with connect(ws(server, "b1"), compression=None, proxy=None) as opened:
        await opened.send(json.dumps({"type": "hello", "protocol": 1, "client": f"flood{number}"}))
        with contextlib.suppress(ConnectionClosed, TimeoutError):
            while not ends.is_set():
                async with asyncio.timeout(1):
                    await opened.send('{"type":"ping","n":1}')
                sent += 1
                if sent % 50 == 0:
                    await asyncio.sleep(0)
        opened.transport.abort()
    return sent


async def knock(server: Spawner, count: int) -> None:
    """Connections that are opened and left, some without a word, some with half a request."""
    for n in range(count):
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        if n % 3 == 1:
            writer.write(b"GET /ws/rooms/b1 HTTP/1.1\r\nHost: x\r\n")
        elif n % 3 == 2:
            writer.close()
            with contextlib.suppress(InvalidStatus, ConnectionClosed, OSError):
                async with connect(ws(server, "b2"), proxy=None) as opened:
                    await opened.send("x" * 5_000)
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
        del reader
