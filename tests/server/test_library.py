"""The library of the server, over REST and on the command line."""

import base64
import json
from pathlib import Path
from typing import Any

import httpx2
import pytest
from click.testing import CliRunner
from tests.server.test_api_tokens import bearer
from tests.support.answers import code
from tests.support.files import png
from tests.support.serving import Serving, asking, serving

from inkroom.errors import InkroomError
from inkroom.formats import library as libraries
from inkroom_server.cli import main
from inkroom_server.log import Log
from inkroom_server.log import library as kept

DISC = {"id": "d", "type": "ellipse", "x": 0, "y": 0, "width": 50, "height": 50}
BOX = {"id": "b", "type": "rectangle", "x": 0, "y": 0, "width": 80, "height": 50}


def file(*names: str, element: dict[str, Any] = DISC, **more: Any) -> bytes:
    items = [{"name": name, "elements": [element]} for name in names]
    return json.dumps({"type": "excalidrawlib", "libraryItems": items, **more}).encode()


async def names(http: httpx2.AsyncClient) -> list[str]:
    return [row["name"] for row in (await http.get("/api/library")).json()["things"]]


async def test_things_go_in_once_and_come_out_as_a_file(http: httpx2.AsyncClient) -> None:
    """[API-13] [FILE-15] The newest first, each under an id that says what is in it."""
    assert (await http.get("/api/library")).json() == {"things": [], "change": True}
    first = await http.post("/api/library", content=file("Disc", "Wheel"))
    assert (first.status_code, first.json()) == (201, {"added": 2, "left": []})
    more = await http.post("/api/library", content=file("Box", element=BOX))
    assert more.json()["added"] == 1
    assert (await http.post("/api/library", content=file("Wheel"))).json()["added"] == 0
    assert await names(http) == ["Box", "Disc", "Wheel"]
    got = await http.get("/api/library.excalidrawlib")
    things = libraries.read(got.content).things
    rows = (await http.get("/api/library")).json()["things"]
    assert [(one.about["id"], one.name) for one in things] == [(r["id"], r["name"]) for r in rows]
    again = await http.post("/api/library", content=got.content)
    assert again.json()["added"] == 0
    tag = got.headers["etag"]
    same = await http.get("/api/library.excalidrawlib", headers={"if-none-match": tag})
    assert (same.status_code, same.content) == (304, b"")
    assert (await http.delete(f"/api/library/{rows[1]['id']}")).status_code == 204
    assert await names(http) == ["Box", "Wheel"]
    assert code(await http.delete(f"/api/library/{rows[1]['id']}")) == (404, "not_found")
    fresh = await http.get("/api/library.excalidrawlib", headers={"if-none-match": tag})
    assert fresh.status_code == 200


async def test_a_picture_comes_with_its_thing(server: Serving, http: httpx2.AsyncClient) -> None:
    """[API-13] The server keeps it, so that boards show it, and it goes out with the file."""
    picture = png(6, 4)
    url = f"data:image/png;base64,{base64.b64encode(picture).decode()}"
    element = {"id": "i", "type": "image", "fileId": "f", "width": 60, "height": 40}
    files = {"f": {"id": "f", "mimeType": "image/png", "dataURL": url}}
    made = await http.post("/api/library", content=file("Photo", element=element, files=files))
    assert made.json() == {"added": 1, "left": []}
    out = (await http.get("/api/library.excalidrawlib")).content
    [thing], [data] = libraries.read(out)[:2]
    assert data == picture
    sha = thing.puts[0]["asset"]["sha"]
    assert (await http.get(f"/api/assets/{sha}")).content == picture


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"no", file(), b'{"type":"excalidrawlib","libraryItems":[[{}]]}']
)
async def test_what_is_no_library_changes_nothing(http: httpx2.AsyncClient, body: bytes) -> None:
    """[API-13] [API-6]"""
    await http.post("/api/library", content=file("Disc"))
    assert code(await http.post("/api/library", content=body)) == (422, "bad_file")
    assert await names(http) == ["Disc"]


