"""The REST API of boards, entries and people (API-1 to API-3, API-6, PATH-5)."""

import asyncio
import hashlib
import json
from pathlib import Path
from typing import Any

import httpx2
import msgspec
import pytest
from tests.support.answers import code, draw
from tests.support.rooms import rect
from tests.support.serving import Peer, Serving, asking, serving

from inkroom import __version__
from inkroom.history import START, chain_of
from inkroom_server.parts import parts_of


async def test_a_board_is_made_listed_renamed_trashed_and_brought_back(
    server: Serving, http: httpx2.AsyncClient
) -> None:
    """[API-1] Renaming is an op: it is in the log, and peers see it."""
    made = await http.post("/api/boards", json={"id": "b1", "title": "Greenhouse"})
    assert made.status_code == 201
    assert (made.json()["id"], made.json()["title"], made.json()["head"]) == ("b1", "Greenhouse", 1)
    async with Peer(server.ws("/ws/rooms/b1")) as ann:
        renamed = await http.patch("/api/boards/b1", json={"title": "Rain"})
        assert renamed.json()["title"] == "Rain"
        await ann.reach(2)
        board = ann.board.get("board")
        assert board is not None
        assert board.get("title") == "Rain"
    listed = (await http.get("/api/boards")).json()["boards"]
    assert [(row["id"], row["title"]) for row in listed] == [("b1", "Rain")]
    assert (await http.delete("/api/boards/b1")).status_code == 204
    assert (await http.get("/api/boards")).json() == {"boards": []}
    trashed = (await http.get("/api/boards", params={"trash": True})).json()["boards"]
    assert [row["id"] for row in trashed] == ["b1"]
    assert trashed[0]["trashed"] >= trashed[0]["changed"]
    assert code(await http.patch("/api/boards/b1", json={"title": "x"})) == (410, "deleted")
    assert (await http.post("/api/boards/b1/restore")).json()["title"] == "Rain"
    assert len((await http.get("/api/boards")).json()["boards"]) == 1


async def test_tags_sort_boards_and_are_part_of_the_log(
    server: Serving, http: httpx2.AsyncClient
) -> None:
    """[API-1] [EL-9] They are told in the list, whether the room is loaded or not, and stay with the title."""
    await http.post("/api/boards", json={"id": "b1", "title": "Rain"})
    tagged = await http.patch("/api/boards/b1", json={"tags": ["Class 7b", "Physics"]})
    assert (tagged.json()["title"], tagged.json()["tags"]) == ("Rain", ["Class 7b", "Physics"])
    both = await http.patch("/api/boards/b1", json={"title": "Snow", "tags": []})
    assert (both.json()["title"], both.json()["tags"], both.json()["head"]) == ("Snow", [], 3)
    for wrong in (["x"] * 13, [""], ["a" * 41], ["a\nb"], "Physics"):
        assert code(await http.patch("/api/boards/b1", json={"tags": wrong}))[0] == 422
    assert (await http.get("/api/boards")).json()["boards"][0]["tags"] == []


async def test_tags_are_told_by_a_server_that_has_not_loaded_the_room(tmp_path: Path) -> None:
    """[API-1] [EL-9] The list keeps them beside the title."""
    async with serving(tmp_path) as first, asking(first.url) as http:
        await http.post("/api/boards", json={"id": "b1", "title": "Rain"})
        await http.patch("/api/boards/b1", json={"tags": ["Physics"]})
    async with serving(tmp_path) as second, asking(second.url) as http:
        [row] = (await http.get("/api/boards")).json()["boards"]
        assert second.hub.live("b1") is None
    assert (row["title"], row["tags"]) == ("Rain", ["Physics"])


async def test_a_board_without_an_id_gets_one_that_can_be_typed(http: httpx2.AsyncClient) -> None:
    """[API-1] Letters and digits that are not taken for one another."""
    ids = [(await http.post("/api/boards", json={})).json()["id"] for _ in range(2)]
    assert ids[0] != ids[1]
    assert all(len(id) == 16 and id.isalnum() and not set(id) & set("lo01i") for id in ids)


