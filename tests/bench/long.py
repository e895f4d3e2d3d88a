"""A long history on the server: how long a room takes to open, and what making the history short costs (COMP-1).

Run `python -m tests.bench.long 100000`, or `python -m tests.bench.long 1000000 opened opened` for some of it.
"""

import gzip
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import Any

from tests.bench.canvas import server, stroke
from websockets.sync.client import connect

from inkroom.messages import encode, entry_bytes, read_op
from inkroom.order import many
from inkroom_server.jobs.compacting import Wanted, compacted
from inkroom_server.log import Log

BOARD = "long"


def history(count: int) -> Iterator[bytes]:
    """Of ten entries seven draw a stroke of 40 points, one erases one, one gives one another colour, one is chat."""
    random, orders = Random(count), many(None, None, count)
    for seq in range(1, count + 1):
        some = f"s{random.randrange(seq)}"
        deeds: dict[int, dict[str, Any]] = {
            7: {"set": [{"id": some, "deleted": True}]},
            8: {"set": [{"id": some, "ink": "#AE1E0E"}]},
            9: {"say": "And this is why"},
        }
        op = deeds.get(seq % 10) or {"put": [stroke(random, seq, orders[seq - 1], 6_000)]}
        yield entry_bytes(seq, seq * 500, f"u{seq % 5}", f"c{seq % 5}", _op(seq, op))


def _op(seq: int, op: dict[str, Any]) -> Any:
    return read_op(encode({"cseq": (seq - seq % 5) // 5 + (seq % 5 > 0), **op}))


def opened(folder: Path) -> dict[str, Any]:
    """From the start of a server to the welcome of the first who joins, and to the last of the board."""
    begun = perf_counter()
    hello = {"type": "hello", "protocol": 1, "client": "c", "name": "Bench"}
    with server(folder) as url:
        started = perf_counter() - begun
        address = f"{url.replace('http', 'ws')}/ws/rooms/{BOARD}"
        with connect(address, compression=None, max_size=None, open_timeout=600) as socket:
            socket.send(json.dumps(hello))
            welcome = json.loads(socket.recv(600))
            welcomed = perf_counter() - begun
            assert welcome["head"] > 0
            parts = 1
            while parts:
                frame = socket.recv(600)
                if isinstance(frame, bytes):
                    head = json.loads(gzip.decompress(frame).split(b"\n", 1)[0])
                    parts = head["parts"] - head["part"] - 1
    told = {"started": started, "welcomed": welcomed, "all there": perf_counter() - begun}
    return {"what": "server, s"} | {name: round(s, 2) for name, s in told.items()}


def made(folder: Path) -> dict[str, Any]:
    """What the worker does, in this process."""
    log = Log.visit(folder)
    before, begun = _peak(), process_time()
    exchange = compacted(log, lambda share: None, BOARD, Wanted(id="copy"), "u1")
    took = process_time() - begun
    log.close()
    return {
        "what": "the shorter log",
        "entries": len(exchange.entries),
        "cpu_s": round(took, 2),
        "peak_mb": _peak() - before,
    }


def exchanged(folder: Path) -> dict[str, Any]:
    """How long the room is closed for the exchange itself."""
    log = Log.open(folder)
    exchange = compacted(log, lambda share: None, BOARD, Wanted(id="copy"), "u1")
    begun = perf_counter()
    log.compactions.run(exchange)
    took = perf_counter() - begun
    log.close()
    return {"what": "the exchange, s", "wall": round(took, 2)}


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


STEPS = {"opened": opened, "made": made, "exchanged": exchanged}


def main(count: int, steps: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        log = Log.open(Path(folder))
        log.write_log(BOARD, history(count))
        log.close()
        for step in steps:
            subprocess.run([sys.executable, "-m", "tests.bench.long", step, folder], check=True)


if __name__ == "__main__":
    first, *rest = sys.argv[1:] or ["100000"]
    if first.isdigit():
        main(int(first), rest or ["opened", "opened", "made", "exchanged", "opened"])
    else:
        print(json.dumps(STEPS[first](Path(*rest))), flush=True)
