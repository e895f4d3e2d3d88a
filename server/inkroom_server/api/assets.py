"""Pictures: kept under the SHA-256 of their bytes, and given out so that no page can run them (API-7)."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from msgspec import to_builtins
from starlette.concurrency import run_in_threadpool

from inkroom.errors import BadFile, InkroomError, Unavailable
from inkroom.formats.picture import BYTES
from inkroom_server.api.caller import RANK, caller_of
from inkroom_server.api.models import Asset
from inkroom_server.parts import parts_of
from inkroom_server.pictures import PDF, bytes_of, keep

router = APIRouter(tags=["assets"])
Sha = Annotated[
    str, Path(pattern="^[0-9a-f]{64}$", description="The SHA-256 of the picture's bytes")
]
INERT = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, max-age=31536000, immutable",
    "Cross-Origin-Resource-Policy": "same-origin",
}
BODY = {
    "requestBody": {
        "required": True,
        "content": {type: {"schema": {"type": "string", "format": "binary"}}
                    for type in ("image/png", "image/jpeg", "image/webp", "image/gif")},
    }
}  # fmt: skip


@router.post("/assets", status_code=201, response_model=Asset, openapi_extra=BODY)
async def keep_asset(request: Request) -> Any:
    """Keeps the picture that is the body of the request; what it is, its bytes tell, not its type."""
    parts = parts_of(request.app)
    if RANK[caller_of(parts.access, request).role] < RANK["editor"]:
        raise InkroomError("Expected the role 'editor' or a higher one", "forbidden")
    parts.hub.must_take()
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > BYTES:
            raise BadFile(f"Expected a picture of at most {BYTES:,} bytes", "image_too_large")
    return to_builtins(await run_in_threadpool(keep, parts.log, bytes(data)))


@router.get("/assets/{sha}", response_class=Response)
def read_asset(request: Request, sha: Sha) -> Response:
    """The picture; its name is its content, so it may be kept for ever."""
    parts = parts_of(request.app)
    caller_of(parts.access, request)
    info, data = parts.log.assets.get(sha), bytes_of(parts.log, sha)
    if info is None or data is None or info.type == PDF:
        raise Unavailable(f"Expected the SHA-256 of a kept picture, got {sha[:12]}…", "not_found")
    return Response(data, media_type=info.type, headers=INERT)
