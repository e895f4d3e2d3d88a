"""What one stroke takes when little goes on: acknowledged ops, live state, joins, memory."""

import asyncio
import statistics
import time
from typing import Any

from tests.bench.process import Process
from tests.bench.sockets import Socket
from tests.bench.wires import InkroomWire

import inkroom
from inkroom.ink import encode_points


def latencies(process: Process, count: int) -> dict[str, dict[str, float]]:
    """Op to its own entry, and live state to another peer, in ms: two peers, 20 messages a second."""
    wire = InkroomWire(process.port)
    a, b = wire.join("quiet", "qa"), wire.join("quiet", "qb")
    acked, live = [], []
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
    a.close()
    b.close()
    return {"acknowledged op": _spread(acked), "live": _spread(live)}


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
    """From opening the socket to a Python peer that has the whole board, in ms."""

    async def once() -> float:
        begin = time.perf_counter()
        async with inkroom.connect(process.url, board, name="Joiner", timeout_s=60):
            return (time.perf_counter() - begin) * 1000

    return {"ms": round(statistics.median(asyncio.run(once()) for _ in range(times)), 1)}


def memory(process: Process, sockets: int) -> float:
    """KiB that an idle peer takes in the server, in rooms of 20."""
    wire = InkroomWire(process.port)
    before = process.rss()
    peers = [wire.join(f"idle-{n // 20}", f"i{n}") for n in range(sockets)]
    time.sleep(1)
    used = (process.rss() - before) / sockets / 1024
    for peer in peers:
        peer.close()
    return round(used, 1)
