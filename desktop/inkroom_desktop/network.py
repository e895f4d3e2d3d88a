"""The network thread: its own asyncio loop, sockets of `websockets`, and frames as Qt signals (never QtAsyncio)."""

import asyncio
import json
import logging
import socket
import ssl
import threading
import urllib.error
import urllib.request
import zlib
from collections import deque
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, Final, Literal

from PySide6.QtCore import QObject, Qt, Signal
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI

PART_BYTES: Final = 64 * 1024 * 1024
FRAME_BYTES: Final = 2**20
OPEN_S: Final = 10.0
REST_BYTES: Final = 64 * 1024 * 1024
_log = logging.getLogger(__name__)


Why = Literal["", "name", "refused", "trust", "late", "restart"]
"""Nobody has that name; no room answers; the certificate is not trusted; nothing answers; it said that it stops."""


def reason(why: Exception) -> Why:
    """What a failed connection says about the server."""
    if isinstance(why, socket.gaierror):
        return "name"
    if isinstance(why, ssl.SSLError):
        return "trust"
    return "refused" if isinstance(why, ConnectionRefusedError) else "late"


class _Held(QObject):
    """Objects for which the network works. They end here, on the window's thread: on another one a Qt object may be
    ended in the middle of a signal.
    """

    over = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._works: dict[object, QObject] = {}
        self.over.connect(self._let_go, Qt.ConnectionType.QueuedConnection)

    def hold(self, work: Future[None], of: QObject) -> None:
        self._works[work] = of
        work.add_done_callback(self.over.emit)

    def _let_go(self, work: object) -> None:
        self._works.pop(work, None)


class Network:
    """One thread for all sockets of the application."""

    def __init__(self) -> None:
        self._held = _Held()
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="inkroom network", daemon=True)
        self._thread.start()
        running = threading.Event()
        self.loop.call_soon_threadsafe(running.set)
        running.wait(5)

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()

    def start(self, work: Coroutine[Any, Any, None], of: QObject) -> None:
        """Runs work of an object on the thread, and keeps the object for so long; after `close` there is none."""
        if self.loop.is_running():
            self._held.hold(asyncio.run_coroutine_threadsafe(work, self.loop), of)
        else:
            work.close()

    def soon(self, call: Callable[..., object], *args: object) -> None:
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(call, *args)

    def close(self) -> None:
        """Ends every socket and the thread."""
        asyncio.run_coroutine_threadsafe(_ended(), self.loop).result(5)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(5)
        self.loop.close()


async def _ended() -> None:
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


class Wire(QObject):
    """One WebSocket at a time. Frames wait until the window takes them; `ready` says that there are some."""

    ready = Signal()
    _arrived = Signal()

    def __init__(self, network: Network) -> None:
        super().__init__()
        self._network = network
        self._inbox: deque[tuple[int, str, Any]] = deque()
        self._outbox: asyncio.Queue[str | None] | None = None
        self._turn = 0
        self.why: Why = ""
        """Why the last socket did not open; "" where it did, or the server said it by a code."""
        self._arrived.connect(self.ready, Qt.ConnectionType.QueuedConnection)

    def open(self, url: str) -> None:
        """Opens a socket; an older one is dropped, and nothing more is heard of it."""
        self.close()
        self._turn += 1
        self._outbox = asyncio.Queue()
        self._network.start(self._talk(url, self._turn, self._outbox), self)

    def take(self) -> tuple[str, Any] | None:
        """What came in next: ("open", None), ("text", str), ("part", unpacked bytes) or ("closed", close code)."""
        while self._inbox:
            turn, what, value = self._inbox.popleft()
            if turn == self._turn:
                return what, value
        return None

    def send(self, frame: str) -> None:
        if self._outbox is not None:
            self._network.soon(self._outbox.put_nowait, frame)

    def close(self) -> None:
        """Says goodbye; `("closed", 1000)` follows."""
        if self._outbox is not None:
            self._network.soon(self._outbox.put_nowait, None)
            self._outbox = None

    def drop(self) -> None:
        """Closes, and hears nothing more."""
        self._turn += 1
        self.close()

    def _tell(self, turn: int, what: str, value: Any) -> None:
        self._inbox.append((turn, what, value))
        if len(self._inbox) == 1:
            self._arrived.emit()

    async def _talk(self, url: str, turn: int, outbox: asyncio.Queue[str | None]) -> None:
        code = 1006
        try:
            async with connect(
                url,
                compression=None,
                max_size=FRAME_BYTES,
                open_timeout=OPEN_S,
                ping_interval=None,
                close_timeout=2,
                proxy=None,
            ) as open_socket:
                self.why = ""
                self._tell(turn, "open", None)
                writer = asyncio.create_task(_write(open_socket, outbox))
                try:
                    async for frame in open_socket:
                        if isinstance(frame, str):
                            self._tell(turn, "text", frame)
                        else:
                            self._tell(turn, "part", unpacked(frame))
                finally:
                    writer.cancel()
                code = open_socket.close_code or 1006
                self.why = "restart" if open_socket.close_reason == "restart" else ""
        except ConnectionClosed as why:
            code = why.rcvd.code if why.rcvd else 1006
            self.why = "restart" if why.rcvd and why.rcvd.reason == "restart" else ""
        except InvalidHandshake as why:
            status = getattr(getattr(why, "response", None), "status_code", 0)
            code = {401: 4401, 403: 4403, 404: 4404}.get(status, 1006)
            self.why = "refused"
            _log.info("no connection: the answer %s is none of a room", status)
        except (OSError, InvalidURI, zlib.error) as why:
            self.why = reason(why)
            _log.info("no connection: %s, %s", self.why, type(why).__name__)
        self._tell(turn, "closed", code)


