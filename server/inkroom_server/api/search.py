"""Search over all that was ever written (SEEK-3)."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request

from inkroom_server.api.caller import ANY, allowed, caller_of
from inkroom_server.api.models import Hits
from inkroom_server.api.paths import ID
from inkroom_server.parts import parts_of

router = APIRouter(tags=["history"])
MOST: Final = 200


@router.get("/search", response_model=Hits)
async def search(
    request: Request,
    q: Annotated[str, Query(max_length=200, description="Words, or how they begin")],
    board: Annotated[
        str | None, Query(pattern=ID, description="This board; left out: all that one may see")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
) -> Any:
    """Texts, titles, chat, comments and marks, past and deleted ones too, that hold all the words, the newest first."""
    parts = parts_of(request.app)
    seen = caller_of(parts.access, request).board
    one = board if board is not None else None if seen == ANY else seen
    if one is not None:
        allowed(request, one, "viewer")
    return await parts.finding.find(q, one, limit)
