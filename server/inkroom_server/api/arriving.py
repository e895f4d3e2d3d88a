"""A file that comes as the body of a request: on the disk for as long as it is in hand."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import Request

from inkroom.errors import BadFile
from inkroom_server.parts import parts_of


def body_of(what: str) -> dict[str, Any]:
    """What OpenAPI says of a route whose body is a file."""
    content = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    return {"requestBody": {"required": True, "description": what, "content": content}}


@asynccontextmanager
async def arrived(request: Request, most: int) -> AsyncIterator[Path]:
    """The body as a file of at most so many bytes, which is taken away afterwards if it is still there.

    Raises BadFile `too_big`, and Unavailable `storage` where the disk takes nothing.
    """
    parts = parts_of(request.app)
    parts.hub.must_take()
    path = parts.jobs.folder / f"import-{secrets.token_hex(8)}"
    try:
        await _save(request, path, most)
        yield path
    finally:
        path.unlink(missing_ok=True)


async def _save(request: Request, path: Path, most: int) -> None:
    size = 0
    with path.open("wb") as out:
        async for chunk in request.stream():
            size += len(chunk)
            if size > most:
                raise BadFile(f"Expected a file of at most {most:,} bytes", "too_big")
            out.write(chunk)
