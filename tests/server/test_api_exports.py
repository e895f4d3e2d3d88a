"""Files in and out over REST: exports, jobs, imports, pictures (API-4, API-5, API-7)."""

import io
import zipfile
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.support.answers import code, done, draw
from tests.support.rooms import rect
from tests.support.serving import Peer, Serving, asking, eventually, serving
from tests.support.workers import Workers

FORMATS = ["svg", "png", "pdf", "inkroom", "jsonl", "excalidraw", "xopp", "tldr"]
STARTS = {
    "svg": b"<svg ",
    "png": b"\x89PNG",
    "pdf": b"%PDF-",
    "inkroom": b"PK\3\4",
    "jsonl": b'{"seq":1',
    "excalidraw": b"{",
    "xopp": b"\x1f\x8b",
    "tldr": b'{"tldrawFileFormatVersion":1,',
}


# ------------------------------------------------------------------ out


@pytest.mark.parametrize("format", FORMATS)
async def test_a_board_is_exported_in_one_request(
    server: Serving, http: httpx2.AsyncClient, format: str
) -> None:
    """[API-4] As it is, and as it was; as a download that no browser runs."""
    await draw(server, "b1", {"put": [rect("e1", ink="#112233")]}, {"put": [rect("e2")]})
    await http.patch("/api/boards/b1", json={"title": "Grüße ✏"})
    now = await http.get(f"/api/boards/b1/export.{format}")
    assert now.content.startswith(STARTS[format])
    assert now.headers["content-disposition"].startswith("attachment")
    assert now.headers["content-security-policy"] == "sandbox; default-src 'none'"
    before = await http.get(f"/api/boards/b1/export.{format}", params={"at": 1})
    assert before.content.startswith(STARTS[format])
    assert before.content != now.content
    await eventually(lambda: not list((server.log.folder / "jobs").iterdir()))


async def test_a_picture_shows_the_page_the_frame_or_the_area_that_is_asked_for(
    server: Serving, http: httpx2.AsyncClient
) -> None:
    """[API-4] A frame is as large as it is; what is not there is not found."""
    frame = {"id": "f", "kind": "frame", "geom": [0, 0, 1600, 800, 0], "page": "p2"}
    sheets = {"id": "board", "pages": [{"id": "p1"}, {"id": "p2"}]}
    put = [rect("e1", page="p1", ink="#112233"), rect("e2", page="p2", ink="#445566"), frame]
    await draw(server, "b1", {"put": put, "set": [sheets]})

    async def seen(**look: Any) -> str:
        answer = await http.get("/api/boards/b1/export.svg", params=look)
        assert answer.status_code == 200, answer.text
        return answer.text

    assert "#112233" in await seen()
    assert "#445566" in await seen(page="p2")
    assert 'width="100" height="50"' in await seen(frame="f")
    assert 'viewBox="16 32 160 320"' in await seen(area="1,2,10,20")
    assert 'fill="#17191D"' in await seen(dark=True)
    assert '<rect x="' not in await seen(transparent=True)
    small, large = [
        await http.get("/api/boards/b1/export.png", params={"frame": "f", "scale": scale})
        for scale in (1, 4)
    ]
    assert [int.from_bytes(png.content[16:20], "big") for png in (small, large)] == [100, 400]
    for look in ({"page": "p3"}, {"frame": "e1"}):
        assert code(await http.get("/api/boards/b1/export.svg", params=look)) == (404, "not_found")
    for wrong in ({"area": "1,2"}, {"scale": 9}):
        assert (await http.get("/api/boards/b1/export.svg", params=wrong)).status_code == 422


