"""`/ws/jobs/{id}`: one job, pushed until it has ended (PATH-6)."""

from typing import Final

from starlette.websockets import WebSocket

from inkroom.errors import Closed, InkroomError, Unavailable
from inkroom.messages import encode
from inkroom_server.api.caller import allowed
from inkroom_server.api.jobs import shown
from inkroom_server.endpoint.gate import Full
from inkroom_server.endpoint.plain import PlainWire
from inkroom_server.endpoint.room import turn_away
from inkroom_server.hub import Frame
from inkroom_server.log import JobInfo
from inkroom_server.parts import Parts, parts_of

ENDED: Final = (1000, "ended")


async def job_socket(socket: WebSocket) -> None:
    """Sends the job at once and each change of it, and closes when it has ended; what it hears is let fall."""
    parts = parts_of(socket.app)
    try:
        with parts.gate.pass_through(socket):
            await socket.accept()
            try:
                job = await parts.jobs.get(socket.path_params["id"])
                allowed(socket, job.board, "viewer")
            except Unavailable as why:
                await socket.close(4404, why.code)
            except Closed as why:
                await socket.close(why.close, why.code)
            except InkroomError as why:
                await socket.close(4403, why.code)
            else:
                await _follow(parts, socket, job)
    except Full as why:
        await turn_away(socket, why.status)


async def _follow(parts: Parts, socket: WebSocket, job: JobInfo) -> None:
    wire = PlainWire(socket, parts.settings)

    def tell(job: JobInfo) -> None:
        wire.send(Frame(encode(shown(job))))
        if job.ended is not None:
            wire.close(*ENDED)

    end = parts.jobs.watch(
        job.id, tell
    )  # nothing was waited for since the job was read while it runs
    tell(job)
    try:
        await wire.run(lambda data, text: None, socket)
    finally:
        end()
