"""A server as a process of its own, held to one core, and what the system says about it."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import IO

SERVER_CORE, LOAD_CORE = 0, 1
_TICKS = os.sysconf("SC_CLK_TCK")


class Process:
    """A running server. `cpu` and `rss` are read from /proc, worker processes left out."""

    def __init__(self, popen: subprocess.Popen[bytes], port: int) -> None:
        self.popen, self.port = popen, port
        self.url = f"http://127.0.0.1:{port}"

    def cpu(self) -> float:
        """CPU seconds so far, of all its threads."""
        stat = Path(f"/proc/{self.popen.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(stat[11]) + int(stat[12])) / _TICKS

    def rss(self) -> int:
        """Bytes in memory."""
        status = Path(f"/proc/{self.popen.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) * 1024


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def running(command: Sequence[str], port: int, env: Mapping[str, str] = {}) -> Iterator[Process]:
    """Starts a server, waits until it answers, and stops it at the end."""
    with tempfile.TemporaryFile() as said:
        popen = subprocess.Popen(
            command, env=os.environ | env, stdout=said, stderr=subprocess.STDOUT
        )
        os.sched_setaffinity(popen.pid, {SERVER_CORE})
        try:
            _wait(popen, port, said)
            yield Process(popen, port)
        finally:
            popen.terminate()
            try:
                popen.wait(15)
            except subprocess.TimeoutExpired:
                popen.kill()
                popen.wait()


@contextmanager
def tutorial() -> Iterator[Process]:
    """The tutorial's server, as its page says to start it."""
    port = free_port()
    app = "tests.bench.tutorial:app"
    command = [sys.executable, "-m", "uvicorn", app, "--port", str(port), "--log-level", "warning"]
    with running(command, port) as process:
        yield process


@contextmanager
def awake() -> Iterator[None]:
    """Keeps both cores from resting, by programs that all else goes before (SCHED_IDLE).

    A processor that rests runs slowly when it wakes, so that a server which does little pays more CPU seconds for the
    same work than one which is always busy. So both servers' seconds are of one clock.
    """
    idlers = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
    try:
        for core, idler in zip((SERVER_CORE, LOAD_CORE), idlers, strict=True):
            os.sched_setaffinity(idler.pid, {core})
            os.sched_setscheduler(idler.pid, os.SCHED_IDLE, os.sched_param(0))
        yield
    finally:
        for idler in idlers:
            idler.kill()
            idler.wait()


def waking() -> float:
    """How many times the CPU 2 ms of work take on the server's core where they come once in 50 ms."""

    def piece() -> float:
        begin = time.thread_time()
        for n in range(60):
            json.loads(json.dumps({str(k): [k, n] for k in range(20)}))
        return time.thread_time() - begin

    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {SERVER_CORE})
    busy = [piece() for _ in range(60)][30:]
    rested = []
    for _ in range(30):
        time.sleep(0.05)
        rested.append(piece())
    os.sched_setaffinity(0, before)
    return round(median(rested) / median(busy), 2)


def pin_load() -> None:
    """Holds this process to the other core."""
    os.sched_setaffinity(0, {LOAD_CORE})


def _wait(popen: subprocess.Popen[bytes], port: int, said: IO[bytes]) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if popen.poll() is not None:
            said.seek(0)
            raise RuntimeError(f"The server ended with {popen.returncode}: {said.read().decode()}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("The server did not answer within 30 s")
