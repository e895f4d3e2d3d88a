"""The history of a board made short by its owner (COMP-1 to COMP-6)."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from inkroom_server.api.caller import ANY, allowed
from inkroom_server.api.models import Compacting, Compaction, Compactions
from inkroom_server.api.paths import BoardId, id_of_new
from inkroom_server.jobs import compacting
from inkroom_server.log import Exchange
from inkroom_server.parts import parts_of

router = APIRouter(tags=["history"])
TOKEN_DAYS = 3_650


@router.post("/boards/{id}/compactions", response_model=Compaction)
async def compact_history(request: Request, id: BoardId, body: Compacting) -> Any:
    """Lets all past steps go; the board as it was, with its history, goes on as a copy. With `preview` only says so."""
    caller = allowed(request, id, "owner")
    parts = parts_of(request.app)
    wanted = compacting.Wanted(title=body.title)
    if body.preview:
        made: Exchange = await parts.crew.run_long(compacting.compacted, id, wanted, caller.user)
        return compacting.told(made.done)
    wanted.id = id_of_new(body.id)
    done = await compacting.compact(parts.crew, parts.hub, parts.log, id, wanted, caller.user)
    token = ""
    if caller.board != ANY:
        made_token = parts.access.create_token
        token, _ = await run_in_threadpool(
            made_token, done.copy_id, "owner", name="", days=TOKEN_DAYS
        )
    return {**compacting.told(done), "token": token}


@router.get("/boards/{id}/compactions", response_model=Compactions)
async def list_compactions(request: Request, id: BoardId) -> Any:
    """When the history was compacted, by whom, what went, and where its copy is."""
    allowed(request, id, "viewer")
    found = await run_in_threadpool(parts_of(request.app).log.compactions.all, id)
    return {"compactions": [compacting.told(one) for one in found]}
