"""Side boards at every door: who gets in, who hears of them, and when they end (SIDE-1 to SIDE-7)."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.server.test_lobby import watching
from tests.support.rooms import rect
from tests.support.serving import Peer, Serving, asking, close_code, serving
from websockets.asyncio.client import connect

from inkroom.messages import Role
from inkroom.side import side_of
from inkroom_server.guard import redacted
from inkroom_server.parts import parts_of

ROOM = "/ws/rooms/lesson"


def guest(server: Serving, board: str, who: str) -> Peer:
    """Somebody by the id of their device."""
    return Peer(server.ws(f"/ws/rooms/{board}"), f"c-{who}", guest=who, name=who.title())


async def side(server: Serving, who: str, *, lesson: bool = True) -> str:
    """A lesson that a teacher began, and the id of a pupil's side board, who has been in it."""
    async with guest(server, "lesson", "teacher") as teacher, guest(server, "lesson", who) as pupil:
        if lesson:
            await teacher.ops({"lesson": True})
            await teacher.settled()
        found = side_of("lesson", pupil.welcome["you"]["user"])
    assert found is not None
    return found


async def drawn(server: Serving, who: str) -> str:
    """A side board that its person has drawn and written on."""
    board = await side(server, who)
    async with guest(server, board, who) as pupil:
        await pupil.ops({"put": [rect("e1") | {"text": "secret"}]})
        await pupil.settled()
    return board


async def turned_away(server: Serving, board: str, who: str) -> int:
    hello = {"type": "hello", "protocol": 1, "client": f"x-{who}", "guest": who}
    async with connect(server.ws(f"/ws/rooms/{board}"), proxy=None) as socket:
        await socket.send(json.dumps(hello))
        return await close_code(socket)


async def test_it_is_made_for_its_person_once_there_was_a_lesson(server: Serving) -> None:
    """[SIDE-2, SIDE-7] Nobody else makes it, nor anybody before; they are an editor there, the teacher its owner."""
    board = await side(server, "ana", lesson=False)
    assert await turned_away(server, board, "ana") == 4404
    await side(server, "ana")
    assert await turned_away(server, board, "teacher") == 4404
    assert await turned_away(server, board, "ben") == 4401
    assert server.log.board(board) is None
    async with guest(server, board, "ana") as ana:
        assert ana.welcome["you"]["role"] == "editor"
        await ana.ops({"put": [rect("e1")]})
        await ana.settled()
    async with guest(server, board, "teacher") as teacher:
        assert teacher.welcome["you"]["role"] == "owner"
        assert teacher.board.get("e1") is not None
    assert await turned_away(server, board, "ben") == 4401


async def test_what_was_drawn_offline_goes_in_after_the_lesson(server: Serving) -> None:
    """[SIDE-7, P3]"""
    board = await side(server, "ana")
    async with guest(server, "lesson", "teacher") as teacher:
        await teacher.ops({"lesson": False})
        await teacher.settled()
    async with guest(server, board, "ana") as ana:
        await ana.ops({"put": [rect("e1")]})
        await ana.settled()
    info = server.log.board(board)
    assert info is not None
    assert info.head == 1


CHEAP = ("/entries", "/people", "/jobs", "/writers?of=c:1")
DEAR = ("", "/thumb.svg", "/export.svg", "/export.jsonl", "/image.svg", "/check")
"""What workers make: asked for only where it is refused, or where it is a picture."""


@pytest.mark.parametrize("who", [None, "ben"])
async def test_every_door_of_the_api_is_shut_for_others(server: Serving, who: str | None) -> None:
    """[SIDE-2, SIDE-3] On an open server too."""
    board = await drawn(server, "ana")
    headers = {"inkroom-guest": who} if who else {}
    async with asking(server.url, headers) as http:
        for path in (*CHEAP, *DEAR):
            assert (await http.get(f"/api/boards/{board}{path}")).status_code == 401, path
        answers = [
            await http.get("/api/search", params={"q": "secret", "board": board}),
            await http.post(f"/api/boards/{board}/exports", json={"format": "svg"}),
            await http.post(f"/api/boards/{board}/branches", json={}),
            await http.post(f"/api/boards/{board}/restore"),
            await http.patch(f"/api/boards/{board}", json={"title": "Mine"}),
            await http.delete(f"/api/boards/{board}"),
        ]
        assert [answer.status_code for answer in answers] == [401] * len(answers)


async def test_the_doors_of_the_api_are_open_for_two(server: Serving) -> None:
    """[SIDE-2, SIDE-3] By the header, and in the address of a picture."""
    board = await drawn(server, "ana")
    async with asking(server.url) as http:
        for who in ("ana", "teacher"):
            for path in CHEAP:
                answer = await http.get(
                    f"/api/boards/{board}{path}", headers={"inkroom-guest": who}
                )
                assert answer.status_code == 200, path
        query = {"q": "secret", "board": board, "guest": "ana"}
        found = (await http.get("/api/search", params=query)).json()
        assert [hit["text"] for hit in found["hits"]] == ["secret"]
        picture = await http.get(f"/api/boards/{board}/thumb.svg", params={"guest": "teacher"})
        assert picture.text.startswith("<svg")


