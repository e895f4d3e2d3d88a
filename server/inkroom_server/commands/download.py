"""The file of an export on a server: made as a job, and fetched on where a connection broke (API-4)."""

import time
from collections.abc import Callable
from typing import Any, BinaryIO

import httpx2

from inkroom.errors import InkroomError
from inkroom_server.commands.awaited import Awaited, Call
from inkroom_server.commands.progress import Progress


class Download:
    """One export. What the server made is taken away there when it is here, or when it is not wanted any more."""

    def __init__(
        self, http: httpx2.Client, call: Call, *, sleep: Callable[[float], object] = time.sleep
    ) -> None:
        self._http, self._jobs = http, Awaited(call, sleep)

    def take(
        self, board: str, wish: dict[str, Any], look: dict[str, Any], out: BinaryIO, told: Progress
    ) -> str:
        """Writes the file to `out`; what it could not carry, or "". Raises InkroomError, httpx2.TransportError."""
        job = self._jobs.json("POST", f"{board}/exports", json=wish, params=look)
        way = f"/api/jobs/{job['id']}"
        try:
            done = self._jobs.done(way, job, told)
            self._fetch(f"{way}/file", out, told)
        finally:
            self._jobs.call_off(way)
        return str(done["message"])

    def _fetch(self, way: str, out: BinaryIO, told: Progress) -> None:
        """The bytes of the file, from where a broken connection left them."""
        mark = [""]
        while not self._jobs.again(lambda: self._part(way, mark, out, told)):
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