async def test_the_list_shows_the_newest_change_first(
    server: Serving, http: httpx2.AsyncClient
) -> None:
    """[API-1] And who is there now."""
    for id in ("b1", "b2"):
        await http.post("/api/boards", json={"id": id, "title": id})
    async with Peer(server.ws("/ws/rooms/b1"), name="Ann", colour="plum") as ann:
        await ann.ops({"put": [rect("e1")]})
        await ann.settled()
        rows = (await http.get("/api/boards")).json()["boards"]
    assert [row["id"] for row in rows] == ["b1", "b2"]
    assert (rows[0]["head"], rows[0]["peers"], rows[0]["drawers"]) == (2, 1, 1)
    assert rows[0]["names"] == [{"name": "Ann", "colour": "plum"}]


async def test_a_board_can_be_read_at_every_moment(
    server: Serving, http: httpx2.AsyncClient
) -> None:
    """[API-2] [P7] The folded board with its digest and chain, at its head and at any entry."""
    await draw(server, "b1", {"put": [rect("e1")]}, {"set": [{"id": "e1", "ink": "#112233"}]})
    now = (await http.get("/api/boards/b1")).json()
    assert (now["seq"], now["head"], now["title"], now["epoch"]) == (2, 2, "", 1)
    host = server.hub.live("b1")
    assert host is not None
    assert (now["digest"], now["chain"]) == (host.room.board.digest(), host.room.chain)
    assert now["elements"][0]["ink"] == "#112233"
    before = (await http.get("/api/boards/b1", params={"at": 1})).json()
    assert "ink" not in before["elements"][0]
    assert before["chain"] == server.log.rows("b1")[0].chain
    empty = (await http.get("/api/boards/b1", params={"at": 0})).json()
    assert (empty["elements"], empty["chain"]) == ([], START)


async def test_a_board_is_read_from_its_snapshot_too(
    server: Serving, http: httpx2.AsyncClient
) -> None:
    """[API-2] [ROOM-8] With a stored snapshot, without one, and before it, the same boards."""
    await draw(server, "b1", *({"put": [rect(f"e{n}")]} for n in range(5)))
    before = [(await http.get("/api/boards/b1", params={"at": n})).json() for n in range(6)]
    host = server.hub.live("b1")
    assert host is not None
    await server.hub._save(host)
    snapshot = server.log.snapshot("b1")
    assert snapshot is not None
    assert snapshot.seq == 5
    await draw(server, "b1", {"put": [rect("e9")]})
    after = [(await http.get("/api/boards/b1", params={"at": n})).json() for n in range(6)]
    assert [one["digest"] for one in after] == [one["digest"] for one in before]
    assert len((await http.get("/api/boards/b1")).json()["elements"]) == 6


async def test_the_entries_are_given_as_stored(server: Serving, http: httpx2.AsyncClient) -> None:
    """[API-2] [LOG-2] Byte for byte, so that the chain can be checked over them, in pages."""
    await draw(server, "b1", *({"say": str(n)} for n in range(5)))
    pages = [
        (await http.get("/api/boards/b1/entries", params={"after": after, "limit": 2})).content
        for after in (0, 2, 4, 5)
    ]

    class Page(msgspec.Struct):
        entries: list[msgspec.Raw]
        head: int
        epoch: int
        before: str
        chain: str

    found = [msgspec.json.decode(page, type=Page) for page in pages]
    assert [len(page.entries) for page in found] == [2, 2, 1, 0]
    assert all(page.head == 5 for page in found)
    chain = START
    for page in found:
        assert page.before == chain
        for entry in page.entries:
            chain = chain_of(chain, bytes(entry))
        assert page.chain == chain
    beyond = (await http.get("/api/boards/b1/entries", params={"after": 99})).json()
    assert (beyond["entries"], beyond["before"], beyond["epoch"]) == ([], "", 1)
    assert chain == server.log.rows("b1")[-1].chain


async def test_the_people_of_a_board_are_listed(server: Serving, http: httpx2.AsyncClient) -> None:
    """[API-3] With the colour that stays theirs, also after they left."""
    await draw(server, "b1", {"say": "Hi"})
    people = (await http.get("/api/boards/b1/people")).json()["people"]
    assert [(person["name"], person["colour"]) for person in people] == [("Ann", "plum")]
    entry = (await http.get("/api/boards/b1/entries")).json()["entries"][-1]
    assert (people[0]["id"], people[0]["last"]) == (entry["by"], entry["at"])
    assert people[0]["steps"] == entry["cseq"]


