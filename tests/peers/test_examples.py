"""The programs of the guide, each run as it says and watched by a peer."""

import asyncio
import importlib.util
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from math import pi
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.support.files import excalidraw
from tests.support.patience import PATIENCE_S
from tests.support.program import served

import inkroom
from inkroom.board import Element
from inkroom.client import Connection, units
from inkroom.errors import BadOp, InkroomError

EXAMPLES = Path(__file__).resolve().parents[2] / "docs/guide/examples"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("examples")) as address:
        yield address


def example(name: str) -> ModuleType:
    """The program as a module."""
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@asynccontextmanager
async def running(name: str, *args: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """The program as a process."""
    program = [sys.executable, str(EXAMPLES / f"{name}.py"), *args]
    process = await asyncio.create_subprocess_exec(*program, stdin=subprocess.PIPE)
    try:
        yield process
        assert process.returncode is None, "the program ended by itself"
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def until(peer: Connection, true: Callable[[], Any]) -> None:
    """Listens until it is so."""
    entries = peer.entries()
    async with asyncio.timeout(PATIENCE_S):
        while not true():
            await anext(entries)


def of(peer: Connection, kind: str) -> list[Element]:
    return [element for element in peer.elements() if element.kind == kind]


async def test_numbers_become_a_line_on_a_board(url: str) -> None:
    """`plot.py`: the newest 60, the labels with them; what is no number is passed over."""
    plot = example("plot")
    async with (
        inkroom.connect(url, "plot", name="Ann") as ann,
        running("plot", url, "plot", "Rain") as bot,
    ):
        assert bot.stdin is not None
        bot.stdin.write("".join(f"{n}\n" for n in range(70)).encode() + b"nonsense\n2.5\n")
        await until(ann, lambda: [e for e in of(ann, "text") if e.get("text") == "2.5"])
        [line] = of(ann, "line")
        assert len(line.get("geom")) == 2 * plot.SHOWN
        assert line.get("geom")[-2] == units(plot.WIDE)
        assert sorted(e.get("text") for e in of(ann, "text")) == ["2.5", "69", "Rain"]


def test_the_line_of_a_plot_stays_in_its_frame() -> None:
    plot = example("plot")
    assert plot.points([3.0]) == [(plot.WIDE, plot.HIGH)] * 2
    assert plot.points([1.0, 1.0])[1] == (plot.WIDE, plot.HIGH)
    found = plot.points([5.0, -5.0, 0.0])
    assert [y for _, y in found] == [0, plot.HIGH, plot.HIGH / 2]


async def test_clocks_show_the_time_of_their_places(url: str) -> None:
    """`clocks.py`: a face, a name and two hands for each place."""
    async with (
        inkroom.connect(url, "wall", name="Ann") as ann,
        running("clocks", url, "wall", "UTC", "Asia/Tokyo"),
    ):
        await until(
            ann, lambda: len(of(ann, "line")) == 4 and all(moved(e) for e in of(ann, "line"))
        )
        assert len(of(ann, "ellipse")) == 2
        assert sorted(e.get("text") for e in of(ann, "text")) == ["Tokyo", "UTC"]


def moved(hand: Element) -> bool:
    x, y, tip_x, tip_y = hand.get("geom")
    return (x, y) != (tip_x, tip_y)


async def test_the_hands_of_a_clock_go_where_it_is_moved(url: str) -> None:
    """At three the hour's hand points right, from the middle of the face; a clock that was deleted is left alone."""
    clocks = example("clocks")
    three = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)
    assert clocks.angles(three) == {"hour": pi / 2, "minute": 0}
    async with inkroom.connect(url, "desk", name="Clocks") as board:
        [clock] = await clocks.hang(board, ["UTC"])
        await board.set(clock.face, geom=[1600, 1600, 3200, 3200, 0])
        await clock.show(three)
        hour = board.board.get(clock.hands["hour"])
        assert hour is not None
        assert hour.get("geom") == [3200, 3200, 4000, 3200]
        await board.delete(clock.face)
        await clock.show(datetime(2026, 11, 28, 9, 0, tzinfo=UTC))
        assert board.board.get(clock.hands["hour"]) is hour


class Irc:
    """An IRC server with one channel and one guest."""

    def __init__(self) -> None:
        self.heard: asyncio.Queue[str] = asyncio.Queue()
        self.writer: asyncio.StreamWriter | None = None

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writer = writer
        while raw := await reader.readline():
            line = raw.decode().rstrip("\r\n")
            if line.startswith("USER"):
                self.say("PING :are you there", ":irc 001 inkroom :Welcome")
            self.heard.put_nowait(line)

    def say(self, *lines: str) -> None:
        assert self.writer is not None
        self.writer.write("".join(f"{line}\r\n" for line in lines).encode())

    async def until(self, wanted: str) -> list[str]:
        """What came until then."""
        came = [""]
        async with asyncio.timeout(PATIENCE_S):
            while came[-1] != wanted:
                came.append(await self.heard.get())
        return came


