"""Who may do what over REST on a public server (ACC-2, ACC-7), and its tokens."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.support.answers import code
from tests.support.files import empty_backup, excalidraw, png
from tests.support.serving import Serving, asking, serving

from inkroom_server.parts import parts_of

LIBRARY = b'{"type":"excalidrawlib","libraryItems":[[{"type":"ellipse","width":9,"height":9}]]}'
OPEN = {"/api/health", "/api/openapi.json"}
ROLES = ["viewer", "commenter", "editor", "owner"]


@pytest.fixture
async def public(tmp_path: Path) -> AsyncIterator[Serving]:
    async with serving(tmp_path / "data", public=True) as running:
        await running.hub.create("b1", "One")
        await running.hub.create("b2", "Two")
        yield running


@pytest.fixture
async def http(public: Serving) -> AsyncIterator[httpx2.AsyncClient]:
    async with asking(public.url) as client:
        yield client


def bearer(server: Serving, board: str, role: Any = "owner") -> dict[str, str]:
    token, _ = parts_of(server.app).access.create_token(board, role)
    return {"authorization": f"Bearer {token}"}


CELLS: list[tuple[str, str, Any, str | None]] = [
    ("GET", "/api/boards", None, "viewer"),
    ("GET", "/api/boards/b1", None, "viewer"),
    ("GET", "/api/boards/b1/entries", None, "viewer"),
    ("GET", "/api/boards/b1/snapshot", None, "viewer"),
    ("GET", "/api/boards/b1/people", None, "viewer"),
    ("GET", "/api/boards/b1/thumb.svg", None, "viewer"),
    ("GET", "/api/boards/b1/writers?of=c1:1", None, "viewer"),
    ("GET", "/api/boards/b1/export.svg", None, "viewer"),
    ("GET", "/api/boards/b1/image.svg", None, "viewer"),
    ("GET", "/api/boards/b1/compare?old=0", None, "viewer"),
    ("GET", "/api/boards/b1/check", None, "viewer"),
    ("GET", "/api/search?q=x&board=b1", None, "viewer"),
    ("POST", "/api/boards/b1/restorings", {"to": 0}, "editor"),
    ("POST", "/api/boards/b1/branches", {}, None),
    ("GET", "/api/boards/b1/jobs", None, "viewer"),
    ("POST", "/api/boards/b1/exports", {"format": "jsonl"}, "viewer"),
    ("GET", "/api/jobs/{job}", None, "viewer"),
    ("GET", "/api/jobs/{job}/file", None, "viewer"),
    ("DELETE", "/api/jobs/{job}", None, "viewer"),
    ("GET", "/api/metrics", None, "viewer"),
    ("GET", "/api/assets/{sha}", None, "viewer"),
    ("PATCH", "/api/boards/b1", {"title": "New"}, "editor"),
    ("POST", "/api/boards/b1/import", excalidraw({}), "editor"),
    ("POST", "/api/boards/b1/imports", excalidraw({}), "editor"),
    ("POST", "/api/assets", png(4, 4), "editor"),
    ("GET", "/api/boards/b1/tokens", None, "owner"),
    ("GET", "/api/boards/b1/sides", None, "owner"),
    ("POST", "/api/boards/b1/tokens", {"role": "viewer"}, "owner"),
    ("DELETE", "/api/boards/b1/tokens/{token}", None, "owner"),
    ("POST", "/api/boards/b1/compactions", {}, "owner"),
    ("GET", "/api/boards/b1/compactions", None, "viewer"),
    ("DELETE", "/api/boards/b1", None, "owner"),
    ("POST", "/api/boards/b1/restore", None, "owner"),
    ("GET", "/api/library", None, "viewer"),
    ("GET", "/api/library.excalidrawlib", None, "viewer"),
    ("POST", "/api/library", LIBRARY, None),
    ("DELETE", "/api/library/{thing}", None, None),
    ("GET", "/api/ended", None, None),
    ("POST", "/api/boards", {"title": "New"}, None),
    ("POST", "/api/import", excalidraw({}), None),
    ("POST", "/api/imports", excalidraw({}), None),
    ("GET", "/api/backup", None, None),
    ("POST", "/api/restore", empty_backup(), None),
]
"""Method, path, body, and the least role of a room token; None: only an operator's will do."""