async def test_who_only_looked_has_made_no_step(server: Serving, http: httpx2.AsyncClient) -> None:
    """[API-3]"""
    async with Peer(server.ws("/ws/rooms/b1"), "c1", name="Ann"):
        pass
    (person,) = (await http.get("/api/boards/b1/people")).json()["people"]
    assert (person["steps"], person["last"]) == (0, None)


@pytest.mark.parametrize(
    ("method", "path", "body", "refusal"),
    [
        ("GET", "/api/boards/none", None, (404, "not_found")),
        ("GET", "/api/boards/none/entries", None, (404, "not_found")),
        ("GET", "/api/boards/none/people", None, (404, "not_found")),
        ("GET", "/api/boards/none/thumb.svg", None, (404, "not_found")),
        ("GET", "/api/boards/none/export.svg", None, (404, "not_found")),
        ("POST", "/api/boards/none/exports", {"format": "svg"}, (404, "not_found")),
        ("PATCH", "/api/boards/none", {"title": "x"}, (404, "not_found")),
        ("DELETE", "/api/boards/none", None, (404, "not_found")),
        ("POST", "/api/boards/none/restore", None, (404, "not_found")),
        ("GET", "/api/boards/a%20b", None, (422, "bad_request")),
        ("GET", "/api/boards/b1?at=-1", None, (422, "bad_request")),
        ("GET", "/api/boards/b1?at=x", None, (422, "bad_request")),
        ("GET", "/api/boards/b1?at=99", None, (422, "bad_moment")),
        ("GET", "/api/boards/b1/entries?limit=0", None, (422, "bad_request")),
        ("GET", "/api/boards/b1/entries?limit=9999999", None, (422, "bad_request")),
        ("GET", "/api/boards/b1/export.doc", None, (422, "bad_request")),
        ("POST", "/api/boards/b1/exports", {"format": "svg", "at": 99}, (422, "bad_moment")),
        ("POST", "/api/boards", {"id": "b1"}, (409, "exists")),
        ("POST", "/api/boards", {"id": "a b"}, (422, "bad_request")),
        ("POST", "/api/boards", {"title": "x" * 121}, (422, "bad_request")),
        ("POST", "/api/boards", {"title": "a\u0000b"}, (422, "bad_request")),
        ("POST", "/api/boards", {"owner": "me"}, (422, "bad_request")),
        ("PATCH", "/api/boards/b1", {}, (422, "bad_request")),
        ("PATCH", "/api/boards/b1", {"title": 7}, (422, "bad_request")),
        ("GET", "/api/jobs/none", None, (404, "not_found")),
        ("GET", "/api/nothing", None, (404, "not_found")),
        ("PUT", "/api/boards", None, (405, "bad_method")),
    ],
)
async def test_bad_input_gets_one_sentence_and_changes_nothing(
    server: Serving,
    http: httpx2.AsyncClient,
    method: str,
    path: str,
    body: Any,
    refusal: tuple[int, str],
) -> None:
    """[SEC-35] [API-6] A 4xx with a stable code, whatever is asked."""
    await http.post("/api/boards", json={"id": "b1", "title": "One"})
    before = (await http.get("/api/boards")).json()["boards"][0]
    answer = await http.request(method, path, json=body)
    assert code(answer) == refusal
    rows = (await http.get("/api/boards")).json()["boards"]
    assert [(row["id"], row["head"]) for row in rows] == [("b1", before["head"])]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"title":"\xff"}', b"[" * 100_000])
async def test_a_body_that_is_no_json_object_is_refused(
    http: httpx2.AsyncClient, body: bytes
) -> None:
    """[API-6]"""
    headers = {"content-type": "application/json"}
    answer = await http.post("/api/boards", content=body, headers=headers)
    assert code(answer) in ((400, "bad_request"), (422, "bad_request"))
    assert (await http.get("/api/boards")).json() == {"boards": []}


