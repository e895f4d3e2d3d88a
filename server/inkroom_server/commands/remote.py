"""Boards of a server that runs, through its REST API."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

import httpx2
import msgspec

from inkroom.errors import InkroomError, Unavailable
from inkroom_server.commands.progress import Progress

PAGE = 2_000
TIMEOUT_S = 300


class Page(msgspec.Struct):
    """Entries of a board, each still the bytes that are in the log (API-2)."""

    entries: list[msgspec.Raw]
    head: int


class Remote:
    """The server at `url`. Every method raises Unavailable where it does not answer, InkroomError where it refuses."""

    def __init__(self, url: str, token: str | None = None) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.url = url
        self._http = httpx2.Client(base_url=url, headers=headers, timeout=TIMEOUT_S)

    def boards(self, trash: bool) -> list[dict[str, Any]]:
        answer = self._json("GET", "/api/boards", params={"trash": trash})
        return list(answer["boards"])

    def import_file(self, path: Path, board: str | None, progress: Progress) -> dict[str, Any]:
        """The report of the import (API-5)."""
        way = f"/api/boards/{quote(board, safe='')}/import" if board else "/api/import"
        with path.open("rb") as file:
            return self._json("POST", way, params={"name": path.name}, content=file)

    def export(
        self, board: str, format: str, at: int | None, out: BinaryIO, progress: Progress
    ) -> None:
        """Writes the export into `out` (API-4)."""
        params = {} if at is None else {"at": at}
        way = f"/api/boards/{quote(board, safe='')}/export.{format}"
        with self._errors(), self._http.stream("GET", way, params=params) as answer:
            if answer.status_code >= 400:
                answer.read()
                raise _refusal(answer)
            total = int(answer.headers.get("content-length", 0))
            progress.begin(total)
            for chunk in answer.iter_bytes():
                out.write(chunk)
                progress.step(len(chunk))

    def log(self, board: str) -> Iterator[bytes]:
        """The stored bytes of every entry, in order."""
        after, head = 0, 1
        while after < head:
            way = f"/api/boards/{quote(board, safe='')}/entries"
            with self._errors():
                answer = self._http.get(way, params={"after": after, "limit": PAGE})
            if answer.status_code >= 400:
                raise _refusal(answer)
            page = msgspec.json.decode(answer.content, type=Page)
            yield from map(bytes, page.entries)
            after, head = after + len(page.entries), page.head
            if not page.entries:
                return

    def board(self, board: str) -> dict[str, Any]:
        """What a board is: title, head, chain."""
        return self._json("GET", f"/api/boards/{quote(board, safe='')}/about")

    def close(self) -> None:
        self._http.close()

    def _json(self, method: str, way: str, **more: Any) -> dict[str, Any]:
        with self._errors():
            answer = self._http.request(method, way, **more)
        if answer.status_code >= 400:
            raise _refusal(answer)
        try:
            found = answer.json()
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise Unavailable(
                f"Expected JSON of {self.url}, got something else: is it an Inkroom server?"
            )
        return found

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except httpx2.HTTPError as why:
            raise Unavailable(
                f"Nothing answers at {self.url} ({str(why) or type(why).__name__}). Is `inkroom serve` running there?"
            ) from None


def _refusal(answer: httpx2.Response) -> InkroomError:
    try:
        error = answer.json()["error"]
        return InkroomError(str(error["message"]), str(error["code"]))
    except (ValueError, KeyError, TypeError):
        return InkroomError(f"The server answered HTTP {answer.status_code}")
