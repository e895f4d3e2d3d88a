"""Drives a Session over a real WebSocket: `inkroom.connect`, the only I/O of the core."""

import secrets

from inkroom.client.address import socket_url
from inkroom.client.asked import Made
from inkroom.client.connection import Connection, Point, units
from inkroom.client.making import make_board

__all__ = ["Connection", "Made", "Point", "connect", "make_board", "socket_url", "units"]


def connect(
    url: str,
    board: str,
    *,
    name: str = "",
    token: str | None = None,
    client: str | None = None,
    timeout_s: float = 10,
) -> Connection:
    """A peer of the board `board` on the server at `url` (http, https, ws or wss).

    Use it as `async with`; it reconnects by itself until then. Raises Unavailable if the server does not answer within
    `timeout_s` at first, Closed if it refuses.
    """
    return Connection(
        socket_url(url, board), name, token, client or secrets.token_hex(8), timeout_s
    )
