"""Drives a Session over a real WebSocket: `inkroom.connect`, the only I/O of the core."""

import asyncio
import contextlib
import secrets
import time
import zlib
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, Unpack
from urllib.parse import quote, unquote, urlsplit

import httpx2
from msgspec import json
from websockets.asyncio.client import ClientConnection
from websockets.asyncio.client import connect as open_socket
from websockets.exceptions import ConnectionClosed, InvalidMessage, InvalidStatus

from inkroom import events as on
from inkroom.board import Board, Element
from inkroom.client.asked import (
    Report,
    Restored,
    RestoreWishes,
    Wishes,
    asking,
    query,
)
from inkroom.errors import BadMessage, BadOp, Closed, Unavailable
from inkroom.geometry import UNIT, rnd
from inkroom.gesture import Parts
from inkroom.ink import encode_points, natural_box, trace_of
from inkroom.meeting import Meeting
from inkroom.messages import Entry, Presence
from inkroom.order import between
from inkroom.session import Session

PART_BYTES = 64 * 1024 * 1024
Point = tuple[float, float] | tuple[float, float, float]
"""x and y in px, and a pressure of 0 to 1 if there is one."""


def connect(
    url: str,
    board: str,
    *,
    name: str = "",
    token: str | None = None,
    client: str | None = None,
    timeout_s: float = 10,
) -> "Connection":
    """A peer of the board `board` on the server at `url` (http, https, ws or wss).

    Use it as `async with`; it reconnects by itself until then. Raises Unavailable if the server does not answer within
    `timeout_s` at first, Closed if it refuses.
    """
    return Connection(
        socket_url(url, board), name, token, client or secrets.token_hex(8), timeout_s
    )


