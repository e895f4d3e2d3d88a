"""The snapshot of a big board apart from its socket: a browser unpacks it beside the page that is still loading."""

import asyncio
from collections.abc import Iterable, Iterator
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from starlette.types import Receive, Scope, Send

from inkroom.room import one_stream
from inkroom_server.api.caller import allowed
from inkroom_server.api.errors import answer
from inkroom_server.api.paths import BoardId
from inkroom_server.endpoint.gate import Full
from inkroom_server.parts import Parts, parts_of

router = APIRouter(tags=["boards"])
PIECE: Final = 512 * 1024
LINES: Final = "application/x-ndjson"
ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {LINES: {}}, "description": "The parts one after the other, as JSON lines"},
    204: {"description": "A small board, or none: its socket has all"},
}


@router.get("/boards/{id}/snapshot", response_class=Response, responses=ANSWERS)
async def read_snapshot(request: Request, id: BoardId) -> Response:
    """What a joiner of a big board begins with, as it was lately; its hello says so as `since` (JOIN-11)."""
    allowed(request, id, "viewer")
    all = parts_of(request.app)
    parts = await all.hub.parts(id)
    if len(parts) < all.settings.snapshot_apart_parts:
        return Response(status_code=204)
    stream = one_stream(parts)
    return Response(status_code=204) if stream is None else Apart(stream, all, id)


class Apart(Response):
    """A packed stream, sent piece by piece. It counts as a connection, and ends where a piece is not taken in time."""

    def __init__(self, stream: Iterator[bytes], all: Parts, board: str) -> None:
        headers = {"content-encoding": "gzip", "cache-control": "no-store"}
        super().__init__(None, 200, headers, LINES)
        self._stream, self._all, self._board = stream, all, board

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            with self._all.gate.pass_through(Request(scope), self._board):
                await self._send(send)
        except Full as why:
            full = "busy" if why.status == 429 else "unavailable"
            turned_away = answer(why.status, full, "Expected fewer connections at a time")
            await turned_away(scope, receive, send)

    async def _send(self, send: Send) -> None:
        headers = [(name, value) for name, value in self.raw_headers if name != b"content-length"]
        await send({"type": "http.response.start", "status": self.status_code, "headers": headers})
        for piece in _pieces(self._stream):
            try:
                async with asyncio.timeout(self._all.settings.snapshot_piece_s):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
            except TimeoutError:
                return  # the connection is closed without an end, which no reader takes for the whole
        await send({"type": "http.response.body", "body": b""})


def _pieces(stream: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in fewer pieces."""
    held: list[bytes] = []
    size = 0
    for one in stream:
        held.append(one)
        size += len(one)
        if size >= PIECE:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)
