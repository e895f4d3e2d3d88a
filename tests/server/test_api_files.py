"""Files in and out over REST: exports, jobs, imports, pictures (API-4, API-5, API-7)."""

import asyncio
import hashlib
import io
import itertools
import json
import signal
import zipfile
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.server.test_api_boards import code, draw
from tests.support.files import SAMPLES, excalidraw, gif, jpeg, png, webp
from tests.support.patience import PATIENCE_S
from tests.support.rooms import rect
from tests.support.serving import Peer, Serving, asking, eventually, serving

from inkroom_server.jobs.worker import Worker

FORMATS = ["svg", "png", "pdf", "inkroom", "jsonl", "excalidraw", "xopp"]
STARTS = {
    "svg": b"<svg ",
    "png": b"\x89PNG",
    "pdf": b"%PDF-",
    "inkroom": b"PK\3\4",
    "jsonl": b'{"seq":1',
    "excalidraw": b"{",
    "xopp": b"\x1f\x8b",
}


async def put(http: httpx2.AsyncClient, data: bytes, name: str, onto: str = "") -> httpx2.Response:
    way = f"/api/boards/{onto}/import" if onto else "/api/import"
    return await http.post(way, params={"name": name}, content=data)


async def done(http: httpx2.AsyncClient, job: str) -> dict[str, Any]:
    """The job, once it has ended."""
    async with asyncio.timeout(PATIENCE_S):
        while not (found := (await http.get(f"/api/jobs/{job}")).json())["ended"]:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    return dict(found)


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


