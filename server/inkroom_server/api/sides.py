"""The side boards of a lesson, for its owner (SIDE-5)."""

from typing import Any

from fastapi import APIRouter, Request
from msgspec import to_builtins
from starlette.concurrency import run_in_threadpool

from inkroom.side import side_of
from inkroom_server.api.caller import owning
from inkroom_server.api.models import Sides
from inkroom_server.api.paths import BoardId
from inkroom_server.jobs.moment import info_of
from inkroom_server.parts import Parts, parts_of

router = APIRouter(tags=["boards"])


@router.get("/boards/{id}/sides", response_model=Sides)
async def list_sides(request: Request, id: BoardId) -> Any:
    """Who took part in the board, each with their side board; their pictures are at `/api/boards/{board}/thumb.svg`."""
    parts = parts_of(request.app)
    owning(parts.access, id, request)
    return {"sides": await run_in_threadpool(_sides, parts, id)}


def _sides(parts: Parts, lesson: str) -> list[dict[str, Any]]:
    info_of(parts.log, lesson)
    found = []
    for person in parts.log.people(lesson):
        side = side_of(lesson, person.id)
        info = parts.log.board(side) if side is not None else None
        found.append(
            {
                **to_builtins(person),
                "user": person.id,
                "board": side if info else None,
                "head": info.head if info else 0,
                "changed": info.changed if info else 0,
            }
        )
    return found
