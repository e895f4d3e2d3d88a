"""Room tokens: made, listed and ended by whoever owns the board (ACC-2)."""

from typing import Any

from fastapi import APIRouter, Request, Response
from msgspec import to_builtins

from inkroom.errors import InkroomError, Unavailable
from inkroom.side import lesson_of
from inkroom_server.api.caller import allowed
from inkroom_server.api.models import MadeToken, NewToken, Tokens
from inkroom_server.api.paths import BoardId
from inkroom_server.jobs.moment import info_of
from inkroom_server.parts import parts_of

router = APIRouter(tags=["tokens"])


@router.post("/boards/{id}/tokens", status_code=201, response_model=MadeToken)
def create_token(request: Request, id: BoardId, new: NewToken) -> Any:
    """A token for this board; it is shown this once, the server keeps only its number."""
    allowed(request, id, "owner")
    if lesson_of(id) is not None:
        raise InkroomError("Expected a board that is shared, got a side board", "forbidden")
    parts = parts_of(request.app)
    info_of(parts.log, id)
    token, info = parts.access.create_token(id, new.role, name=new.name, days=new.days)
    return {"token": token, **to_builtins(info)}


@router.get("/boards/{id}/tokens", response_model=Tokens)
def list_tokens(request: Request, id: BoardId) -> Any:
    """The tokens of this board, the newest first."""
    allowed(request, id, "owner")
    return {"tokens": [to_builtins(info) for info in parts_of(request.app).log.tokens.all(id)]}


@router.delete("/boards/{id}/tokens/{token}", status_code=204)
def revoke_token(request: Request, id: BoardId, token: str) -> Response:
    """Ends a token; who came with it is out within a second."""
    allowed(request, id, "owner")
    tokens = parts_of(request.app).log.tokens
    if all(info.id != token for info in tokens.all(id)):
        raise Unavailable(
            f"Expected the number of a token of this board, got {token!r}", "not_found"
        )
    tokens.revoke(token)
    return Response(status_code=204)
