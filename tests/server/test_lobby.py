"""The lobby: the list of boards, pushed (PATH-3)."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.support.patience import PATIENCE_S
from tests.support.rooms import rect
from tests.support.serving import Peer, Serving, asking, close_code, serving
from websockets.asyncio.client import connect

from inkroom_server.parts import parts_of


class Watching:
    """A socket of the lobby, and the list that it adds up to."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self.boards: dict[str, dict[str, Any]] = {}
        self.messages: list[dict[str, Any]] = []

    async def until(self, true: Callable[[dict[str, dict[str, Any]]], bool]) -> None:
        """Reads until the list is so."""
        async with asyncio.timeout(PATIENCE_S):
            while not true(self.boards):
                self.take(json.loads(await self._socket.recv()))

    def take(self, message: dict[str, Any]) -> None:
        self.messages.append(message)
        if message["type"] == "boards":
            self.boards = {board["id"]: board for board in message["boards"]}
        elif message["type"] == "board":
            self.boards[message["board"]["id"]] = message["board"]
        else:
            assert message["type"] == "gone"
            del self.boards[message["id"]]


@asynccontextmanager
async def watching(server: Serving, query: str = "") -> AsyncIterator[Watching]:
    async with connect(server.ws(f"/ws/lobby{query}"), proxy=None) as socket:
        watch = Watching(socket)
        watch.take(json.loads(await socket.recv()))
        yield watch


async def test_the_list_comes_at_once_and_then_each_change(server: Serving) -> None:
    """[PATH-3] A board that is made, renamed, entered, drawn on, left, trashed: nobody asks for it."""
    async with watching(server) as lobby, asking(server.url) as http:
        assert lobby.messages == [{"type": "boards", "boards": []}]
        await http.post("/api/boards", json={"id": "b1", "title": "One"})
        await lobby.until(lambda boards: boards.get("b1", {}).get("title") == "One")
        await http.patch("/api/boards/b1", json={"title": "Two"})
        await lobby.until(lambda boards: boards["b1"]["title"] == "Two")
        async with Peer(server.ws("/ws/rooms/b1"), name="Ann", colour="plum") as ann:
            await lobby.until(lambda boards: boards["b1"]["peers"] == 1)
            assert lobby.boards["b1"]["names"] == [{"name": "Ann", "colour": "plum"}]
            await ann.ops({"put": [rect("e1")]})
            await lobby.until(lambda boards: boards["b1"]["head"] == 3)
            await lobby.until(lambda boards: boards["b1"]["drawers"] == 1)
            assert lobby.boards["b1"]["ops"] > 0
        await lobby.until(lambda boards: boards["b1"]["peers"] == 0)
        await http.delete("/api/boards/b1")
        await lobby.until(lambda boards: "b1" not in boards)
        await http.post("/api/boards/b1/restore")
        await lobby.until(lambda boards: boards.get("b1", {}).get("title") == "Two")


async def test_figures_fade_without_another_change(server: Serving) -> None:
    """[PATH-3] Who drew a while ago draws no more; the list says so by itself."""
    async with watching(server) as lobby, Peer(server.ws("/ws/rooms/b1")) as ann:
        await ann.ops({"put": [rect("e1")]})
        await lobby.until(lambda boards: boards.get("b1", {}).get("drawers") == 1)
        await lobby.until(lambda boards: boards["b1"]["drawers"] == 0 and boards["b1"]["ops"] == 0)


async def test_a_busy_board_is_pushed_a_few_times_a_second(server: Serving) -> None:
    """[PATH-3] However many ops come: changes are gathered."""
    async with watching(server) as lobby, Peer(server.ws("/ws/rooms/b1")) as ann:
        for _ in range(100):
            await ann.ops({"say": "Hi"})
            await ann.settled()
        await lobby.until(lambda boards: boards.get("b1", {}).get("head") == 100)
        assert len(lobby.messages) < 50, "without gathering it is one for each commit"


async def test_a_watcher_that_comes_late_sees_who_is_there(server: Serving) -> None:
    """[PATH-3] The first message is the whole list, of now."""
    async with Peer(server.ws("/ws/rooms/b1"), name="Ann") as ann:
        await ann.ops({"say": "Hi"})
        await ann.settled()
        async with watching(server) as lobby:
            board = lobby.boards["b1"]
            assert (board["head"], board["peers"]) == (1, 1)


async def test_nobody_watches_after_the_last_left(server: Serving) -> None:
    """[PATH-3] An empty lobby costs nothing; the next watcher sees what happened meanwhile."""
    lobby = parts_of(server.app).lobby
    await server.hub.create("b0")
    async with watching(server) as first:
        assert list(first.boards) == ["b0"]
    async with Peer(server.ws("/ws/rooms/b1")) as ann:
        await ann.ops({"say": "Hi"})
        await ann.settled()
    assert not lobby._watchers
    assert not lobby._changed
    async with watching(server) as again:
        assert again.boards["b1"]["head"] == 1


async def test_what_a_watcher_says_is_let_fall(server: Serving) -> None:
    """[PATH-3] The lobby only speaks."""
    async with connect(server.ws("/ws/lobby"), proxy=None) as socket:
        for frame in ("{}", "nonsense", b"\0\1"):
            await socket.send(frame)
        watch = Watching(socket)
        watch.take(json.loads(await socket.recv()))
        async with Peer(server.ws("/ws/rooms/b1")):
            await watch.until(lambda boards: "b1" in boards)


async def test_in_public_the_lobby_asks_for_a_token_and_shows_its_board(tmp_path: Path) -> None:
    """[PATH-3] [ACC-2] 4401 without; with a room token that board only, with an operator's all."""
    async with serving(tmp_path / "data", public=True) as server:
        access = parts_of(server.app).access
        for board in ("b1", "b2"):
            await server.hub.create(board)
        async with connect(server.ws("/ws/lobby"), proxy=None) as socket:
            assert await close_code(socket) == 4401
        token, _ = access.create_token("b1", "viewer")
        async with watching(server, f"?token={token}") as lobby:
            assert list(lobby.boards) == ["b1"]
            await server.hub.create("b3")
            await server.hub.append("b1", [{"say": "Hi"}], "u1")
            await lobby.until(lambda boards: boards["b1"]["head"] == 1)
            assert list(lobby.boards) == ["b1"]
        operator, _ = access.create_token("*", "owner")
        async with watching(server, f"?token={operator}") as lobby:
            assert sorted(lobby.boards) == ["b1", "b2", "b3"]
