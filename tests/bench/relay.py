"""Relay: rooms are added until the 99th percentile passes 100 ms; both servers in the same run."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.load import Load, Measured, Wire
from tests.bench.process import Process, free_port, running, tutorial
from tests.bench.wires import InkroomWire, TutorialWire

LATE_MS = 100.0
RATE = 20.0
UNLIMITED = {
    "INKROOM_SOCKETS_PER_ROOM": "100000",
    "INKROOM_SOCKETS_PER_USER": "100000",
    "INKROOM_SOCKETS_PER_ADDRESS": "100000",
    "INKROOM_SOCKETS": "100000",
    "INKROOM_HANDSHAKES_PER_S": "100000",
}


@contextmanager
def inkroom() -> Iterator[Process]:
    """The real server on a fresh folder; only the limits that one address would meet are lifted."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        command = [
            str(Path(sys.executable).with_name("inkroom")),
            "serve",
            "--port",
            str(port),
            "--data",
            folder,
        ]
        with running(command, port, UNLIMITED) as process:
            yield process


SERVERS: dict[str, tuple[Callable[..., object], Callable[[int], Wire]]] = {
    "tutorial": (tutorial, TutorialWire),
    "inkroom": (inkroom, InkroomWire),
}


def measure(name: str, size: int, drawing: int, rooms: int, seconds: float) -> Measured:
    """One server at one step, on its own."""
    start, wire = SERVERS[name]
    with start() as process:  # type: ignore[attr-defined]  # both are context managers
        load = Load(wire(process.port), size, drawing)
        load.grow(rooms)
        try:
            return load.run(seconds, RATE, process.cpu)
        finally:
            load.close()


def climb(name: str, size: int, drawing: int, steps: list[int], seconds: float) -> list[Measured]:
    """Steps of more and more rooms, until one is late; each on a fresh server."""
    taken = []
    for rooms in steps:
        step = measure(name, size, drawing, rooms, seconds)
        taken.append(step)
        if step.percentile(0.99) > LATE_MS or step.ratio < 0.999:
            break
    return taken


def sustained(steps: list[Measured]) -> int:
    """The most rooms that were in time."""
    good = [s.rooms for s in steps if s.percentile(0.99) <= LATE_MS and s.ratio >= 0.999]
    return max(good, default=0)