def socket_url(url: str, board: str) -> str:
    """The address of a board's room protocol on the server at `url` (PATH-1)."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    scheme = {"http": "ws", "https": "wss"}.get(parts.scheme, parts.scheme)
    return f"{scheme}://{parts.netloc}{parts.path.rstrip('/')}/ws/rooms/{quote(board, safe='')}"


BUSY: Final = (429, 502, 503, 504)
"""HTTP answers to an upgrade after which it is tried again: too many sockets, or a proxy whose server is away."""


class Connection:
    """A peer written in Python. Lengths are px; what is drawn returns when it is on the server's disk."""

    def __init__(
        self, url: str, name: str, token: str | None, client: str, timeout_s: float
    ) -> None:
        self.url, self.timeout_s = url, timeout_s
        self.session = Session(client, name, token=token, random=_jitter)
        self._socket: ClientConnection | None = None
        self._changed = asyncio.Condition()
        self._wake = asyncio.Event()
        self._refused: dict[int, str] = {}
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

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Leaves the room; what was not saved by then is lost with this process."""
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    # ------------------------------------------------------------- looking

    @property
    def board(self) -> Board:
        """What is shown: the confirmed board and the own ops that wait."""
        return self.session.board

    def elements(self) -> list[Element]:
        """The elements that are not deleted, in no promised order."""
        return list(self.board.visible())

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

    # ------------------------------------------------------------- drawing

    async def draw(self, points: Sequence[Point], *, ink: str = "#1D2432", width: float = 4) -> str:
        """A pen stroke through `points`; its id."""
        pressure = any(len(p) == 3 for p in points)
        samples = [v for p in points for v in (units(p[0]), units(p[1]), _force(p), 0)]
        encoded = encode_points(samples, pressure)
        box = natural_box(trace_of(encoded, pressure))
        element: dict[str, Any] = {
            "kind": "stroke",
            "points": encoded,
            "geom": [box.left, box.top, box.width, box.height, 0],
            "ink": ink,
            "width": units(width),
        }
        if not pressure:
            element["pressure"] = False
        return await self.put(element)

    async def shape(
        self,
        kind: str,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        text: str = "",
        **registers: Any,
    ) -> str:
        """A rect, ellipse, diamond, note, text or frame with its upper left corner at (x, y); its id."""
        element = {
            "kind": kind,
            "geom": [units(x), units(y), units(width), units(height), 0],
            **registers,
        }
        if text:
            element["text"] = text
        return await self.put(element)

    async def line(self, points: Sequence[Point], *, arrow: bool = False, **registers: Any) -> str:
        """A line or an arrow through `points`; its id."""
        geom = [units(v) for p in points for v in p[:2]]
        kind = "arrow" if arrow else "line"
        heads = {"heads": ["none", "arrow"]} if arrow else {}
        return await self.put({"kind": kind, "geom": geom, **heads, **registers})

    async def put(self, element: dict[str, Any]) -> str:
        """Any element in the form of the protocol (EL-2), on top of the others; its id."""
        id = str(element.get("id") or secrets.token_hex(8))
        top = max((e.get("z") for e in self.board.visible()), default=None)
        await self.submit({"put": [{"z": between(top, None), **element, "id": id}]})
        return id

    async def set(self, id: str, **registers: Any) -> None:
        """New values for registers of one element, in board units."""
        await self.submit({"set": [{"id": id, **registers}]})

    async def delete(self, *ids: str) -> None:
        await self.submit({"set": [{"id": id, "deleted": True} for id in ids]})

    async def say(self, text: str, *, about: str | None = None) -> None:
        """A line of chat; with `about`, one about an element."""
        await self.submit({"say": text, "about": about} if about else {"say": text})

    async def comment(self, text: str, x: float, y: float, *, about: str | None = None) -> str:
        """Begins a thread of comments with its pin at (x, y), or at the element `about`; the id of the thread."""
        thread = secrets.token_hex(8)
        parts: Parts = {"say": text, "thread": thread, "place": [units(x), units(y)]}
        await self.submit({**parts, "about": about} if about else parts)
        return thread

    async def reply(self, thread: str, text: str) -> None:
        """One more comment in a thread; it opens one that was done."""
        await self.submit({"say": text, "thread": thread})

    async def settle(self, thread: str, *, done: bool = True) -> None:
        """Says that a thread is done, or open again."""
        await self.submit({"thread": thread, "done": done})

    async def mark(self, name: str) -> None:
        """Names this point of the log."""
        await self.submit({"mark": name})

    # ------------------------------------------------------------- together

    @property
    def meeting(self) -> Meeting:
        """The timer, the vote and roles."""
        return self.session.meeting

    async def set_timer(self, seconds: float, *, runs: bool = True) -> None:
        """A timer that everybody sees; 0 takes it away."""
        ms = rnd(seconds * 1000)
        await self.submit({"timer": {"left": ms, "whole": ms, "runs": runs}})

    async def begin_vote(
        self, *among: str, dots: int = 3, hidden: bool = False, id: str | None = None
    ) -> str:
        """A vote on elements, or on any; its id."""
        ballot: dict[str, Any] = {"id": id or secrets.token_hex(8), "dots": dots, "hidden": hidden}
        await self.submit({"ballot": {**ballot, "among": list(among)} if among else ballot})
        return str(ballot["id"])

    async def lay(self, vote: str, on: str, count: int = 1) -> None:
        """So many of one's dots lie on an element now."""
        await self.submit({"dot": {"ballot": vote, "on": on, "count": count}})

    async def close_vote(self, vote: str, *, closed: bool = True) -> None:
        """Ends a vote, or opens it again."""
        await self.submit({"ballot": {"id": vote, "closed": closed}})

    async def grant(self, user: str, role: str) -> None:
        """What a user may do from now on, `editor`, `commenter` or `viewer`: an owner's to say."""
        await self.submit({"grant": {"user": user, "role": role}})

    async def hush(self, *, on: bool = True) -> None:
        """Only owners draw, or all who may: an owner's to say."""
        await self.submit({"hush": on})

    async def lesson(self, *, on: bool = True) -> None:
        """Begins a lesson, in which everyone has a side board of their own, or ends it: an owner's to say."""
        await self.submit({"lesson": on})

    # ------------------------------------------------------------- files

    async def bring(
        self, path: str | Path, *, at: tuple[float, float] | None = None, page: str | None = None
    ) -> list[str]:
        """Puts what is in a file onto the board, with its middle `at` a place or beside what lies there; returns
        once it lies there, with what could not be carried. Raises InkroomError, Unavailable."""
        file = Path(path)
        data = await asyncio.to_thread(file.read_bytes)
        place = {} if at is None else {"x": at[0], "y": at[1]}
        params = {"name": file.name, **place, **({} if page is None else {"page": page})}
        async with self._asks("POST", "import", params=params, content=data) as answer:
            report = json.decode(await answer.aread(), type=Report)
        await self._until(lambda: self.session.seq >= report.head)
        return report.left

    async def export(self, path: str | Path, **wishes: Unpack[Wishes]) -> str:
        """Writes the board as a file whose end tells its format; returns what it could not carry, or "".

        What was at `path` stays until the whole file is there. Raises InkroomError, Unavailable.
        """
        file = Path(path)
        way = f"export.{file.suffix.removeprefix('.').lower()}"
        params = {name: query(value) for name, value in wishes.items()}
        new = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
        try:
            async with self._asks("GET", way, params=params) as answer:
                with new.open("wb") as out:
                    async for chunk in answer.aiter_bytes():
                        out.write(chunk)
            new.replace(file)
        finally:
            new.unlink(missing_ok=True)
        return unquote(answer.headers.get("x-inkroom-not-carried", ""))

    def _asks(
        self, method: str, way: str, **more: Any
    ) -> contextlib.AbstractAsyncContextManager[httpx2.Response]:
        return asking(self.url, self.session.token, method, way, **more)

    # ------------------------------------------------------------- taking back

    async def restore(self, **wishes: Unpack[RestoreWishes]) -> Restored:
        """Brings a moment back, or takes work away, as one new gesture; with `preview` only says what it would do."""
        places = [units(n) for point in wishes.pop("inside", ()) for n in point]
        body = {**wishes, "area": places or None}
        async with self._asks("POST", "restorings", json=body) as answer:
            done = json.decode(await answer.aread(), type=Restored)
        await self._until(lambda: self.session.seq >= done.seq)
        return done

    async def undo(self) -> bool:
        """Takes the newest own gesture back; False where there is none."""
        done = self.session.undo()
        await self._settled(self.session.queue)
        return done

    async def redo(self) -> bool:
        done = self.session.redo()
        await self._settled(self.session.queue)
        return done

    async def point(self, x: float, y: float) -> None:
        """Moves one's cursor."""
        self.session.live(Presence(cursor=[units(x), units(y)]))
        self._wake.set()

    async def submit(self, parts: Parts) -> list[int]:
        """Any op, and the wait for its verdict; raises BadOp where it is refused, Closed where the room has ended."""
        cseqs = self.session.submit(parts)
        await self._settled(cseqs)
        return cseqs

    async def _settled(self, cseqs: list[int]) -> None:
        self._wake.set()
        await self._until(lambda: not set(cseqs) & set(self.session.queue))
        codes = [self._refused.pop(n) for n in cseqs if n in self._refused]
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


def units(px: float) -> int:
    """Board units of a length in px."""
    return rnd(px * UNIT)


def _force(point: Point) -> int:
    """The pressure of a point, 0 to 255."""
    return rnd(255 * point[2]) if len(point) == 3 else 255


def _now() -> float:
    return time.monotonic() * 1000


def _jitter() -> float:
    return secrets.randbelow(1_000_000) / 1_000_000
