"""`/ws/lobby`: the list of boards, pushed (PATH-3)."""

from starlette.websockets import WebSocket

from inkroom.errors import Closed
from inkroom_server.api.caller import ANY, caller_of, owning
from inkroom_server.endpoint.gate import Full
from inkroom_server.endpoint.plain import PlainWire
from inkroom_server.endpoint.room import turn_away
from inkroom_server.lobby import Watcher
from inkroom_server.parts import parts_of


async def lobby_socket(socket: WebSocket) -> None:
    """Sends the list at once and each change of it; what it hears is let fall."""
    parts = parts_of(socket.app)
    try:
        with parts.gate.pass_through(socket):
            await socket.accept()
            try:
                lesson = socket.query_params.get("lesson")
                if lesson:
                    owning(parts.access, lesson, socket)
                board = lesson or caller_of(parts.access, socket).board
            except Closed as why:
                await socket.close(why.close, why.code)
                return
            wire = PlainWire(socket, parts.settings)
            watcher = Watcher(wire, None if board == ANY else board, lesson)
            parts.lobby.enter(watcher)
            try:
                await wire.run(lambda data, text: None, socket)
            finally:
                parts.lobby.leave(watcher)
    except Full as why:
        await turn_away(socket, why.status)
