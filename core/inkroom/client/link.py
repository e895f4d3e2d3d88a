"""Keeps a session on a real WebSocket: connects, sends, hears, comes back; the only I/O of the core."""

import asyncio
import contextlib
import secrets
import time
import zlib
from collections.abc import AsyncIterator, Callable
from typing import Final, Self

from websockets.asyncio.client import ClientConnection
from websockets.asyncio.client import connect as open_socket
from websockets.exceptions import ConnectionClosed, InvalidMessage, InvalidStatus

from inkroom import events as on
from inkroom.errors import BadMessage, BadOp, Closed, Unavailable
from inkroom.gesture import Parts
from inkroom.messages import Entry
from inkroom.session import Session

PART_BYTES = 64 * 1024 * 1024
BUSY: Final = (429, 502, 503, 504)
"""HTTP answers to an upgrade after which it is tried again: too many sockets, or a proxy whose server is away."""


class Link:
    """A session and its socket; what is submitted returns with its verdict."""

    def __init__(
        self, url: str, name: str, token: str | None, client: str, timeout_s: float
    ) -> None:
        self.url, self.timeout_s = url, timeout_s
        self.session = Session(client, name, token=token, random=_jitter)
        self._socket: ClientConnection | None = None
        self._changed = asyncio.Condition()
        self._wake = asyncio.Event()
        self._refused: dict[int, str] = {}
        self._awaited: list[list[int]] = []
        self._listeners: list[asyncio.Queue[Entry | None]] = []
        self._ended: Exception | None = None
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._run(), name=f"inkroom {self.url}")
        try:
            async with asyncio.timeout(self.timeout_s):
                await self._until(lambda: self.session.saved)
        except TimeoutError:
            await self.close()
            raise Unavailable(
                f"Expected an answer of {self.url} within {self.timeout_s:g} s"
            ) from None
        except BaseException:
            await self.close()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Leaves the room; what was not saved by then is lost with this process."""
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    # ------------------------------------------------------------- hearing and submitting

    def entries(self) -> AsyncIterator[Entry]:
        """Every entry from this call on, as the server sequenced it; raises Closed where the room has ended."""
        queue: asyncio.Queue[Entry | None] = asyncio.Queue()
        if self._ended:
            queue.put_nowait(None)
        self._listeners.append(queue)
        return self._heard(queue)

    async def _heard(self, queue: "asyncio.Queue[Entry | None]") -> AsyncIterator[Entry]:
        try:
            while (entry := await queue.get()) is not None:
                yield entry
        finally:
            self._listeners.remove(queue)
        assert self._ended is not None
        raise self._ended

    async def submit(self, parts: Parts) -> list[int]:
        """Any op, and the wait for its verdict; raises BadOp where it is refused, Closed where the room has ended."""
        cseqs = self.session.submit(parts)
        await self._settled(cseqs)
        return cseqs

    async def _settled(self, cseqs: list[int]) -> None:
        awaited = list(cseqs)  # under a fresh client id they have other numbers
        self._awaited.append(awaited)
        self._wake.set()
        try:
            await self._until(lambda: not set(awaited) & set(self.session.queue))
        finally:
            self._awaited[:] = [other for other in self._awaited if other is not awaited]
        codes = [self._refused.pop(n) for n in awaited if n in self._refused]
        if codes:
            raise BadOp(
                f"Expected the op to be accepted, the server refused it: {codes[0]}", codes[0]
            )

    async def _until(self, true: Callable[[], bool]) -> None:
        async with self._changed:
            await self._changed.wait_for(lambda: self._ended is not None or true())
        if self._ended:
            raise self._ended

    # ------------------------------------------------------------- the socket

    async def _run(self) -> None:
        try:
            while True:
                delay = await self._once()
                await asyncio.sleep(delay / 1000)
        except Exception as why:
            await self._end(why)

    async def _end(self, why: Exception) -> None:
        async with self._changed:
            self._ended = why
            for queue in self._listeners:
                queue.put_nowait(None)
            self._changed.notify_all()

    async def _once(self) -> int:
        """One connection from its opening to its end; the delay in ms before the next."""
        close = 1006
        try:
            async with open_socket(
                self.url, compression=None, max_size=2**20, proxy=None
            ) as socket:
                self._socket = socket
                await socket.send(self.session.hello(_now()))
                tasks = [asyncio.create_task(self._beat()), asyncio.create_task(self._send())]
                try:
                    async for frame in socket:
                        self._take(frame)
                        await self._handle()
                        self._wake.set()
                finally:
                    for task in tasks:
                        task.cancel()
                close = socket.close_code or 1006
        except ConnectionClosed as why:
            close = why.rcvd.code if why.rcvd else 1006
        except InvalidStatus as why:
            status = why.response.status_code
            if status not in BUSY:
                raise Closed(4403, f"Expected an upgrade, got HTTP {status}") from None
            close = 1013
        except (
            OSError,
            TimeoutError,
            InvalidMessage,
        ):  # nothing, or the server died over its answer
            close = 1006
        finally:
            self._socket = None
        self.session.lost(close, _now())
        return await self._handle()

    def _take(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes):
            unpacker = zlib.decompressobj(wbits=31)
            text = unpacker.decompress(frame, PART_BYTES)
            if unpacker.unconsumed_tail:
                raise BadMessage(
                    f"Expected a snapshot part of at most {PART_BYTES} bytes, got more"
                )
            self.session.receive_part(text, _now())
        else:
            self.session.receive(frame, _now())

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(1)
            self.session.tick(_now())
            self._wake.set()

    async def _send(self) -> None:
        """Sends what has gathered since the last turn of the loop: many ops in one message."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            await self._handle()
            for frame in self.session.outgoing():
                if self._socket is not None:
                    with contextlib.suppress(ConnectionClosed):
                        await self._socket.send(frame)

    async def _handle(self) -> int:
        """Does what the session's events ask for; the delay of a reconnection."""
        delay = 0
        for event in self.session.events():
            if isinstance(event, on.Keep):
                self.session.kept(event.cseq)  # a script's queue lives as long as its process
            elif isinstance(event, on.Refused):
                self._refused[event.cseq] = event.code
            elif isinstance(event, on.Ended):
                raise Closed(
                    event.close, f"The room ended the connection: {event.code}", event.code
                )
            elif isinstance(event, on.Renew):
                self.session.renew(secrets.token_hex(8))
                numbers = self.session.renumbered
                for cseqs in self._awaited:
                    cseqs[:] = [numbers[n] for n in cseqs if n in numbers]
            elif isinstance(event, on.DigestDue):
                self.session.verify(event.seq, event.digest)
            elif isinstance(event, on.Confirmed):
                for queue in self._listeners:
                    queue.put_nowait(event.entry)
            elif isinstance(event, on.Reconnect):
                delay = event.delay_ms
                if self._socket is not None:
                    await self._socket.close(1000)
        async with self._changed:
            self._changed.notify_all()
        return delay


def _now() -> float:
    return time.monotonic() * 1000


def _jitter() -> float:
    return secrets.randbelow(1_000_000) / 1_000_000
