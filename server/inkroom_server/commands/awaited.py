"""A job of a server, waited for from the command line: asked about again where a connection broke (API-4, API-5)."""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, TypeVar

import httpx2

from inkroom.errors import InkroomError
from inkroom_server.commands.progress import Progress

WAITS_S: Final = (0.5, 1, 2, 4, 8, 16)
"""After a connection broke it is tried again after these; the count begins anew with each answer."""
FIRST_S: Final = 0.02
MOST_S: Final = 1.0
"""A job is asked about less and less often, at last once in this time."""

RUNNING: Final = ("waiting", "running", "writing")

T = TypeVar("T")
Call = Callable[..., httpx2.Response]
"""A request; raises InkroomError where the server refuses it, httpx2.TransportError where there is no answer."""


class Awaited:
    """Jobs and the questions about them. Raises InkroomError, httpx2.TransportError."""

    def __init__(self, call: Call, sleep: Callable[[float], object] = time.sleep) -> None:
        self.call, self._sleep = call, sleep

    def done(self, way: str, job: dict[str, Any], told: Progress) -> dict[str, Any]:
        """The job once it is done; `told` counts percents."""
        told.begin(100)
        wait, seen = FIRST_S, 0
        while job["state"] in RUNNING:
            self._sleep(wait)
            wait = min(2 * wait, MOST_S)
            job = self.again(lambda: self.json("GET", way))
            share = int(100 * job["progress"])
            told.step(share - seen)
            seen = share
        if job["state"] != "done":
            raise InkroomError(job["message"] or f"The {job.get('kind', 'job')} was {job['state']}")
        told.step(100 - seen)
        return job

    def again(self, act: Callable[[], T]) -> T:
        """What `act` gives, which is tried again where the connection breaks."""
        for wait in WAITS_S:
            with suppress(httpx2.TransportError):
                return act()
            self._sleep(wait)
        return act()

    def call_off(self, way: str) -> None:
        """Ends the job, where it can be reached."""
        with suppress(InkroomError, httpx2.TransportError):
            self.call("DELETE", way)

    def json(self, method: str, way: str, **more: Any) -> dict[str, Any]:
        found: dict[str, Any] = self.call(method, way, **more).json()
        return found
