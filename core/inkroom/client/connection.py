"""A peer written in Python: what it sees, draws and says."""

import asyncio
import secrets
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, Unpack
from urllib.parse import unquote

import httpx2
from msgspec import json

from inkroom.board import Board, Element
from inkroom.client.asked import Compacted, Report, Restored, RestoreWishes, Wishes, asking, query
from inkroom.client.link import Link
from inkroom.geometry import UNIT, rnd
from inkroom.gesture import Parts
from inkroom.ink import encode_points, natural_box, trace_of
from inkroom.meeting import Meeting
from inkroom.messages import Presence
from inkroom.order import between

Point = tuple[float, float] | tuple[float, float, float]
"""x and y in px, and a pressure of 0 to 1 if there is one."""


class Connection(Link):
    """A peer written in Python. Lengths are px; what is drawn returns when it is on the server's disk."""

    # ------------------------------------------------------------- looking

    @property
    def board(self) -> Board:
        """What is shown: the confirmed board and the own ops that wait."""
        return self.session.board

    def elements(self) -> list[Element]:
        """The elements that are not deleted, in no promised order."""
        return list(self.board.visible())

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
    ) -> AbstractAsyncContextManager[httpx2.Response]:
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

    async def compact(self, *, title: str = "", preview: bool = False) -> Compacted:
        """Lets the history go and keeps it as a copy; with `preview` only says what would go (COMP-1)."""
        body = {"title": title, "preview": preview}
        async with self._asks("POST", "compactions", json=body) as answer:
            done = json.decode(await answer.aread(), type=Compacted)
        if not preview:
            await self._until(lambda: self.session.epoch >= done.epoch and self.session.saved)
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


def units(px: float) -> int:
    """Board units of a length in px."""
    return rnd(px * UNIT)


def _force(point: Point) -> int:
    """The pressure of a point, 0 to 255."""
    return rnd(255 * point[2]) if len(point) == 3 else 255
