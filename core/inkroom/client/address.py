"""Where a server answers about a board."""

from urllib.parse import quote, urlsplit


def socket_url(url: str, board: str) -> str:
    """The address of a board's room protocol on the server at `url` (PATH-1)."""
    return f"{server_urls(url)[1]}/ws/rooms/{quote(board, safe='')}"


def server_urls(url: str) -> tuple[str, str]:
    """Where the server at `url` (http, https, ws or wss) answers over HTTP, and over WebSockets."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    scheme = {"http": "ws", "https": "wss"}.get(parts.scheme, parts.scheme)
    rest = f"{parts.netloc}{parts.path.rstrip('/')}"
    return f"http{scheme.removeprefix('ws')}://{rest}", f"{scheme}://{rest}"


def api_url(socket: str) -> str:
    """The address of the REST API about the board whose room is at `socket`."""
    scheme, _, rest = socket.partition("://")
    return f"http{scheme.removeprefix('ws')}://{rest.replace('/ws/rooms/', '/api/boards/')}"
