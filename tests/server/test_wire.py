"""The queues of a socket, with a transport that takes nothing (LIM-3, LIVE-5), and one that is slow in earnest."""

import asyncio
import socket as sockets
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from tests.support.patience import within
from tests.support.rooms import rect
from tests.support.serving import Peer, eventually, serving
from websockets import frames
from websockets.server import ServerProtocol

from inkroom_server.endpoint.bypass import Bypass, ShortWire
from inkroom_server.endpoint.plain import PlainWire
from inkroom_server.hub import Frame
from inkroom_server.settings import Settings

WAYS = ["short", "plain"]
SETTINGS = Settings()
MIB = 1024 * 1024


class Transport:
    """Keeps all that is written, as if nobody read at the other end."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.taken = 0
        self.aborted = self.reading = False

    def write(self, data: bytes) -> None:
        self.written.append(data)

    def take(self, size: int) -> None:
        """The other end reads so many bytes."""
        self.taken += size

    def get_write_buffer_size(self) -> int:
        return sum(map(len, self.written)) - self.taken

    def is_closing(self) -> bool:
        return self.aborted

    def abort(self) -> None:
        self.aborted = True

    def get_extra_info(self, name: str) -> object:
        return None

    def pause_reading(self) -> None:
        self.reading = False

    def resume_reading(self) -> None:
        self.reading = True


class Stuck:
    """A connection by the short way whose other end does not read."""

    def __init__(self) -> None:
        self.transport = Transport()
        conn = ServerProtocol()
        conn.state = conn.state.__class__.OPEN
        writable = asyncio.Event()
        writable.set()
        self.bypass = SimpleNamespace(
            transport=self.transport, conn=conn, queue=asyncio.Queue(), close_sent=False,
            close_timer=None, writable=writable, loop=asyncio.get_running_loop(), pump=None,
            receiver=None, read_paused=False,
        )  # fmt: skip
        self.wire = ShortWire(cast(Bypass, self.bypass), SETTINGS)

    @property
    def close(self) -> tuple[int, str] | None:
        if not self.bypass.close_sent:
            return None
        frame = self.transport.written[-1]
        return int.from_bytes(frame[2:4], "big"), frame[4:].decode()


class Stopped:
    """A connection over plain ASGI whose sender has not come to anything yet."""

    def __init__(self) -> None:
        self.wire = PlainWire(None, SETTINGS)  # type: ignore[arg-type]  # never touched: nothing runs

    @property
    def close(self) -> tuple[int, str] | None:
        return self.wire._close


@pytest.fixture(params=[Stuck, Stopped])
async def stuck(request: pytest.FixtureRequest) -> Any:
    return request.param()


def frame(size: int) -> Frame:
    return Frame(b"x" * size)


async def test_more_than_a_mebibyte_of_frames_closes_the_socket(stuck: Any) -> None:
    """[LIM-3] With 1013, and what comes after is let fall."""
    for _ in range(8):
        assert stuck.close is None
        stuck.wire.send(frame(MIB // 8 + 100))
    stuck.wire.send(frame(100))
    assert stuck.close == (1013, "slow_consumer")
    stuck.wire.send(frame(100))
    assert stuck.wire.send_live(frame(1)) is False


async def test_more_than_512_frames_close_the_socket(stuck: Any) -> None:
    """[LIM-3] However small they are."""
    for _ in range(512):
        stuck.wire.send(frame(10))
    assert stuck.close is None
    stuck.wire.send(frame(10))
    assert stuck.close == (1013, "slow_consumer")


async def test_live_frames_are_left_out_before_it_comes_to_that(stuck: Any) -> None:
    """[LIVE-5] From a quarter of the queue on; entries still go."""
    assert stuck.wire.send_live(frame(100))
    stuck.wire.send(frame(MIB // 4 + 1))
    assert not stuck.wire.send_live(frame(100))
    assert stuck.close is None
    stuck.wire.send(frame(100))
    assert stuck.close is None


async def test_live_frames_are_left_out_behind_many_small_frames(stuck: Any) -> None:
    """[LIVE-5]"""
    for _ in range(130):
        stuck.wire.send(frame(10))
    assert not stuck.wire.send_live(frame(10))


async def test_a_socket_that_keeps_up_is_never_closed() -> None:
    """[LIM-3] Frames that the other end has read do not count."""
    stuck = Stuck()
    for _ in range(2_000):
        stuck.wire.send(frame(1_000))
        waiting = stuck.transport.get_write_buffer_size()
        stuck.transport.take(max(0, waiting - 20_000))
    assert stuck.close is None


async def test_a_closed_socket_that_does_not_read_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """[BUG-41] [LIM-3] Its memory is given back after ten seconds, whatever it does."""
    stuck = Stuck()
    monkeypatch.setattr(stuck.wire, "_settings", Settings(close_s=0.01))
    stuck.wire.close(1012, "restart")
    await eventually(lambda: stuck.transport.aborted)


async def test_a_snapshot_is_written_as_the_socket_takes_it() -> None:
    """[BUG-33] [JOIN-4] And what comes meanwhile waits behind it, in order."""
    stuck = Stuck()
    done: list[bool] = []
    parts = [Frame(bytes([n]) * 200_000, text=False) for n in range(5)]
    stuck.wire.send(Frame(b"welcome"))
    stuck.wire.stream(parts, lambda: done.append(True))
    stuck.bypass.writable.clear()
    stuck.wire.send(Frame(b"entries"))
    assert stuck.wire.send_live(frame(1)) is False
    assert len(stuck.transport.written) < 5
    assert not done
    stuck.transport.take(stuck.transport.get_write_buffer_size())
    while not done:
        stuck.bypass.writable.set()
        stuck.wire._pump()
        stuck.transport.take(stuck.transport.get_write_buffer_size())
    sent = stuck.transport.written
    assert [part.wired for part in parts] == sent[1:6]
    assert sent[0].endswith(b"welcome")
    assert sent[6].endswith(b"entries")
    assert stuck.close is None


async def test_too_much_behind_a_snapshot_closes_the_socket(stuck: Any) -> None:
    """[LIM-3] 16 MiB: the snapshot will be newer at the next try."""
    if isinstance(stuck, Stuck):
        stuck.bypass.writable.clear()
    stuck.wire.stream([frame(1000)], lambda: None)
    for _ in range(16):
        stuck.wire.send(frame(MIB))
        assert stuck.close is None
    stuck.wire.send(frame(MIB))
    stuck.wire.send(frame(1))
    assert stuck.close == (1013, "slow_consumer")


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535, 65_536, 250_000])
@pytest.mark.parametrize("text", [True, False])
def test_a_frame_has_the_header_of_its_length(size: int, text: bool) -> None:
    """[ROOM-7] The same bytes for all sockets: servers do not mask (RFC 6455, 5.2)."""
    payload = b"x" * size
    reference = frames.Frame(frames.Opcode.TEXT if text else frames.Opcode.BINARY, payload)
    assert Frame(payload, text=text).wired == reference.serialize(mask=False)


# ------------------------------------------------------------------ in earnest


def big_op(number: int) -> dict[str, Any]:
    """About 50 kB of text that packs badly."""
    texts = [f"{number * 1_000 + n:020d}" * 500 for n in range(5)]
    return {"put": [rect(f"e{number}-{n}", text=text) for n, text in enumerate(texts)]}


async def test_a_slow_consumer_is_closed_and_resumes_without_loss(tmp_path: Path, way: str) -> None:
    """[LIM-3] [LIM-6] [JOIN-3] 1013 within ten seconds; the others get all at once; memory is bounded."""
    async with (
        serving(tmp_path, bypass=way == "short", close_s=10 if way == "short" else 1) as server,
        Peer(server.ws("/ws/rooms/b1"), "c1") as ann,
        Peer(server.ws("/ws/rooms/b1"), "c2") as bob,
    ):
        url = ann.url
        slow = Peer(url, "c3")
        deaf = sockets.socket()
        deaf.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 8_192)
        deaf.setblocking(False)
        host, port = server.url.removeprefix("http://").split(":")
        await asyncio.get_running_loop().sock_connect(deaf, (host, int(port)))
        await slow.open(sock=deaf, max_queue=1)
        room = await server.hub.room("b1")
        slow.socket.transport.pause_reading()
        worst = _watch(room.members[slow.welcome["you"]["peer"]].wire)
        started = asyncio.get_running_loop().time()
        for number in range(160):
            await ann.ops(big_op(number))
            await ann.reach(number + 1)
            await bob.reach(number + 1)
        spent = asyncio.get_running_loop().time() - started
        if way == "short":
            assert worst() <= 1.3 * MIB
            slow.socket.transport.resume_reading()
            assert await slow.closed() == (1013, "slow_consumer")
        else:  # the plain way cannot send the close past what is stuck
            await eventually(lambda: len(room.members) == 2)
            slow.socket.transport.resume_reading()
            assert (await slow.closed())[0] in (1013, 1006)
        assert spent < within(10)
        assert slow.seq < 160
        slow._hello["since"] = slow.since()
        await slow.open()
        await slow.reach(160)
        assert slow.welcome["mode"] == "snapshot" or len(slow.entries) == 160
        assert slow.board.digest() == ann.board.digest() == bob.board.digest()
        await slow.socket.close()


def _watch(wire: Any) -> Callable[[], int]:
    """The most bytes that waited for the socket."""
    worst = [0]
    if not isinstance(wire, ShortWire):
        return lambda: 0
    transport, send = wire._transport, wire.send

    def watched(frame: Frame) -> None:
        send(frame)
        worst[0] = max(worst[0], transport.get_write_buffer_size())

    wire.send = watched  # type: ignore[method-assign]  # a spy
    return lambda: worst[0]