class Workers:
    """The worker processes that begin while this watches; `stopped` ones take work and never do it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, stopped: bool) -> None:
        self.all: list[Worker] = []
        self.stopped = stopped
        begin = Worker.__init__

        def begun(worker: Worker, folder: Path) -> None:
            begin(worker, folder)
            if self.stopped:
                worker._process.send_signal(signal.SIGSTOP)
            self.all.append(worker)  # the last: who waits for it may change `stopped` at once

        monkeypatch.setattr(Worker, "__init__", begun)
        monkeypatch.setattr("inkroom_server.jobs.crew.Worker", Worker)


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


# ------------------------------------------------------------------ in


async def test_a_drawing_becomes_a_board(server: Serving, http: httpx2.AsyncClient) -> None:
    """[API-5] [FILE-4] With the name of its file, and a report of what was not carried."""
    data = excalidraw({}, {"type": "ellipse"}, {"type": "hologram"})
    answer = await put(http, data, "Rain in November.excalidraw")
    assert answer.status_code == 201
    report = answer.json()
    assert report["title"] == "Rain in November"
    assert report["elements"] == 2
    assert report["left"]
    board = (await http.get(f"/api/boards/{report['board']}")).json()
    assert (board["title"], len(board["elements"]) - 1) == ("Rain in November", report["elements"])
    assert board["head"] == report["head"]


async def test_a_history_becomes_a_board_and_goes_out_as_the_same_bytes(
    server: Serving, http: httpx2.AsyncClient
) -> None:
    """[API-5] [FILE-2] [P7] Export, import, export: byte-equal, with people and pictures."""
    kept = (await http.post("/api/assets", content=png())).json()
    asset = {key: kept[key] for key in ("sha", "type", "width", "height")}
    image = {"id": "i1", "kind": "image", "geom": [0, 0, 32, 32, 0], "asset": asset}
    await draw(server, "b1", {"put": [rect("e1"), image], "say": "Grüße"}, {"put": "no list"})
    await http.patch("/api/boards/b1", json={"title": "Plan"})
    server.log.new_epoch("b1")
    first = (await http.get("/api/boards/b1/export.inkroom")).content
    report = (await put(http, first, "plan.inkroom")).json()
    assert (report["title"], report["elements"], report["left"]) == ("Plan", 2, [])
    again = (await http.get(f"/api/boards/{report['board']}/export.inkroom")).content
    assert again == first
    people = (await http.get(f"/api/boards/{report['board']}/people")).json()["people"]
    assert [person["name"] for person in people] == ["Ann"]
    async with Peer(server.ws(f"/ws/rooms/{report['board']}"), "c9") as bob:
        await bob.ops({"set": [{"id": "e1", "ink": "#112233"}]})
        await bob.settled()


async def test_a_file_goes_onto_a_board_beside_what_is_there(
    server: Serving, http: httpx2.AsyncClient
) -> None:
    """[API-5] Under ids of its own, so that the same file may come twice; peers see it come."""
    await draw(server, "b1", {"put": [rect("r0")]})
    arrow = {"type": "arrow", "points": [[0, 0], [50, 0]], "startBinding": {"elementId": "r0", "focus": 0, "gap": 1},
             "endBinding": None, "groupIds": ["g"]}  # fmt: skip
    async with Peer(server.ws("/ws/rooms/b1"), "c2") as ann:
        for _ in range(2):
            answer = await put(http, excalidraw({"groupIds": ["g"]}, arrow), "x.excalidraw", "b1")
            assert answer.status_code == 200, answer.text
        await ann.reach(answer.json()["head"])
        elements = [e for e in ann.board.visible() if e.id != "r0"]
    assert len(elements) == 4
    rects = [e for e in elements if e.kind == "rect"]
    arrows = [e for e in elements if e.kind == "arrow"]
    assert [e.get("from")["id"] for e in arrows] == [e.id for e in rects]
    assert [e.get("group") for e in arrows] == [e.get("group") for e in rects]
    assert rects[0].get("group") != rects[1].get("group")
    assert 160 < rects[0].get("geom")[0] < rects[1].get("geom")[0]
    assert all(e.get("z") > "a0" for e in elements)


async def test_pages_go_onto_a_board_one_below_the_other(
    server: Serving, http: httpx2.AsyncClient
) -> None:
    """[FILE-8, API-5] Onto its first page, whatever that is called."""
    await draw(server, "b1", {"set": [{"id": "board", "pages": [{"id": "first"}, {"id": "x"}]}]})
    page = '<page width="75" height="75"><layer/></page>'
    report = await put(http, f"<xournal>{page * 3}</xournal>".encode(), "a.xopp", "b1")
    assert report.json()["elements"] == 3
    board = (await http.get("/api/boards/b1")).json()
    sheets = [e for e in board["elements"] if e["kind"] == "rect"]
    assert [sheet["page"] for sheet in sheets] == ["first"] * 3
    tops = sorted(sheet["geom"][1] for sheet in sheets)
    assert [b - a for a, b in itertools.pairwise(tops)] == [3200, 3200]


async def test_a_history_goes_onto_a_board_as_its_newest_picture(
    server: Serving, http: httpx2.AsyncClient
) -> None:
    """[API-5] What was deleted there does not come."""
    await draw(
        server, "b1", {"put": [rect("e1"), rect("e2")]}, {"set": [{"id": "e2", "deleted": True}]}
    )
    file = (await http.get("/api/boards/b1/export.inkroom")).content
    await http.post("/api/boards", json={"id": "b2"})
    report = (await put(http, file, "b1.inkroom", "b2")).json()
    assert (report["elements"], report["board"]) == (1, "b2")


@pytest.mark.parametrize(
    ("data", "name", "refusal"),
    [
        (b"", "x.inkroom", "bad_file"),
        (b"PK\3\4 but not whole", "x.inkroom", "bad_file"),
        (b"{}", "x.excalidraw", "bad_file"),
        (b"[" * 100_000, "x.excalidraw", "bad_file"),
        (b"\xff\xfe", "x.excalidraw", "bad_file"),
        (b"<svg/>", "x.svg", "bad_file"),
        (b"{}", "", "bad_file"),
    ],
)
async def test_a_file_that_cannot_be_used_changes_nothing(
    server: Serving, http: httpx2.AsyncClient, data: bytes, name: str, refusal: str
) -> None:
    """[API-6] [FILE-3] One sentence, no board, no entry, no file left behind."""
    await http.post("/api/boards", json={"id": "b1"})
    for onto in ("", "b1"):
        assert code(await put(http, data, name, onto)) == (422, refusal)
    rows = (await http.get("/api/boards")).json()["boards"]
    assert [(row["id"], row["head"]) for row in rows] == [("b1", 0)]
    assert not list((server.log.folder / "jobs").iterdir())


async def test_a_history_with_a_broken_entry_is_refused_by_its_number(
    server: Serving, http: httpx2.AsyncClient
) -> None:
    """[FILE-2] The message names the entry."""
    await draw(server, "b1", {"say": "one"}, {"say": "two"})
    whole = io.BytesIO((await http.get("/api/boards/b1/export.inkroom")).content)
    broken = io.BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(broken, "w") as new:
        for member in old.namelist():
            new.writestr(member, old.read(member).replace(b'"cseq":2', b'"cseq":3'))
    answer = await put(http, broken.getvalue(), "x.inkroom")
    assert code(answer) == (422, "bad_log")
    assert "Entry 2" in answer.json()["error"]["message"]


async def test_a_board_that_is_full_takes_no_more(tmp_path: Path) -> None:
    """[API-6] [LIM-4] `board_full`, before the first of its elements."""
    async with (
        serving(tmp_path, elements=3) as server,
        asking(server.url) as http,
    ):
        await draw(server, "b1", {"put": [rect("e1"), rect("e2")]})
        two = excalidraw({}, {})
        assert code(await put(http, two, "x.excalidraw", "b1")) == (422, "board_full")
        assert code(await put(http, excalidraw({}, {}, {}, {}), "x.excalidraw")) == (
            422,
            "board_full",
        )
        assert [row["head"] for row in (await http.get("/api/boards")).json()["boards"]] == [1]


async def test_a_file_that_is_too_big_is_not_read_to_its_end(
    server: Serving, http: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[API-6] 413, and nothing of it stays."""
    monkeypatch.setattr("inkroom_server.api.imports.FILE_BYTES", 1000)
    assert code(await put(http, b"x" * 1001, "x.inkroom")) == (413, "too_big")
    assert not list((server.log.folder / "jobs").iterdir())


