"""The library of the server: things that everybody may put on boards, and its keeper changes (API-13)."""

from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import APIRouter, Request, Response
from fastapi import Path as InPath
from msgspec import to_builtins
from starlette.concurrency import run_in_threadpool

from inkroom.errors import Unavailable
from inkroom.formats import library
from inkroom_server.api.arriving import arrived, body_of
from inkroom_server.api.caller import ANY, caller_of, operating
from inkroom_server.api.models import Shelved, Things
from inkroom_server.api.paths import ID
from inkroom_server.jobs import shelving
from inkroom_server.jobs.exports import MEDIA
from inkroom_server.parts import Parts, parts_of

SMALL: Final = 64 * 2**10
router = APIRouter(tags=["library"])
ThingId = Annotated[str, InPath(pattern=ID, description="The id of a thing")]


@router.get("/library", response_model=Things)
def list_things(request: Request) -> Any:
    """The things of the library, the newest first, and whether the caller may change it."""
    parts = parts_of(request.app)
    caller = caller_of(parts.access, request)
    rows = [to_builtins(one) for one in parts.log.library.all()]
    return {"things": rows, "change": caller.board == ANY}


@router.get("/library.excalidrawlib", response_class=Response)
def read_library(request: Request) -> Response:
    """All of it as a file that Excalidraw opens too; the things have their ids, in the order of the list."""
    parts = parts_of(request.app)
    caller_of(parts.access, request)
    kept = parts.log.library
    headers = {"ETag": f'"{kept.tag()}"', "Cache-Control": "private, no-cache"}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    named = {"Content-Disposition": 'attachment; filename="library.excalidrawlib"'}
    text = library.joined(kept.packed())
    return Response(text, media_type=MEDIA["excalidrawlib"], headers=headers | named)


@router.post(
    "/library",
    status_code=201,
    response_model=Shelved,
    openapi_extra=body_of("A `.excalidrawlib`, at most 8 MiB"),
)
async def add_things(request: Request) -> Any:
    """Puts the things of a file in; those that are there already stay as they are."""
    by = operating(request).user
    parts = parts_of(request.app)
    async with arrived(request, shelving.FILE_BYTES) as path:
        found = await _read(parts, path)
    added = await run_in_threadpool(shelving.shelve, parts.log, found, by)
    return {"added": added, "left": found.left}


async def _read(parts: Parts, path: Path) -> shelving.Shelved:
    """By a worker; what is read before a worker has begun is read here."""
    if _small(path):
        return await run_in_threadpool(shelving.read, parts.log, lambda share: None, path)
    found: shelving.Shelved = await parts.crew.run(shelving.read, path)
    return found


def _small(path: Path) -> bool:
    return path.stat().st_size <= SMALL


@router.delete("/library/{thing}", status_code=204)
def remove_thing(request: Request, thing: ThingId) -> Response:
    """Takes a thing out; what was put on boards stays there."""
    operating(request)
    parts = parts_of(request.app)
    parts.hub.must_take()
    if not parts.log.library.remove(thing):
        raise Unavailable(f"Expected the id of a thing in the library, got {thing!r}", "not_found")
    return Response(status_code=204)