async def call(
    http: httpx2.AsyncClient, cell: tuple[str, str, Any, str | None], headers: dict[str, str]
) -> httpx2.Response:
    method, path, body, _ = cell
    more: dict[str, Any] = {"content": body} if isinstance(body, bytes) else {"json": body}
    if path.endswith(("import", "imports")):
        more["params"] = {"name": "x.excalidraw"}
    return await http.request(method, path, headers=headers, **more)


async def filled(server: Serving, http: httpx2.AsyncClient, path: str) -> str:
    """The path with the ids of things that are there."""
    owner = bearer(server, "b1")
    if path.endswith("compactions"):
        for title in ("Two", "Three"):
            await http.patch("/api/boards/b1", json={"title": title}, headers=owner)
    if "{job}" in path:
        job = await http.post("/api/boards/b1/exports", json={"format": "jsonl"}, headers=owner)
        file = ""
        while file not in ("done", "failed"):
            found = await http.get(f"/api/jobs/{job.json()['id']}", headers=owner)
            file = found.json()["state"]
        return path.format(job=job.json()["id"])
    if "{sha}" in path:
        kept = await http.post("/api/assets", content=png(), headers=owner)
        return path.format(sha=kept.json()["sha"])
    if "{thing}" in path:
        operator = bearer(server, "*")
        await http.post("/api/library", content=LIBRARY, headers=operator)
        [row] = (await http.get("/api/library", headers=operator)).json()["things"]
        return path.format(thing=row["id"])
    made = await http.post("/api/boards/b1/tokens", json={}, headers=owner)
    return path.replace("{token}", made.json()["id"])


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"{cell[0]} {cell[1]}")
async def test_every_route_asks_for_the_role_that_it_needs(
    public: Serving, http: httpx2.AsyncClient, cell: tuple[str, str, Any, str | None]
) -> None:
    """[SEC-9] [BUG-43] [ACC-2] [ACC-7] Nobody, a forged token, one of another board, each role, and an operator."""
    method, path, body, least = cell
    path = await filled(public, http, path)
    cell = method, path, body, least
    for headers in ({}, {"authorization": "Bearer abc"}, {"authorization": "Basic abc"}):
        answer = await call(http, cell, headers)
        assert code(answer)[0] == 401, answer.text
    if "/b1" in path or "/jobs/" in path:
        assert (await call(http, cell, bearer(public, "b2"))).status_code == 401
    needed = ROLES.index(least) if least else len(ROLES)
    for number, role in enumerate(ROLES):
        if number < needed:
            answer = await call(http, cell, bearer(public, "b1", role))
            assert code(answer) == (403, "forbidden"), f"{role}: {answer.text}"
    headers = bearer(public, "b1", least) if least else bearer(public, "*")
    assert (await call(http, cell, headers)).status_code < 300


async def test_no_route_is_left_out_of_the_table(public: Serving, http: httpx2.AsyncClient) -> None:
    """[SEC-9] [ACC-7] A new route without a row fails here."""
    page = (await http.get("/api/openapi.json")).json()
    routes = {
        (method.upper(), path)
        for path, methods in page["paths"].items()
        for method in methods
        if path not in OPEN
    }
    ours = {
        (
            method,
            path.partition("?")[0].replace("b1", "{id}").replace(".svg", ".{format}")
            if "thumb" not in path
            else path.replace("b1", "{id}"),
        )
        for method, path, _, _ in CELLS
    }
    assert routes == ours


