"""The server is killed again and again while people draw: nothing that was said is taken back (P1, P2, P3)."""

import asyncio
import random
from collections import Counter
from pathlib import Path

import pytest
from tests.support.logs import checked_log
from tests.support.serving import eventually
from tests.support.spawner import Spawner

import inkroom
from inkroom.board import Board, apply
from inkroom.client import Connection

KILLS = 50
PEERS = 8
PATIENCE_S = 120
"""A server starts and is found again within a second or two; longer than this is a stall."""


class Drawer:
    """Draws without a break, and writes down what it was told."""

    def __init__(self, number: int, connection: Connection) -> None:
        self.number, self.connection = number, connection
        self.acked: list[tuple[str, int]] = []
        self.seen: dict[int, tuple[str, int]] = {}
        self.stopping = False

    async def draw(self) -> None:
        c = self.connection
        made = 0
        while not self.stopping:
            made += 1
            if made % 7 == 0:
                await c.undo()
            else:
                await c.put({"kind": "rect", "geom": [made * 16, self.number * 16, 160, 160, 0]})
            self.acked.append((c.session.client, made))

    async def watch(self) -> None:
        async for entry in self.connection.entries():
            assert entry.seq not in self.seen, f"#{entry.seq} was seen twice"
            self.seen[entry.seq] = (entry.client, entry.cseq)


@pytest.mark.timeout(620)
async def test_fifty_kills_lose_nothing_and_double_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[BUG-24, BUG-44] [ROOM-1, ROOM-6] [LOG-5, LOG-6] P1 P2 P3 P4 P7: 0 acknowledged lost, 0 seen lost, 0 doubled."""
    monkeypatch.setattr("inkroom.client.link._jitter", lambda: 0.03)  # come back soon
    await killed(tmp_path, KILLS, 600)


@pytest.mark.soak
async def test_a_thousand_kills_lose_nothing_and_double_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[ROOM-6] [LOG-5] P1 P2 P3 P4 P7"""
    monkeypatch.setattr("inkroom.client.link._jitter", lambda: 0.03)
    await killed(tmp_path, 20 * KILLS, 7_200)


async def killed(tmp_path: Path, kills: int, within_s: float) -> None:
    """So many deaths of the server while eight draw, and what must hold of the log afterwards."""
    moment = random.Random(7)
    async with asyncio.timeout(within_s):
        with Spawner(tmp_path) as server:
            drawers = [
                Drawer(n, inkroom.connect(server.url, "b1", name=f"Peer {n}", timeout_s=30))
                for n in range(PEERS)
            ]
            for drawer in drawers:
                await drawer.connection.__aenter__()
            drawing = [asyncio.create_task(drawer.draw()) for drawer in drawers]
            watching = [asyncio.create_task(drawer.watch()) for drawer in drawers]
            for kill in range(kills):
                await progress(drawers, kill)
                await asyncio.sleep(moment.uniform(0, 0.3))
                assert not [task for task in (*drawing, *watching) if task.done()]
                server.kill()
                server.start()
            for drawer in drawers:
                drawer.stopping = True
            await asyncio.gather(*drawing)
            head = max(drawer.connection.session.seq for drawer in drawers)
            await eventually(lambda: all(d.connection.session.seq == head for d in drawers), 30)
            digests = {drawer.connection.session.confirmed.digest() for drawer in drawers}
            for task in watching:
                task.cancel()
            await asyncio.gather(*watching, return_exceptions=True)
            for drawer in drawers:
                await drawer.connection.close()
        entries = checked_log(tmp_path)
    kept = Counter((entry.client, entry.cseq) for entry in entries)
    board = Board()
    for entry in entries:
        apply(board, entry)
    acked = [op for drawer in drawers for op in drawer.acked]
    seen = {(seq, op) for drawer in drawers for seq, op in drawer.seen.items()}
    there = {(entry.seq, (entry.client, entry.cseq)) for entry in entries}
    assert len(acked) > kills
    assert [op for op in acked if op not in kept] == [], "acknowledged and lost"
    assert seen - there == set(), "seen and lost, or another now"
    assert [op for op, count in kept.items() if count > 1] == [], "duplicated"
    assert digests == {board.digest()}
    print(f"{kills} kills: {len(entries)} entries, {len(acked)} acknowledged, {len(seen)} seen")


async def progress(drawers: list[Drawer], kills: int) -> None:
    """Waits until somebody hears of something new."""
    sessions = [drawer.connection.session for drawer in drawers]
    seq = max(session.seq for session in sessions)
    try:
        await eventually(lambda: any(session.seq > seq for session in sessions), PATIENCE_S)
    except TimeoutError:
        stand = [f"{s.phase} at {s.seq}, {s.waiting} waiting" for s in sessions]
        pytest.fail(f"nothing new in {PATIENCE_S} s after {kills} kills: {stand}")
