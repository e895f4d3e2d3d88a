"""The application: wiring only. `uvicorn inkroom_server.app:app` hosts it, `serve` hosts it best."""

import gc
import socket as sockets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from fastapi import FastAPI
from starlette.routing import Route, WebSocketRoute

from inkroom import __version__
from inkroom.errors import InkroomError, Unavailable
from inkroom_server import api
from inkroom_server.access import Access
from inkroom_server.endpoint.bypass import Bypass, usable
from inkroom_server.endpoint.chat import chat_socket
from inkroom_server.endpoint.echo import echo_socket
from inkroom_server.endpoint.gate import Gate
from inkroom_server.endpoint.job import job_socket
from inkroom_server.endpoint.lobby import lobby_socket
from inkroom_server.endpoint.prompt import PromptProtocol
from inkroom_server.endpoint.room import room_socket
from inkroom_server.guard import Guard, redact_logs
from inkroom_server.hub import Hub
from inkroom_server.jobs import Ahead, Crew, Finding, Imports, Jobs, Thumbs
from inkroom_server.lobby import Lobby
from inkroom_server.log import Log
from inkroom_server.pages import Pages
from inkroom_server.parts import Parts, parts_of
from inkroom_server.settings import Settings, from_environment


def create_app(settings: Settings | None = None) -> FastAPI:
    """The server as an ASGI application; without settings they come from the environment (`INKROOM_*`).

    The data folder is opened when the application starts, and given back when it ends.
    """
    chosen = settings or from_environment()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        redact_logs()
        log = Log.open(chosen.folder)
        try:
            app.state.parts = parts = _made(chosen, log)
            await parts.hub.start()
            await parts.jobs.resume()
            await parts.finding.start()
            await parts.ahead.start()
            yield
            parts.lobby.close()
            await parts.finding.close()
            await parts.ahead.close()
            await parts.jobs.close()
            await parts.hub.stop()
        finally:
            log.close()

    app = FastAPI(
        title="Inkroom",
        version=__version__,
        lifespan=lifespan,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    api.install(app)
    app.router.routes += [
        WebSocketRoute("/ws/rooms/{room_id}", room_socket),
        WebSocketRoute("/chat/{room_id}", chat_socket),
        WebSocketRoute("/ws/lobby", lobby_socket),
        WebSocketRoute("/ws/jobs/{id}", job_socket),
        WebSocketRoute("/ws", echo_socket),
    ]
    app.router.routes.append(Route("/{path:path}", Pages()))  # the last: it takes every path
    app.add_middleware(Guard, settings=chosen)
    return app


def _made(settings: Settings, log: Log) -> Parts:
    hub = Hub(log, settings)
    crew = Crew(log.folder, settings.workers)
    imports = Imports(log, hub, crew)
    return Parts(
        settings=settings,
        log=log,
        hub=hub,
        access=Access(log, settings),
        gate=Gate(settings),
        lobby=Lobby(log, hub),
        crew=crew,
        jobs=Jobs(log, crew, hub.notify, imports),
        imports=imports,
        thumbs=Thumbs(log, hub, crew),
        finding=Finding(log, crew),
        ahead=Ahead(log, hub, crew, settings.snapshot_saved_entries),
    )


def __getattr__(name: str) -> Any:
    """Makes `app` when uvicorn asks for it, not when somebody imports `create_app`."""
    if name == "app":
        return create_app()
    raise AttributeError(name)


class Server(uvicorn.Server):
    """uvicorn, but rooms end first: what was taken is committed and told before the sockets close (ROOM-11)."""

    def __init__(self, config: uvicorn.Config, app: FastAPI, ready: Callable[[str], None]) -> None:
        super().__init__(config)
        self._app, self._ready = app, ready

    async def startup(self, sockets: list[sockets.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            self._ready(f"http://{f'[{host}]' if ':' in host else host}:{port}")

    async def shutdown(self, sockets: list[sockets.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        await parts_of(self._app).hub.stop()
        await super().shutdown(sockets)


def _settle_memory() -> None:
    """Fewer collections: what a room holds lives long, and Python would walk it all again and again.

    With the defaults half of the time of an op goes there, and a full walk of a large board stops everybody. A walk of
    the young (10,000 objects, some 3,000 strokes) takes half a millisecond, one with the middle (30,000) three, and the
    full one comes after at least 5 million.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 1, 200)


def serve(
    settings: Settings, *, ready: Callable[[str], None] = lambda url: None, log_level: str = "info"
) -> None:
    """Runs the server until a signal ends it; `ready` gets its address.

    Raises InkroomError where the bind would let others in without `public`, Unavailable where the data folder or the
    port is taken.
    """
    if not settings.loopback and not settings.public:
        said = f"Expected --public with {settings.host}: others could reach the boards, and need tokens"
        raise InkroomError(said, "public_needed")
    Log.open(settings.folder).close()  # says what is wrong with the folder before uvicorn does
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        http=PromptProtocol,
        ws=Bypass if settings.bypass and usable() else "websockets-sansio",
        ws_max_size=settings.hard_message_bytes,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        ws_per_message_deflate=False,
        forwarded_allow_ips=settings.proxies,
        timeout_graceful_shutdown=int(settings.close_s),
        log_level=log_level,
        server_header=False,
    )
    server = Server(config, app, ready)
    _settle_memory()
    try:
        server.run()
    except KeyboardInterrupt:
        if not parts_of(app).log.disk.broken:
            raise
        raise Unavailable(
            f"The disk of {str(settings.folder)!r} lost what it was given. What was said to be saved is saved; "
            "look at the disk, then start again"
        ) from None
    except SystemExit:  # uvicorn's way to say that it did not start
        raise Unavailable(
            f"Expected port {settings.port} of {settings.host} to be free, or the server to start"
        ) from None
