"""Boards that are made of files by jobs: followed over a socket, called off, across a restart (API-5, PATH-6)."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.support.answers import code, done, draw
from tests.support.files import excalidraw
from tests.support.patience import PATIENCE_S
from tests.support.rooms import rect
from tests.support.serving import Serving, asking, close_code, eventually, serving
from tests.support.workers import Workers
from websockets.asyncio.client import connect

import inkroom
from inkroom.errors import InkroomError
from inkroom_server.parts import parts_of

FILE = excalidraw({"id": "a", "type": "rectangle", "x": 5, "y": 7}, {"type": "odd"})


async def begin(http: httpx2.AsyncClient, **query: Any) -> dict[str, Any]:
    params = {"name": "plan.excalidraw", **query}
    answer = await http.post("/api/imports", params=params, content=FILE)
    assert answer.status_code == 202, answer.text
    return dict(answer.json())


async def followed(server: Serving, job: str) -> AsyncIterator[dict[str, Any]]:
    """What is pushed of a job, until the server closes."""
    async with (
        asyncio.timeout(PATIENCE_S),
        connect(server.ws(f"/ws/jobs/{job}"), proxy=None) as socket,
    ):
        async for message in socket:
            yield json.loads(message)
        assert socket.close_code == 1000


async def test_a_job_makes_a_board_and_is_followed_to_its_report(
    server: Serving, http: httpx2.AsyncClient
) -> None:
    """[API-5] [PATH-6] The board is there when the job is done; its file is what one request would have answered."""
    job = await begin(http, board="plan")
    assert (job["kind"], job["board"], job["format"]) == ("import", "plan", "excalidraw")
    told = [one async for one in followed(server, job["id"])]
    assert told[-1] == await done(http, job["id"])
    assert [one["progress"] for one in told] == sorted(one["progress"] for one in told)
    assert told[-1]["state"] == "done"
    report = (await http.get(told[-1]["url"])).json()
    assert (report["board"], report["title"], report["head"]) == ("plan", "plan", told[-1]["seq"])
    assert report["elements"] == 1
    assert "odd" in report["left"][0]
    assert (await http.get("/api/boards/plan")).json()["seq"] == report["head"]
    files = [path.suffix for path in (server.log.folder / "jobs").iterdir()]
    assert files == [".report"]
    late = [one async for one in followed(server, job["id"])]
    assert late == told[-1:]


async def test_a_job_makes_no_board_where_one_is(server: Serving, http: httpx2.AsyncClient) -> None:
    """[API-5] [API-6] Neither of a name that is taken, nor of a file that is none; the reason is told."""
    await draw(server, "b1", {"put": [rect("e1")]})
    params = {"name": "plan.excalidraw", "board": "b1"}
    assert code(await http.post("/api/imports", params=params, content=FILE)) == (409, "exists")
    bad = await http.post("/api/imports", params={"name": "a.svg"}, content=b"no")
    ended = await done(http, bad.json()["id"])
    assert (ended["state"], ended["url"]) == ("failed", "")
    assert ended["message"]
    boards = (await http.get("/api/boards")).json()["boards"]
    assert [row["id"] for row in boards] == ["b1"]
    await eventually(lambda: not list((server.log.folder / "jobs").iterdir()))


async def test_a_board_that_comes_is_called_off(
    server: Serving, http: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[API-5] [PATH-6] Whoever follows hears it; there is no board then."""
    workers = Workers(monkeypatch, stopped=True)
    job = await begin(http, board="plan")
    await eventually(lambda: workers.all)
    told = followed(server, job["id"])
    assert (await anext(told))["state"] in ("waiting", "running")
    assert (await http.delete(f"/api/jobs/{job['id']}")).json()["state"] == "cancelled"
    assert [one["state"] async for one in told][-1] == "cancelled"
    workers.stopped = False
    assert (await http.get("/api/boards/plan")).status_code == 404


async def test_a_stop_leaves_a_new_board_whole_or_makes_it_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[API-5] One that was written is done, one that was not begins anew, in whatever state it was."""
    workers = Workers(monkeypatch, stopped=True)
    async with serving(tmp_path) as server, asking(server.url) as http:
        ids = [(await begin(http, board=name))["id"] for name in ("one", "two", "three")]
        await eventually(lambda: workers.all)
        for id in ids[1:]:
            server.log.jobs.update(id, state="writing")
        server.log.write_log("three", [], title="Three")  # as if the server ended right after it
    workers.stopped = False
    async with serving(tmp_path) as server, asking(server.url) as http:
        assert [(await done(http, id))["state"] for id in ids] == ["done"] * 3
        boards = (await http.get("/api/boards")).json()["boards"]
        assert {row["id"]: row["title"] for row in boards} == {
            "one": "plan",
            "two": "plan",
            "three": "Three",
        }


async def test_a_job_is_followed_by_whoever_may_see_it(tmp_path: Path) -> None:
    """[PATH-6] [ACC-2] Not by whoever has no token; what is no job is not there."""
    async with serving(tmp_path, public=True) as server:
        token, _ = parts_of(server.app).access.create_token("*", "owner")
        headers = {"authorization": f"Bearer {token}"}
        async with asking(server.url) as http:
            http.headers.update(headers)
            job = (await begin(http))["id"]
        async with connect(server.ws(f"/ws/jobs/{job}"), proxy=None) as socket:
            assert await close_code(socket) == 4401
        query = f"/ws/jobs/{job}?token={token}"
        async with connect(server.ws(query), proxy=None) as socket:
            assert json.loads(await socket.recv())["id"] == job
        async with connect(server.ws(f"/ws/jobs/no?token={token}"), proxy=None) as socket:
            assert await close_code(socket) == 4404


async def test_a_script_makes_a_board_of_a_file(server: Serving, tmp_path: Path) -> None:
    """[API-5] [PATH-6] It hears how far it is; what the server refuses is raised."""
    (tmp_path / "plan.excalidraw").write_bytes(FILE)
    told: list[float] = []
    path = tmp_path / "plan.excalidraw"
    made = await inkroom.make_board(server.url, path, board="plan", told=told.append)
    assert (made.board, made.title, made.elements, len(made.left)) == ("plan", "plan", 1, 1)
    assert told == sorted(told)
    assert told[-1] == 1
    with pytest.raises(InkroomError) as refused:
        await inkroom.make_board(server.url, path, board="plan")
    assert refused.value.code == "exists"
    (tmp_path / "no.svg").write_bytes(b"no")
    with pytest.raises(InkroomError, match="XML"):
        await inkroom.make_board(server.url, tmp_path / "no.svg")


async def test_a_script_that_is_cancelled_calls_its_import_off(
    server: Serving, http: httpx2.AsyncClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[API-5] No board is there then."""
    workers = Workers(monkeypatch, stopped=True)
    (tmp_path / "plan.excalidraw").write_bytes(FILE)
    making = asyncio.create_task(
        inkroom.make_board(server.url, tmp_path / "plan.excalidraw", board="plan")
    )
    await eventually(lambda: workers.all)
    making.cancel()
    with pytest.raises(asyncio.CancelledError):
        await making
    [job] = server.log.jobs.all(board="plan")
    assert job.state == "cancelled"
    workers.stopped = False
    assert (await http.get("/api/boards/plan")).status_code == 404
