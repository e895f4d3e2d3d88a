"""Jobs and exports, in one request or as a job that goes on after the answer (API-4)."""

import hashlib
import secrets
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import msgspec
from fastapi import APIRouter, BackgroundTasks, Request, Response
from fastapi.responses import FileResponse

from inkroom.render.view import View
from inkroom_server.api.caller import allowed
from inkroom_server.api.looking import Looking
from inkroom_server.api.models import ExportFormat, Exporting, Job
from inkroom_server.api.paths import BoardId, Moment
from inkroom_server.jobs.exports import MEDIA, export
from inkroom_server.jobs.moment import info_of, moment
from inkroom_server.log import BoardInfo, JobInfo
from inkroom_server.parts import parts_of

router = APIRouter(tags=["exports"])
NOT_CARRIED = "X-Inkroom-Not-Carried"
INERT = {"Content-Security-Policy": "sandbox; default-src 'none'"}


@router.get("/boards/{id}/export.{format}", response_class=Response)
async def export_now(
    request: Request,
    id: BoardId,
    format: ExportFormat,
    after: BackgroundTasks,
    look: Looking,
    at: Moment = None,
) -> FileResponse:
    """The board as a file, in one request; the header X-Inkroom-Not-Carried says what it could not carry."""
    allowed(request, id, "viewer")
    info = info_of(parts_of(request.app).log, id)
    path, said = await _made(request, info, format, at, look)
    after.add_task(path.unlink, missing_ok=True)
    return _file(path, info.title or id, format, {NOT_CARRIED: quote(said)} if said else {}, after)


@router.get("/boards/{id}/image.{format}", response_class=Response)
async def picture(
    request: Request,
    id: BoardId,
    format: Literal["svg", "png"],
    after: BackgroundTasks,
    look: Looking,
    at: Moment = None,
) -> Response:
    """The board as a picture to put into a page of one's own; its ETag changes with the board."""
    allowed(request, id, "viewer")
    parts = parts_of(request.app)
    info = info_of(parts.log, id)
    seq = moment(info, at)
    head = parts.thumbs.tag(id).strip('"') if at is None else f"{info.epoch}-{seq}"
    query = hashlib.sha256(msgspec.json.encode(look)).hexdigest()[:12]
    headers = INERT | {
        "ETag": f'"{head}-{query}"',
        "Cache-Control": "private, no-cache" if at is None else "private, max-age=86400",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    path, _ = await _made(request, info, format, at, look)
    after.add_task(path.unlink, missing_ok=True)
    return FileResponse(path, media_type=MEDIA[format], headers=headers, background=after)


async def _made(
    request: Request, info: BoardInfo, format: str, at: int | None, look: View
) -> tuple[Path, str]:
    """The file, which the caller takes away, and what it could not carry."""
    parts = parts_of(request.app)
    path = parts.jobs.folder / f"once-{secrets.token_hex(8)}.{format}"
    seq = moment(info, at)
    try:
        said = await parts.crew.run_long(export, info.id, format, seq, path, look)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path, said


@router.post("/boards/{id}/exports", status_code=202, response_model=Job)
async def start_export(request: Request, id: BoardId, body: Exporting, look: Looking) -> Any:
    """Starts an export; its progress is pushed into the room as `notice`, and readable at `/api/jobs/{id}`."""
    caller = allowed(request, id, "viewer")
    parts = parts_of(request.app)
    at = moment(info_of(parts.log, id), body.at)
    return shown(await parts.jobs.start(id, body.format, at, caller.user, look))


@router.get("/boards/{id}/jobs", response_model=dict[str, list[Job]])
async def list_jobs(request: Request, id: BoardId) -> Any:
    """The jobs of a board, the newest first."""
    allowed(request, id, "viewer")
    return {"jobs": [shown(job) for job in await parts_of(request.app).jobs.all(id)]}


@router.get("/jobs/{job}", response_model=Job)
async def read_job(request: Request, job: str) -> Any:
    """How far a job is."""
    return shown(await _job(request, job))


@router.get("/jobs/{job}/file", response_class=Response)
async def read_file(request: Request, job: str) -> FileResponse:
    """What a job has made; kept for a day. Of an import that made a board it is the report of `POST /api/import`."""
    found = await _job(request, job)
    parts = parts_of(request.app)
    if found.kind == "import":
        return FileResponse(parts.jobs.file(found), media_type="application/json", headers=INERT)
    title = info_of(parts.log, found.board).title or found.board
    return _file(parts.jobs.file(found), title, found.format, {})


@router.delete("/jobs/{job}", response_model=Job)
async def cancel_job(request: Request, job: str) -> Any:
    """Ends a job, and takes its file away; of an import, whoever may draw, and as long as it does not write."""
    found = await _job(request, job)
    if found.kind == "import":
        allowed(request, found.board, "editor")
    return shown(await parts_of(request.app).jobs.cancel(job))


async def _job(request: Request, id: str) -> JobInfo:
    job = await parts_of(request.app).jobs.get(id)
    allowed(request, job.board, "viewer")
    return job


def shown(job: JobInfo) -> dict[str, Any]:
    """A job as its answers have it."""
    return {
        "id": job.id,
        "board": job.board,
        "kind": job.kind,
        "format": job.format,
        "seq": job.seq,
        "state": job.state,
        "progress": job.progress,
        "message": job.message,
        "code": job.code,
        "url": f"/api/jobs/{job.id}/file" if job.state == "done" and job.file else "",
        "created": job.created,
        "ended": job.ended,
    }


def _file(
    path: Path,
    title: str,
    format: str,
    headers: dict[str, str],
    after: BackgroundTasks | None = None,
) -> FileResponse:
    """A download: never shown as a page of ours, whatever is in it."""
    return FileResponse(
        path,
        media_type=MEDIA[format],
        filename=f"{title}.{format}",
        headers=INERT | {"Cache-Control": "no-store"} | headers,
        background=after,
    )
