"""What one stroke takes when little goes on: acknowledged ops, live state, joins, memory."""

import asyncio
import json
import os
import statistics
import tempfile
import time
import zlib
from typing import Any

from tests.bench.load import Wire
from tests.bench.process import Process
from tests.bench.sockets import Socket
from tests.bench.wires import InkroomWire, hello

import inkroom
from inkroom.ink import encode_points


def latencies(process: Process, count: int) -> dict[str, dict[str, float]]:
    """Op to its own entry, and live state to another peer, in ms: two peers, 20 messages a second.

    Beside them what the disk takes for 8 KiB that last, at the same time: no acknowledged op can be quicker.
    """
    wire = InkroomWire(process.port)
    a, b = wire.join("quiet", "qa"), wire.join("quiet", "qb")
    acked, live, disk = [], [], []
    for n in range(1, count + 1):
        time.sleep(0.05)
        begin = time.perf_counter()
        a.send(b'{"type":"ops","ops":[{"cseq":%d,"say":"s%d"}]}' % (n, n))
        _until(a, b'"say":"s%d"' % n)
        acked.append((time.perf_counter() - begin) * 1000)
        time.sleep(0.05)
        begin = time.perf_counter()
        a.send(b'{"type":"live","cursor":[%d,7]}' % n)
        _until(b, b'"cursor":[%d,7]' % n)
        live.append((time.perf_counter() - begin) * 1000)
        time.sleep(0.05)
        disk.append(_written())
    a.close()
    b.close()
    return {"acknowledged op": _spread(acked), "live": _spread(live), "the disk": _spread(disk)}


def _written() -> float:
    """ms for a write and its fdatasync, on the disk of the server's folder."""
    with tempfile.TemporaryFile() as file:
        file.write(bytes(2**16))
        file.flush()
        os.fsync(file.fileno())
        begin = time.perf_counter()
        os.pwrite(file.fileno(), bytes(8192), 0)
        os.fdatasync(file.fileno())
        return (time.perf_counter() - begin) * 1000


def _until(socket: Socket, mark: bytes) -> None:
    while mark not in socket.receive():
        pass


def _spread(values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    at = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
    return {
        k: round(ordered[min(len(ordered) - 1, int(v * len(ordered)))], 2) for k, v in at.items()
    }


def fill(process: Process, board: str, elements: int) -> None:
    """Puts so many strokes of 40 points on a board."""

    async def put() -> None:
        async with inkroom.connect(process.url, board, name="Filler", timeout_s=60) as peer:
            points = encode_points(
                [v for n in range(40) for v in (n * 40, (n % 7) * 30, 200, n * 8)], True
            )
            made = 0
            while made < elements:
                puts: list[Any] = [
                    {
                        "id": f"e{n}",
                        "kind": "stroke",
                        "points": points,
                        "geom": [n % 900 * 960, n // 900 * 640, 1560, 180, 0],
                    }
                    for n in range(made, min(made + 2000, elements))
                ]
                made += len(puts)
                await peer.submit({"put": puts})

    asyncio.run(put())


def join(process: Process, board: str, times: int = 5) -> dict[str, float]:
    """From the hello to the last byte of the snapshot (the first time, and later), and to a Python peer that has it."""
    first, *later = (_snapshot(process, board, f"j{n}") for n in range(times + 1))

    async def once() -> float:
        begin = time.perf_counter()
        async with inkroom.connect(process.url, board, name="Joiner", timeout_s=60):
            return (time.perf_counter() - begin) * 1000

    return {
        "snapshot, first": round(first, 1),
        "snapshot": round(statistics.median(later), 1),
        "Python peer": round(statistics.median(asyncio.run(once()) for _ in range(times)), 1),
    }


def _snapshot(process: Process, board: str, client: str) -> float:
    socket = Socket("127.0.0.1", process.port, f"/ws/rooms/{board}")
    begin, part, parts = time.perf_counter(), 0, 1
    socket.send(hello(client))
    socket.receive()
    while part < parts:
        unpacker = zlib.decompressobj(wbits=31)
        head = json.loads(unpacker.decompress(socket.receive(), 65_536).split(b"\n", 1)[0])
        part, parts = head["part"], head["parts"]
    took = (time.perf_counter() - begin) * 1000
    socket.close()
    return took


def memory(process: Process, wire: Wire, sockets: int) -> float:
    """KiB that an idle peer takes in the server, in rooms of 20; the first 20 are not counted."""
    early = [wire.join("idle-0", f"e{n}") for n in range(20)]
    time.sleep(1)
    before = process.rss()
    peers = early + [wire.join(f"idle-{1 + n // 20}", f"i{n}") for n in range(sockets)]
    time.sleep(1)
    used = (process.rss() - before) / sockets / 1024
    for peer in peers:
        peer.close()
    return round(used, 1)
