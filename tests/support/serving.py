"""A real server in the test's own loop, and raw peers to talk to it."""

import asyncio
import json
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Self

import httpx2
import uvicorn
from fastapi import FastAPI
from tests.support.patience import PATIENCE_S
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from inkroom.board import Board, apply
from inkroom.messages import Entry, read_entry
from inkroom.snapshot import Assembly
from inkroom_server.app import Server, create_app
from inkroom_server.endpoint.bypass import Bypass
from inkroom_server.endpoint.prompt import PromptProtocol
from inkroom_server.hub import Hub
from inkroom_server.log import Log
from inkroom_server.parts import parts_of
from inkroom_server.settings import Settings


class Serving:
    """A server that runs: its address, and what it is made of."""

    def __init__(self, app: FastAPI, server: Server, url: str) -> None:
        self.app, self.server, self.url = app, server, url

    @property
    def hub(self) -> Hub:
        return parts_of(self.app).hub

    @property
    def log(self) -> Log:
        return parts_of(self.app).log

    def ws(self, path: str) -> str:
        return self.url.replace("http", "ws", 1) + path


@asynccontextmanager
async def serving(folder: Path, **settings: Any) -> AsyncIterator[Serving]:
    """A server on a free port of loopback with its boards in `folder`; ends gracefully."""
    chosen = Settings(data=str(folder), port=0, **{"stop_s": 0.0, **settings})
    app = create_app(chosen)
    config = uvicorn.Config(
        app,
        port=0,
        http=PromptProtocol,
        ws=Bypass if chosen.bypass else "websockets-sansio",
        ws_max_size=chosen.hard_message_bytes,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=5,
        log_level="warning",
    )
    ready: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    server = Server(config, app, ready.set_result)
    running = asyncio.create_task(server.serve())
    try:
        running.add_done_callback(lambda done: ready.done() or ready.cancel())
        yield Serving(app, server, await ready)
    finally:
        server.should_exit = True
        await running


class Peer:
    """One raw connection to a room. It keeps the board, so that tests can compare it."""

    def __init__(self, url: str, client: str = "c1", **hello: Any) -> None:
        self.url, self.client, self._hello = url, client, hello
        self.cseq = 0
        self.board = Board()
        self.seq, self.chain = 0, "0" * 16
        self.entries: list[Entry] = []
        self.inbox: list[dict[str, Any]] = []
        self.welcome: dict[str, Any] = {}
        self._socket: ClientConnection | None = None
        self._assembly: Assembly | None = None

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.socket.close()

    @property
    def socket(self) -> ClientConnection:
        assert self._socket is not None
        return self._socket

    async def open(self, **options: Any) -> None:
        """Connects and says hello; returns when the board is there."""
        self._socket = await connect(
            self.url, compression=None, max_size=2**20, proxy=None, **options
        )
        hello = {"type": "hello", "protocol": 1, "client": self.client, **self._hello}
        await self.socket.send(json.dumps(hello))
        self.welcome = await self.until("welcome")
        await self.reach(self.welcome["head"])
        own = [entry.cseq for entry in self.entries if entry.client == self.client]  # JOIN-10
        self.cseq = max(self.cseq, self.welcome["you"]["last_cseq"], *own)

    def since(self) -> dict[str, Any]:
        """Where this peer stands."""
        return {"seq": self.seq, "chain": self.chain, "epoch": self.welcome["epoch"]}

    async def send(self, message: Any) -> None:
        """A message; text and bytes go out as they are."""
        raw = message if isinstance(message, str | bytes) else json.dumps(message)
        await self.socket.send(raw)

    async def ops(self, *parts: dict[str, Any]) -> int:
        """Ops with the next numbers; the last of them."""
        ops = []
        for part in parts:
            self.cseq += 1
            ops.append({"cseq": self.cseq, **part})
        await self.send({"type": "ops", "ops": ops})
        return self.cseq

    async def settled(self) -> list[Entry]:
        """Waits until every own op came back; the own entries."""
        await self.find(
            lambda: any((e.client, e.cseq) == (self.client, self.cseq) for e in self.entries)
        )
        return [entry for entry in self.entries if entry.client == self.client]

    async def reach(self, seq: int) -> None:
        """Waits until the board is at `seq`."""
        await self.find(lambda: self.seq >= seq and self._assembly is None)

    async def until(self, kind: str, **equal: Any) -> dict[str, Any]:
        """The next message of this type with these fields; those before it stay in the inbox."""

        def matching() -> dict[str, Any] | None:
            for message in self.inbox:
                if message["type"] == kind and equal.items() <= message.items():
                    self.inbox.remove(message)
                    return message
            return None

        message: dict[str, Any] = await self.find(matching)
        return message

    async def find(self, look: Callable[[], Any]) -> Any:
        """Reads until `look` finds something."""
        async with asyncio.timeout(PATIENCE_S):
            while not (found := look()):
                self.take(await self.socket.recv())
        return found

    async def closed(self) -> tuple[int, str]:
        """Reads until the end; the close code and reason."""
        async with asyncio.timeout(PATIENCE_S):
            try:
                while True:
                    self.take(await self.socket.recv())
            except ConnectionClosed as why:
                return (why.rcvd.code, why.rcvd.reason) if why.rcvd else (1006, "")

    def take(self, frame: str | bytes) -> None:
        """One frame of the server."""
        if isinstance(frame, bytes):
            self._part(zlib.decompressobj(wbits=31).decompress(frame))
            return
        message = json.loads(frame)
        self.inbox.append(message)
        if message["type"] == "entries":
            for body in message["entries"]:
                self._apply(read_entry(json.dumps(body)))
            self.chain = message["chain"]
        elif message["type"] == "welcome" and message["mode"] == "snapshot":
            self._assembly = Assembly()

    def _part(self, part: bytes) -> None:
        assert self._assembly is not None, "a snapshot part without a welcome"
        if self._assembly.add(part):
            done, self._assembly = self._assembly, None
            self.board, self.seq, self.chain = done.board, done.seq, done.chain

    def _apply(self, entry: Entry) -> None:
        assert entry.seq == self.seq + 1, f"a gap: {self.seq} and then {entry.seq}"
        self.seq = entry.seq
        self.entries.append(entry)
        apply(self.board, entry)


def asking(url: str, headers: dict[str, str] | None = None) -> httpx2.AsyncClient:
    """What asks the REST API there, with patience."""
    return httpx2.AsyncClient(base_url=url, timeout=PATIENCE_S, headers=headers)


async def eventually(true: Callable[[], Any], within_s: float = PATIENCE_S) -> None:
    """Waits until the condition holds."""
    async with asyncio.timeout(within_s):
        while not true():  # noqa: ASYNC110  (a condition of the server's own state)
            await asyncio.sleep(0.01)


async def close_code(socket: ClientConnection) -> int:
    """Reads until the end; the close code."""
    async with asyncio.timeout(PATIENCE_S):
        try:
            while True:
                await socket.recv()
        except ConnectionClosed as why:
            return why.rcvd.code if why.rcvd else 1006
