"""Comparing, restoring and branching over REST (HIST-5 to HIST-9)."""

import sqlite3
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
from tests.support.rooms import rect
from tests.support.serving import Peer, Serving

from inkroom.board import element_of
from inkroom.elements import KINDS


@pytest.fixture
async def drawn(server: Serving) -> AsyncIterator[tuple[Peer, Peer]]:
    """Ann puts two, Ben takes one away, colours the other and puts a third: five steps."""
    path = "/ws/rooms/b1"
    async with (
        Peer(server.ws(path), "c1", name="Ann") as ann,
        Peer(server.ws(path), "c2", name="Ben") as ben,
    ):
        await ann.ops({"put": [rect("e1")]}, {"put": [rect("e2")]})
        await ben.reach(2)
        await ben.ops(
            {"set": [{"id": "e1", "deleted": True}]},
            {"set": [{"id": "e2", "ink": "#DD2222"}]},
            {"put": [rect("e3")]},
        )
        await ann.reach(5)
        yield ann, ben


async def asked(http: httpx2.AsyncClient, way: str, **body: Any) -> dict[str, Any]:
    answer = await http.post(f"/api/boards/b1/{way}", json=body)
    assert answer.status_code in (200, 201), answer.text
    found: dict[str, Any] = answer.json()
    return found


async def seen(http: httpx2.AsyncClient, board: str, at: int | None = None) -> dict[str, Any]:
    params = {} if at is None else {"at": at}
    rows = (await http.get(f"/api/boards/{board}", params=params)).json()["elements"]
    elements = [element_of(row) for row in rows if row["kind"] != "board"]
    return {
        e.id: {name: e.get(name) for name in sorted(KINDS[e.kind])}
        for e in elements
        if not e.deleted
    }


async def test_two_moments_are_compared(drawn: tuple[Peer, Peer], http: httpx2.AsyncClient) -> None:
    """[HIST-5, HIST-8]"""
    told = (await http.get("/api/boards/b1/compare", params={"old": 2})).json()
    assert told == {"old": 2, "new": 5, "added": ["e3"], "changed": ["e2"], "removed": ["e1"]}
    bad = await http.get("/api/boards/b1/compare", params={"old": 9})
    assert bad.json()["error"]["code"] == "bad_moment"


async def test_a_moment_comes_back_as_one_gesture_that_can_be_previewed(
    drawn: tuple[Peer, Peer], http: httpx2.AsyncClient
) -> None:
    """[HIST-6, HIST-8, HIST-15] The log only grows; everybody in the room sees it."""
    ann, ben = drawn
    before = await seen(http, "b1", 2)
    preview = await asked(http, "restorings", to=2, preview=True)
    ben_built = {"user": ben.welcome["you"]["user"], "name": "Ben", "bound": [], "said": []}
    assert preview == {
        "seq": 0, "back": ["e1"], "goes": ["e3"], "changes": ["e2"], "left": [],
        "built": [ben_built | {"edited": ["e2"]}],
    }  # fmt: skip
    assert len(await seen(http, "b1")) == 2
    done = await asked(http, "restorings", to=2)
    assert done == preview | {"seq": 6}
    await ann.reach(6)
    assert await seen(http, "b1") == before
    assert await asked(http, "restorings", to=2) == {
        "seq": 0, "back": [], "goes": [], "changes": [], "left": [], "built": []
    }  # fmt: skip


async def test_only_a_persons_work_or_an_area_is_restored(
    drawn: tuple[Peer, Peer], http: httpx2.AsyncClient
) -> None:
    """[HIST-6, HIST-8]"""
    _, ben = drawn
    told = await asked(http, "restorings", to=0, people=[ben.welcome["you"]["user"]], preview=True)
    assert (told["goes"], told["back"]) == (["e3"], [])
    nowhere = await asked(http, "restorings", to=2, area=[10**6, 0, 10**6 + 9, 9], preview=True)
    assert not any(nowhere[key] for key in ("back", "goes", "changes"))


async def test_an_area_is_restored_on_its_own_page(
    drawn: tuple[Peer, Peer], http: httpx2.AsyncClient
) -> None:
    """[HIST-8, HIST-14] The first page where none is named; also where work is taken away."""
    ann, _ = drawn
    await ann.ops(
        {"set": [{"id": "board", "pages": [{"id": "1"}, {"id": "2"}]}]},
        {"put": [rect("e4", page="2")]},
    )
    await ann.reach(7)
    where: dict[str, Any] = {"area": [-100, -100, 2_000, 2_000], "preview": True}
    for wish in ({"to": 0}, {"since": 4}):
        first = await asked(http, "restorings", **wish, **where)
        second = await asked(http, "restorings", **wish, **where, page="2")
        assert "e4" not in first["goes"]
        assert "e3" in first["goes"]
        assert second["goes"] == ["e4"]


