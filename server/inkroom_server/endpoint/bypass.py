"""uvicorn's WebSocket protocol with a short way for a room's frames: in without a queue, out without a task.

It uses attributes of uvicorn that are not documented; `usable` looks at the start whether they are there, and without
them the server takes the plain way (`plain.py`).
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, Final

from starlette.websockets import WebSocket
from uvicorn import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.exceptions import InvalidState

from inkroom_server.endpoint.frames import between_frames, whole_texts
from inkroom_server.endpoint.inflow import Inflow
from inkroom_server.hub import Frame, Inlet
from inkroom_server.settings import Settings

logger = logging.getLogger(__name__)
EXTENSION: Final = "inkroom.bypass"
STREAM_BYTES: Final = 256 * 1024
"""A snapshot is written on while less than this waits in the transport."""
Receive = Callable[[bytes, bool], None]
"""Takes a frame: its bytes, and True where it came as text."""

ATTRIBUTES: Final = (
    *("transport", "conn", "queue", "frames", "curr_msg_data_type", "close_sent", "close_timer"),
    *("read_paused", "writable", "loop", "scope", "disconnected"),
    *("run_asgi", "send_receive_event_to_app", "resume_writing", "shutdown"),
    "handle_parser_exception",
)


class Bypass(WebSocketsSansIOProtocol):
    """One connection; as uvicorn's until a room takes it over with `attach`."""

    receiver: Receive | None = None
    pump: Callable[[], None] | None = None
    inflow: Inflow | None = None
    between = False
    """The library's parser is known to wait for the first byte of a message."""

    async def run_asgi(self) -> None:
        extensions: dict[str, Any] = self.scope["extensions"]
        extensions[EXTENSION] = self
        await super().run_asgi()

    def data_received(self, data: bytes) -> None:
        if self.receiver is not None and (self.between or between_frames(self.conn)):
            texts = whole_texts(data, self.config.ws_max_size)
            if texts is not None:  # as nearly always
                self.between = True
                for text in texts:
                    if not self.close_sent:
                        self.receiver(text, True)
                return
        self.between = False
        super().data_received(data)

    def send_receive_event_to_app(self) -> None:
        if self.receiver is None:
            if self.curr_msg_data_type == "text" and not is_utf8(b"".join(self.frames)):
                self._no_text()
            else:
                super().send_receive_event_to_app()
            return
        data = self.frames[0] if len(self.frames) == 1 else b"".join(self.frames)
        self.frames = []
        if not self.close_sent:
            self.receiver(data, self.curr_msg_data_type == "text")

    def _no_text(self) -> None:
        """As uvicorn does, but without a page in the log for each."""
        self.frames = []
        if not self.close_sent:
            self.conn.send_close(1007)
            self.handle_parser_exception()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self.pump is not None:
            self.pump()

    def connection_lost(self, exc: Exception | None) -> None:
        if self.inflow is not None:
            self.inflow.end()
        super().connection_lost(exc)

    def ended(self) -> None:
        self.transport.resume_reading()

    def broken(self) -> None:
        self.transport.abort()

    def shutdown(self) -> None:
        self.receiver = _deaf if self.receiver else None
        super().shutdown()


