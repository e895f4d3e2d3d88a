"""Small pictures of boards, drawn in a worker when asked for and kept until the board moves on."""

import asyncio
from collections import OrderedDict
from typing import Final

from inkroom_server.hub import Hub
from inkroom_server.jobs.crew import Crew
from inkroom_server.jobs.moment import info_of
from inkroom_server.jobs.thumbnail import thumbnail
from inkroom_server.log import Log

KEPT: Final = 300
"""How many are kept in memory; each is at most some 100 KB."""


Look = tuple[str, bool, int | None]
"""A board, whether it is drawn for a dark screen, and after which entry; None: as it is."""


class Thumbs:
    """The thumbnails. One is drawn once for all who ask at the same time."""

    def __init__(self, log: Log, hub: Hub, crew: Crew) -> None:
        self._log, self._hub, self._crew = log, hub, crew
        self._kept: OrderedDict[Look, tuple[str, bytes]] = OrderedDict()
        self._drawing: dict[Look, asyncio.Future[bytes]] = {}

    def tag(self, board: str) -> str:
        """Changes whenever the board does; raises Unavailable `not_found`."""
        host = self._hub.live(board)
        if host is not None:
            return f'"{host.room.epoch}-{host.room.seq}"'
        info = info_of(self._log, board)
        return f'"{info.epoch}-{info.head}"'

    async def get(self, board: str, *, dark: bool = False, at: int | None = None) -> bytes:
        """The SVG of the board as it is or was, as it looks on a light or a dark screen."""
        tag = self.tag(board)
        look = board, dark, at
        kept = self._kept.get(look)
        if kept is not None and kept[0] == tag:
            self._kept.move_to_end(look)
            return kept[1]
        if look not in self._drawing:
            self._drawing[look] = asyncio.ensure_future(self._draw(look, tag))
        return await asyncio.shield(self._drawing[look])

    async def _draw(self, look: Look, tag: str) -> bytes:
        try:
            drawn: bytes = await self._crew.run(thumbnail, *look)
            self._kept[look] = tag, drawn
            self._kept.move_to_end(look)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return drawn
        finally:
            del self._drawing[look]
