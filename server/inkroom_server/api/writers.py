"""Which entry a writer is: so that a client can say who drew an element, and when (API-8)."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from inkroom_server.api.caller import allowed
from inkroom_server.api.models import Writers
from inkroom_server.api.paths import BoardId
from inkroom_server.jobs.moment import info_of
from inkroom_server.parts import parts_of

router = APIRouter(tags=["history"])
MOST = 100
Writer = Annotated[str, Query(pattern="^[A-Za-z0-9_-]{1,64}:[0-9]{1,16}$")]


@router.get("/boards/{id}/writers", response_model=Writers)
def read_writers(
    request: Request,
    id: BoardId,
    of: Annotated[
        list[Writer],
        Query(min_length=1, max_length=MOST, description="Writers of registers, `client:cseq`"),
    ],
) -> Any:
    """The entries that these writers are; one that is not in the log is left out."""
    allowed(request, id, "viewer")
    log = parts_of(request.app).log
    info_of(log, id)
    found = {}
    for writer in of:
        client, _, cseq = writer.partition(":")
        entry = log.find(id, client, int(cseq))
        if entry is not None:
            found[writer] = {"seq": entry.seq, "at": entry.at, "by": entry.by}
    return {"writers": found}
