"""Rooms full of peers, some of whom draw at a steady rate: what arrives, and how late."""

import re
import select
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from secrets import token_hex
from time import monotonic_ns, process_time
from typing import Final, Protocol

from tests.bench.sockets import Socket, gone

CHUNK: Final = 2**16
DRAIN: Final = 3_000_000_000
"""How long after the last message what is still under way is waited for, in ns."""
SAMPLED: Final = 7
"""Every 7th peer is listened to closely: each of its latencies is taken."""
SWEEP_NS: Final = 200_000_000
"""How often the others are read: their messages are counted, and wait in the kernel till then."""


class Wire(Protocol):
    """How one kind of server is spoken to."""

    mark: bytes
    stamp: re.Pattern[bytes]

    def join(self, room: str, name: str) -> Socket: ...

    def message(self, peer: "LoadPeer", made: int) -> bytes: ...


@dataclass(slots=True)
class LoadPeer:
    """One peer of a room; `cseq` is the number of its last op."""

    socket: Socket
    client: str
    sampled: bool
    cseq: int = 0


@dataclass
class Measured:
    """One step. Latencies in ms, from the *scheduled* time of sending; `cpu` is the server's, in seconds."""

    rooms: int
    peers: int
    seconds: float = 0
    cpu: float = 0
    generator_cpu: float = 0
    deliveries: int = 0
    expected: int = 0
    received: int = 0
    stalled: int = 0
    closed: int = 0
    latencies: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """How much of what was sent arrived, over all peers."""
        return self.received / self.expected if self.expected else 0

    @property
    def rate(self) -> float:
        """Deliveries a second."""
        return self.deliveries / self.seconds

    @property
    def cpu_per_million(self) -> float:
        """CPU seconds of the server for a million deliveries."""
        return self.cpu / self.deliveries * 1e6 if self.deliveries else float("inf")

    def percentile(self, share: float) -> float:
        """The latency that `share` of the deliveries kept below; infinite where nothing came."""
        ordered = sorted(self.latencies)
        return (
            ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("inf")
        )


class Load:
    """Peers of one server in rooms of `size`, the first `drawing` of each of which draw."""

    def __init__(self, wire: Wire, size: int, drawing: int) -> None:
        self.wire, self.size, self.drawing = wire, size, drawing
        self.poll = select.epoll()
        self.peers: dict[int, LoadPeer] = {}
        self.drawers: list[LoadPeer] = []
        self.others: list[LoadPeer] = []
        self.rooms = 0
        self.clients = token_hex(4)
        """Two loads of one room are no two lives of one client (ROOM-2)."""
        self.swept = 0
        self.window = range(0)

    def grow(self, rooms: int) -> None:
        """Joins more peers until there are `rooms` rooms."""
        while self.rooms < rooms:
            self.rooms += 1
            for n in range(self.size):
                name = f"{self.clients}-r{self.rooms}p{n}"
                socket = self.wire.join(f"bench-{self.size}-{self.rooms}", name)
                socket.sock.setblocking(False)
                peer = LoadPeer(socket, name, (self.rooms * self.size + n) % SAMPLED == 0)
                self.peers[socket.fd] = peer
                if peer.sampled:
                    self.poll.register(socket.fd, select.EPOLLIN)
                else:
                    self.others.append(peer)
                if n < self.drawing:
                    self.drawers.append(peer)
            self._drain()

    def listen_to_all(self) -> None:
        """Every peer is listened to closely: where much is said, a sweep would come too late."""
        for peer in self.others:
            peer.sampled = True
            self.poll.register(peer.socket.fd, select.EPOLLIN)
        self.others.clear()

    def run(
        self, seconds: float, rate: float, cpu: Callable[[], float], warm: float = 1.0
    ) -> Measured:
        """Draws `rate` messages a second and drawer; only what is due after `warm` seconds counts."""
        drawers = list(self.drawers)
        Random(1).shuffle(drawers)
        result = Measured(self.rooms, len(self.peers))
        step = 1e9 / (rate * len(drawers))
        due = first = monotonic_ns() + 10_000_000
        begin, end = first + int(warm * 1e9), first + int((warm + seconds) * 1e9)
        gauges = [(begin, 1.0), (end, -1.0)]
        self.window = range(begin // 1000, end // 1000)
        turn = 0
        while True:
            now = monotonic_ns()
            if gauges and now >= gauges[0][0]:
                sign = gauges.pop(0)[1]
                result.cpu -= sign * cpu()
                result.generator_cpu -= sign * process_time()
                result.seconds -= sign * now / 1e9
            while due <= now and due < end:
                self._send(drawers[turn % len(drawers)], due, result)
                turn += 1
                due = first + int(turn * step)
            if now > end + DRAIN or (now > end and result.received >= result.expected):
                return result
            wait = max(0.0, (due - now) / 1e9) if due < end else 0.02
            for fd, _ in self.poll.poll(min(wait, 0.005), 4096):
                self._read(self.peers[fd], result)
            self._sweep(now - begin, result)

    def _send(self, peer: LoadPeer, due: int, result: Measured) -> None:
        peer.cseq += 1
        try:
            peer.socket.send(self.wire.message(peer, due // 1000))
            result.expected += self.size
        except BlockingIOError:
            peer.cseq -= 1
            result.stalled += 1

    def _sweep(self, now: int, result: Measured) -> None:
        """Reads as many of the others as are due, one after the other."""
        whole = now * len(self.others) // SWEEP_NS
        for n in range(max(self.swept, whole - len(self.others)), whole):
            self._read(self.others[n % len(self.others)], result)
        self.swept = whole

    def _read(self, peer: LoadPeer, result: Measured) -> None:
        try:
            _, frames = peer.socket.feed(peer.socket.sock.recv(CHUNK) or gone())
        except BlockingIOError:
            return
        except ConnectionError:
            self._lose(peer, result)
            return
        count = frames.count(self.wire.mark)
        result.received += count
        now = monotonic_ns() // 1000
        if now in self.window:
            result.deliveries += count
        if peer.sampled:
            times = map(int, self.wire.stamp.findall(frames))
            result.latencies += [(now - t) / 1000 for t in times if t in self.window]

    def _lose(self, peer: LoadPeer, result: Measured) -> None:
        result.closed += 1
        if peer.sampled:
            self.poll.unregister(peer.socket.fd)
        else:
            self.others.remove(peer)
        del self.peers[peer.socket.fd]
        peer.socket.close()
        if peer in self.drawers:
            self.drawers.remove(peer)

    def _drain(self) -> None:
        nothing = Measured(0, 0)
        for peer in list(self.peers.values()):
            self._read(peer, nothing)

    def close(self) -> None:
        for peer in self.peers.values():
            peer.socket.close()
        self.poll.close()
