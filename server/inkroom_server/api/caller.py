"""Who calls the API, and what they may: an operator, the holder of a room token, or anybody where boards are open."""

from typing import Final

import jwt
from fastapi import Request
from msgspec import Struct
from starlette.requests import HTTPConnection

from inkroom.errors import Closed, InkroomError
from inkroom.messages import Role
from inkroom.room import SERVER
from inkroom_server.access import Access
from inkroom_server.parts import parts_of

ANY: Final = "*"
"""The `aud` of an operator's token: every board, and the list of them."""
RANK: Final[dict[Role, int]] = {"viewer": 0, "commenter": 1, "editor": 2, "owner": 3}


class Caller(Struct, frozen=True):
    """`board` is the one board that the caller may see, or ANY; `user` stands under what the caller does."""

    board: str
    role: Role
    user: str = SERVER


def caller_of(access: Access, connection: HTTPConnection) -> Caller:
    """Who this is; raises Closed 4401 where a token is needed and this is none (ACC-2)."""
    token = token_of(connection)
    if token:
        try:
            claims = access.claims(token, _audience(token))
            return Caller(claims.aud, claims.role, claims.sub or SERVER)
        except Closed:
            if not access.open:
                raise
    if not access.open:
        raise Closed(4401, "Expected a token, as `Authorization: Bearer …`", "token_required")
    return Caller(ANY, "owner")


def token_of(connection: HTTPConnection) -> str:
    """The token of the header, or of the query."""
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else connection.query_params.get("token", "")


def _audience(token: str) -> str:
    """The board that a token says it is for; whether that is true is checked afterwards."""
    try:
        found = jwt.decode(token, options={"verify_signature": False}).get("aud")
    except jwt.PyJWTError:
        return ""
    return found if isinstance(found, str) else ""


def allowed(request: Request, board: str, role: Role) -> Caller:
    """The caller, who has at least this role on this board.

    Raises Closed 4401, InkroomError `forbidden`. A token for another board is no token here.
    """
    caller = caller_of(parts_of(request.app).access, request)
    if caller.board not in (ANY, board):
        raise Closed(4401, "Expected a token for this board", "token_invalid")
    if RANK[caller.role] < RANK[role]:
        raise InkroomError(
            f"Expected the role {role!r} or a higher one, got {caller.role!r}", "forbidden"
        )
    return caller


def operating(request: Request) -> Caller:
    """The caller, who may do what concerns no single board; raises as `allowed` does."""
    caller = caller_of(parts_of(request.app).access, request)
    if caller.board != ANY:
        raise InkroomError("Expected an operator's token, got one for a single board", "forbidden")
    return caller