async def test_the_plain_doors_ask_too(server: Serving) -> None:
    """[SIDE-2] The chat's door knows no guest of an open board, and takes nobody to a side board there."""
    board = await drawn(server, "ana")
    async with connect(server.ws(f"/chat/{board}"), proxy=None) as socket:
        assert await close_code(socket) == 4401


async def test_no_list_and_no_search_tells_of_it(server: Serving) -> None:
    """[SIDE-4, SIDE-1] Nor can it be made, shared or branched to by its id."""
    board = await drawn(server, "ana")
    teacher = {"inkroom-guest": "teacher"}
    async with watching(server) as lobby, asking(server.url) as http:
        assert list(lobby.boards) == ["lesson"]
        rows = (await http.get("/api/boards", headers=teacher)).json()["boards"]
        assert [row["id"] for row in rows] == ["lesson"]
        found = (await http.get("/api/search", params={"q": "secret"}, headers=teacher)).json()
        assert found["hits"] == []
        other = side_of("lesson", "nobody")
        for path in ("/api/boards", "/api/boards/lesson/branches"):
            answer = await http.post(path, json={"id": other})
            assert (answer.status_code, answer.json()["error"]["code"]) == (422, "bad_id")
        answer = await http.post("/api/import", params={"name": "a.svg", "board": other})
        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "bad_id")
        answer = await http.post(
            f"/api/boards/{board}/tokens", json={"role": "viewer"}, headers=teacher
        )
        assert answer.status_code == 403


async def test_the_owner_sees_them_all_and_as_they_change(server: Serving) -> None:
    """[SIDE-5]"""
    board = await drawn(server, "ana")
    await side(server, "ben")
    async with asking(server.url) as http:
        for who in ("ana", ""):
            answer = await http.get("/api/boards/lesson/sides", params={"guest": who})
            assert answer.status_code == 403
        answer = await http.get("/api/boards/lesson/sides", params={"guest": "teacher"})
    sides = answer.json()["sides"]
    assert [(one["name"], one["board"], one["head"]) for one in sides] == [
        ("Teacher", None, 0),
        ("Ana", board, 1),
        ("Ben", None, 0),
    ]
    async with connect(server.ws("/ws/lobby?lesson=lesson&guest=ana"), proxy=None) as socket:
        assert await close_code(socket) == 4403
    async with watching(server, "?lesson=lesson&guest=teacher") as lobby:
        assert list(lobby.boards) == [board]
        async with guest(server, board, "ana") as ana:
            await ana.ops({"put": [rect("e2")]})
            await lobby.until(lambda boards: boards[board]["head"] == 2)


async def test_it_goes_where_its_lesson_goes(server: Serving) -> None:
    """[SIDE-6]"""
    board = await drawn(server, "ana")
    async with asking(server.url) as http:
        async with guest(server, board, "ana") as ana:
            assert (await http.delete("/api/boards/lesson")).status_code == 204
            assert await close_code(ana.socket) == 4410
        assert await turned_away(server, board, "ana") == 4410
        assert (await http.delete("/api/boards/lesson?for_good=true")).status_code == 204
        assert server.log.board(board) is None
        assert {one.board for one in server.log.ended()} == {"lesson", board}


async def test_on_a_public_server_the_token_of_the_lesson_tells_who_it_is(tmp_path: Path) -> None:
    """[SIDE-2, ACC-7] Pupils on one viewer's link have a board each; an operator's token is good as everywhere."""
    async with serving(tmp_path, public=True) as server:
        await server.hub.create("lesson")
        access = parts_of(server.app).access
        wanted: list[tuple[str, Role]] = [
            ("lesson", "owner"), ("lesson", "viewer"), ("else", "owner"), ("*", "owner"),
        ]  # fmt: skip
        owner, link, other, operator = (
            access.create_token(board, role)[0] for board, role in wanted
        )
        async with Peer(server.ws(ROOM), "c1", token=owner) as teacher:
            await teacher.ops({"lesson": True})
            await teacher.settled()
        boards: list[str] = []
        for who in ("ana", "ben"):
            async with Peer(server.ws(ROOM), f"c-{who}", token=link, guest=who) as pupil:
                board = side_of("lesson", pupil.welcome["you"]["user"]) or ""
            async with Peer(
                server.ws(f"/ws/rooms/{board}"), f"c-{who}", token=link, guest=who
            ) as pupil:
                assert pupil.welcome["you"]["role"] == "editor"
            boards.append(board)
        assert len(set(boards)) == 2

        async def status(board: str, token: str, who: str = "") -> int:
            headers = {"authorization": f"Bearer {token}", "inkroom-guest": who}
            async with asking(server.url, headers) as http:
                return (await http.get(f"/api/boards/{board}/people")).status_code

        seen: list[Any] = [
            await status(boards[0], *by)
            for by in ((owner,), (operator,), (link, "ana"), (link, "ben"), (link,), (other, "ana"))
        ]
        assert seen == [200, 200, 200, 401, 401, 401]


def test_a_guest_id_is_in_no_log() -> None:
    """[SIDE-3, ACC-5]"""
    assert redacted("GET /api/boards/b/thumb.svg?v=1&guest=abc HTTP/1.1").endswith(
        "guest=… HTTP/1.1"
    )