async def test_a_library_has_room_for_so_much(
    http: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[API-13] All of a file goes in, or nothing of it."""
    await http.post("/api/library", content=file("Disc"))
    monkeypatch.setattr(kept, "THINGS", 2)
    answer = await http.post("/api/library", content=file("Wheel", "Ring"))
    assert code(answer) == (409, "library_full")
    monkeypatch.setattr(kept, "BYTES", 1_000)
    assert code(await http.post("/api/library", content=file("Wheel"))) == (409, "library_full")
    assert await names(http) == ["Disc"]
    large = await http.post("/api/library", content=bytes(8 * 2**20 + 1))
    assert code(large) == (413, "too_big")


async def test_who_has_a_link_to_a_board_takes_and_does_not_change(tmp_path: Path) -> None:
    """[API-13] [ACC-7] The library is told whose it is to change."""
    async with serving(tmp_path / "data", public=True) as server, asking(server.url) as http:
        await server.hub.create("b1", "One")
        owner, operator = bearer(server, "b1"), bearer(server, "*")
        await http.post("/api/library", content=file("Disc"), headers=operator)
        seen = (await http.get("/api/library", headers=owner)).json()
        assert ([row["name"] for row in seen["things"]], seen["change"]) == (["Disc"], False)
        assert (await http.get("/api/library", headers=operator)).json()["change"]


def test_the_library_lasts_and_is_the_same_in_a_folder(tmp_path: Path) -> None:
    """[API-13] The command line works on it without a server."""
    data = ["--data", str(tmp_path / "data")]
    (tmp_path / "ours.excalidrawlib").write_bytes(file("Disc", "Wheel"))
    (tmp_path / "none.excalidrawlib").write_bytes(b"{}")

    def run(*args: str) -> tuple[int, str]:
        done = CliRunner().invoke(main, ["library", *args, *data])
        return done.exit_code, done.output

    said = run("add", str(tmp_path / "none.excalidrawlib"), str(tmp_path / "ours.excalidrawlib"))
    assert said[0] == 1
    assert "none.excalidrawlib: Expected a library" in said[1]
    assert "ours.excalidrawlib: 2 new things" in said[1]
    listed = run()[1]
    assert [line.split()[-1] for line in listed.splitlines()] == ["Disc", "Wheel"]
    assert run("remove", listed.split()[0]) == (0, "")
    assert run("remove", "nothing")[0] == 1
    out = tmp_path / "out.excalidrawlib"
    assert run("save", "-o", str(out))[0] == 0
    assert [one.name for one in libraries.read(out.read_bytes()).things] == ["Wheel"]


def test_a_backup_brings_the_library_back(tmp_path: Path) -> None:
    """[API-13] [BACK-2]"""
    data, folder = tmp_path / "data", ["--data", str(tmp_path / "data")]
    log = Log.open(data)
    thing = libraries.read(file("Disc")).things[0]
    log.library.add([libraries.packed(thing, {}, 1)], "u1")
    log.close()
    saved = tmp_path / "all.inkroom-backup"
    done = CliRunner().invoke(main, ["backup", str(saved), *folder])
    assert done.exit_code == 0, done.output
    log = Log.open(data)
    assert log.library.remove(log.library.all()[0].id)
    log.close()
    done = CliRunner().invoke(main, ["restore", str(saved), "--yes", *folder])
    assert done.exit_code == 0, done.output
    log = Log.visit(data)
    assert [one.name for one in log.library.all()] == ["Disc"]
    log.close()


def test_what_is_full_says_so_in_one_sentence(tmp_path: Path) -> None:
    """[API-13]"""
    log = Log.open(tmp_path / "data")
    thing = libraries.read(file("x" * 100)).things[0]
    large = libraries.packed(thing, {}, 1)._replace(files=" " * kept.BYTES)
    with pytest.raises(InkroomError, match="it would have more"):
        log.library.add([large], "u1")
    log.close()