async def test_a_chat_is_bridged_to_irc_and_back(url: str) -> None:
    """`bridge.py`: names go along, nothing comes back as an echo, other channels are not heard."""
    irc = Irc()
    server = await asyncio.start_server(irc.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, inkroom.connect(url, "chat", name="Ann") as ann:
        async with running("bridge", url, "chat", f"127.0.0.1:{port}", "#plan"):
            assert "PONG :are you there" in await irc.until("JOIN #plan")
            irc.say(
                ":bob!~b@host PRIVMSG #other :not here", ":bob!~b@host PRIVMSG #Plan :Hello: all"
            )
            await until(ann, lambda: "bob: Hello: all" in [entry.say for entry in ann.session.says])
            await ann.say("Hi\nthere")
            came = await irc.until("PRIVMSG #plan :there")
            assert "PRIVMSG #plan :<Ann> Hi" in came
            assert not [line for line in came if "bob" in line]
            assert [entry.say for entry in ann.session.says] == ["bob: Hello: all", "Hi\nthere"]
        assert irc.writer is not None
        irc.writer.close()


def test_a_long_line_is_cut_between_characters() -> None:
    bridge = example("bridge")
    cut = bridge.parts("ä" * 500)
    assert "".join(cut) == "ä" * 500
    assert max(len(part.encode()) for part in cut) <= bridge.LINE
    assert bridge.parts("") == []


async def test_a_script_holds_a_vote_and_says_who_draws(url: str) -> None:
    """[MEET-2, MEET-5, MEET-7, MEET-8] Whoever came first on an open board owns it (ACC-8)."""
    async with (
        inkroom.connect(url, "meet", name="Ann") as ann,
        inkroom.connect(url, "meet", name="Bob") as bob,
    ):
        note = await ann.shape("note", 0, 0, 200, 200, text="Water pump")
        await ann.set_timer(300)
        vote = await ann.begin_vote(note, dots=2)
        await until(bob, lambda: bob.meeting.vote is not None)
        await bob.lay(vote, note, 2)
        await ann.close_vote(vote)
        assert ann.meeting.vote is not None
        assert ann.meeting.vote.tally() == [(note, 2)]
        await ann.hush()
        await until(bob, lambda: bob.meeting.roles.hushed)
        with pytest.raises(BadOp, match="forbidden"):
            await bob.delete(note)
        assert bob.session.me is not None
        await ann.grant(bob.session.me.user, "editor")
        await bob.delete(note)
        assert bob.elements() == []


async def test_a_drawing_is_carried_onto_a_board_and_out_of_it(url: str, tmp_path: Path) -> None:
    """[API-4] [API-5] The file lies at the place; each file that is asked for is there; what is wrong is said."""
    shape = {"id": "a", "type": "rectangle", "x": 900, "y": 40, "width": 120, "height": 80}
    (tmp_path / "plan.excalidraw").write_bytes(excalidraw(shape, {"type": "odd"}))
    outs = [tmp_path / name for name in ("a.svg", "a-dark.png", "a.pdf", "a.inkroom", "a.xopp")]
    carry = example("carry")
    [left] = await carry.carry(url, "carried", tmp_path / "plan.excalidraw", outs)
    assert "odd" in left
    starts = [out.read_bytes()[:4] for out in outs]
    assert starts[:4] == [b"<svg", b"\x89PNG", b"%PDF", b"PK\x03\x04"]
    async with inkroom.connect(url, "carried") as peer:
        [element] = peer.elements()
        x, y, w, h, _ = element.get("geom")
        assert (x + w // 2, y + h // 2) == (0, 0)
        with pytest.raises(InkroomError, match="frame") as refused:
            await peer.export(tmp_path / "a.svg", frame="none")
        assert refused.value.code == "not_found"
    assert (tmp_path / "a.svg").read_bytes().startswith(b"<svg")
    assert len(os.listdir(tmp_path)) == 6


async def test_what_lies_in_a_loop_is_brought_back_by_a_script(url: str) -> None:
    """[HIST-8] [HIST-14] After a look at what it would do; one gesture, which the room tells."""
    async with inkroom.connect(url, "loop") as peer:
        near = await peer.shape("rect", 0, 0, 40, 40)
        far = await peer.shape("rect", 900, 0, 40, 40)
        loop = [(-10, -10), (60, -10), (60, 60), (-10, 60)]
        told = await peer.restore(to=0, inside=loop, preview=True)
        assert (told.seq, told.goes, len(peer.elements())) == (0, [near], 2)
        done = await peer.restore(to=0, inside=loop)
        assert (done.seq, done.goes) == (3, [near])
        assert [element.id for element in peer.elements()] == [far]
        with pytest.raises(InkroomError, match="page"):
            await peer.restore(to=0, inside=loop, page="none")
