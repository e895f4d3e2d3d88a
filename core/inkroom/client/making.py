"""A board made of a file, as a job that is followed to its end (API-5, PATH-6)."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final
from urllib.parse import quote

from msgspec import Struct, json
from websockets.asyncio.client import connect as open_socket
from websockets.exceptions import WebSocketException

from inkroom.client.address import server_urls
from inkroom.client.asked import Made, answering
from inkroom.errors import InkroomError, Unavailable

AGAIN_S: Final = 0.2
"""After a connection broke it is asked again after so long."""
ENDS: Final = ("done", "failed", "cancelled")
"""The states in which a job stays (API-4)."""


class _Job(Struct):
    id: str
    board: str
    state: str
    progress: float
    message: str
    url: str


_job: Final = json.Decoder(_Job)
Told = Callable[[float], None]
"""Hears how far the work is, 0 to 1."""


async def make_board(
    url: str,
    path: str | Path,
    *,
    board: str | None = None,
    token: str | None = None,
    told: Told = lambda share: None,
) -> Made:
    """Makes a board of what is in a file on the server at `url`; where it is cancelled, the server's work is too.

    `board` is the id that it gets, else the server chooses one; on a public server it takes an operator's token.
    Raises InkroomError, Unavailable.
    """
    http, socket = server_urls(url)
    file = Path(path)
    data = await asyncio.to_thread(file.read_bytes)
    params = {"name": file.name, **({} if board is None else {"board": board})}
    async with answering(f"{http}/api/imports", token, "POST", params=params, content=data) as got:
        job = _job.decode(await got.aread())
    way = f"{http}/api/jobs/{quote(job.id, safe='')}"
    try:
        ended = await _followed(f"{socket}/ws/jobs/{quote(job.id, safe='')}", way, token, told)
    except BaseException:
        with suppress(InkroomError, Unavailable):
            async with answering(way, token, "DELETE"):
                pass
        raise
    if ended.state != "done":
        raise InkroomError(ended.message or f"The import was {ended.state}", ended.state)
    if not ended.url:
        return Made(ended.board, "", 0, [ended.message] if ended.message else [])
    async with answering(f"{http}{ended.url}", token, "GET") as got:
        return json.decode(await got.aread(), type=Made)


async def _followed(socket: str, way: str, token: str | None, told: Told) -> _Job:
    """The job once it has ended: pushed, and asked for where the connection broke."""
    headers = {"authorization": f"Bearer {token}"} if token else {}
    while True:
        with suppress(OSError, WebSocketException):
            async with open_socket(socket, additional_headers=headers, proxy=None) as pushed:
                async for message in pushed:
                    job = _job.decode(message)
                    told(job.progress)
                    if job.state in ENDS:
                        return job
        async with answering(way, token, "GET") as got:
            job = _job.decode(await got.aread())
        if job.state in ENDS:
            return job
        await asyncio.sleep(AGAIN_S)
