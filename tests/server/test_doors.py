"""The plain doors: chat, echo and pages (PATH-2, PATH-4, PATH-5)."""

import asyncio
import json
from pathlib import Path

import pytest
from tests.support.patience import PATIENCE_S
from tests.support.serving import Peer, Serving, asking, close_code, eventually, serving
from websockets.asyncio.client import ClientConnection, connect

from inkroom_server import pages
from inkroom_server.parts import parts_of

WAYS = ["short", "plain"]


async def heard(socket: ClientConnection) -> str:
    return str(await asyncio.wait_for(socket.recv(), PATIENCE_S))


# ------------------------------------------------------------------ chat


async def test_all_in_the_chat_hear_each_line_one_s_own_too(server: Serving) -> None:
    """[PATH-2] `User: Hi`, three times; the room protocol says it too."""
    url = server.ws("/chat/b1?token=abc")
    async with (
        connect(url) as one,
        connect(url) as two,
        connect(server.ws("/chat/b1?name=Ann")) as three,
        Peer(server.ws("/ws/rooms/b1"), "c1", name="Bob") as bob,
    ):
        await one.send("Hi")
        for socket in (one, two, three):
            assert await heard(socket) == "User: Hi"
        await three.send("Hello: you <b>all</b>")
        assert await heard(one) == "Ann: Hello: you <b>all</b>"
        await bob.ops({"say": "from the room"}, {"mark": "nothing to hear"}, {"say": "again"})
        assert await heard(two) == "Ann: Hello: you <b>all</b>"
        assert await heard(two) == "Bob: from the room"
        assert await heard(two) == "Bob: again"
        await bob.reach(5)
        assert [entry.say for entry in bob.entries][:2] == ["Hi", "Hello: you <b>all</b>"]
        people = {person.id: person.name for person in server.log.people("b1")}
        assert [people[entry.by] for entry in bob.entries[:3]] == ["User", "Ann", "Bob"]


async def test_a_line_is_on_the_disk_before_it_is_heard(server: Serving) -> None:
    """[PATH-2] P2"""
    async with connect(server.ws("/chat/b1")) as one:
        await one.send("Hi")
        await heard(one)
        assert b'"say":"Hi"' in server.log.entries("b1")[0]


async def test_who_chats_is_seen_in_the_room(server: Serving) -> None:
    """[JOIN-8] And is gone when the socket is."""
    async with Peer(server.ws("/ws/rooms/b1"), "c1") as bob:
        async with connect(server.ws("/chat/b1?name=Ann")):
            joined = (await bob.until("peers"))["joined"]
            assert [peer["name"] for peer in joined] == ["Ann"]
        assert (await bob.until("peers"))["left"] == [joined[0]["peer"]]


async def test_what_cannot_be_said_is_told_to_its_author(server: Serving) -> None:
    """[PATH-2] [LIM-4] [LIM-6]"""
    async with connect(server.ws("/chat/b1")) as one:
        await one.send("x" * 10_001)
        assert (await heard(one)).startswith("Inkroom: not said")
        await one.send("a\x00b")
        assert (await heard(one)).startswith("Inkroom: not said")
        await one.send("still here")
        assert await heard(one) == "User: still here"
        await one.send(b"bytes")
        assert await close_code(one) == 1003
    assert server.log.board("b1").head == 1  # type: ignore[union-attr]


async def test_in_public_the_chat_asks_for_a_token(tmp_path: Path) -> None:
    """[PATH-2] [ACC-2] [ACC-3] A viewer hears, and may not speak."""
    async with serving(tmp_path, public=True) as server:
        await server.hub.create("b1")
        access = parts_of(server.app).access
        editor, _ = access.create_token("b1", "commenter", name="Ann")
        viewer, _ = access.create_token("b1", "viewer")
        async with connect(server.ws("/chat/b1")) as nobody:
            assert await close_code(nobody) == 4401
        async with (
            connect(server.ws(f"/chat/b1?token={editor}")) as ann,
            connect(server.ws(f"/chat/b1?token={viewer}")) as bob,
        ):
            await ann.send("Hi")
            assert await heard(bob) == "Ann: Hi"
            await bob.send("Hi")
            assert await close_code(bob) == 4403


