"""Snapshots that are made before somebody opens the board (ROOM-8)."""

import asyncio
from pathlib import Path
from typing import Any

from tests.support.rooms import rect
from tests.support.serving import Peer, Serving, serving

from inkroom_server.hub.load import load
from inkroom_server.jobs.ahead import Ahead
from inkroom_server.jobs.crew import Crew
from inkroom_server.log import Log


class Inline(Crew):
    """A crew that works in a thread of the test."""

    def __init__(self, log: Log) -> None:
        self._log = log

    async def run_long(self, work: Any, *args: Any, progress: Any = None) -> Any:
        return await asyncio.to_thread(work, self._log, lambda _: None, *args)


async def ahead_of(server: Serving, least: int) -> Ahead:
    ahead = Ahead(server.log, server.hub, Inline(server.log), least)
    await ahead.start()
    return ahead


async def settled(ahead: Ahead) -> None:
    """Until what it wants is made."""
    while ahead._task is not None and not ahead._task.done():
        await asyncio.wait({ahead._task})


async def test_a_board_that_came_whole_gets_its_snapshot_before_it_is_opened(
    tmp_path: Path,
) -> None:
    """[ROOM-8] And at the start one whose snapshot is gone; it is what the log says. An open room stores its own."""
    async with serving(tmp_path) as server:
        ahead = await ahead_of(server, 4)
        async with Peer(server.ws("/ws/rooms/b1"), "c1") as ann:
            await ann.ops({"put": [rect("e1")]}, {"put": [rect("e2")]}, {"say": "Hello"})
            await ann.ops({"set": [{"id": "e1", "ink": "#DD2222"}]}, {"put": [rect("e3")]})
            await ann.reach(5)
            assert server.log.snapshot("b1") is None
            entries = server.log.entries("b1")
            for board, count in (("b2", 5), ("b3", 3)):
                server.log.write_log(board, entries[:count])
                server.hub.changed(board)
            await settled(ahead)
        made = server.log.snapshot("b2")
        assert made is not None
        assert (made.seq, server.log.snapshot("b3")) == (5, None)
        rooms = [load(server.log, board, server.hub.settings) for board in ("b1", "b2")]
        assert rooms[0].board.digest() == rooms[1].board.digest()
        assert [entry.say for entry in rooms[1].talk.chat] == ["Hello"]
        server.log.disk.write(lambda connection: connection.exec_driver_sql("DELETE FROM snapshot"))
        await ahead.close()
        again = await ahead_of(server, 4)
        await settled(again)
        found = server.log.snapshot("b2")
        assert found is not None
        assert (found.seq, found.chain) == (made.seq, made.chain)
        assert "b2" not in server.log.unfolded(4)
        await again.close()