async def test_what_a_person_did_is_taken_away(
    drawn: tuple[Peer, Peer], http: httpx2.AsyncClient
) -> None:
    """[HIST-7, HIST-8, HIST-15] In a period, and what others built on it stays and is told."""
    ann, ben = drawn
    await ann.ops({"set": [{"id": "e3", "width": 99}]}, {"say": "Nice", "about": "e3"})
    await ann.reach(7)
    told = await asked(http, "restorings", people=[ben.welcome["you"]["user"]])
    ann_built = {"user": ann.welcome["you"]["user"], "name": "Ann", "bound": []}
    assert told == {
        "seq": 8, "back": ["e1"], "goes": [], "changes": ["e2"], "left": ["e3"],
        "built": [ann_built | {"edited": ["e3"], "said": ["e3"]}],
    }  # fmt: skip
    assert sorted(await seen(http, "b1")) == ["e1", "e2", "e3"]
    only = await asked(
        http, "restorings", people=[ben.welcome["you"]["user"]], since=4, until=5, preview=True
    )
    assert (only["left"], only["changes"]) == (["e3"], [])


@pytest.mark.parametrize("history", [True, False])
async def test_a_new_board_branches_off(
    drawn: tuple[Peer, Peer], http: httpx2.AsyncClient, server: Serving, history: bool
) -> None:
    """[HIST-9] The old board is not touched; with its history the log is the same byte for byte."""
    told = await asked(http, "branches", at=2, title="Another way", id="b2", history=history)
    assert (told["board"], told["title"], told["elements"]) == ("b2", "Another way", 2)
    assert await seen(http, "b2") == await seen(http, "b1", 2)
    assert server.log.board("b1").head == 5  # type: ignore[union-attr]  # it is there
    if history:
        assert server.log.entries("b2")[:2] == server.log.entries("b1")[:2]
        assert told["head"] == 3
    again = await http.post("/api/boards/b1/branches", json={"at": 2, "id": "b2"})
    assert again.json()["error"]["code"] == "exists"
    empty = await http.post("/api/boards/b1/branches", json={"at": 0})
    assert empty.json()["error"]["code"] == "empty"


@pytest.mark.parametrize(
    ("way", "body", "code"),
    [
        ("restorings", {}, "bad_request"),
        ("restorings", {"to": 99}, "bad_moment"),
        ("restorings", {"to": 1, "area": [1, 2]}, "bad_request"),
        ("restorings", {"to": 1, "area": [0, 0, 9, 9, 9]}, "bad_request"),
        ("restorings", {"to": 1, "area": [0, 0, 9, 9, 9, 2**40]}, "bad_request"),
        ("restorings", {"to": 1, "area": [0, 0, 9, 9], "page": "7"}, "bad_request"),
        ("branches", {"at": 99}, "bad_moment"),
        ("branches", {"id": "a/b"}, "bad_request"),
    ],
)
async def test_bad_wishes_are_refused_and_change_nothing(
    drawn: tuple[Peer, Peer],
    http: httpx2.AsyncClient,
    server: Serving,
    way: str,
    body: dict[str, Any],
    code: str,
) -> None:
    """[HIST-8, HIST-9, API-6]"""
    answer = await http.post(f"/api/boards/b1/{way}", json=body)
    assert answer.status_code >= 400
    assert answer.json()["error"]["code"] == code
    assert server.log.board("b1").head == 5  # type: ignore[union-attr]  # it is there


async def test_a_history_is_checked_and_a_changed_entry_is_named(
    drawn: tuple[Peer, Peer], http: httpx2.AsyncClient, server: Serving
) -> None:
    """[HIST-10, LOG-9] Somebody edits the database behind the server's back."""
    whole = (await http.get("/api/boards/b1/check")).json()
    assert (whole["whole"], whole["seq"], whole["message"]) == (True, 5, "")
    with sqlite3.connect(server.log.folder / "inkroom.db") as other:
        other.execute(
            "UPDATE entry SET body = CAST(replace(CAST(body AS TEXT), '#DD2222', '#DD2223') AS BLOB)"
        )
    broken = (await http.get("/api/boards/b1/check")).json()
    assert (broken["whole"], broken["seq"]) == (False, 4)
    assert "Entry 4" in broken["message"]