async def test_a_chat_ends_with_its_token(tmp_path: Path) -> None:
    """[ACC-2] [PATH-2]"""
    async with serving(tmp_path, public=True, revoke_s=0.1) as server:
        await server.hub.create("b1")
        token, info = parts_of(server.app).access.create_token("b1", "editor")
        async with connect(server.ws(f"/chat/b1?token={token}")) as ann:
            await ann.send("Hi")
            await heard(ann)
            server.log.tokens.revoke(info.id)
            assert await close_code(ann) == 4401


async def test_an_empty_chat_lets_its_room_go(tmp_path: Path) -> None:
    """[ROOM-10]"""
    async with serving(tmp_path, unload_s=0.1) as server:
        async with connect(server.ws("/chat/b1")) as one:
            await one.send("Hi")
            await heard(one)
        await eventually(lambda: server.hub.live("b1") is None)


# ------------------------------------------------------------------ echo


async def test_the_echo_answers_text_json_and_bytes(server: Serving) -> None:
    """[PATH-4]"""
    async with connect(server.ws("/ws"), max_size=None) as socket:
        await socket.send("Hello")
        assert await socket.recv() == "Echo: Hello"
        await socket.send(json.dumps({"ping": 1, "status": "?"}))
        assert json.loads(await socket.recv()) == {"ping": 1, "status": "ok"}
        await socket.send(b"\x00\xff")
        assert await socket.recv() == b"\x00\xff"
        for text in (
            "[1]",
            "5",
            "",
            "{",
            '{"a":1e400}',
            '{"a":NaN}',
            '{"a":"\\ud800"}',
            "[" * 90_000,
        ):
            await socket.send(text)
            assert await socket.recv() == f"Echo: {text}"


# ------------------------------------------------------------------ pages


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A web app that was built."""
    static = tmp_path / "static"
    (static / "assets").mkdir(parents=True)
    for page in ("index.html", "board.html"):
        (static / page).write_text("<title>Inkroom</title>")
    (static / "assets" / "index-abc.js").write_text("1")
    (tmp_path / "secret").write_text("not for the web")
    monkeypatch.setattr(pages, "STATIC", static)
    monkeypatch.setattr(pages.Pages.__init__, "__defaults__", (static,))
    return static


async def test_the_pages_are_served(built: Path, tmp_path: Path) -> None:
    """[PATH-5] `/` and `/b/{id}` are the page; files by their names; nothing outside."""
    async with (
        serving(tmp_path / "data") as server,
        asking(server.url) as http,
    ):
        for path in ("/", "/b/demo", "/b/demo?at=5"):
            answer = await http.get(path)
            assert (answer.status_code, answer.text) == (200, "<title>Inkroom</title>")
            assert answer.headers["cache-control"] == "no-cache"
        answer = await http.get("/assets/index-abc.js")
        assert "immutable" in answer.headers["cache-control"]
        assert (await http.get("/favicon.ico")).status_code == 404
        for path in ("/../secret", "/%2e%2e/secret", "/assets/..%2f..%2fsecret", "/b/../../secret"):
            answer = await http.get(path)
            assert "not for the web" not in answer.text, path


async def test_without_a_built_web_app_a_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[PATH-5] The sockets work all the same."""
    monkeypatch.setattr(pages.Pages.__init__, "__defaults__", (tmp_path / "nothing",))
    async with (
        serving(tmp_path / "data") as server,
        asking(server.url) as http,
    ):
        answer = await http.get("/")
        assert (answer.status_code, "make setup" in answer.text) == (503, True)
        async with Peer(server.ws("/ws/rooms/b1")):
            pass


async def test_an_unknown_socket_is_refused(server: Serving) -> None:
    """[PATH-1]"""
    from websockets.exceptions import InvalidStatus

    with pytest.raises(InvalidStatus) as caught:
        await connect(server.ws("/ws/nothing"))
    assert caught.value.response.status_code == 403
