"""Addresses as people type them: of a server, or of a board on it."""

import re
import secrets
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from inkroom.client.address import socket_url
from inkroom.side import lesson_of

DEFAULT: Final = "http://127.0.0.1:8000"
HERE: Final = "here"
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True)
class Address:
    """A server (`http://host:port`), and a board on it or none. `token` came with the link.

    `alias` is what this device keeps the boards of a server under whose port changes: its own. `guest` is the id that
    this device is known by, which opens the side boards of a lesson (SIDE-3).
    """

    server: str
    board: str = ""
    token: str = ""
    alias: str = ""
    guest: str = field(default="", compare=False, repr=False)

    @property
    def key(self) -> str:
        """What this device keeps the server's boards under."""
        return self.alias or self.server

    @property
    def here(self) -> bool:
        """True for a board of this computer, which nobody else reaches."""
        return self.alias == HERE

    @property
    def page(self) -> str:
        """Where a browser opens the board: what Share copies."""
        token = f"#token={quote(self.token, safe='')}" if self.token else ""
        return f"{self.server}/b/{quote(self.board, safe='')}{token}"

    @property
    def socket(self) -> str:
        return socket_url(self.server, self.board)

    @property
    def lobby(self) -> str:
        return self._pushed({})

    @property
    def classroom(self) -> str:
        """What pushes the side boards of this board to its owner (SIDE-5)."""
        return self._pushed({"lesson": self.board, "guest": self.guest})

    def _pushed(self, query: dict[str, str]) -> str:
        scheme, rest = self.server.split("://", 1)
        asked = urlencode(({"token": self.token} if self.token else {}) | query)
        start = f"{'wss' if scheme == 'https' else 'ws'}://{rest}/ws/lobby"
        return f"{start}?{asked}" if asked else start

    def at(self, board: str) -> "Address":
        """Another board of the same server."""
        return Address(self.server, board, self.token, self.alias, self.guest)

    def api(self, path: str) -> str:
        url = f"{self.server}/api/{path}"
        if not self.guest or lesson_of(self.board) is None:
            return url
        return f"{url}{'&' if '?' in url else '?'}{urlencode({'guest': self.guest})}"


def read(typed: str, server: str = DEFAULT) -> Address:
    """What was typed, as an address: a server, a link to a board, or the id of a board on `server`.

    Raises ValueError, with a sentence for people, where it is none of them.
    """
    typed = typed.strip()
    if not typed:
        return Address(server)
    if _ID.fullmatch(typed) and typed != "localhost":
        return Address(server, typed)
    parts = urlsplit(typed if "://" in typed else f"http://{typed}")
    scheme = {"ws": "http", "wss": "https", "inkroom": "http"}.get(parts.scheme, parts.scheme)
    if scheme not in ("http", "https") or not parts.hostname or " " in parts.netloc:
        raise ValueError(f"Expected the address of a server or of a board, got {typed!r}")
    steps = [unquote(step) for step in parts.path.split("/") if step]
    board = ""
    if len(steps) >= 2 and steps[-2] in ("b", "rooms"):
        board, steps = steps[-1], steps[:-2]
    if steps and steps[-1] == "ws":
        steps = steps[:-1]
    if board and not _ID.fullmatch(board):
        raise ValueError(f"Expected the id of a board, got {board!r}")
    base = "".join(f"/{quote(step)}" for step in steps)
    token = (parse_qs(parts.query) | parse_qs(parts.fragment)).get("token", [""])[0]
    return Address(f"{scheme}://{parts.netloc}{base}", board, token)


def fresh_id() -> str:
    """An id for a new board, element or client."""
    return secrets.token_hex(8)
