"""Boards of a server that runs, through its REST API."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final
from urllib.parse import quote

import httpx2
import msgspec
from msgspec.structs import asdict

from inkroom.errors import InkroomError, Unavailable
from inkroom.render.view import View
from inkroom_server.commands.awaited import Awaited
from inkroom_server.commands.download import Download
from inkroom_server.commands.progress import Progress
from inkroom_server.commands.somewhere import Head, Wish

PAGE: Final = 2_000
TIMEOUT_S: Final = 600
CHUNK: Final = 2**18


class Page(msgspec.Struct):
    """Entries of a board, each still the bytes that are in the log (API-2)."""

    entries: list[msgspec.Raw]
    head: int


class Remote:
    """The server at `url`. Unavailable where it does not answer, InkroomError with its own words where it refuses."""

    def __init__(self, url: str, token: str | None = None) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.url = url
        self._http = httpx2.Client(base_url=url, headers=headers, timeout=TIMEOUT_S)

    def list(self, trash: bool) -> list[dict[str, Any]]:
        answer = self._json("GET", "/api/boards", params={"trash": trash})
        return list(answer["boards"])

    def new(self, id: str | None, title: str) -> str:
        return str(self._json("POST", "/api/boards", json={"id": id, "title": title})["id"])

    def rename(self, board: str, title: str) -> None:
        self._json("PATCH", _path(board), json={"title": title})

    def trash(self, board: str) -> None:
        self._call("DELETE", _path(board))

    def restore(self, board: str) -> None:
        self._call("POST", f"{_path(board)}/restore")

    def end(self, board: str) -> None:
        self._call("DELETE", _path(board), params={"for_good": True})

    def ended(self) -> Sequence[dict[str, Any]]:
        found: Sequence[dict[str, Any]] = self._json("GET", "/api/ended")["boards"]
        return found

    def import_file(self, path: Path, board: str | None, progress: Progress) -> dict[str, Any]:
        """The report of the import (API-5); a new board is a job, which ends with whoever waits for it."""
        params = {"name": path.name}
        progress.begin(path.stat().st_size)
        content = _chunks(path, progress)
        if board is not None and self._has(board):
            return self._json("POST", f"{_path(board)}/import", params=params, content=content)
        if board is not None:
            params["board"] = board
        job = self._json("POST", "/api/imports", params=params, content=content)
        with self._errors():
            return self._imported(job, progress)

    def _imported(self, job: dict[str, Any], progress: Progress) -> dict[str, Any]:
        jobs, way = Awaited(self._ask), f"/api/jobs/{job['id']}"
        try:
            done = jobs.done(way, job, progress)
        except BaseException:
            jobs.call_off(way)
            raise
        return jobs.again(lambda: jobs.json("GET", done["url"]))

    def export(self, wish: Wish, out: BinaryIO, progress: Progress) -> str:
        asked = {"format": wish.format} | ({} if wish.at is None else {"at": wish.at})
        with self._errors():
            return Download(self._http, self._ask).take(
                _path(wish.board), asked, _query(wish.view), out, progress
            )

    def back_up(self, out: BinaryIO, progress: Progress) -> None:
        """All boards as one file (BACK-1)."""
        with self._errors(), self._http.stream("GET", "/api/backup") as answer:
            if answer.status_code >= 400:
                answer.read()
                raise _refusal(answer)
            progress.begin(int(answer.headers.get("content-length", 0)))
            for chunk in answer.iter_bytes():
                out.write(chunk)
                progress.step(len(chunk))

    def put_back(self, path: Path, progress: Progress) -> dict[str, Any]:
        """A backup in the place of all boards (BACK-3)."""
        progress.begin(path.stat().st_size)
        return self._json("POST", "/api/restore", content=_chunks(path, progress))

    def things(self) -> Sequence[dict[str, Any]]:
        found: Sequence[dict[str, Any]] = self._json("GET", "/api/library")["things"]
        return found

    def shelve(self, path: Path) -> dict[str, Any]:
        return self._json("POST", "/api/library", content=path.read_bytes())

    def unshelve(self, thing: str) -> None:
        self._call("DELETE", f"/api/library/{quote(thing, safe='')}")

    def library(self) -> bytes:
        return self._call("GET", "/api/library.excalidrawlib").content

    def restore_moment(self, board: str, wanted: dict[str, Any]) -> dict[str, Any]:
        return self._json("POST", f"{_path(board)}/restorings", json=wanted)

    def branch(self, board: str, wanted: dict[str, Any]) -> dict[str, Any]:
        return self._json("POST", f"{_path(board)}/branches", json=wanted)

    def compact(self, board: str, wanted: dict[str, Any]) -> dict[str, Any]:
        return self._json("POST", f"{_path(board)}/compactions", json=wanted)

    def compactions(self, board: str) -> Sequence[dict[str, Any]]:
        found: Sequence[dict[str, Any]] = self._json("GET", f"{_path(board)}/compactions")[
            "compactions"
        ]
        return found

    def compare(self, board: str, old: int, new: int | None) -> dict[str, Any]:
        params = {"old": old} | ({} if new is None else {"new": new})
        return self._json("GET", f"{_path(board)}/compare", params=params)

    def search(self, query: str, board: str | None, limit: int) -> dict[str, Any]:
        params = {"q": query, "limit": limit} | ({} if board is None else {"board": board})
        return self._json("GET", "/api/search", params=params)

    def names(self, board: str) -> dict[str, str]:
        people = self._json("GET", f"{_path(board)}/people")["people"]
        return {person["id"]: person["name"] for person in people}

    def log(self, board: str, upto: int) -> Iterator[bytes]:
        after = 0
        while after < upto:
            params = {"after": after, "limit": min(PAGE, upto - after)}
            answer = self._call("GET", f"{_path(board)}/entries", params=params)
            page = msgspec.json.decode(answer.content, type=Page)
            if not page.entries:
                return
            yield from map(bytes, page.entries)
            after += len(page.entries)

    def head(self, board: str) -> Head:
        answer = self._call("GET", _path(board))
        try:
            return msgspec.json.decode(answer.content, type=Head)
        except msgspec.MsgspecError:
            raise self._stranger() from None

    def close(self) -> None:
        self._http.close()

    def _has(self, board: str) -> bool:
        params = {"limit": 1}
        try:
            self._call("GET", f"{_path(board)}/entries", params=params)
        except InkroomError as why:
            if why.code == "not_found":
                return False
            raise
        return True

    def _json(self, method: str, way: str, **more: Any) -> dict[str, Any]:
        answer = self._call(method, way, **more)
        try:
            found = answer.json()
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise self._stranger()
        return found

    def _call(self, method: str, way: str, **more: Any) -> httpx2.Response:
        with self._errors():
            return self._ask(method, way, **more)

    def _ask(self, method: str, way: str, **more: Any) -> httpx2.Response:
        """Raises InkroomError where the server refuses, httpx2.HTTPError where it does not answer."""
        answer = self._http.request(method, way, **more)
        if answer.status_code >= 400:
            raise _refusal(answer)
        return answer

    def _stranger(self) -> Unavailable:
        return Unavailable(f"Something answers at {self.url}, but it is not an Inkroom server")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except httpx2.HTTPError as why:
            raise Unavailable(
                f"Nothing answers at {self.url} ({str(why) or type(why).__name__}). "
                "Is `inkroom serve` running there?"
            ) from None


def _path(board: str) -> str:
    return f"/api/boards/{quote(board, safe='')}"


def _chunks(path: Path, progress: Progress) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
            progress.step(len(chunk))


def _refusal(answer: httpx2.Response) -> InkroomError:
    try:
        error = answer.json()["error"]
        return InkroomError(str(error["message"]), str(error["code"]))
    except (ValueError, KeyError, TypeError):
        return InkroomError(
            f"The server answered HTTP {answer.status_code}, which says nothing more"
        )


def _query(view: View) -> dict[str, Any]:
    """What of a view is not plain, as the query says it."""
    said: dict[str, Any] = {
        name: value for name, value in asdict(view).items() if value != getattr(View(), name)
    }
    if view.ids:
        said["ids"] = ",".join(view.ids)
    if view.area is not None:
        said["area"] = ",".join(f"{side:g}" for side in view.area)
    return said
