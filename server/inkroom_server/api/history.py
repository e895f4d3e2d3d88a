"""What one does with the history of a board: compare, restore, branch (HIST-5 to HIST-9)."""

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Request, Response

from inkroom_server.api.caller import allowed, operating
from inkroom_server.api.models import (
    Branching,
    Checked,
    Compared,
    Report,
    RestoredMoment,
    Restoring,
)
from inkroom_server.api.paths import BoardId, id_of_new
from inkroom_server.jobs import branches, restorings
from inkroom_server.jobs.checks import checked
from inkroom_server.parts import parts_of

router = APIRouter(tags=["history"])


@router.get("/boards/{id}/compare", response_model=Compared)
async def compare_moments(
    request: Request,
    id: BoardId,
    old: Annotated[int, Query(ge=0, description="The moment before")],
    new: Annotated[int | None, Query(ge=0, description="The moment after; left out: now")] = None,
) -> Response:
    """What is added, changed and removed from one moment to another, by element."""
    allowed(request, id, "viewer")
    body = await parts_of(request.app).crew.run(restorings.compared, id, old, new)
    return Response(body, media_type="application/json")


@router.get("/boards/{id}/check", response_model=Checked)
async def check_history(request: Request, id: BoardId) -> Response:
    """Whether the history is whole: every entry, and the chain over all of them."""
    allowed(request, id, "viewer")
    body = await parts_of(request.app).crew.run_long(checked, id)
    return Response(body, media_type="application/json")


@router.post("/boards/{id}/restorings", response_model=RestoredMoment)
async def restore_moment(request: Request, id: BoardId, body: Restoring) -> Any:
    """Brings a moment back, or takes work away, as a new gesture; with `preview` it only says what it would do."""
    caller = allowed(request, id, "viewer" if body.preview else "editor")
    parts = parts_of(request.app)
    wanted = restorings.Wanted(**body.model_dump(exclude={"preview"}), by=caller.user)
    if body.preview:
        found, seq = await parts.crew.run_long(restorings.plan, id, wanted), 0
    else:
        found, seq = await restorings.restore(parts.crew, parts.hub, id, wanted, caller.user)
    return {
        "seq": seq,
        "back": found.back,
        "goes": found.goes,
        "changes": found.changes,
        "left": found.left,
        "built": msgspec.to_builtins(found.built),
    }


@router.post("/boards/{id}/branches", status_code=201, response_model=Report)
async def branch_board(request: Request, id: BoardId, body: Branching) -> Any:
    """A new board from a moment of this one, with its history or without."""
    allowed(request, id, "viewer")
    caller = operating(request)
    new = id_of_new(body.id)
    parts = parts_of(request.app)
    wanted = branches.Wanted(at=body.at, title=body.title, history=body.history)
    return await branches.branch(parts.crew, parts.hub, parts.log, id, new, wanted, caller.user)
