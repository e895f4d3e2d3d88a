"""What every Inkroom peer shares: the board, its log, and the protocol around them."""

from typing import TYPE_CHECKING

from inkroom.errors import BadOp, Closed, InkroomError, Unavailable

if TYPE_CHECKING:
    from inkroom.client import Connection, connect, make_board

__version__ = "0.1.0"
__all__ = ["BadOp", "Closed", "Connection", "InkroomError", "Unavailable", "connect", "make_board"]


def __getattr__(name: str) -> object:
    """`connect` is loaded when it is asked for: a server needs no client."""
    if name in ("connect", "Connection", "make_board"):
        from inkroom import client

        return getattr(client, name)
    raise AttributeError(name)
