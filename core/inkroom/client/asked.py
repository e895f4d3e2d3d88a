"""What a peer asks of the REST API about its board, and what it is answered (API-4, API-5, HIST-8)."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final, TypedDict

import httpx2
from msgspec import DecodeError, Struct, json

from inkroom.client.address import api_url
from inkroom.errors import InkroomError, Unavailable

FILE_TIMEOUT_S: Final = 600


class Wishes(TypedDict, total=False):
    """What of a board goes into a file, and how (API-4); `area` is x, y, width and height in px."""

    at: int
    page: str
    frame: str
    area: tuple[float, float, float, float]
    ids: Sequence[str]
    scale: float
    dark: bool
    transparent: bool
    scene: bool
    frames: bool
    marks: bool


class RestoreWishes(TypedDict, total=False):
    """What to bring back (`to`), or whose work of which entries to take away (HIST-8).

    `people` are ids of users; `inside` are places on `page` in px: two corners of a box, or the loop of a lasso.
    """

    to: int
    people: Sequence[str]
    since: int
    until: int
    inside: Sequence[tuple[float, float]]
    page: str
    preview: bool


class Builder(Struct):
    """What one person did to elements that somebody else drew, by id (HIST-15)."""

    user: str
    name: str
    edited: list[str]
    bound: list[str]
    said: list[str]


class Restored(Struct):
    """The entry that a restore became, 0 for none, and the elements it brought back, took away, changed or left."""

    seq: int
    back: list[str]
    goes: list[str]
    changes: list[str]
    left: list[str]
    built: list[Builder]
    """What others have built on what goes, changes or is left."""


class Compacted(Struct):
    """What a compaction took away, or would take (COMP-5): `head` entries since `since` (ms since 1970 UTC), `marks`
    and `erased` elements; the `copy` with all of it is called `title` ("": a preview). Sizes of the log in bytes."""

    head: int
    since: int
    marks: int
    erased: int
    bytes_before: int
    bytes_after: int
    copy: str
    title: str
    epoch: int
    token: str = ""


class Report(Struct):
    """What an import made of the board: its last entry, and what was not carried."""

    head: int
    left: list[str]


class Made(Struct):
    """The board that a file became: its id and title, how many elements, and what was not carried."""

    board: str
    title: str
    elements: int
    left: list[str]


class _Refused(Struct):
    code: str = "error"
    message: str = ""


def query(value: Any) -> str:
    """A wish as it stands in an address."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int | float) else ",".join(map(str, value))


def refusal(body: bytes, status: int) -> InkroomError:
    """The error that an answer tells of."""
    try:
        why = json.decode(body, type=dict[str, _Refused])["error"]
    except (DecodeError, KeyError):
        why = _Refused(message=f"Expected an answer, got the status {status}")
    return InkroomError(why.message, why.code)


@asynccontextmanager
async def asking(
    socket: str, token: str | None, method: str, way: str, **more: Any
) -> AsyncIterator[httpx2.Response]:
    """An answer of the REST API about the board whose room has this address; raises InkroomError, Unavailable."""
    async with answering(f"{api_url(socket)}/{way}", token, method, **more) as answer:
        yield answer


@asynccontextmanager
async def answering(
    url: str, token: str | None, method: str, **more: Any
) -> AsyncIterator[httpx2.Response]:
    """An answer of the REST API at an address; raises InkroomError, Unavailable."""
    headers = {"authorization": f"Bearer {token}"} if token else {}
    try:
        async with (
            httpx2.AsyncClient(timeout=FILE_TIMEOUT_S, trust_env=False) as http,
            http.stream(method, url, headers=headers, **more) as answer,
        ):
            if answer.status_code >= 400:
                raise refusal(await answer.aread(), answer.status_code)
            yield answer
    except httpx2.TransportError as why:
        raise Unavailable(f"Expected an answer of {url}: {why}") from None
