"""Who calls the API, and what they may: an operator, the holder of a room token, or anybody where boards are open."""

from typing import Final

import jwt
from fastapi import Request
from msgspec import Struct
from starlette.requests import HTTPConnection

from inkroom.errors import Closed, InkroomError
from inkroom.messages import Role
from inkroom.room import SERVER
from inkroom.side import lesson_of
from inkroom_server.access import Access
from inkroom_server.parts import parts_of

ANY: Final = "*"
"""The `aud` of an operator's token: every board, and the list of them."""
GUEST: Final = "inkroom-guest"
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


def guest_of(connection: HTTPConnection) -> str | None:
    """The id that a guest's device keeps, of the header or of the query: who they are on an open board (SIDE-3)."""
    found = connection.headers.get(GUEST) or connection.query_params.get("guest", "")
    return found[:64] or None


def person_of(access: Access, board: str, connection: HTTPConnection, caller: Caller) -> str:
    """The user that the caller is in the room of the board, where the device says who its guest is (ACC-8)."""
    guest, token = guest_of(connection), token_of(connection)
    if guest is None or (token and _audience(token) == ANY):
        return caller.user
    return access.enter(board, token, guest=guest).guest.user


def side_caller(access: Access, board: str, connection: HTTPConnection) -> Caller:
    """Who calls about a side board: its person, the owner of its lesson, or an operator with a token (SIDE-2)."""
    token = token_of(connection)
    if token and _audience(token) == ANY:
        claims = access.claims(token, ANY)
        return Caller(ANY, claims.role, claims.sub or SERVER)
    guest = access.enter(board, token, guest=guest_of(connection)).guest
    return Caller(board, guest.role, guest.user)


def owning(access: Access, lesson: str, connection: HTTPConnection) -> None:
    """Raises Closed 4401 or 4403 for all but the owner of a board, and an operator with a token (SIDE-5)."""
    token = token_of(connection)
    if token and _audience(token) == ANY:
        access.claims(token, ANY)
        return
    if not access.owns(lesson, access.enter(lesson, token, guest=guest_of(connection)).guest):
        raise Closed(4403, "Expected the owner of this board", "forbidden")


def _audience(token: str) -> str:
    """The board that a token says it is for; whether that is true is checked afterwards."""
    try:
        found = jwt.decode(token, options={"verify_signature": False}).get("aud")
    except jwt.PyJWTError:
        return ""
    return found if isinstance(found, str) else ""


def allowed(request: HTTPConnection, board: str, role: Role) -> Caller:
    """The caller, who has at least this role on this board.

    Raises Closed 4401, InkroomError `forbidden`. A token for another board is no token here.
    """
    access = parts_of(request.app).access
    aside = lesson_of(board) is not None
    caller = side_caller(access, board, request) if aside else caller_of(access, request)
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