@pytest.mark.skipif(not SAMPLES.exists(), reason="the sample drawings are not here")
async def test_every_sample_drawing_is_imported_and_goes_round(
    server: Serving, http: httpx2.AsyncClient
) -> None:
    """[API-5] [FILE-2] [FILE-4] All 24: as a board, out as `.inkroom`, in again, out again: byte-equal."""
    samples = sorted(SAMPLES.glob("*.excalidraw"))
    assert len(samples) == 24
    for path in samples:
        answer = await put(http, path.read_bytes(), path.name)
        assert answer.status_code == 201, f"{path.name}: {answer.text}"
        report = answer.json()
        living = [e for e in json.loads(path.read_bytes())["elements"] if not e.get("isDeleted")]
        assert report["elements"] > 0
        assert report["elements"] + len(report["left"]) >= len(living) * 0.5
        first = (await http.get(f"/api/boards/{report['board']}/export.inkroom")).content
        again = (await put(http, first, "again.inkroom")).json()["board"]
        assert (await http.get(f"/api/boards/{again}/export.inkroom")).content == first, path.name


# ------------------------------------------------------------------ pictures


@pytest.mark.parametrize(
    ("data", "type", "size"),
    [
        (png(2, 3), "image/png", (2, 3)),
        (gif(3, 4), "image/gif", (3, 4)),
        (jpeg(5, 6), "image/jpeg", (5, 6)),
        (webp("VP8X"), "image/webp", (7, 8)),
        (webp("VP8L"), "image/webp", (7, 8)),
        (webp("VP8 "), "image/webp", (7, 8)),
    ],
)
async def test_a_picture_is_kept_under_its_sha_and_given_out_inert(
    http: httpx2.AsyncClient, data: bytes, type: str, size: tuple[int, int]
) -> None:
    """[SEC-29] [API-7] By its bytes, whatever the request calls it; twice is once."""
    sha = hashlib.sha256(data).hexdigest()
    for _ in range(2):
        answer = await http.post("/api/assets", content=data, headers={"content-type": "text/html"})
        assert answer.status_code == 201
        kept = answer.json()
        assert (kept["sha"], kept["type"], kept["size"]) == (sha, type, len(data))
        assert (kept["width"], kept["height"]) == size
    found = await http.get(f"/api/assets/{sha}")
    assert (found.content, found.headers["content-type"]) == (data, type)
    assert found.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert found.headers["x-content-type-options"] == "nosniff"
    assert "immutable" in found.headers["cache-control"]


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", (415, "bad_image")),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", (415, "bad_image")),
        (b"<html>", (415, "bad_image")),
        (b"%PDF-1.4", (415, "bad_image")),
        (png()[:20], (415, "bad_image")),
        (jpeg()[:22], (415, "bad_image")),
        (b"\xff\xd8\xff" + b"\xff" * 50, (415, "bad_image")),
        (webp("VP8X")[:18], (415, "bad_image")),
        (gif(0, 4), (415, "bad_image")),
        (gif(60_000, 60_000), (413, "image_too_large")),
        (png(2, 2)[:16] + b"\0\0\xff\xff\0\0\xff\xff" + png()[24:], (413, "image_too_large")),
        (png() + b"\0" * (10 * 2**20), (413, "image_too_large")),
    ],
)
async def test_what_is_no_picture_is_refused(
    server: Serving, http: httpx2.AsyncClient, data: bytes, refusal: tuple[int, str]
) -> None:
    """[SEC-25, SEC-28] [BUG-20] [API-7] [API-6] SVG too, which a browser would run; and bombs, by their headers."""
    assert code(await http.post("/api/assets", content=data)) == refusal
    assert not server.log.assets.folder.exists() or not list(server.log.assets.folder.iterdir())