async def test_of_all_formats_a_part_is_exported_also_as_a_job(
    server: Serving, http: httpx2.AsyncClient
) -> None:
    """[API-4] [FILE-17] A selection, an area or a page; a job makes the same bytes as one request."""
    sheets = {"id": "board", "pages": [{"id": "p1"}, {"id": "p2"}]}
    far = {"geom": [16_000, 0, 160, 160, 0]}
    put = [rect("e1", page="p1"), rect("e2", page="p1", text="far", **far), rect("e3", page="p2")]
    await draw(server, "b1", {"put": put, "set": [sheets]})

    async def ids(**look: Any) -> set[str]:
        answer = await http.get("/api/boards/b1/export.excalidraw", params=look)
        return {raw["id"] for raw in answer.json()["elements"] if raw["type"] == "rectangle"}

    assert await ids() == {"e1", "e2"}
    assert await ids(page="p2") == await ids(ids="e3") == {"e3"}
    assert await ids(ids="e2,gone") == await ids(area="900,0,300,300") == {"e2"}
    missing = await http.get("/api/boards/b1/export.svg", params={"ids": "gone"})
    assert code(missing) == (404, "not_found")
    rows = (await http.get("/api/boards/b1/export.csv")).text.splitlines()
    assert [row.split(",")[2] for row in rows] == ["text", "far"]
    look: dict[str, Any] = {"ids": "e3", "scene": True, "dark": True}
    for format in ("svg", "pdf"):
        now = await http.get(f"/api/boards/b1/export.{format}", params=look)
        started = await http.post("/api/boards/b1/exports", params=look, json={"format": format})
        job = await done(http, started.json()["id"])
        assert (await http.get(job["url"])).content == now.content
    assert not list((server.log.folder / "jobs").glob("*.wish"))


async def test_a_picture_for_other_pages_is_sent_once_for_what_it_shows(
    server: Serving, http: httpx2.AsyncClient
) -> None:
    """[API-11] Its tag changes with the board and with what is asked for, not with the past."""
    way = "/api/boards/b1/image.svg"
    await draw(server, "b1", {"put": [rect("e1")]})
    first = await http.get(way)
    assert first.headers["content-type"].startswith("image/svg+xml")
    assert first.headers["cross-origin-resource-policy"] == "cross-origin"
    assert first.headers["content-security-policy"] == "sandbox; default-src 'none'"
    same = {"If-None-Match": first.headers["etag"]}
    assert (await http.get(way, headers=same)).status_code == 304
    assert (await http.get(way, headers=same, params={"dark": True})).status_code == 200
    past = await http.get(way, params={"at": 1})
    await http.patch("/api/boards/b1", json={"title": "Rain"})
    assert (await http.get(way, headers=same)).status_code == 200
    then = {"If-None-Match": past.headers["etag"]}
    assert (await http.get(way, params={"at": 1}, headers=then)).status_code == 304


async def test_the_history_is_exported_up_to_the_moment(
    server: Serving, http: httpx2.AsyncClient
) -> None:
    """[API-4] [FILE-1] The log as stored, and no entry of later."""
    await draw(server, "b1", *({"put": [rect(f"e{n}")]} for n in range(4)))
    lines = (await http.get("/api/boards/b1/export.jsonl", params={"at": 3})).content.splitlines()
    assert lines == server.log.entries("b1")[:3]
    whole = await http.get("/api/boards/b1/export.inkroom")
    with zipfile.ZipFile(io.BytesIO(whole.content)) as archive:
        assert archive.read("log.jsonl").splitlines() == server.log.entries("b1")


async def test_an_export_is_a_job_that_goes_on_after_the_answer(
    server: Serving, http: httpx2.AsyncClient
) -> None:
    """[API-4] Its progress is pushed into the room, and can be asked for; its file is kept."""
    async with Peer(server.ws("/ws/rooms/b1")) as ann:
        await ann.ops(*({"say": str(n)} for n in range(30)))
        await ann.settled()
        answer = await http.post("/api/boards/b1/exports", json={"format": "inkroom"})
        assert answer.status_code == 202
        job = answer.json()
        assert (job["state"], job["seq"], job["url"]) == ("waiting", 30, "")
        first = await ann.until("notice", code="job", job=job["id"], state="running")
        last = await ann.until("notice", code="job", job=job["id"], state="done")
    assert first.get("progress", 0) <= last["progress"] == 1
    assert last["url"] == f"/api/jobs/{job['id']}/file"
    found = await done(http, job["id"])
    assert (found["state"], found["url"]) == ("done", last["url"])
    file = await http.get(last["url"])
    assert file.content == (await http.get("/api/boards/b1/export.inkroom")).content
    assert (await http.get("/api/boards/b1/jobs")).json()["jobs"] == [found]
    rest = {"range": "bytes=100-", "if-range": file.headers["etag"]}
    resumed = await http.get(last["url"], headers=rest)
    assert (resumed.status_code, resumed.content) == (206, file.content[100:])
    other = await http.get(last["url"], headers={**rest, "if-range": '"another"'})
    assert (other.status_code, other.content) == (200, file.content)


