"""All boards as one file, and back again (BACK-1, BACK-3)."""

import secrets
import time
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request, Response
from msgspec import to_builtins
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse

from inkroom.errors import InkroomError
from inkroom_server.api.caller import operating
from inkroom_server.api.models import Restored
from inkroom_server.backup import SUFFIX, Prepared, back_up, prepare, put_back
from inkroom_server.jobs.worker import Progress
from inkroom_server.log import Log
from inkroom_server.parts import parts_of

router = APIRouter(tags=["backups"])
BODY = {
    "requestBody": {
        "required": True,
        "description": "A backup, as `GET /api/backup` gives it",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


def made(log: Log, progress: Progress, path: Path) -> None:
    """In a worker: a backup of the folder, at `path`."""
    back_up(log.folder, path, lambda size: None)
    progress(1.0)


def unpacked(log: Log, progress: Progress, path: Path) -> Prepared:
    """In a worker: a backup, checked and ready."""
    prepared = prepare(log.folder, path, lambda size: None)
    progress(1.0)
    return prepared


@router.get("/backup", response_class=Response)
async def read_backup(request: Request) -> Response:
    """All boards, pictures and the secret of the server as one file, as they are at one moment."""
    operating(request)
    if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        raise InkroomError(
            "Expected a request of the server's own pages or of a program", "forbidden"
        )
    parts = parts_of(request.app)
    path = parts.jobs.folder / f"backup-{secrets.token_hex(8)}"
    try:
        await parts.crew.run_long(made, path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    name = time.strftime("inkroom-%Y-%m-%d-%H%M") + SUFFIX
    done = BackgroundTask(path.unlink, missing_ok=True)
    return FileResponse(path, filename=name, media_type="application/zip", background=done)


@router.post("/restore", response_model=Restored, openapi_extra=BODY)
async def restore_backup(request: Request) -> Any:
    """Puts the backup that is the body in the place of all boards; what was there is kept as a backup on the server."""
    operating(request)
    parts = parts_of(request.app)
    path = parts.jobs.folder / f"restore-{secrets.token_hex(8)}"
    try:
        with path.open("wb") as out:
            async for chunk in request.stream():
                await run_in_threadpool(out.write, chunk)
        prepared: Prepared = await parts.crew.run_long(unpacked, path)
    finally:
        path.unlink(missing_ok=True)
    try:
        done = await parts.hub.fenced(lambda: put_back(parts.log, prepared))
    finally:
        prepared.discard()
    parts.access.renew()
    return to_builtins(done)
