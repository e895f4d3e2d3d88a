"""How a socket comes to a room by hand."""

from tests.support.serving import Serving

HELLO = {"type": "hello", "protocol": 1, "client": "c1"}


def room(server: Serving, board: str = "b1") -> str:
    return server.ws(f"/ws/rooms/{board}")
