"""The file of an export on a server: made as a job, and fetched on where a connection broke (API-4)."""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO, Final, TypeVar

import httpx2

from inkroom.errors import InkroomError
from inkroom_server.commands.progress import Progress

WAITS_S: Final = (0.5, 1, 2, 4, 8, 16)
"""After a connection broke it is tried again after these; the count begins anew with each answer."""
FIRST_S: Final = 0.02
MOST_S: Final = 1.0
"""A job is asked about less and less often, at last once in this time."""

T = TypeVar("T")
Call = Callable[..., httpx2.Response]
"""A request; raises InkroomError where the server refuses it, httpx2.TransportError where there is no answer."""


class Download:
    """One export. What the server made is taken away there when it is here, or when it is not wanted any more."""

    def __init__(
        self, http: httpx2.Client, call: Call, *, sleep: Callable[[float], object] = time.sleep
    ) -> None:
        self._http, self._call, self._sleep = http, call, sleep

    def take(
        self, board: str, wish: dict[str, Any], look: dict[str, Any], out: BinaryIO, told: Progress
    ) -> str:
        """Writes the file to `out`; what it could not carry, or "". Raises InkroomError, httpx2.TransportError."""
        job = self._json("POST", f"{board}/exports", json=wish, params=look)
        way = f"/api/jobs/{job['id']}"
        try:
            done = self._made(way, job, told)
            self._fetch(f"{way}/file", out, told)
        finally:
            with suppress(InkroomError, httpx2.TransportError):
                self._call("DELETE", way)
        return str(done["message"])

    def _made(self, way: str, job: dict[str, Any], told: Progress) -> dict[str, Any]:
        """Waits until the job is done; `told` counts percents."""
        told.begin(100)
        wait, seen = FIRST_S, 0
        while job["state"] in ("waiting", "running"):
            self._sleep(wait)
            wait = min(2 * wait, MOST_S)
            job = self._again(lambda: self._json("GET", way))
            share = int(100 * job["progress"])
            told.step(share - seen)
            seen = share
        if job["state"] != "done":
            raise InkroomError(job["message"] or f"The export was {job['state']}")
        told.step(100 - seen)
        return job

    def _fetch(self, way: str, out: BinaryIO, told: Progress) -> None:
        """The bytes of the file, from where a broken connection left them."""
        mark = [""]
        while not self._again(lambda: self._part(way, mark, out, told)):
            pass

    def _part(self, way: str, mark: list[str], out: BinaryIO, told: Progress) -> bool:
        """As much as comes; True: that was all. `mark` is the ETag of the file that was begun."""
        have = out.tell()
        asks = {"Range": f"bytes={have}-", "If-Range": mark[0]} if have and mark[0] else {}
        with self._http.stream("GET", way, headers=asks) as answer:
            if answer.status_code >= 400:
                answer.read()
                raise InkroomError(f"The server answered HTTP {answer.status_code} for the file")
            if answer.status_code != 206:  # the first time, or it is another file by now
                have = 0
                out.seek(0)
                out.truncate()
                told.begin(int(answer.headers.get("content-length", 0)))
            mark[0] = answer.headers.get("etag", "")
            try:
                for chunk in answer.iter_bytes():
                    out.write(chunk)
                    told.step(len(chunk))
            except httpx2.TransportError:
                if out.tell() == have:
                    raise
                return False
        return True

    def _again(self, act: Callable[[], T]) -> T:
        """What `act` gives, which is tried again where the connection breaks."""
        for wait in WAITS_S:
            with suppress(httpx2.TransportError):
                return act()
            self._sleep(wait)
        return act()

    def _json(self, method: str, way: str, **more: Any) -> dict[str, Any]:
        found: dict[str, Any] = self._call(method, way, **more).json()
        return found
