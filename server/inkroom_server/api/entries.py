"""A board at any moment, its entries, its people, its thumbnail (API-2, API-3)."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from msgspec import to_builtins

from inkroom.messages import Person, encode
from inkroom_server.api.caller import allowed
from inkroom_server.api.models import Entries, Folded, People
from inkroom_server.api.paths import BoardId, Moment
from inkroom_server.jobs.moment import folded, info_of
from inkroom_server.parts import parts_of

router = APIRouter(tags=["history"])
PAGE = 5_000
JSON = "application/json"


@router.get("/boards/{id}", response_model=Folded)
async def read_board(request: Request, id: BoardId, at: Moment = None) -> Response:
    """The folded board: what the log comes to, at its head or after any entry."""
    allowed(request, id, "viewer")
    body = await parts_of(request.app).crew.run(folded, id, at)
    return Response(body, media_type=JSON)


@router.get("/boards/{id}/entries", response_model=Entries)
def read_entries(
    request: Request,
    id: BoardId,
    after: Annotated[int, Query(ge=0, description="The entries after this one")] = 0,
    limit: Annotated[int, Query(ge=1, le=PAGE)] = 1_000,
) -> Response:
    """A page of the log, the entries as stored, with the chain before the first and after the last of them."""
    allowed(request, id, "viewer")
    log = parts_of(request.app).log
    rows = log.rows(id, after, limit)
    info = info_of(log, id)  # after the rows: its head is never behind them
    before = log.chain(id, after) or ""
    told = encode(
        {
            "head": info.head,
            "epoch": info.epoch,
            "before": before,
            "chain": rows[-1].chain if rows else before,
        }
    )
    body = b'{"entries":[%b],%b' % (b",".join(row.body for row in rows), told[1:])
    return Response(body, media_type=JSON)


@router.get("/boards/{id}/people", response_model=People)
def read_people(request: Request, id: BoardId) -> Any:
    """Who took part in the board at any time, how much, and when last."""
    allowed(request, id, "viewer")
    log = parts_of(request.app).log
    info_of(log, id)
    shares = log.shares(id)
    return {"people": [told(person, shares) for person in log.people(id)]}


def told(person: Person, shares: dict[str, tuple[int, int]]) -> dict[str, Any]:
    """The person with their share of the log."""
    steps, last = shares.get(person.id, (0, None))
    return {**to_builtins(person), "steps": steps, "last": last}


@router.get("/boards/{id}/thumb.svg", response_class=Response)
async def read_thumbnail(
    request: Request,
    id: BoardId,
    dark: Annotated[bool, Query(description="As it looks on a dark screen")] = False,
    at: Moment = None,
) -> Response:
    """A small picture of the board, in the frame of now; its ETag changes with the board."""
    allowed(request, id, "viewer")
    thumbs = parts_of(request.app).thumbs
    tag = thumbs.tag(id)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    drawn = await thumbs.get(id, dark=dark, at=at)
    return Response(drawn, media_type="image/svg+xml", headers=headers)