async def test_a_full_disk_takes_no_files(server: Serving, http: httpx2.AsyncClient) -> None:
    """[SEC-20] [DISK-2] 507 before anything is read; nothing is left behind."""
    server.hub.storage.failed(OSError("full"))
    answers = [
        await http.post("/api/assets", content=png()),
        await http.post("/api/import", params={"name": "x.excalidraw"}, content=excalidraw({})),
        await http.post("/api/boards", json={"title": "New"}),
    ]
    assert [code(answer) for answer in answers] == [(507, "storage")] * 3


async def test_a_picture_that_nobody_kept_is_not_found(http: httpx2.AsyncClient) -> None:
    """[API-7] And a name that is no SHA-256 never becomes the name of a file."""
    assert code(await http.get(f"/api/assets/{'0' * 64}")) == (404, "not_found")
    for name in ("..%2Finkroom.db", "secret", "A" * 64):
        assert (await http.get(f"/api/assets/{name}")).status_code in (404, 422)


async def test_work_that_takes_too_long_is_given_up(
    server: Serving, http: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[SEC-21] [API-4] With its process; the next gets another."""
    workers = Workers(monkeypatch, stopped=True)
    monkeypatch.setattr("inkroom_server.jobs.crew.LIMIT_S", 0.2)
    await draw(server, "b1", {"say": "Hi"})
    assert code(await http.get("/api/boards/b1/export.svg")) == (503, "too_long")
    assert not workers.all[0].alive
    workers.stopped = False
    monkeypatch.setattr("inkroom_server.jobs.crew.LIMIT_S", 60)
    assert (await http.get("/api/boards/b1/export.svg")).status_code == 200


async def test_long_exports_leave_a_worker_to_what_is_short(
    server: Serving, http: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[API-2] However many wait: a board can be read."""
    workers = Workers(monkeypatch, stopped=True)
    await draw(server, "b1", {"say": "Hi"})
    for _ in range(3):
        await http.post("/api/boards/b1/exports", json={"format": "png"})
    await eventually(lambda: workers.all)
    workers.stopped = False
    assert (await http.get("/api/boards/b1")).json()["head"] == 1
    assert len(workers.all) == 2
