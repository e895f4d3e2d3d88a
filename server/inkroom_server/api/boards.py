"""The boards: list, make, rename, trash, bring back (API-1)."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from msgspec import to_builtins
from starlette.concurrency import run_in_threadpool

from inkroom.errors import Unavailable
from inkroom.side import lesson_of
from inkroom_server.api.caller import ANY, allowed, caller_of, operating
from inkroom_server.api.models import Board, Boards, Ended, NewBoard, Renaming
from inkroom_server.api.paths import BoardId
from inkroom_server.ids import new_id
from inkroom_server.parts import Parts, parts_of

router = APIRouter(tags=["boards"])


@router.get("/boards", response_model=Boards)
async def list_boards(
    request: Request, trash: bool = Query(False, description="Those in the trash")
) -> Any:
    """The boards that the caller may see, the newest change first."""
    parts = parts_of(request.app)
    caller = caller_of(parts.access, request)
    rows = parts.lobby.rows(await run_in_threadpool(parts.log.boards, trashed=trash))
    seen = (row for row in rows if caller.board in (ANY, row.id) and lesson_of(row.id) is None)
    return {"boards": [to_builtins(row) for row in seen]}


@router.post("/boards", status_code=201, response_model=Board)
async def create_board(request: Request, new: NewBoard) -> Any:
    """A new, empty board."""
    caller = operating(request)
    parts = parts_of(request.app)
    id = new.id or new_id()
    await parts.hub.create(id, new.title, caller.user)
    return shown(parts, id)


@router.patch("/boards/{id}", response_model=Board)
async def rename_board(request: Request, id: BoardId, new: Renaming) -> Any:
    """Gives the board another title or other tags, as one op in its log."""
    caller = allowed(request, id, "editor")
    parts = parts_of(request.app)
    told = {"id": "board", **new.model_dump(exclude_none=True)}
    await parts.hub.append(id, [{"set": [told]}], caller.user)
    return shown(parts, id)


@router.delete("/boards/{id}", status_code=204)
async def trash_board(
    request: Request,
    id: BoardId,
    for_good: Annotated[
        bool, Query(description="Delete a board that is in the trash, with its whole history")
    ] = False,
) -> Response:
    """Moves the board to the trash, where its log is kept; or deletes for good one that is there, and notes who did."""
    caller = allowed(request, id, "owner")
    hub = parts_of(request.app).hub
    await (hub.end(id, caller.user) if for_good else hub.trash(id))
    return Response(status_code=204)


@router.get("/ended", response_model=Ended)
async def list_ended(request: Request) -> Any:
    """The boards that are gone for good: what they were, when they were deleted, and by whom."""
    operating(request)
    rows = await run_in_threadpool(parts_of(request.app).log.ended)
    return {"boards": [to_builtins(row) for row in rows]}


@router.post("/boards/{id}/restore", response_model=Board)
async def restore_board(request: Request, id: BoardId) -> Any:
    """Takes the board out of the trash."""
    allowed(request, id, "owner")
    parts = parts_of(request.app)
    await parts.hub.restore(id)
    return shown(parts, id)


def shown(parts: Parts, id: str) -> dict[str, Any]:
    """The board as the list shows it."""
    info = parts.log.board(id)
    if info is None:
        raise Unavailable(f"Expected the id of a board, got {id!r}", "not_found")
    row: dict[str, Any] = to_builtins(parts.lobby.row(info))
    return row
