"""Files that come onto a board as jobs: at a place, with progress, called off, across a restart (API-5)."""

import asyncio
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.support.answers import code, done, draw
from tests.support.files import excalidraw
from tests.support.rooms import rect
from tests.support.serving import Peer, Serving, asking, eventually, serving
from tests.support.workers import Workers

from inkroom_server.jobs.imports import Imports

SHAPE = {"id": "a", "type": "rectangle", "x": 500, "y": 700, "width": 100, "height": 60}


async def begin(http: httpx2.AsyncClient, **query: Any) -> dict[str, Any]:
    params = {"name": "plan.excalidraw", **query}
    answer = await http.post(
        "/api/boards/b1/imports", params=params, content=excalidraw(SHAPE, {"type": "odd"})
    )
    assert answer.status_code == 202, answer.text
    return dict(answer.json())


async def elements(http: httpx2.AsyncClient) -> list[dict[str, Any]]:
    rows = (await http.get("/api/boards/b1")).json()["elements"]
    return [row for row in rows if row["id"] != "board"]


async def test_a_file_comes_onto_a_board_at_a_place_and_tells_how_far_it_is(
    server: Serving, http: httpx2.AsyncClient
) -> None:
    """[API-5] Its middle lies there; the job says what was not carried, and its ids begin as its own."""
    await draw(server, "b1", {"put": [rect("e1")]})
    async with Peer(server.ws("/ws/rooms/b1"), "c2") as ann:
        job = await begin(http, x=-20, y=8.5)
        assert (job["kind"], job["format"], job["seq"]) == ("import", "excalidraw", 1)
        last = await ann.until("notice", job=job["id"], state="done")
    assert last.get("url", "") == ""
    found = await done(http, job["id"])
    assert (found["state"], found["seq"]) == ("done", 2)
    assert "odd" in found["message"]
    [new] = [row for row in await elements(http) if row["id"] != "e1"]
    assert new["id"].startswith(job["id"][:10])
    x, y, w, h, _ = new["geom"]
    assert (x + w // 2, y + h // 2) == (-20 * 16, 136)
    assert code(await http.get(f"/api/jobs/{job['id']}/file")) == (404, "not_found")
    await eventually(lambda: not list((server.log.folder / "jobs").iterdir()))


async def test_a_place_is_x_and_y_and_a_page_that_is_there(
    server: Serving, http: httpx2.AsyncClient
) -> None:
    """[API-5] [API-6] Half a place is refused at once, a page that is not there by the job."""
    await draw(server, "b1", {"put": [rect("e1")]})
    params: dict[str, str | int] = {"name": "plan.excalidraw", "x": 1}
    refused = await http.post("/api/boards/b1/imports", params=params, content=excalidraw(SHAPE))
    assert code(refused) == (422, "bad_place")
    job = await begin(http, page="no")
    failed = await done(http, job["id"])
    assert (failed["state"], failed["code"]) == ("failed", "not_found")
    assert len(await elements(http)) == 1


async def test_an_import_is_called_off_while_its_file_is_read(
    server: Serving, http: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[API-5] Nothing of it is on the board then."""
    workers = Workers(monkeypatch, stopped=True)
    await draw(server, "b1", {"put": [rect("e1")]})
    job = await begin(http)
    await eventually(lambda: workers.all)
    assert (await http.delete(f"/api/jobs/{job['id']}")).json()["state"] == "cancelled"
    workers.stopped = False
    assert len(await elements(http)) == 1
    await eventually(lambda: not list((server.log.folder / "jobs").iterdir()))


async def test_what_is_being_written_goes_on_to_its_end(
    server: Serving, http: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[API-5] It is not cut in half by who calls it off."""
    writes, goes_on = asyncio.Event(), asyncio.Event()
    append = Imports.append

    async def held(self: Imports, *args: Any) -> Any:
        writes.set()
        await goes_on.wait()
        return await append(self, *args)

    monkeypatch.setattr(Imports, "append", held)
    await draw(server, "b1", {"put": [rect("e1")]})
    job = await begin(http)
    await writes.wait()
    assert (await http.get(f"/api/jobs/{job['id']}")).json()["state"] == "writing"
    called_off = asyncio.create_task(http.delete(f"/api/jobs/{job['id']}"))
    goes_on.set()
    assert (await called_off).json()["state"] == "done"
    assert len(await elements(http)) == 2


async def test_an_import_that_a_stop_cut_short_begins_anew_or_says_that_it_did_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[API-5] Anew where nothing was written yet; what was being written at a crash is told."""
    workers = Workers(monkeypatch, stopped=True)
    async with serving(tmp_path) as server, asking(server.url) as http:
        await draw(server, "b1", {"put": [rect("e1")]})
        first, second = [(await begin(http))["id"] for _ in range(2)]
        await eventually(lambda: workers.all)
        server.log.jobs.update(second, state="writing")
    workers.stopped = False
    async with serving(tmp_path) as server, asking(server.url) as http:
        assert (await done(http, first))["state"] == "done"
        cut = await done(http, second)
        assert (cut["state"], cut["code"]) == ("failed", "cut_short")
        assert "was being written" in cut["message"]
        assert len(await elements(http)) == 2
        await eventually(lambda: not list((tmp_path / "jobs").iterdir()))
