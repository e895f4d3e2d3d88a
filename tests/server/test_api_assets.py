"""Pictures that boards hold, over REST, and work that takes too long (API-7)."""

import hashlib

import httpx2
import pytest
from tests.support.answers import code, draw
from tests.support.files import excalidraw, gif, jpeg, png, webp
from tests.support.serving import Serving, eventually
from tests.support.workers import Workers


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
