"""`/ws`: says back what it hears, so that anybody can see whether WebSockets pass (PATH-4)."""

from typing import Any

import msgspec
from starlette.websockets import WebSocket

from inkroom.messages import UNREADABLE, encode
from inkroom_server.endpoint.gate import Full
from inkroom_server.endpoint.room import turn_away
from inkroom_server.parts import parts_of

_read = msgspec.json.Decoder(dict[str, Any]).decode


async def echo_socket(socket: WebSocket) -> None:
    """Text comes back as `Echo: …`, a JSON object with `"status":"ok"`, bytes as they are."""
    parts = parts_of(socket.app)
    try:
        with parts.gate.pass_through(socket):
            await socket.accept()
            while (message := await socket.receive())["type"] != "websocket.disconnect":
                text = message.get("text")
                if text is None:
                    await socket.send_bytes(message["bytes"])
                else:
                    await socket.send_text(answer(text))
    except Full as why:
        await turn_away(socket, why.status)


def answer(text: str) -> str:
    """What a text frame is answered with."""
    try:
        return encode(_read(text) | {"status": "ok"}).decode()
    except UNREADABLE:
        return f"Echo: {text}"
