"""The history of a board made short by its owner (COMP-1 to COMP-6)."""

from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from inkroom_server.api.caller import ANY, allowed, person_of
from inkroom_server.api.models import Compacting, Compaction, Compactions
from inkroom_server.api.paths import BoardId, id_of_new
from inkroom_server.jobs import compacting
from inkroom_server.jobs.course import Course, lines
from inkroom_server.parts import parts_of

router = APIRouter(tags=["history"])
TOKEN_DAYS = 3_650


LINES: Final = "application/x-ndjson"
AT_ONCE: Final = {"cache-control": "no-store", "x-accel-buffering": "no"}
ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {LINES: {}}, "description": "What was done; with `progress`, JSON lines"}
}


@router.post("/boards/{id}/compactions", response_model=Compaction, responses=ANSWERS)
async def compact_history(request: Request, id: BoardId, body: Compacting) -> Any:
    """Lets all past steps go; the board as it was, with its history, goes on as a copy. With `preview` only says so.

    With `progress` the answer is JSON lines: `{progress, bound}` 0..1 again and again, at last `{done}` or `{error}`.
    Who hangs up before it is `bound` calls it off.
    """
    caller = allowed(request, id, "owner")
    parts = parts_of(request.app)
    by = person_of(parts.access, id, request, caller)
    wanted = compacting.Wanted(title=body.title, id="" if body.preview else id_of_new(body.id))

    async def work(course: Course) -> dict[str, Any]:
        crew = parts.crew
        if body.preview:
            return compacting.told(await compacting.foreseen(crew, id, wanted, by, course))
        done = await compacting.compact(crew, parts.hub, parts.log, id, wanted, by, course)
        return {**compacting.told(done), "token": await token_of(done.copy_id)}

    async def token_of(copy: str) -> str:
        """For who owns the board by a token for it alone (COMP-3)."""
        if caller.board == ANY:
            return ""
        made = parts.access.create_token
        token, _ = await run_in_threadpool(made, copy, "owner", name="", days=TOKEN_DAYS)
        return token

    if body.progress:
        return StreamingResponse(lines(work), media_type=LINES, headers=AT_ONCE)
    return await work(Course())


@router.get("/boards/{id}/compactions", response_model=Compactions)
async def list_compactions(request: Request, id: BoardId) -> Any:
    """When the history was compacted, by whom, what went, and where its copy is."""
    allowed(request, id, "viewer")
    log = parts_of(request.app).log
    found = await run_in_threadpool(log.compactions.all, id)
    names = {one.id: one.name for one in await run_in_threadpool(log.people, id)} if found else {}
    return {
        "compactions": [compacting.told(one) | {"name": names.get(one.by, "")} for one in found]
    }
