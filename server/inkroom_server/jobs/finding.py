"""Search over all that was ever written: keeps the index near the log, and asks it (SEEK-1 to SEEK-3)."""

import asyncio
import contextlib
import logging
from typing import Any, Final

from msgspec import to_builtins

from inkroom.errors import InkroomError
from inkroom.search import match
from inkroom.side import lesson_of
from inkroom_server.jobs.crew import Crew
from inkroom_server.jobs.moment import info_of
from inkroom_server.jobs.worker import Progress
from inkroom_server.log import BoardInfo, Log

logger = logging.getLogger(__name__)
AT_ONCE: Final = 20_000
"""So many entries are read before the answer; more are read by a worker meanwhile."""
PATIENCE_S: Final = 0.1
LONGEST: Final = 240
"""Characters that are told of a text."""
BEFORE: Final = 60
"""Of a longer text so many before what fits."""


class Finding:
    """The index of a server. Everything runs on the loop, what waits for the disk in threads."""

    def __init__(self, log: Log, crew: Crew) -> None:
        self._log, self._crew = log, crew
        self._reading: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begins to read where there is much to read, so that the first question is answered whole."""
        with contextlib.suppress(InkroomError):
            await self._near(0)

    async def close(self) -> None:
        """Reads no more."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)

    async def find(self, query: str, board: str | None, limit: int) -> dict[str, Any]:
        """The hits as the API tells them, on one board or on all that are not in the trash; raises Unavailable."""
        whole = await self._near(PATIENCE_S)
        return {
            "hits": await asyncio.to_thread(found, self._log, query, board, limit),
            "whole": whole,
        }

    async def _near(self, patience_s: float) -> bool:
        """Brings the index up to the log, or has it brought; whether it is there."""
        behind = await asyncio.to_thread(self._log.index.behind)
        if behind == 0:
            return True
        if behind <= AT_ONCE:
            await asyncio.to_thread(self._log.index.catch_up)
            return True
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read(), name="index")
        done, _ = await asyncio.wait({self._reading}, timeout=patience_s)
        return bool(done)

    async def _read(self) -> None:
        try:
            await self._crew.run_long(caught_up)
        except InkroomError as why:
            logger.warning("the index of what is written could not be read on: %s", why)


def caught_up(log: Log, progress: Progress) -> None:
    """The index with all that is in the log, by a worker."""
    log.index.catch_up(progress)


def found(log: Log, query: str, board: str | None, limit: int) -> list[dict[str, Any]]:
    """What fits, the newest first, with titles and names; long texts are cut round what fits."""
    boards = [info_of(log, board)] if board is not None else common(log)
    titles = {info.id: info.title for info in boards}
    hits = log.index.find(query, titles, limit)
    people = {id: {p.id: p for p in log.people(id)} for id in {hit.board for hit in hits}}
    told = []
    for hit in sorted(hits, key=lambda hit: (-hit.at, -hit.seq)):
        person = people[hit.board].get(hit.by)
        row = {**to_builtins(hit), "title": titles[hit.board], "text": _cut(query, hit.text)}
        row["name"], row["colour"] = (person.name, person.colour) if person else ("", "slate")
        told.append(row)
    return told


def common(log: Log) -> list[BoardInfo]:
    """The boards that are not side boards: what is on those is for two people alone (SIDE-4)."""
    return [info for info in log.boards() if lesson_of(info.id) is None]


def _cut(query: str, text: str) -> str:
    if len(text) <= LONGEST:
        return text
    fits = match(query, text)
    start = max(0, fits.spans[0][0] - BEFORE) if fits and fits.spans else 0
    end = start + LONGEST
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