async def test_what_is_wrong_is_said_without_our_patterns(http: httpx2.AsyncClient) -> None:
    """[API-6] In words that somebody can act on."""
    wrong = [
        ({"json": {"id": "a b"}}, "id: 1 to 64 letters, digits, _ and -"),
        ({"json": {"title": "two\nlines"}}, "title: one line without control characters"),
        ({"content": b"{"}, "Expected a JSON object in the body, sent as application/json"),
        (
            {"content": b"{", "headers": {"content-type": "application/json"}},
            "Expected JSON in the body",
        ),
    ]
    for sent, said in wrong:
        answer = await http.post("/api/boards", **sent)  # type: ignore[arg-type]
        assert answer.status_code == 422
        assert answer.json()["error"]["message"].endswith(said)
    patch = await http.patch("/api/boards/none", json={})
    assert (
        patch.json()["error"]["message"]
        == "Expected another value of the body: expected a title or tags"
    )
    for query in ("scale=nan", "scale=1e400", "area=1,2", "area=0,0,0,9"):
        await http.post("/api/boards", json={"id": "b1"})
        assert (await http.get(f"/api/boards/b1/export.png?{query}")).status_code == 422, query


async def test_a_page_of_another_site_is_turned_away(http: httpx2.AsyncClient) -> None:
    """[API-6] [ACC-4] What changes something asks where it comes from; the own pages and scripts pass."""
    for origin, status in (
        ("https://evil.example", 403),
        ("null", 403),
        (str(http.base_url).rstrip("/"), 201),
    ):
        answer = await http.post("/api/boards", json={}, headers={"origin": origin})
        assert answer.status_code == status
        assert "access-control-allow-origin" not in answer.headers


