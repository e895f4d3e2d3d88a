"""A slow network and a slow device, for the hunt after races: `INKROOM_SLOW=parts,api,frames,cpu pytest tests/web/…`.

`parts`: whatever script or style sheet a page fetches after its first picture takes 1 to 3 s. `api`: each answer of the
REST API takes 0.3 to 0.8 s. `frames`: each frame of the server takes 0.3 s, in order. `cpu`: pages run at a fifth of
the speed. How long something takes follows from its name alone.
"""

import asyncio
import os
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final
from zlib import crc32

Message = MutableMapping[str, Any]  # ASGI's own type
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]

SLOW: Final = frozenset(filter(None, os.environ.get("INKROOM_SLOW", "").split(",")))
FIRST: Final = re.compile(r"/assets/(index|shared|room|boards|rolldown-runtime)-")
FRAME_S: Final = 0.3
CPU_RATE: Final = 5

LATE_WORKER: Final = """if ("serviceWorker" in navigator) {
  const { serviceWorker } = navigator, register = serviceWorker.register.bind(serviceWorker);
  serviceWorker.register = (...all) => new Promise((go) => { window.keepNow = () => go(register(...all)) });
}"""
"""What is kept on the device would come at once: nothing is, until a test asks for it."""


def slowly(app: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """The server behind such a network."""

    async def served(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and "frames" in SLOW:
            await _framed(app, scope, receive, send)
            return
        if scope["type"] == "http":
            await asyncio.sleep(_delay_s(scope))
        await app(scope, receive, send)

    return served


def _delay_s(scope: Message) -> float:
    path: str = scope["path"]
    share = crc32(path.encode()) % 1000 / 1000
    if "api" in SLOW and path.startswith("/api/"):
        return 0.3 + 0.5 * share
    wanted = dict(scope["headers"]).get(b"sec-fetch-dest") in (b"script", b"style")
    if "parts" in SLOW and wanted and path.startswith("/assets/") and not FIRST.match(path):
        return 1 + 2 * share
    return 0


async def _framed(
    app: Callable[..., Awaitable[None]], scope: Message, receive: Receive, send: Send
) -> None:
    """Each message goes out so much later, none before another."""
    due: asyncio.Queue[tuple[float, Message] | None] = asyncio.Queue()
    clock = asyncio.get_running_loop()

    async def late(message: Message) -> None:
        await due.put((clock.time() + FRAME_S, message))

    async def pump() -> None:
        while (one := await due.get()) is not None:
            at, message = one
            await asyncio.sleep(max(0.0, at - clock.time()))
            await send(message)

    async with asyncio.TaskGroup() as group:
        group.create_task(pump())
        try:
            await app(scope, receive, late)
        finally:
            await due.put(None)
