"""Files that come in over REST (API-4, API-5)."""

import io
import itertools
import json
import zipfile
from pathlib import Path

import httpx2
import pytest
from tests.support.answers import code, draw
from tests.support.files import SAMPLES, excalidraw, png
from tests.support.rooms import rect
from tests.support.serving import Peer, Serving, asking, serving


async def put(http: httpx2.AsyncClient, data: bytes, name: str, onto: str = "") -> httpx2.Response:
    way = f"/api/boards/{onto}/import" if onto else "/api/import"
    return await http.post(way, params={"name": name}, content=data)


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
