"""A socket of a room over plain ASGI: the same promises as the short way, with a task and a queue (`hub.Wire`)."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Sequence

from starlette.websockets import WebSocket, WebSocketDisconnect

from inkroom_server.endpoint.bypass import Receive
from inkroom_server.hub.wire import Frame
from inkroom_server.settings import Settings


class PlainWire:
    """Frames wait in a queue; a task sends them. What the server below holds back is not seen from here."""

    def __init__(self, socket: WebSocket, settings: Settings) -> None:
        self._socket, self._settings = socket, settings
        self._parts: deque[Frame] = deque()
        self._queue: deque[Frame] = deque()
        self._bytes = 0
        self._streaming: Callable[[], None] | None = None
        self._wake = asyncio.Event()
        self._pause = 0.0
        self._close: tuple[int, str] | None = None
        self._abandoned = False
        self._sender: asyncio.Task[None] | None = None

    # ------------------------------------------------------------- out

    def send(self, frame: Frame) -> None:
        if self._close is not None:
            return
        s = self._settings
        full = self._bytes > s.queue_bytes or len(self._queue) >= s.queue_frames
        if self._streaming:
            full = self._bytes > s.join_queue_bytes
        if full:
            self._abandon()
        else:
            self._put(frame)

    def send_live(self, frame: Frame) -> bool:
        s = self._settings
        much = self._bytes > s.queue_bytes // 4 or len(self._queue) > s.queue_frames // 4
        if self._close is not None or self._streaming or much:
            return False
        self._put(frame)
        return True

    def stream(self, parts: Sequence[Frame], then: Callable[[], None]) -> None:
        self._parts.extend((*self._queue, *parts))  # what was sent before goes before
        self._queue.clear()
        self._bytes = 0
        self._streaming = then
        self._wake.set()

    def _put(self, frame: Frame) -> None:
        self._queue.append(frame)
        self._bytes += len(frame.payload)
        self._wake.set()

    async def _send(self) -> None:
        """Sends what is queued, until the close."""
        while True:
            if self._parts:
                await self._write(self._parts.popleft())
            elif self._queue:
                frame = self._queue.popleft()
                self._bytes -= len(frame.payload)
                await self._write(frame)
            elif self._streaming:
                then, self._streaming = self._streaming, None
                then()
            elif self._close is not None:
                return
            else:
                self._wake.clear()
                await self._wake.wait()

    async def _write(self, frame: Frame) -> None:
        if frame.text:
            await self._socket.send_text(frame.payload.decode())
        else:
            await self._socket.send_bytes(frame.payload)

    # ------------------------------------------------------------- in

    def pause(self, seconds: float) -> None:
        self._pause = max(self._pause, seconds)

    async def _read(self, receive: Receive) -> None:
        while self._close is None:
            message = await self._socket.receive()
            if message["type"] == "websocket.disconnect":
                return
            text = message.get("text")
            if self._close is None:
                receive(text.encode() if text is not None else message["bytes"], text is not None)
            if self._pause:
                seconds, self._pause = self._pause, 0.0
                await asyncio.sleep(seconds)

    # ------------------------------------------------------------- the end

    def _abandon(self) -> None:
        """Too slow (LIM-3): what waits is let fall."""
        self._parts.clear()
        self._queue.clear()
        self._streaming, self._abandoned = None, True
        self.close(1013, "slow_consumer")
        if self._sender is not None:
            self._sender.cancel()

    def close(self, code: int, reason: str) -> None:
        if self._close is None:
            self._close = code, reason
            self._wake.set()

    async def run(self, receive: Receive, socket: WebSocket) -> None:
        """Reads and sends until the socket is gone."""
        self._sender = sender = asyncio.create_task(self._send(), name="send")
        reader = asyncio.create_task(self._read(receive), name="read")
        try:
            await asyncio.wait({sender, reader}, return_when=asyncio.FIRST_COMPLETED)
            if self._close is not None and not sender.done():
                await asyncio.wait({sender}, timeout=self._settings.close_s)
        finally:
            sender.cancel()
            reader.cancel()
            ends = await asyncio.gather(sender, reader, return_exceptions=True)
        if self._close is not None:
            with contextlib.suppress(TimeoutError, RuntimeError, WebSocketDisconnect):
                async with asyncio.timeout(self._settings.close_s):
                    await socket.close(*self._close)
        for end in ends:
            if isinstance(end, Exception) and not isinstance(end, WebSocketDisconnect):
                raise end
