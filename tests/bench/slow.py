"""Peers that stop reading: what they cost the server and the others, and how soon they are let go (LIM-3)."""

import threading
import time
from typing import Final

from tests.bench.load import Load, LoadPeer
from tests.bench.process import Process
from tests.bench.sockets import Closed, Socket
from tests.bench.wires import GEOM, InkroomWire

STALLED: Final = 10
POINTS: Final = ",".join(["3200,1600,128,0"] + ["14,9,131,8"] * 1_000)
"""Long strokes, so that what the kernel holds for a socket is soon full."""


class LongWire(InkroomWire):
    """The room protocol with strokes of 1,000 points."""

    def message(self, peer: LoadPeer, made: int) -> bytes:
        stroke = (
            f'"kind":"stroke","id":"{peer.client}-{peer.cseq}","geom":[{GEOM}],"points":[{POINTS}]'
        )
        return f'{{"type":"ops","ops":[{{"cseq":{peer.cseq},"put":[{{{stroke}}}],"made":{made}}}]}}'.encode()


class Watch:
    """Listens in the room for who leaves, and looks at the server's memory, until `end`."""

    def __init__(self, process: Process, peer: Socket) -> None:
        self._process, self._peer, self._over = process, peer, False
        self.rss = 0
        self.left: list[float] = []
        self._threads = [threading.Thread(target=work) for work in (self._listen, self._weigh)]
        self._begin = time.monotonic()
        for thread in self._threads:
            thread.start()

    def _listen(self) -> None:
        while not self._over:
            try:
                frame = self._peer.receive()
            except OSError:
                return
            if frame.startswith(b'{"type":"peers"') and b'"left":["' in frame:
                self.left.append(time.monotonic() - self._begin)

    def _weigh(self) -> None:
        while not self._over:
            self.rss = max(self.rss, self._process.rss())
            time.sleep(0.05)

    def end(self) -> None:
        """While somebody still draws: the listener waits for a frame."""
        self._over = True
        for thread in self._threads:
            thread.join()


def stalled(process: Process, seconds: float) -> dict[str, float]:
    """A room of 20, 4 drawing long strokes; then the same with 10 more who joined and read nothing.

    What the board itself grows by meanwhile is in the memory.
    """
    wire = LongWire(process.port)
    load = Load(wire, 20, 4)
    load.grow(1)
    load.listen_to_all()
    alone = load.run(max(seconds, 12.0), 20, process.cpu)
    room = "bench-20-1"
    ear = wire.join(room, "ear")
    watch = Watch(process, ear)
    deaf = [wire.join(room, f"deaf{n}") for n in range(STALLED)]
    before = process.rss()
    beside = load.run(max(seconds, 12.0), 20, process.cpu)
    last = wire.join(room, "last")
    watch.end()
    codes = [_code(socket) for socket in deaf]
    for socket in (ear, last):
        socket.close()
    load.close()
    return {
        "stalled": STALLED,
        "closed 1013": codes.count(1013),
        "closed after s": round(max(watch.left[:STALLED], default=float("inf")), 1),
        "MiB a stalled peer": round((watch.rss - before) / STALLED / 2**20, 1),
        "others' p99 ms, alone": round(alone.percentile(0.99), 1),
        "others' p99 ms, beside them": round(beside.percentile(0.99), 1),
    }


def _code(socket: Socket) -> int:
    """Reads what is there to the end."""
    socket.sock.setblocking(True)
    socket.sock.settimeout(15)
    try:
        while True:
            socket.receive()
    except Closed as why:
        return why.code
    except OSError:
        return 0