async def test_the_state_of_the_server_is_told(server: Serving, http: httpx2.AsyncClient) -> None:
    """[PATH-5] Health for balancers, figures for Prometheus."""
    health = (await http.get("/api/health")).json()
    assert (health["status"], health["version"], health["protocol"]) == ("ok", __version__, 1)
    async with Peer(server.ws("/ws/rooms/b1")) as ann:
        await ann.ops({"say": "Hi"})
        await ann.settled()
        answer = await http.get("/api/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    lines = answer.text.splitlines()
    figures = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    assert figures["inkroom_rooms"] == "1"
    assert figures["inkroom_peers"] == "1"
    assert float(figures["inkroom_ops_per_second"]) > 0
    assert int(figures["inkroom_commit_seconds_count"]) > 0
    for line in lines:
        assert line.startswith(("# HELP inkroom_", "# TYPE inkroom_", "inkroom_"))
    steps = [int(value) for name, value in figures.items() if "seconds_bucket" in name]
    assert steps == sorted(steps)
    assert steps[-1] == int(figures["inkroom_commit_seconds_count"])


async def test_health_says_when_the_disk_failed(server: Serving, http: httpx2.AsyncClient) -> None:
    """[PATH-5] [DISK-1] A balancer sends nobody here for a while."""
    server.hub.storage.failed(OSError("disk"))
    answer = await http.get("/api/health")
    assert (answer.status_code, answer.json()["status"]) == (503, "ailing")


async def test_the_api_describes_itself(http: httpx2.AsyncClient) -> None:
    """[API-6] Every route is in the OpenAPI page, says what it does, and which form its errors have."""
    page = (await http.get("/api/openapi.json")).json()
    assert len(page["paths"]) >= 15
    for path, methods in page["paths"].items():
        for name, method in methods.items():
            assert method["description"], f"{name} {path}"
            assert "4XX" in method["responses"], f"{name} {path}"
            assert "HTTPValidationError" not in json.dumps(method), f"{name} {path}"


async def test_an_error_that_nobody_foresaw_is_told_by_a_number_only(
    server: Serving, http: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[API-6] What broke stands in the server's log, not in the answer."""
    monkeypatch.setattr(parts_of(server.app).lobby, "rows", lambda _: 1 / 0)
    answer = await http.get("/api/boards")
    assert code(answer) == (500, "internal")
    assert "division" not in answer.text


# ------------------------------------------------------------------ pictures of boards


async def test_a_thumbnail_follows_the_board(server: Serving, http: httpx2.AsyncClient) -> None:
    """[API-9] It is drawn once, and its ETag changes with the board."""
    await draw(server, "b1", {"put": [rect("e1", ink="#112233")]})
    first = await http.get("/api/boards/b1/thumb.svg")
    assert first.headers["content-type"].startswith("image/svg+xml")
    assert b"#112233" in first.content
    same = await http.get(
        "/api/boards/b1/thumb.svg", headers={"if-none-match": first.headers["etag"]}
    )
    assert (same.status_code, same.content) == (304, b"")
    await draw(server, "b1", {"say": "a new entry"}, {"put": [rect("e2", ink="#445566")]})
    headers = {"if-none-match": first.headers["etag"]}
    next = await http.get("/api/boards/b1/thumb.svg", headers=headers)
    assert next.status_code == 200
    assert b"#445566" in next.content
    dark = await http.get("/api/boards/b1/thumb.svg", params={"dark": True})
    assert dark.content.startswith(b"<svg")
    assert b"#445566" not in dark.content
    before = await http.get("/api/boards/b1/thumb.svg", params={"at": 1})
    assert b"#112233" in before.content
    assert b"#445566" not in before.content
    beyond = await http.get("/api/boards/b1/thumb.svg", params={"at": 99})
    assert code(beyond) == (422, "bad_moment")


@pytest.mark.parametrize("size", [(4_000, 100), (100, 4_000), (900, 900)])
async def test_a_thumbnail_has_the_shape_of_a_card(
    server: Serving, http: httpx2.AsyncClient, size: tuple[int, int]
) -> None:
    """[API-9] The ground of the board fills it, and the drawing is in the middle."""
    await draw(server, "b1", {"put": [{**rect("e1"), "geom": [0, 0, *size, 0]}]})
    svg = (await http.get("/api/boards/b1/thumb.svg")).text
    left, top, width, height = map(int, svg.split('viewBox="')[1].split('"')[0].split())
    assert width / height == pytest.approx(16 / 9, abs=0.01)
    assert (left + width / 2, top + height / 2) == pytest.approx((size[0] / 2, size[1] / 2), abs=1)


async def test_the_thumbnail_of_a_large_board_is_small(
    server: Serving, http: httpx2.AsyncClient
) -> None:
    """[API-9] What would be too much to draw in a list comes as one picture, and writing in our fonts."""
    puts = [
        {**rect(f"e{n}"), "geom": [n % 40 * 400, n // 40 * 400, 300, 300, 0]} for n in range(900)
    ]
    async with Peer(server.ws("/ws/rooms/b1")) as ann:
        for at in range(0, 900, 100):
            await ann.ops({"put": puts[at : at + 100]})
        await ann.settled()
    large = await http.get("/api/boards/b1/thumb.svg")
    assert len(large.content) < 100_000
    assert b"data:image/png;base64," in large.content
    await draw(server, "b2", {"put": [rect("e1", text="Greenhouse")]})
    assert b"data:image/png" in (await http.get("/api/boards/b2/thumb.svg")).content


async def test_many_who_ask_at_once_get_one_drawing(
    server: Serving, http: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[API-9] A list with a hundred watchers draws each board once."""
    await draw(server, "b1", {"put": [rect("e1")]})
    crew, calls = parts_of(server.app).crew, []
    run = crew.run

    async def counted(*args: Any, **more: Any) -> Any:
        calls.append(args)
        return await run(*args, **more)

    monkeypatch.setattr(crew, "run", counted)
    answers = await asyncio.gather(*(http.get("/api/boards/b1/thumb.svg") for _ in range(10)))
    assert len({hashlib.sha256(answer.content).digest() for answer in answers}) == 1
    assert len(calls) == 1


async def test_a_board_in_the_trash_is_deleted_for_good_and_that_is_noted(
    server: Serving, http: httpx2.AsyncClient
) -> None:
    """[API-12] Only from the trash; nothing of it is left but that it was, when it ended, and by whom."""
    await draw(server, "b1", {"set": [{"id": "board", "title": "Rain"}]}, {"say": "Secret"})
    chain = (await http.get("/api/boards/b1")).json()["chain"]
    assert (await http.get("/api/search", params={"q": "secret"})).json()["hits"]
    for_good = {"for_good": True}
    refused = await http.delete("/api/boards/b1", params=for_good)
    assert code(refused) == (409, "not_trashed")
    assert code(await http.delete("/api/boards/b2", params=for_good)) == (404, "not_found")
    await http.delete("/api/boards/b1")
    assert (await http.delete("/api/boards/b1", params=for_good)).status_code == 204
    assert (await http.get("/api/boards", params={"trash": True})).json() == {"boards": []}
    assert code(await http.get("/api/boards/b1")) == (404, "not_found")
    assert (await http.get("/api/search", params={"q": "secret"})).json()["hits"] == []
    (told,) = (await http.get("/api/ended")).json()["boards"]
    assert told.pop("at") > 0
    assert told == {"board": "b1", "title": "Rain", "head": 2, "chain": chain, "by": "server"}
