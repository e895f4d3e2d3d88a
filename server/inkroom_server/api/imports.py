"""Files onto boards, in one request or as a job that goes on after the answer (API-5)."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from msgspec import to_builtins

from inkroom.errors import InkroomError
from inkroom_server.api.arriving import arrived, body_of
from inkroom_server.api.caller import allowed, operating
from inkroom_server.api.jobs import shown
from inkroom_server.api.models import Job, Report
from inkroom_server.api.paths import BoardId, NewId, id_of_new
from inkroom_server.jobs.imports import FILE_BYTES, Spot
from inkroom_server.jobs.moment import info_of
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
Side = Annotated[
    float | None,
    Query(
        ge=-(10**7),
        le=10**7,
        description="Where the middle goes, in px of the board",
        examples=[640],
    ),
]


def _spot(
    x: Side = None,
    y: Side = None,
    page: Annotated[str | None, Query(description="The id of a page; left out: the first")] = None,
) -> Spot:
    if (x is None) != (y is None):
        raise InkroomError("Expected x and y, or neither of them, got one", "bad_place")
    return Spot(at=None if x is None or y is None else (x, y), page=page)


Place = Annotated[Spot, Depends(_spot)]
"""Beside what lies on the first page, unless the query says otherwise."""
BODY = body_of("The file itself, at most 50 MiB")


@router.post("/import", status_code=201, response_model=Report, openapi_extra=BODY)
async def import_new(request: Request, name: Name, board: NewId = None) -> Any:
    """A new board from a file; `left` lists what could not be carried."""
    caller = operating(request)
    return await _import(request, name, caller.user, new=id_of_new(board))


@router.post("/imports", status_code=202, response_model=Job, openapi_extra=BODY)
async def start_new(request: Request, name: Name, board: NewId = None) -> Any:
    """The same as a job, whose `board` is the new one, there once it is done; its file is the report.

    Progress is pushed at `/ws/jobs/{id}`; `DELETE /api/jobs/{id}` calls it off until its state is `writing`.
    """
    caller = operating(request)
    new, parts = id_of_new(board), parts_of(request.app)
    if parts.log.board(new) is not None:
        raise InkroomError(f"Expected a new board, there is one named {new!r}", "exists")
    async with arrived(request, FILE_BYTES) as path:
        return shown(await parts.jobs.start_new(new, path, name, caller.user))


@router.post("/boards/{id}/import", response_model=Report, openapi_extra=BODY)
async def import_onto(request: Request, id: BoardId, name: Name, place: Place) -> Any:
    """Puts what is in a file onto the board, at a place or beside what lies there, in one gesture."""
    by = allowed(request, id, "editor").user
    parts = parts_of(request.app)
    async with arrived(request, FILE_BYTES) as path:
        run = parts.imports.run(path, name, onto=id, new="", by=by, spot=place)
        return to_builtins(await run)


@router.post("/boards/{id}/imports", status_code=202, response_model=Job, openapi_extra=BODY)
async def start_import(request: Request, id: BoardId, name: Name, place: Place) -> Any:
    """The same as a job; its progress is pushed into the room as `notice`, and readable at `/api/jobs/{id}`.

    The ids of the elements begin with the first ten characters of the job's. `DELETE /api/jobs/{id}` calls it off
    until its state is `writing`.
    """
    by = allowed(request, id, "editor").user
    parts = parts_of(request.app)
    head = info_of(parts.log, id).head
    async with arrived(request, FILE_BYTES) as path:
        return shown(await parts.jobs.start_import(id, path, name, head, by, place))


async def _import(request: Request, name: str, by: str, *, new: str) -> Any:
    async with arrived(request, FILE_BYTES) as path:
        run = parts_of(request.app).imports.run(path, name, onto=None, new=new, by=by)
        return to_builtins(await run)