async def _write(socket: Any, outbox: asyncio.Queue[str | None]) -> None:
    while (frame := await outbox.get()) is not None:
        await socket.send(frame)
    await socket.close()


def unpacked(frame: bytes) -> bytes:
    """A snapshot part, unpacked; raises zlib.error where it is larger than a part may be."""
    unpacker = zlib.decompressobj(wbits=31)
    text = unpacker.decompress(frame, PART_BYTES)
    if unpacker.unconsumed_tail:
        raise zlib.error(f"expected a part of at most {PART_BYTES} bytes")
    return text


class Request(QObject):
    """One REST call. `done(status, body)`: the body, read where it is JSON, else bytes, of a refusal too; status 0:
    no answer.
    """

    done = Signal(int, object)

    def __init__(self, network: Network, token: str = "") -> None:
        super().__init__()
        self._network, self._token = network, token

    def send(self, method: str, url: str, body: Any = None, within_s: float = OPEN_S) -> None:
        """`body`: bytes as they are, all else as JSON."""
        self._network.start(self._call(method, url, body, within_s), self)

    async def _call(self, method: str, url: str, body: Any, within_s: float) -> None:
        status, answer = await asyncio.get_running_loop().run_in_executor(
            None, _fetched, method, url, body, self._token, within_s
        )
        self.done.emit(status, answer)


_opener: Final = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def _fetched(method: str, url: str, body: Any, token: str, within_s: float) -> tuple[int, Any]:
    data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    kind = "application/octet-stream" if isinstance(body, bytes) else "application/json"
    headers = {"Content-Type": kind}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    request = urllib.request.Request(  # only http and https reach this (address.py)
        url, data, headers, method=method
    )
    try:
        with _opener.open(request, timeout=within_s) as response:
            raw = response.read(REST_BYTES)
            if response.headers.get_content_type() != "application/json":
                return response.status, raw
            return response.status, json.loads(raw) if raw else None
    except urllib.error.HTTPError as why:
        return why.code, _refusal(why)
    except (OSError, ValueError):
        return 0, None


def _refusal(why: urllib.error.HTTPError) -> Any:
    """What a server says when it refuses: its JSON; None where there is none."""
    try:
        return json.loads(why.read(REST_BYTES))
    except (OSError, ValueError):
        return None


def code_of(answer: object) -> str:
    """The code of a refusal; "" where there is none."""
    error = answer.get("error") if isinstance(answer, dict) else None
    return str(error.get("code", "")) if isinstance(error, dict) else ""


def sent(request: urllib.request.Request, token: str, within_s: float) -> Any:
    """The response, to be closed; raises OSError. To be called on a thread that may wait."""
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    return _opener.open(request, timeout=within_s)


def refused(why: OSError) -> dict[str, Any]:
    """What a server said with a refusal; nothing where it was no refusal."""
    answer = _refusal(why) if isinstance(why, urllib.error.HTTPError) else None
    return answer if isinstance(answer, dict) else {}


def opened(url: str, token: str) -> Any:
    """The response to a GET, to be closed; raises OSError. To be called on a thread that may wait."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return _opener.open(urllib.request.Request(url, headers=headers), timeout=OPEN_S)


def fetched_bytes(url: str, token: str) -> bytes | None:
    """The body of a GET as it came; None where there is no good answer. To be called on a thread that may wait."""
    try:
        with opened(url, token) as response:
            return bytes(response.read(REST_BYTES))
    except (OSError, ValueError):
        return None