async def test_an_operators_token_is_good_for_every_board(
    public: Serving, http: httpx2.AsyncClient
) -> None:
    """[ACC-7] A room token sees its own board only."""
    operator, one = bearer(public, "*"), bearer(public, "b1", "viewer")
    rows = (await http.get("/api/boards", headers=operator)).json()["boards"]
    assert sorted(row["id"] for row in rows) == ["b1", "b2"]
    rows = (await http.get("/api/boards", headers=one)).json()["boards"]
    assert [row["id"] for row in rows] == ["b1"]
    for board in ("b1", "b2"):
        assert (await http.get(f"/api/boards/{board}", headers=operator)).status_code == 200


async def test_a_token_may_come_in_the_address(public: Serving, http: httpx2.AsyncClient) -> None:
    """[ACC-2] As an `<img>` sends it."""
    token = bearer(public, "b1", "viewer")["authorization"].removeprefix("Bearer ")
    answer = await http.get("/api/boards/b1/thumb.svg", params={"token": token})
    assert answer.status_code == 200


async def test_what_a_bearer_does_stands_in_the_log_under_their_name(
    public: Serving, http: httpx2.AsyncClient
) -> None:
    """[API-1] A rename is an op of a person."""
    token, _ = parts_of(public.app).access.create_token("b1", "editor", user="ann")
    headers = {"authorization": f"Bearer {token}"}
    await http.patch("/api/boards/b1", json={"title": "New"}, headers=headers)
    entries = (await http.get("/api/boards/b1/entries", headers=headers)).json()["entries"]
    assert entries[-1]["by"] == "ann"


async def test_tokens_are_made_listed_and_ended(public: Serving, http: httpx2.AsyncClient) -> None:
    """[ACC-2] [API-10] A revoked one opens nothing any more; another board's cannot be ended from here."""
    owner = bearer(public, "b1")
    made = await http.post(
        "/api/boards/b1/tokens", json={"role": "viewer", "name": "Ann", "days": 1}, headers=owner
    )
    assert made.status_code == 201
    token = made.json()
    listed = (await http.get("/api/boards/b1/tokens", headers=owner)).json()["tokens"]
    assert listed[0]["name"] == "Ann"
    assert all("token" not in row for row in listed)
    ann = {"authorization": f"Bearer {token['token']}"}
    assert (await http.get("/api/boards/b1", headers=ann)).status_code == 200
    other = bearer(public, "b2")
    gone = await http.delete(f"/api/boards/b2/tokens/{token['id']}", headers=other)
    assert code(gone) == (404, "not_found")
    assert (
        await http.delete(f"/api/boards/b1/tokens/{token['id']}", headers=owner)
    ).status_code == 204
    assert code(await http.get("/api/boards/b1", headers=ann)) == (401, "token_revoked")


async def test_an_open_server_passes_over_a_token_that_is_none(tmp_path: Path) -> None:
    """[ACC-1] And takes a valid one at its word."""
    async with (
        serving(tmp_path) as server,
        asking(server.url) as http,
    ):
        headers = {"authorization": "Bearer abc"}
        assert (
            await http.post("/api/boards", json={"id": "b1"}, headers=headers)
        ).status_code == 201
        viewer = bearer(server, "b1", "viewer")
        answer = await http.patch("/api/boards/b1", json={"title": "x"}, headers=viewer)
        assert code(answer) == (403, "forbidden")


async def test_who_owns_one_board_alone_may_open_the_copy_of_its_history(
    public: Serving, http: httpx2.AsyncClient
) -> None:
    """[COMP-1, ACC-7] By a token that is told this once; an operator needs none."""
    for title in ("Two", "Three", "Four", "Five"):
        await http.patch("/api/boards/b1", json={"title": title}, headers=bearer(public, "*"))
    done = await http.post("/api/boards/b1/compactions", json={}, headers=bearer(public, "b1"))
    copy, token = done.json()["copy"], done.json()["token"]
    there = {"authorization": f"Bearer {token}"}
    head = (await http.get(f"/api/boards/{copy}", headers=there)).json()["head"]
    assert head == done.json()["head"] + 1
    await http.patch("/api/boards/b1", json={"title": "Six"}, headers=bearer(public, "*"))
    again = await http.post("/api/boards/b1/compactions", json={}, headers=bearer(public, "*"))
    assert again.json()["token"] == ""
