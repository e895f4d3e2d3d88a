"""Whether the server is well, and its figures for Prometheus (PATH-5)."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request, Response

from inkroom import __version__
from inkroom.messages import PROTOCOL
from inkroom_server.api.caller import caller_of
from inkroom_server.api.models import Health
from inkroom_server.parts import Parts, parts_of

router = APIRouter(tags=["server"])


@router.get("/health", response_model=Health)
async def health(request: Request, response: Response) -> Any:
    """200 where peers are served; 503 where the disk failed a moment ago, or the server stops. Needs no token."""
    hub = parts_of(request.app).hub
    status = "stopping" if hub.stopping else "ok" if hub.storage.state == "ok" else "ailing"
    if status != "ok":
        response.status_code = 503
    now = time.time_ns() // 1_000_000
    return {"status": status, "version": __version__, "protocol": PROTOCOL, "server_time": now}


@router.get("/metrics", response_class=Response)
async def metrics(request: Request) -> Response:
    """The figures of the server, in the text format of Prometheus."""
    parts = parts_of(request.app)
    caller_of(parts.access, request)
    body = "".join(_lines(parts))
    return Response(body, media_type="text/plain; version=0.0.4; charset=utf-8")


def _lines(parts: Parts) -> Iterator[str]:
    hub, now = parts.hub, time.monotonic()
    rooms = hub.live_rooms()
    figures = [
        ("rooms", "gauge", "Boards that are loaded", len(rooms)),
        ("peers", "gauge", "Sockets in rooms", sum(len(room.members) for room in rooms)),
        ("sockets", "gauge", "WebSockets of every kind", parts.gate.open),
        ("drawers", "gauge", "People who drew in the last seconds", sum(r.drawers for r in rooms)),
        ("ops_per_second", "gauge", "Ops on the disk, mean of 5 s", sum(r.ops.per_s(now) for r in rooms)),
        ("deliveries_per_second", "gauge", "Entries sent to peers, mean of 5 s",
         sum(r.deliveries.per_s(now) for r in rooms)),
        ("commit_failures_total", "counter", "Group commits that failed", hub.failures),
        ("jobs", "gauge", "Exports that wait or run", parts.jobs.active),
        ("resident_bytes", "gauge", "Memory of the server", _resident()),
    ]  # fmt: skip
    for name, kind, says, value in figures:
        yield f"# HELP inkroom_{name} {says}\n# TYPE inkroom_{name} {kind}\ninkroom_{name} {value}\n"
    for line in hub.commits.lines("inkroom_commit_seconds", "How long group commits took"):
        yield f"{line}\n"
    yield f'# HELP inkroom_info The version\n# TYPE inkroom_info gauge\ninkroom_info{{version="{__version__}"}} 1\n'


def _resident() -> int:
    """Bytes in memory; 0 where the system has no /proc."""
    try:
        pages = Path("/proc/self/statm").read_text().split()[1]
    except OSError:
        return 0
    return int(pages) * 4096
