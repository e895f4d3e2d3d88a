"""Malformed frames by the ten thousand against a real server: nothing is changed, nobody is disturbed."""

import asyncio
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.support.logs import checked_log
from tests.support.malformed import Frames
from tests.support.serving import Peer
from tests.support.spawner import Spawner
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from inkroom_server.access import Access
from inkroom_server.log import Log
from inkroom_server.settings import Settings

FRAMES = 50_000
SOCKETS = 4
CHUNK = 50
"""After so many frames an attacker waits until all of them were read."""
ECHO = 4_000_000_000
OPEN = {
    "INKROOM_PUBLIC": "1",  # the attackers are viewers: whatever they say right is refused as well
    "INKROOM_MESSAGES_PER_S": "1000000",
    "INKROOM_MESSAGE_BURST": "1000000",
    "INKROOM_OPS_PER_S": "10000000",
    "INKROOM_OP_BURST": "10000000",
    "INKROOM_BAD_MESSAGES": "100000000",
}
CLOSES = {1003, 1006, 1007, 1009, 1013, 4400}
"""Binary, cut off while more was on its way, not UTF-8, too big, does not read its answers, a gap in the numbers."""


class Attacker:
    """One socket after the other, all of one viewer."""

    def __init__(self, url: str, token: str, number: int) -> None:
        self.url, self.token, self.number = url, token, number
        self.frames = Frames(number)
        self.sent = 0
        self._read_to = asyncio.Event()
        self.ends: Counter[int] = Counter()
        self.codes: Counter[str] = Counter()

    async def attack(self, count: int) -> None:
        while self.sent < count:
            async with connect(self.url, compression=None, max_size=None, proxy=None) as socket:
                hello = {
                    "type": "hello",
                    "protocol": 1,
                    "client": f"a{self.number}",
                    "token": self.token,
                }
                await socket.send(json.dumps(hello))
                reading = asyncio.create_task(self._read(socket))
                try:
                    await self._send(socket, count)
                except ConnectionClosed:
                    pass
                else:
                    await socket.close()
                await reading

    async def _send(self, socket: ClientConnection, count: int) -> None:
        for frame in self.frames:
            if self.sent >= count:
                return
            self.sent += 1
            if isinstance(frame, str):
                raw = frame.encode("utf-8", "surrogatepass")
                await socket.send(raw, text=True)
            else:
                await socket.send(frame)
            if self.sent % CHUNK == 0:
                self._read_to.clear()
                await socket.send(json.dumps({"type": "ping", "n": ECHO}))
                await self._read_to.wait()

    async def _read(self, socket: ClientConnection) -> None:
        try:
            async for frame in socket:
                self._hear(json.loads(frame) if isinstance(frame, str) else {})
        except ConnectionClosed:
            pass
        self.ends[int(socket.close_code or 1006)] += 1
        self._read_to.set()

    def _hear(self, message: dict[str, Any]) -> None:
        if message.get("type") == "error":
            self.codes[message["code"]] += 1
        elif message.get("type") == "pong" and message["n"] == ECHO:
            self._read_to.set()
        elif message.get("type") == "welcome":
            self.frames.cseq = message["you"]["last_cseq"] + 1
        for entry in message.get("entries", ()):
            if entry["client"] == f"a{self.number}":
                self.frames.cseq = entry["cseq"] + 1


async def besieged(tmp_path: Path, frames: int) -> None:
    """So many frames, and what must hold meanwhile and after."""
    data, said = tmp_path / "data", tmp_path / "errors"
    log = Log.open(data)
    access = Access(log, Settings(data=str(data)))
    owner, viewer = (access.create_token("b1", role)[0] for role in ("owner", "viewer"))
    log.close()
    with Spawner(data, OPEN, errors=said) as server:
        url = server.url.replace("http", "ws") + "/ws/rooms/b1"
        await asyncio.to_thread(server.listen)
        async with Peer(url, "honest", token=owner) as ann:
            await ann.ops({"put": [{"id": "e1", "kind": "rect", "geom": [0, 0, 160, 160, 0]}]})
            await ann.settled()
            digest = ann.board.digest()
            attackers = [Attacker(url, viewer, number) for number in range(SOCKETS)]
            attack = asyncio.gather(*(a.attack(frames // SOCKETS) for a in attackers))
            slowest = await _works_on(ann, attack)
            await attack
            await ann.ops({"say": "Still here"})
            await ann.settled()
            assert ann.board.digest() == digest
    ends = sum((a.ends for a in attackers), Counter[int]())
    codes = sum((a.codes for a in attackers), Counter[str]())
    assert "Traceback" not in said.read_text(), said.read_text()[-4_000:]
    assert set(ends) <= CLOSES | {1000}, ends
    for entry in checked_log(data):
        assert entry.client == "honest" or entry.refused
    assert codes["bad_message"] > frames / 10
    print(f"{frames} frames: {codes}, ends {ends}, honest answer within {slowest * 1000:.0f} ms")


async def _works_on(ann: Peer, attack: "asyncio.Future[Any]") -> float:
    """The honest one goes on; the longest wait for an answer, in s."""
    slowest, number = 0.0, 0
    while not attack.done():
        number += 1
        began = time.monotonic()
        await ann.send({"type": "ping", "n": number})
        await ann.until("pong", n=number)
        slowest = max(slowest, time.monotonic() - began)
        assert not [m for m in ann.inbox if m["type"] == "error"]
        ann.inbox.clear()
        await asyncio.sleep(0.05)
    return slowest


@pytest.mark.timeout(300)
async def test_fifty_thousand_malformed_frames_change_nothing(tmp_path: Path) -> None:
    """[BUG-11] [SEC-15] [LIM-6] [MSG-2, MSG-3, MSG-4, MSG-5] [ROOM-3] Of the schema, mutations, and the corpus."""
    await besieged(tmp_path, FRAMES)


@pytest.mark.soak
async def test_a_million_malformed_frames_change_nothing(tmp_path: Path) -> None:
    """[MSG-3] [ROOM-3]"""
    await besieged(tmp_path, 1_000_000)
