"""Stands before every request: turns foreign pages away, gives every answer strict headers (ACC-4 to ACC-6)."""

import ipaddress
import logging
import re
from collections.abc import MutableMapping
from typing import Any, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from inkroom_server.settings import Settings

CSP: Final = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)
HEADERS: Final = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
}
HSTS: Final = "max-age=31536000"
MESSAGES: Final = {
    "origin_not_allowed": "Expected a request of the server's own pages, got one of another origin",
    "host_not_allowed": "Expected an address or a known name of this server, got another name",
    "public_needed": "Expected a request of this computer: others need a server that runs with --public",
}
SAFE: Final = ("GET", "HEAD", "OPTIONS")
_port = re.compile(r":\d+$")
_token = re.compile(r"([?&](?:token|access_token|guest)=)[^&\s\"']+")


class Guard:
    """Pure ASGI: touches a WebSocket only at its upgrade."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._open = not settings.public
        self._origins = {origin.rstrip("/").lower() for origin in settings.origins}
        self._hosts = {host.lower() for host in settings.hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        why = self._refusal(scope)
        if scope["type"] == "websocket":
            if why:
                await receive()
                await send({"type": "websocket.close", "code": 4403, "reason": why})
            else:
                await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(message)
                if scope.get("scheme") == "https":
                    MutableHeaders(scope=message).setdefault("strict-transport-security", HSTS)
            await send(message)

        app = _refused(why) if why else self._app
        await app(scope, receive, send_with_headers)

    def _refusal(self, scope: MutableMapping[str, Any]) -> str:
        """Why the request is turned away, or ""."""
        headers = Headers(scope=scope)
        host = headers.get("host", "").lower()
        if self._open and not is_loopback(scope):
            return "public_needed"
        if self._open and not self._known(host):
            return "host_not_allowed"
        origin = headers.get("origin")
        if origin is None or scope.get("method") in SAFE:
            return ""
        origin = origin.lower()
        own = host and origin in (f"http://{host}", f"https://{host}")
        return "" if own or origin in self._origins else "origin_not_allowed"

    def _known(self, host: str) -> bool:
        """An open server listens to names that no foreign DNS can give it: else a page could rebind its own name."""
        name = _port.sub("", host).strip("[]")
        if "." not in name or name.endswith(".localhost") or name in self._hosts:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True


def is_loopback(scope: MutableMapping[str, Any]) -> bool:
    """True where the request comes from this computer itself; a UNIX socket and a test client have no address."""
    client = scope.get("client")
    try:
        return not client or ipaddress.ip_address(client[0]).is_loopback
    except ValueError:
        return True


def _refused(why: str) -> ASGIApp:
    return JSONResponse({"error": {"code": why, "message": MESSAGES[why]}}, 403)


def _add_headers(message: Message) -> None:
    headers = MutableHeaders(scope=message)
    for name, value in HEADERS.items():
        headers.setdefault(name, value)


class Redaction(logging.Filter):
    """Takes tokens and guest ids out of what is logged (ACC-5)."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(redacted(arg) for arg in record.args)
        record.msg = redacted(record.msg)
        return True


def redacted(value: Any) -> Any:
    """The same, without the tokens in it."""
    return _token.sub(r"\1…", value) if isinstance(value, str) else value


def redact_logs() -> None:
    """Lets no token into uvicorn's logs."""
    for name in ("uvicorn.access", "uvicorn.error", "uvicorn"):
        logger = logging.getLogger(name)
        if not any(isinstance(known, Redaction) for known in logger.filters):
            logger.addFilter(Redaction())
