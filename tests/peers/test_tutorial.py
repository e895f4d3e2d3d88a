"""The systems of the FastAPI WebSocket tutorial, each with a real server and real sockets.

What the tutorial builds by hand Inkroom serves: push, echo, the console, frames of every kind, rooms, broadcast,
clean-up, tokens, background work; and what it names as uses: chat, notifications, a dashboard, a game.
"""

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Page
from tests.support.patience import PATIENCE_S
from tests.support.program import PROGRAM, served
from tests.support.rooms import rect
from tests.support.serving import Peer, asking, close_code
from websockets.asyncio.client import ClientConnection, connect

import inkroom
from inkroom.client import Connection

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
EXAMPLES = ROOT / "docs/guide/examples"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`inkroom serve`, as anybody starts it."""
    with served(tmp_path_factory.mktemp("tutorial")) as address:
        yield address


def ws(url: str, path: str) -> str:
    return url.replace("http", "ws", 1) + path


def room(url: str, board: str) -> str:
    return ws(url, f"/ws/rooms/{board}")


@asynccontextmanager
async def sockets(*addresses: str) -> AsyncIterator[list[ClientConnection]]:
    """Open sockets, one for each address."""
    opened = [await connect(address, proxy=None) for address in addresses]
    try:
        yield opened
    finally:
        for socket in opened:
            await socket.close()


async def heard(socket: ClientConnection) -> str:
    async with asyncio.timeout(PATIENCE_S):
        frame = await socket.recv()
    assert isinstance(frame, str)
    return frame


class Dashboard:
    """What a page shows that listens to the lobby and never asks."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self.boards: dict[str, dict[str, Any]] = {}

    async def until(self, true: Callable[[dict[str, dict[str, Any]]], bool]) -> None:
        while not true(self.boards):
            message = json.loads(await heard(self._socket))
            if message["type"] == "boards":
                self.boards = {board["id"]: board for board in message["boards"]}
            elif message["type"] == "board":
                self.boards[message["board"]["id"]] = message["board"]
            else:
                self.boards.pop(message["id"], None)


# ------------------------------------------------------------------ the protocol


async def test_the_server_pushes_instead_of_being_polled(url: str) -> None:
    """[PATH-3] Two watchers of the lobby hear of a new board and of each stroke on it; neither asks."""
    async with sockets(ws(url, "/ws/lobby"), ws(url, "/ws/lobby")) as watching:
        pages = [Dashboard(socket) for socket in watching]
        async with inkroom.connect(url, "push", name="Ann") as ann:
            for page in pages:
                await page.until(lambda boards: boards.get("push", {}).get("peers") == 1)
            await ann.draw([(0, 0), (120, 40), (240, 0)], ink="#DD2222")
            for page in pages:
                await page.until(lambda boards: boards["push"]["head"] == 1)
        for page in pages:
            await page.until(lambda boards: boards["push"]["peers"] == 0)


async def test_an_echo_answers_text_json_and_raw_bytes(url: str) -> None:
    """[PATH-4] Each kind of frame comes back as its kind."""
    async with sockets(ws(url, "/ws")) as (socket,):
        await socket.send("Hello WebSocket")
        assert await heard(socket) == "Echo: Hello WebSocket"
        await socket.send(json.dumps({"message": "Hi", "n": [1, 2]}))
        assert json.loads(await heard(socket)) == {"message": "Hi", "n": [1, 2], "status": "ok"}
        raw = bytes(range(256))
        await socket.send(raw)
        assert await socket.recv() == raw


def snippet() -> str:
    """The lines that README.md offers for a browser console."""
    found = re.search(r"<!-- snippet: .*?-->\n```js\n(.*?)```", README.read_text("utf-8"), re.S)
    assert found, "README.md has no console snippet"
    return found[1]


def test_the_readme_offers_six_lines_for_the_browser_console() -> None:
    lines = snippet().splitlines()
    assert len(lines) == 6
    assert any('say: "Hi"' in line for line in lines)


@pytest.mark.browser
def test_six_lines_in_a_browser_console_join_a_room_and_say_hi(url: str, page: Page) -> None:
    """[PATH-1] [JOIN-1] [MSG-6] As typed: by the console's own way in, on a page of the server, under its CSP."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(url)
    console = page.context.new_cdp_session(page)
    with page.expect_console_message(lambda message: '"say":"Hi"' in message.text):
        result = console.send("Runtime.evaluate", {"expression": snippet(), "replMode": True})
    assert "exceptionDetails" not in result, result
    welcome = next(json.loads(line) for line in said if line.startswith('{"type":"welcome"'))
    assert welcome["you"]["name"] == "Console"
    entries = next(json.loads(line) for line in said if line.startswith('{"type":"entries"'))
    assert entries["entries"][-1]["say"] == "Hi"
    assert entries["entries"][-1]["by"] == welcome["you"]["user"]


async def test_who_connects_hears_what_is_broadcast_until_they_disconnect(url: str) -> None:
    """[JOIN-8] [ROOM-7] The ConnectionManager's three verbs: connect, broadcast, disconnect."""
    address = room(url, "verbs")
    async with Peer(address, "a", name="Ann") as ann, Peer(address, "b", name="Bob") as bob:
        joined = await ann.until("peers")
        assert [peer["name"] for peer in joined["joined"]] == ["Bob"]
        await ann.ops({"put": [rect("e1")]})
        for peer in (ann, bob):
            await peer.reach(1)
        await bob.socket.close()
        left = await ann.until("peers")
        assert left["left"] == [joined["joined"][0]["peer"]]
        await ann.ops({"put": [rect("e2")]})
        await ann.reach(2)
        assert bob.seq == 1


