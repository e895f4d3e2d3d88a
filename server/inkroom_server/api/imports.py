"""Files onto boards (API-5)."""

import secrets
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from msgspec import to_builtins

from inkroom.errors import BadFile
from inkroom_server.api.caller import allowed, operating
from inkroom_server.api.models import Report
from inkroom_server.api.paths import ID, BoardId
from inkroom_server.ids import new_id
from inkroom_server.jobs.imports import FILE_BYTES
from inkroom_server.parts import parts_of

router = APIRouter(tags=["imports"])
Name = Annotated[
    str,
    Query(
        max_length=255,
        description="What the file is called: its end tells its format",
        examples=["plan.excalidraw"],
    ),
]
NewId = Annotated[
    str | None,
    Query(pattern=ID, description="The id of the new board", examples=["plan"]),
]
BODY = {
    "requestBody": {
        "required": True,
        "description": "The file itself, at most 50 MiB",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.post("/import", status_code=201, response_model=Report, openapi_extra=BODY)
async def import_new(request: Request, name: Name, board: NewId = None) -> Any:
    """A new board from a file; `left` lists what could not be carried."""
    return await _import(request, name, operating(request).user, new=board or new_id())


@router.post("/boards/{id}/import", response_model=Report, openapi_extra=BODY)
async def import_onto(request: Request, id: BoardId, name: Name) -> Any:
    """Puts what is in a file beside what lies on the board, in one gesture."""
    return await _import(request, name, allowed(request, id, "editor").user, onto=id)


async def _import(
    request: Request, name: str, by: str, *, onto: str | None = None, new: str = ""
) -> Any:
    parts = parts_of(request.app)
    parts.hub.must_take()
    path = parts.jobs.folder / f"import-{secrets.token_hex(8)}"
    try:
        await _save(request, path)
        return to_builtins(await parts.imports.run(path, name, onto=onto, new=new, by=by))
    finally:
        path.unlink(missing_ok=True)


async def _save(request: Request, path: Path) -> None:
    size = 0
    with path.open("wb") as out:
        async for chunk in request.stream():
            size += len(chunk)
            if size > FILE_BYTES:
                raise BadFile(f"Expected a file of at most {FILE_BYTES:,} bytes", "too_big")
            out.write(chunk)