def is_utf8(data: bytes) -> bool:
    """True where the bytes are text."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _deaf(data: bytes, text: bool) -> None:
    """Frames that come after the end are not read."""


def usable() -> bool:
    """True where this uvicorn has all that the short way needs."""

    async def nothing(scope: Any, receive: Any, send: Any) -> None:
        """An application that does nothing."""

    try:
        loop = asyncio.new_event_loop()
        try:
            config = Config(nothing, log_config=None, lifespan="off")
            config.load()
            found = Bypass(config, ServerState(), {}, loop)
            found.scope = {}  # type: ignore[typeddict-item]  # set by handle_connect, used by us
        finally:
            loop.close()
        missing = [name for name in ATTRIBUTES if not hasattr(found, name)]
    except Exception as why:  # whatever another uvicorn does here, the plain way is left
        logger.warning("uvicorn is another than expected (%s): plain ASGI is used", why)
        return False
    if missing:
        logger.warning("uvicorn has no %s: plain ASGI is used", ", ".join(missing))
    return not missing


class ShortWire:
    """A socket of a room by the short way (`hub.Wire`)."""

    def __init__(self, bypass: Bypass, settings: Settings, inlet: Inlet | None = None) -> None:
        self._bypass, self._settings = bypass, settings
        self._transport = bypass.transport
        self._inflow = Inflow(bypass.transport, bypass, bypass.loop, inlet)
        self._written = 0
        self._ends: deque[int] = deque()
        self._parts: deque[Frame] = deque()
        self._held: deque[Frame] | None = None
        self._held_bytes = 0
        self._then: Callable[[], None] | None = None

    # ------------------------------------------------------------- out

    def send(self, frame: Frame) -> None:
        transport = self._transport
        if self._bypass.close_sent or transport.is_closing():
            return
        if self._held is not None:
            self._hold(self._held, frame)
            return
        waiting = transport.get_write_buffer_size()
        if not waiting:  # as nearly always
            wired = frame.wired
            if self._ends:
                self._ends.clear()
            self._written = len(wired)
            transport.write(wired)
        elif self._full(waiting):
            self._abandon()
        else:
            self._queue(frame)

    def send_live(self, frame: Frame) -> bool:
        if self._held is not None or self._gone():
            return False
        waiting = self._transport.get_write_buffer_size()
        s = self._settings
        if waiting and (
            waiting > s.queue_bytes // 4 or self._frames(waiting) > s.queue_frames // 4
        ):
            return False
        if waiting:
            self._queue(frame)
        else:
            self.send(frame)
        return True

    def stream(self, parts: Sequence[Frame], then: Callable[[], None]) -> None:
        self._parts.extend(parts)
        self._held, self._then = deque(), then
        self._bypass.pump = self._pump
        self._pump()

    def _pump(self) -> None:
        """Writes parts, then what waits behind them, as far as the transport takes them."""
        while self._parts or self._held:
            if self._gone() or not self._bypass.writable.is_set():
                return
            if self._transport.get_write_buffer_size() > STREAM_BYTES:
                self._bypass.loop.call_soon(self._pump)
                return
            queue = self._parts or self._held
            assert queue is not None
            self._transport.write(queue.popleft().wired)
        if self._held is not None:
            self._held, self._bypass.pump = None, None
            self._written = 0
            self._ends.clear()
            if self._then is not None:
                self._then()

    def _hold(self, held: deque[Frame], frame: Frame) -> None:
        held.append(frame)
        self._held_bytes += len(frame.payload)
        if self._held_bytes > self._settings.join_queue_bytes:
            self._abandon()

    def _queue(self, frame: Frame) -> None:
        """Writes behind what the transport still has."""
        self._written += len(frame.wired)
        self._ends.append(self._written)
        self._transport.write(frame.wired)

    def _frames(self, waiting: int) -> int:
        """How many frames are not wholly sent while `waiting` bytes are in the transport."""
        sent = self._written - waiting
        while self._ends and self._ends[0] <= sent:
            self._ends.popleft()
        return len(self._ends) + 1  # the one that met an empty transport may be among them

    def _full(self, waiting: int) -> bool:
        s = self._settings
        return waiting > s.queue_bytes or self._frames(waiting) >= s.queue_frames

    def _gone(self) -> bool:
        return self._bypass.close_sent or self._transport.is_closing()

    # ------------------------------------------------------------- in

    def attach(self, receive: Receive) -> None:
        """From now on frames come straight to `receive`; first those that came meanwhile."""
        bypass = self._bypass
        kept: list[Any] = []
        while not bypass.queue.empty():
            event = bypass.queue.get_nowait()
            if event["type"] == "websocket.receive" and not bypass.close_sent:
                text = event.get("text")
                receive(
                    text.encode() if text is not None else event.get("bytes") or b"",
                    text is not None,
                )
            else:
                kept.append(event)
        for event in kept:
            bypass.queue.put_nowait(event)
        bypass.receiver = _deaf if bypass.close_sent else receive
        bypass.read_paused = False
        if not self._gone():
            bypass.inflow = self._inflow
            self._inflow.open()

    def pause(self, seconds: float) -> None:
        if not self._gone():
            self._inflow.hold(seconds)

    # ------------------------------------------------------------- the end

    def _abandon(self) -> None:
        """Too slow (LIM-3): what waits is let fall, and the close comes behind what is in the transport."""
        self.close(1013, "slow_consumer")

    def close(self, code: int, reason: str) -> None:
        bypass = self._bypass
        if self._gone():
            return
        self._parts.clear()
        self._held = None
        try:
            bypass.conn.send_close(code, reason)
        except InvalidState:
            return
        self._transport.write(b"".join(bypass.conn.data_to_send()))
        bypass.close_sent = True
        bypass.receiver = _deaf
        event: Any = {"type": "websocket.disconnect", "code": code, "reason": reason}
        bypass.queue.put_nowait(event)
        bypass.close_timer = bypass.loop.call_later(self._settings.close_s, self._transport.abort)
        self._inflow.give_back()

    async def run(self, receive: Receive, socket: WebSocket) -> None:
        """Reads until the socket is gone."""
        self.attach(receive)
        while (await socket.receive())["type"] != "websocket.disconnect":
            pass


def short_wire(socket: WebSocket, settings: Settings, inlet: Inlet | None) -> ShortWire | None:
    """The short way of this socket, if it came by one."""
    bypass = (socket.scope.get("extensions") or {}).get(EXTENSION)
    return ShortWire(bypass, settings, inlet) if bypass is not None and settings.bypass else None