async def test_three_users_are_in_a_room_and_all_hear_what_one_says(url: str) -> None:
    """[PATH-2] [JOIN-6] `User: Hi`, once it is on the disk, to the one who said it too."""
    address = ws(url, "/chat/three?token=abc")
    async with sockets(address, address, address) as users:
        await users[1].send("Hi")
        assert [await heard(user) for user in users] == ["User: Hi"] * 3


async def test_a_room_comes_from_the_path_and_a_token_from_the_query(url: str) -> None:
    """[PATH-2] [ACC-1] `/chat/{room_id}?token=abc`: rooms do not hear each other; an open server heeds no token."""
    first, second = ws(url, "/chat/one?token=abc"), ws(url, "/chat/two?token=abc")
    async with sockets(first, first, second) as (ann, bob, cleo):
        await ann.send("in one")
        await cleo.send("in two")
        assert [await heard(ann), await heard(bob)] == ["User: in one"] * 2
        assert await heard(cleo) == "User: in two"


def token_for(folder: Path, board: str, name: str) -> str:
    """What `inkroom token create` prints."""
    command = [*PROGRAM, "token", "create", board, "--name", name, "--data", str(folder / "data")]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


async def test_a_token_names_its_bearer_where_the_server_is_public(tmp_path: Path) -> None:
    """[PATH-2] [ACC-2] Made on the command line; without one, or with another, the door stays shut: 4401."""
    with served(tmp_path, "--public") as public:
        token = token_for(tmp_path, "one", "Ann")
        for query in ("", "?token=abc"):
            async with sockets(ws(public, f"/chat/one{query}")) as (nobody,):
                assert await close_code(nobody) == 4401
        async with sockets(ws(public, f"/chat/one?token={token}")) as (ann,):
            await ann.send("Hi")
            assert await heard(ann) == "Ann: Hi"


async def test_a_client_that_leaves_is_cleaned_up_politely_or_not(url: str) -> None:
    """[JOIN-8] With a close frame, or with the connection cut: the others are told, its seat is free."""
    address = room(url, "leaving")
    async with asking(url) as http, Peer(address, "a", name="Ann") as ann:
        before = await sockets_of(http)
        for polite in (True, False):
            bob = Peer(address, "b", name="Bob")
            await bob.open()
            peer = (await ann.until("peers"))["joined"][0]["peer"]
            if polite:
                await bob.socket.close()
            else:
                bob.socket.transport.abort()
            assert (await ann.until("peers"))["left"] == [peer]
            await ann.ops({"say": "still here"})
            await ann.settled()
        assert await sockets_of(http) == before


async def sockets_of(http: httpx2.AsyncClient) -> int:
    """How many sockets the server counts; a closed one is counted out when its handler has ended."""
    count, again = -1, -2
    async with asyncio.timeout(PATIENCE_S):
        while count != again:
            text = (await http.get("/api/metrics")).text
            found = re.search(r"^inkroom_sockets (\d+)$", text, re.M)
            assert found
            count, again = int(found[1]), count
    return count


async def test_work_goes_on_after_the_response_and_pushes_its_progress(url: str) -> None:
    """[API-4] An export as a background task: 202 at once, notices into the room, then the file."""
    async with (
        Peer(room(url, "tasks"), "a") as ann,
        asking(url) as http,
    ):
        for _ in range(40):
            await ann.ops(*({"say": "Hi"} for _ in range(50)))
        await ann.settled()
        answer = await http.post("/api/boards/tasks/exports", json={"format": "inkroom"})
        assert (answer.status_code, answer.json()["state"]) == (202, "waiting")
        job = answer.json()["id"]
        done = await ann.until("notice", code="job", job=job, state="done")
        progress = [notice["progress"] for notice in ann.inbox if notice.get("progress")]
        assert progress == sorted(progress)
        assert progress
        assert (await http.get(done["url"])).content.startswith(b"PK")


# ------------------------------------------------------------------ its uses