async def test_progress_is_told_between_start_and_end(
    server: Serving, http: httpx2.AsyncClient
) -> None:
    """[API-4] A long export says how far it is."""
    async with Peer(server.ws("/ws/rooms/b1")) as ann:
        for _ in range(60):
            await ann.ops(*({"say": "Hi"} for _ in range(60)))
        await ann.settled()
        job = (await http.post("/api/boards/b1/exports", json={"format": "inkroom"})).json()["id"]
        await ann.until("notice", job=job, state="done")
        seen = [message["progress"] for message in ann.inbox if message.get("progress")]
    assert len(seen) >= 3
    assert seen == sorted(seen)
    assert all(0 < share < 1 for share in seen)


async def test_a_job_can_be_cancelled(
    server: Serving, http: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[API-4] In the middle of its work: its process ends, its file goes, others go on."""
    workers = Workers(monkeypatch, stopped=True)
    await draw(server, "b1", {"say": "Hi"})
    async with Peer(server.ws("/ws/rooms/b1"), "c2") as ann:
        job = (await http.post("/api/boards/b1/exports", json={"format": "svg"})).json()["id"]
        await ann.until("notice", job=job, state="running")
        await eventually(lambda: workers.all)
        cancelled = (await http.delete(f"/api/jobs/{job}")).json()
        assert cancelled["state"] == "cancelled"
        await ann.until("notice", job=job, state="cancelled")
    assert not workers.all[0].alive
    assert code(await http.get(f"/api/jobs/{job}/file")) == (404, "not_found")
    workers.stopped = False
    assert (await http.get("/api/boards/b1/export.svg")).status_code == 200
    await eventually(lambda: not list((server.log.folder / "jobs").iterdir()))


async def test_a_job_survives_a_restart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """[API-4] What a stop cut short begins anew, at the moment that it was asked for."""
    workers = Workers(monkeypatch, stopped=True)
    async with serving(tmp_path) as server, asking(server.url) as http:
        await draw(server, "b1", {"put": [rect("e1")]})
        job = (await http.post("/api/boards/b1/exports", json={"format": "jsonl"})).json()["id"]
        await eventually(lambda: workers.all)
        await draw(server, "b1", {"put": [rect("e2")]})
    assert not workers.all[0].alive
    workers.stopped = False
    async with serving(tmp_path) as server, asking(server.url) as http:
        found = await done(http, job)
        assert (found["state"], found["seq"]) == ("done", 1)
        file = await http.get(found["url"])
        assert len(file.content.splitlines()) == 1


async def test_a_job_whose_worker_dies_says_so(
    server: Serving, http: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[API-4] And the next job gets a worker of its own."""
    workers = Workers(monkeypatch, stopped=True)
    await draw(server, "b1", {"say": "Hi"})
    job = (await http.post("/api/boards/b1/exports", json={"format": "svg"})).json()["id"]
    await eventually(lambda: workers.all)
    workers.all[0]._process.kill()
    found = await done(http, job)
    assert (found["state"], found["code"], found["message"]) == (
        "failed", "unavailable", "The worker process ended in the middle of its work"
    )  # fmt: skip
    workers.stopped = False
    assert (await http.get("/api/boards/b1/export.svg")).status_code == 200


async def test_old_jobs_and_stray_files_are_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[API-4] A file is kept for a day; what a crash left goes at the next start."""
    async with serving(tmp_path) as server, asking(server.url) as http:
        await draw(server, "b1", {"say": "Hi"})
        job = (await http.post("/api/boards/b1/exports", json={"format": "jsonl"})).json()["id"]
        await done(http, job)
        (tmp_path / "jobs/import-0123").write_bytes(b"half")
    monkeypatch.setattr("inkroom_server.jobs.jobs.KEPT_MS", -1)
    async with serving(tmp_path) as server, asking(server.url) as http:
        assert code(await http.get(f"/api/jobs/{job}")) == (404, "not_found")
        assert not list((tmp_path / "jobs").iterdir())


async def test_too_many_jobs_are_refused(
    server: Serving, http: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[API-6] 429, and the others are not touched."""
    Workers(monkeypatch, stopped=True)
    monkeypatch.setattr("inkroom_server.jobs.jobs.WAITING", 2)
    await draw(server, "b1", {"say": "Hi"})
    answers = [await http.post("/api/boards/b1/exports", json={"format": "svg"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [202, 202, 429]
    assert code(answers[2]) == (429, "busy")
