"""Where a server answers about a board."""

from urllib.parse import quote, urlsplit


def socket_url(url: str, board: str) -> str:
    """The address of a board's room protocol on the server at `url` (PATH-1)."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    scheme = {"http": "ws", "https": "wss"}.get(parts.scheme, parts.scheme)
    return f"{scheme}://{parts.netloc}{parts.path.rstrip('/')}/ws/rooms/{quote(board, safe='')}"


def api_url(socket: str) -> str:
    """The address of the REST API about the board whose room is at `socket`."""
    scheme, _, rest = socket.partition("://")
    return f"http{scheme.removeprefix('ws')}://{rest.replace('/ws/rooms/', '/api/boards/')}"