async def test_use_chat_is_kept_and_read_by_who_comes_later(url: str) -> None:
    """[PATH-2] [LOG-1] The plain door, the room protocol and a script in one conversation, which stays."""
    async with sockets(ws(url, "/chat/talk?name=Ann")) as (ann,):
        async with inkroom.connect(url, "talk", name="Bob") as bob:
            await bob.say("Who is there?")
            assert await heard(ann) == "Bob: Who is there?"
            await ann.send("I am")
            assert await heard(ann) == "Ann: I am"
        async with Peer(room(url, "talk"), "c") as cleo:
            assert cleo.seq == 2
    async with inkroom.connect(url, "talk", name="Dan") as dan:
        assert [entry.say for entry in dan.session.says] == ["Who is there?", "I am"]


async def test_use_notification_a_mention_reaches_who_is_meant(url: str) -> None:
    """[MSG-10] `@Bob` is pushed to each of Bob's peers, also on another board; nobody else hears of it."""
    async with (
        Peer(room(url, "here"), "a", name="Ann", guest="ann") as ann,
        Peer(room(url, "here"), "b", name="Bob", guest="bob") as bob,
        Peer(room(url, "there"), "c", name="Bob", guest="bob") as away,
        Peer(room(url, "here"), "d", name="Cleo", guest="cleo") as cleo,
    ):
        await ann.ops({"say": "Look at this, @bob!"})
        for peer in (bob, away):
            notice = await peer.until("notice", code="mention")
            assert notice["message"] == "Ann: Look at this, @bob!"
            assert notice["url"] == "/b/here"
        await cleo.ops({"say": "Hi"})
        for peer in (ann, cleo):
            await peer.reach(2)
            assert not [message for message in peer.inbox if message["type"] == "notice"]


async def test_use_live_dashboard_shows_who_draws_where_and_how_fast(url: str) -> None:
    """[PATH-3] Peers, drawers and rates of each board, pushed while three bots draw, and gone when they rest."""
    boards = ["sales", "stock", "staff"]
    async with sockets(ws(url, "/ws/lobby")) as (socket,):
        dashboard = Dashboard(socket)
        async with asyncio.TaskGroup() as group:
            for board in boards:
                group.create_task(drawing(url, board, 20))
            await dashboard.until(
                lambda rows: all(rows.get(b, {}).get("drawers") == 1 for b in boards)
            )
            await dashboard.until(lambda rows: all(rows[b]["ops"] > 0 for b in boards))
            await dashboard.until(lambda rows: all(rows[b]["head"] == 20 for b in boards))
        await dashboard.until(
            lambda rows: all(
                rows[b]["peers"] == rows[b]["drawers"] == rows[b]["ops"] == 0 for b in boards
            )
        )


async def drawing(url: str, board: str, strokes: int) -> None:
    async with inkroom.connect(url, board, name="Bot") as bot:
        for n in range(strokes):
            await bot.draw([(n * 10, 0), (n * 10, 50)])


@pytest.fixture
def referee(url: str) -> Iterator[None]:
    """The bot as a program of its own, on the board `games`."""
    with subprocess.Popen([sys.executable, str(EXAMPLES / "noughts.py"), url, "games"]) as bot:
        yield
        assert bot.poll() is None, "the bot ended by itself"
        bot.terminate()


async def test_use_game_two_play_noughts_and_crosses_with_a_bot(url: str, referee: None) -> None:
    """[PATH-1] An example of the guide: it draws, watches, refuses, and calls the winner."""
    async with (
        asyncio.timeout(2 * PATIENCE_S),
        inkroom.connect(url, "games", name="Ann") as ann,
        inkroom.connect(url, "games", name="Bob") as bob,
    ):
        await play(ann, bob)


async def play(ann: Connection, bob: Connection) -> None:
    await called(ann, "Draw in a square to play. The first has the crosses.")
    assert len([e for e in ann.elements() if e.kind == "line"]) == 4
    await draw(ann, 4)
    await draw(bob, 0)
    taken = await draw(bob, 8)
    await called(bob, "It is not your turn, Bob.")
    await gone(bob, taken)
    await draw(ann, 2)
    taken = await draw(bob, 2)
    await called(bob, "That square is taken, Bob.")
    await gone(bob, taken)
    await draw(bob, 1)
    await draw(ann, 6)
    await called(bob, "Ann wins with the crosses.")
    assert len([e for e in bob.elements() if e.kind == "line"]) == 5
    await bob.say("again")
    await until(ann, lambda: len([e for e in ann.elements() if e.kind != "line"]) == 0)
    await until(
        ann,
        lambda: ann.session.says[-1].say == "Draw in a square to play. The first has the crosses.",
    )


async def draw(player: Connection, square: int) -> str:
    """A ring in the middle of a square."""
    x, y = square % 3 * 160 + 40, square // 3 * 160 + 40
    return await player.shape("ellipse", x, y, 80, 80)


async def called(player: Connection, line: str) -> None:
    """The bot says so."""
    await until(player, lambda: line in [entry.say for entry in player.session.says])


async def gone(player: Connection, id: str) -> None:
    await until(player, lambda: id not in [element.id for element in player.elements()])


async def until(player: Connection, true: Callable[[], bool]) -> None:
    """Listens until it is so."""
    entries = player.entries()
    while not true():
        await anext(entries)
