"""Exports, in one request or as a job that goes on after the answer (API-4)."""

import secrets
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, BackgroundTasks, Request, Response
from fastapi.responses import FileResponse

from inkroom_server.api.caller import allowed
from inkroom_server.api.models import ExportFormat, Exporting, Job
from inkroom_server.api.paths import BoardId, Moment
from inkroom_server.jobs.exports import MEDIA, export
from inkroom_server.jobs.moment import info_of, moment
from inkroom_server.log import JobInfo
from inkroom_server.parts import parts_of

router = APIRouter(tags=["exports"])
NOT_CARRIED = "X-Inkroom-Not-Carried"


@router.get("/boards/{id}/export.{format}", response_class=Response)
async def export_now(
    request: Request, id: BoardId, format: ExportFormat, after: BackgroundTasks, at: Moment = None
) -> FileResponse:
    """The board as a file, in one request; the header X-Inkroom-Not-Carried says what it could not carry."""
    allowed(request, id, "viewer")
    parts = parts_of(request.app)
    info = info_of(parts.log, id)
    path = parts.jobs.folder / f"once-{secrets.token_hex(8)}.{format}"
    after.add_task(path.unlink, missing_ok=True)
    try:
        said = await parts.crew.run_long(export, id, format, moment(info, at), path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return _file(path, info.title or id, format, {NOT_CARRIED: quote(said)} if said else {}, after)


@router.post("/boards/{id}/exports", status_code=202, response_model=Job)
async def start_export(request: Request, id: BoardId, body: Exporting) -> Any:
    """Starts an export; its progress is pushed into the room as `notice`, and readable at `/api/jobs/{id}`."""
    caller = allowed(request, id, "viewer")
    parts = parts_of(request.app)
    at = moment(info_of(parts.log, id), body.at)
    return _shown(await parts.jobs.start(id, body.format, at, caller.user))


@router.get("/boards/{id}/jobs", response_model=dict[str, list[Job]])
async def list_jobs(request: Request, id: BoardId) -> Any:
    """The jobs of a board, the newest first."""
    allowed(request, id, "viewer")
    return {"jobs": [_shown(job) for job in await parts_of(request.app).jobs.all(id)]}


@router.get("/jobs/{job}", response_model=Job)
async def read_job(request: Request, job: str) -> Any:
    """How far a job is."""
    return _shown(await _job(request, job))


@router.get("/jobs/{job}/file", response_class=Response)
async def read_file(request: Request, job: str) -> FileResponse:
    """What a job has made; kept for a day."""
    found = await _job(request, job)
    parts = parts_of(request.app)
    title = info_of(parts.log, found.board).title or found.board
    return _file(parts.jobs.file(found), title, found.format, {})


@router.delete("/jobs/{job}", response_model=Job)
async def cancel_job(request: Request, job: str) -> Any:
    """Ends a job, and takes its file away."""
    await _job(request, job)
    return _shown(await parts_of(request.app).jobs.cancel(job))


async def _job(request: Request, id: str) -> JobInfo:
    job = await parts_of(request.app).jobs.get(id)
    allowed(request, job.board, "viewer")
    return job


def _shown(job: JobInfo) -> dict[str, Any]:
    return {
        "id": job.id,
        "board": job.board,
        "format": job.format,
        "seq": job.seq,
        "state": job.state,
        "progress": job.progress,
        "message": job.message,
        "url": f"/api/jobs/{job.id}/file" if job.state == "done" else "",
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
    inert = {"Content-Security-Policy": "sandbox; default-src 'none'", "Cache-Control": "no-store"}
    return FileResponse(
        path,
        media_type=MEDIA[format],
        filename=f"{title}.{format}",
        headers=inert | headers,
        background=after,
    )
