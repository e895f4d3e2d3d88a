"""A busy room: people who draw without a rest, with wet ink, cursors and strokes, on a thread of its own.

The usual traffic of a room is one person who draws a stroke of a second, rests for a second, and so on.
"""

import json
import math
import select
import threading
import time
from itertools import pairwise
from random import Random
from typing import Any, Final

from tests.bench.sockets import Socket
from tests.bench.wires import InkroomWire

FRAMES: Final = 20
"""Live frames a second of a stroke, and as many points."""
HELD: Final = 50
"""So many strokes of each lie on the board: with the next one the oldest is deleted."""
SIDE: Final = 1_200 * 16
CHAT: Final = 60
"""After so many strokes somebody says something."""
BEAT_S: Final = 5.0


class _Person:
    """One who draws: its connection, and where its stroke is."""

    def __init__(self, url: str, board: str, number: int) -> None:
        port = int(url.rsplit(":", 1)[1])
        self.name = f"busy{number}"
        self.socket: Socket = InkroomWire(port).join(board, self.name)
        self.socket.sock.settimeout(30)
        self.random = Random(number)
        self.cseq = self.strokes = 0
        self.step = self.random.randrange(2 * FRAMES)
        self.points: list[int] = []
        self.held: list[str] = []
        self._at = (0, 0)

    def go_on(self) -> None:
        """The next twentieth of a second."""
        self.step = (self.step + 1) % (2 * FRAMES)
        if self.step > FRAMES:
            self._move()
        elif self.step == FRAMES:
            self._lift()
        else:
            self._draw()

    def _draw(self) -> None:
        if not self.points:
            self._at = (self.random.randrange(SIDE), self.random.randrange(SIDE))
            self.points = [*self._at]
        else:
            turn = self.random.uniform(-1, 1) + self.strokes
            x, y = self.points[-2:]
            self.points += [x + round(300 * math.cos(turn)), y + round(300 * math.sin(turn))]
        wet = {"id": self._id, "start": 0, "kind": "stroke", "ink": "#2F50DC", "width": 48}
        self._tell(
            {"cursor": list(self._at), "wet": wet | {"pressure": False, "points": self.points}}
        )

    def _move(self) -> None:
        self._tell({"cursor": [self._at[0] + 40 * self.step, self._at[1]]})

    @property
    def _id(self) -> str:
        return f"{self.name}-{self.strokes}"

    def _tell(self, live: dict[str, Any]) -> None:
        self.socket.send(json.dumps({"type": "live", **live}).encode())

    def _lift(self) -> None:
        if not self.points:
            return
        xs, ys = self.points[0::2], self.points[1::2]
        box = [min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys), 0]
        steps = zip(_steps(xs), _steps(ys), [0] + [1000 // FRAMES] * (len(xs) - 1), strict=True)
        flat = [value for step in steps for value in step]
        put = {"kind": "stroke", "id": self._id, "pressure": False, "z": "a1", "ink": "#2F50DC"}
        op: dict[str, Any] = {"put": [put | {"width": 48, "geom": box, "points": flat}]}
        self.held.append(self._id)
        if len(self.held) > HELD:
            op["set"] = [{"id": self.held.pop(0), "deleted": True}]
        self.strokes += 1
        if self.strokes % CHAT == 0:
            op["say"] = f"{self.strokes} strokes"
        self.cseq += 1
        self.points = []
        self.socket.send(json.dumps({"type": "ops", "ops": [{"cseq": self.cseq, **op}]}).encode())


def _steps(values: list[int]) -> list[int]:
    """The first as it is, the others as the way from the one before."""
    return values[:1] + [after - before for before, after in pairwise(values)]


class BusyRoom:
    """So many people at once in one room, as long as the `with` lasts. `broke` is what ended it before."""

    def __init__(self, url: str, board: str, people: int) -> None:
        self.people = [_Person(url, board, n) for n in range(people)]
        self.broke: Exception | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="busy room")

    def __enter__(self) -> "BusyRoom":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        for person in self.people:
            person.socket.close()

    def rest(self, seconds: float) -> None:
        """They go on for so long; raises what ended it."""
        self._over.wait(max(0.0, seconds))
        if self.broke is not None:
            raise self.broke

    def _run(self) -> None:
        try:
            while not self._over.is_set():
                self._frame(time.monotonic() + 1 / FRAMES)
        except Exception as why:  # told to the thread that waits for it
            self.broke = why
            self._over.set()

    def _frame(self, end: float) -> None:
        """A twentieth of a second: everybody goes on, and reads what came."""
        by_fd = {person.socket.fd: person for person in self.people}
        for person in self.people:
            person.go_on()
        while (left := end - time.monotonic()) > 0:
            for fd in select.select(list(by_fd), [], [], left)[0]:
                by_fd[fd].socket.feed(by_fd[fd].socket.sock.recv(2**16))
