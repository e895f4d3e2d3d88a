"""`/ws/rooms/{room_id}`: one socket, one seat (PATH-1, JOIN-1)."""

import asyncio
import logging

from starlette.responses import PlainTextResponse
from starlette.websockets import WebSocket, WebSocketDisconnect

from inkroom.errors import BadMessage, Closed
from inkroom.messages import PROTOCOL, Error, Hello, encode, read_client
from inkroom.side import side_of
from inkroom_server.access import Pass
from inkroom_server.endpoint.bypass import ShortWire, short_wire
from inkroom_server.endpoint.gate import Full
from inkroom_server.endpoint.plain import PlainWire
from inkroom_server.endpoint.reader import AGAIN, Reader
from inkroom_server.parts import Parts, parts_of

logger = logging.getLogger(__name__)


async def room_socket(socket: WebSocket) -> None:
    """Greets, seats, and reads until the socket is gone."""
    parts = parts_of(socket.app)
    board = socket.path_params["room_id"]
    try:
        with parts.gate.pass_through(socket, board):
            await socket.accept()
            await _greet(parts, socket, board)
    except Full as why:
        await turn_away(socket, why.status)


async def _greet(parts: Parts, socket: WebSocket, board: str) -> None:
    wire: ShortWire | PlainWire
    wire = short_wire(socket, parts.settings, parts.hub.inlet) or PlainWire(socket, parts.settings)
    try:
        hello = await _hello(parts, socket)
        token = hello.token or socket.query_params.get("token")
        entry = parts.access.enter(
            board, token, guest=hello.guest, client=hello.client, name=hello.name
        )
        if parts.hub.sockets_of(entry.guest.user) >= parts.settings.sockets_per_user:
            raise Closed(4429, "Expected fewer connections of one person", "too_many_sockets")
        host, member = await parts.hub.join(
            board,
            wire,
            entry.guest,
            hello,
            create=await may_make(parts, board, entry),
            token=entry.token,
            expires=entry.expires,
        )
    except Closed as why:
        await _refuse(socket, why)
        return
    except WebSocketDisconnect:
        return
    try:
        await wire.run(Reader(parts.hub, host, member).receive, socket)
    finally:
        host.leave(member)


async def may_make(parts: Parts, board: str, entry: Pass) -> bool:
    """True where a board that is not there is made; a side board only for its person, once there was a lesson."""
    if not entry.lesson:
        return entry.may_create
    if side_of(entry.lesson, entry.guest.user) != board:
        return False
    host = await parts.hub.room(entry.lesson)
    return host.room.talk.meeting.lesson is not None


async def _hello(parts: Parts, socket: WebSocket) -> Hello:
    """The first frame; raises Closed: 4408 late, 4400 not a hello, 4426 another protocol (JOIN-1)."""
    s = parts.settings
    try:
        async with asyncio.timeout(s.hello_s):
            frame = await socket.receive()
    except TimeoutError:
        raise Closed(4408, f"Expected a hello within {s.hello_s:g} s", "hello_timeout") from None
    if frame["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(frame.get("code", 1006))
    text = frame.get("text")
    if text is None:
        raise Closed(1003, "Expected text frames, got a binary one", "text_only")
    if len(text.encode()) > s.hello_bytes:
        raise Closed(4400, f"Expected a hello of at most {s.hello_bytes} bytes", "bad_message")
    try:
        message = read_client(text)
    except BadMessage as why:
        raise Closed(4400, str(why), "bad_message") from None
    if not isinstance(message, Hello):
        raise Closed(4400, "Expected a hello first", "bad_message")
    if message.protocol != PROTOCOL:
        said = f"Expected protocol {PROTOCOL}, got {message.protocol}: update the client"
        raise Closed(4426, said, "upgrade")
    return message


async def _refuse(socket: WebSocket, why: Closed) -> None:
    error = Error(code=why.code, message=str(why)[:1000], fatal=why.close not in AGAIN)
    try:
        await socket.send_text(encode(error).decode())
        await socket.close(why.close, why.code)
    except (RuntimeError, WebSocketDisconnect):  # it went meanwhile
        pass


async def turn_away(socket: WebSocket, status: int) -> None:
    """Refuses the upgrade with an HTTP status."""
    headers = {"retry-after": "10"} if status in (429, 503) else {}
    await socket.send_denial_response(PlainTextResponse("", status, headers))
