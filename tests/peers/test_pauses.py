"""Processes that stand still and clocks that jump: nothing is lost, doubled or told wrongly."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.faulty import JumpingClock
from tests.support.logs import checked_log
from tests.support.patience import PATIENCE_S, within
from tests.support.program import PROGRAM
from tests.support.serving import eventually
from tests.support.spawner import Spawner

import inkroom
from inkroom.client import Connection

RECT = {"kind": "rect", "geom": [0, 0, 160, 160, 0]}
DAY = 86_400
DRAWER = """
import asyncio, sys, inkroom
async def draw():
    async with inkroom.connect(sys.argv[1], "b1", name="Bob") as board:
        for number in range(int(sys.argv[2])):
            await board.put({"kind": "rect", "geom": [number, 0, 160, 160, 0]})
            print(number, flush=True)
asyncio.run(draw())
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Spawner]:
    with Spawner(tmp_path / "data") as running:
        yield running


def once(folder: Path, count: int) -> None:
    """The log holds so many ops, each once."""
    entries = checked_log(folder)
    assert len({(entry.client, entry.cseq) for entry in entries}) == len(entries) == count


async def test_a_server_that_stands_still_loses_nothing(server: Spawner, tmp_path: Path) -> None:
    """[SES-8] [BUG-17, BUG-35] P1 P4: SIGSTOP again and again while two draw; no "saved" meanwhile."""
    async with (
        inkroom.connect(server.url, "b1", timeout_s=PATIENCE_S) as ann,
        inkroom.connect(server.url, "b1", timeout_s=PATIENCE_S) as bob,
    ):
        for _ in range(8):
            os.kill(server.pid, signal.SIGSTOP)
            waiting = [asyncio.create_task(who.put(RECT)) for who in (ann, bob)]
            await asyncio.sleep(0.4)
            assert not ann.session.saved
            assert not any(task.done() for task in waiting)
            os.kill(server.pid, signal.SIGCONT)
            await asyncio.gather(*waiting)
        await eventually(lambda: ann.session.seq == bob.session.seq == 16)
        assert ann.session.confirmed.digest() == bob.session.confirmed.digest()
    server.kill()
    once(tmp_path / "data", 16)


@pytest.mark.soak
async def test_a_server_that_stands_still_for_a_minute_is_left_and_found_again(
    server: Spawner, tmp_path: Path
) -> None:
    """[SES-10] [BUG-25] P3: the clients take the connection for dead and come back."""
    async with inkroom.connect(server.url, "b1", timeout_s=PATIENCE_S) as ann:
        await ann.put(RECT)
        os.kill(server.pid, signal.SIGSTOP)
        waiting = asyncio.create_task(ann.put(RECT))
        await eventually(lambda: ann.session.phase != "live", 60)
        await asyncio.sleep(30)
        os.kill(server.pid, signal.SIGCONT)
        await asyncio.wait_for(waiting, 40)
    server.kill()
    once(tmp_path / "data", 2)


async def test_a_client_that_stands_still_holds_nobody_up(server: Spawner, tmp_path: Path) -> None:
    """[JOIN-8] [BUG-39] A process under SIGSTOP; the others draw on, and it goes on where it was."""
    async with inkroom.connect(server.url, "b1", timeout_s=PATIENCE_S) as ann:
        command = [sys.executable, "-c", DRAWER, server.url, "40"]
        pipe = asyncio.subprocess.PIPE
        bob = await asyncio.create_subprocess_exec(*command, stdout=pipe)
        assert bob.stdout is not None
        await bob.stdout.readline()
        bob.send_signal(signal.SIGSTOP)
        for _ in range(40):
            await asyncio.wait_for(ann.put(RECT), within(2))
        bob.send_signal(signal.SIGCONT)
        said = await bob.stdout.read()
        assert await asyncio.wait_for(bob.wait(), PATIENCE_S) == 0
        assert said.split()[-1] == b"39"
        await eventually(lambda: ann.session.seq == 80)
    server.kill()
    once(tmp_path / "data", 80)


async def test_a_clock_that_jumps_changes_only_what_is_shown(tmp_path: Path) -> None:
    """[LOG-1] A day forth and two back: order, undo, limits and chain stay; the times in the log jump with it."""
    clock = JumpingClock(tmp_path / "clock")
    with Spawner(tmp_path / "data", clock.environment) as server:
        async with inkroom.connect(server.url, "b1", timeout_s=PATIENCE_S) as ann:
            for seconds in (0, DAY, -DAY):
                clock.jump(seconds)
                await ann.put(RECT)
                await ann.put(RECT)
            assert await ann.undo()
            assert len(ann.elements()) == 5
            server.kill()
            clock.jump(-2 * DAY)
            server.start()
            await ann.redo()
            assert len(ann.elements()) == 6
            assert ann.session.phase == "live"
    times = [entry.at for entry in checked_log(tmp_path / "data")]
    assert times[2] - times[1] > DAY * 900
    assert times[4] - times[3] < -DAY * 1900
    once(tmp_path / "data", 8)


async def test_a_second_process_on_the_folder_is_refused_and_the_first_goes_on(
    server: Spawner, tmp_path: Path
) -> None:
    """[LOG-6] [BUG-19] It names the first, exits with 1, and changes nothing."""
    async with inkroom.connect(server.url, "b1", timeout_s=PATIENCE_S) as ann:
        await ann.put(RECT)
        command = [*PROGRAM, "serve", "--port", "0", "--data", str(tmp_path / "data")]
        done = await asyncio.to_thread(
            subprocess.run, command, capture_output=True, text=True, check=False
        )
        assert done.returncode == 1
        assert str(server.pid) in done.stderr
        await ann.put(RECT)
    server.kill()
    once(tmp_path / "data", 2)


async def test_a_server_that_dies_over_its_answer_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[SES-10] Cut before a word, in the middle of the answer, and after it: a loop of a thousand kills found it."""
    monkeypatch.setattr("inkroom.client.link._jitter", lambda: 0.03)
    halves = [
        b"",
        b"HTTP/1.1 101 Swi",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n",
    ]
    asked: list[bytes] = []

    async def dies(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(halves[len(asked) % 3])
        writer.close()

    with Spawner(tmp_path / "data") as running:
        await asyncio.to_thread(running.listen)
        running.kill()
        fake = await asyncio.start_server(dies, "127.0.0.1", running.port)
        ann = inkroom.connect(running.url, "b1", timeout_s=PATIENCE_S)
        entering = asyncio.create_task(ann.__aenter__())
        await eventually(lambda: len(asked) >= 6)
        fake.close()
        await fake.wait_closed()
        running.start()
        await entering
        await ann.put(RECT)
        await ann.close()


async def test_an_old_client_is_told_once_and_keeps_what_it_has(
    server: Spawner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[JOIN-1] [LIM-6] [BUG-26] 4426: one attempt, no loop, its op still in its queue."""
    monkeypatch.setattr("inkroom.session.PROTOCOL", 0)
    attempts: list[str] = []
    hello = Connection._once

    async def counted(self: Connection) -> int:
        attempts.append(self.url)
        return await hello(self)

    monkeypatch.setattr(Connection, "_once", counted)
    old = inkroom.connect(server.url, "b1", timeout_s=PATIENCE_S)
    old.session.submit({"put": [RECT | {"id": "e1"}]})
    await asyncio.to_thread(server.listen)
    with pytest.raises(inkroom.errors.Closed, match="upgrade"):
        await old.__aenter__()
    assert len(attempts) == 1
    assert old.session.queue == [1]
