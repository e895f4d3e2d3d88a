"""The short way past the framework, and what it leaves behind (LIM)."""

import asyncio
import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from starlette.websockets import WebSocket
from tests.support.patience import PATIENCE_S
from tests.support.serving import Peer, Serving, eventually, serving
from tests.support.sockets import HELLO, room
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.asyncio.client import connect

from inkroom_server.endpoint.bypass import Bypass, usable
from inkroom_server.endpoint.gate import Full, Gate
from inkroom_server.endpoint.prompt import PromptProtocol
from inkroom_server.parts import parts_of
from inkroom_server.settings import Settings

WAYS = ["short", "plain"]


def test_this_uvicorn_has_the_short_way() -> None:
    """[BUG-42] Trap 1 of the relay: what it needs is not documented, so it is looked for at the start."""
    assert usable()


@pytest.mark.parametrize("name", ["run_asgi", "send_receive_event_to_app", "shutdown"])
def test_without_the_short_way_the_plain_one_is_taken(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    """Another uvicorn without one of the methods: a warning, and no crash."""
    monkeypatch.delattr(Bypass, name, raising=False)
    monkeypatch.delattr(WebSocketsSansIOProtocol, name)
    assert not usable()
    assert "plain ASGI" in caplog.text


async def test_rooms_are_clean_after_many_came_and_went(server: Serving) -> None:
    """No seat, no count and no task is left of connections that were cut at any point."""
    before = len(asyncio.all_tasks())
    async with Peer(room(server), "stay") as stay:
        for n in range(20):
            socket = await connect(room(server))
            if n % 4:
                await socket.send(json.dumps({**HELLO, "client": f"x{n}"}))
            if n % 4 == 2:
                await socket.recv()
            if n % 2:
                socket.transport.abort()
            else:
                await socket.close()
        await stay.ops({"say": "still here"})
        await stay.settled()
        host = await server.hub.room("b1")
        await eventually(lambda: len(host.members) == 1 == len(host.room.seats))
    await eventually(lambda: not host.members)
    await eventually(lambda: parts_of(server.app).gate.open == 0)
    await eventually(lambda: len(asyncio.all_tasks()) <= before)


async def test_frames_are_not_compressed(server: Serving) -> None:
    """[SEC-13] [LIM-1] A client that offers it gets no: a small frame cannot become a large one."""
    async with connect(room(server), compression="deflate") as socket:
        assert socket.protocol.extensions == []


def test_an_address_opens_only_so_many_sockets_in_a_short_time() -> None:
    """[SEC-17] [LIM-5] Then HTTP 429, until it was quiet for a while; neither others nor this computer."""
    gate = Gate(Settings(opens_per_s=5, open_burst=10))

    def knocks(address: str, count: int) -> int:
        let_in = 0
        for _ in range(count):
            socket = WebSocket(
                {"type": "websocket", "client": (address, 1), "headers": []}, _silence, _silence
            )
            with contextlib.suppress(Full), gate.pass_through(socket, "b1"):
                let_in += 1
        return let_in

    assert knocks("192.0.2.1", 50) == 10
    assert knocks("192.0.2.2", 5) == 5
    assert knocks("127.0.0.1", 50) == 50
    assert gate.open == 0


async def _silence(*_: Any) -> Any:
    """A socket of nobody."""


async def test_who_never_finishes_a_request_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[SEC-18] [LIM-7] Nothing, or half a head; a whole one lives on as long as it likes."""
    connections: list[PromptProtocol] = []
    begin = PromptProtocol.connection_made

    def noted(self: PromptProtocol, transport: Any) -> None:
        connections.append(self)
        begin(self, transport)

    monkeypatch.setattr(PromptProtocol, "connection_made", noted)
    async with serving(tmp_path) as server, Peer(room(server)) as ann:
        assert connections
        assert all(read._head is None for read in connections)  # nothing ends them any more
        monkeypatch.setattr("inkroom_server.endpoint.prompt.HEAD_S", 0.1)
        port = int(server.url.rpartition(":")[2])
        for said in (b"", b"GET / HTTP/1.1\r\nHost: x\r\n"):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(said)
            with contextlib.suppress(ConnectionResetError):
                async with asyncio.timeout(PATIENCE_S):
                    assert await reader.read() == b""
            writer.close()
        await ann.ops({"say": "Still here"})
        await ann.settled()
