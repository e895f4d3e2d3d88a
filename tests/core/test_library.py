"""Libraries of shapes, in and out."""

import base64
import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.support.drawings import board_of

from inkroom.board import Board
from inkroom.errors import BadFile
from inkroom.formats import library
from inkroom.formats.imported import Imported
from inkroom.formats.puts import put_of
from inkroom.messages import encode, read_op

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "vectors/library.json").read_text(encoding="utf-8")
)
Json = dict[str, Any]


def told(puts: list[Json]) -> list[Json]:
    """Puts as both languages read them: TypeScript keeps no `extra`, and gives no `z`."""
    rows = json.loads(json.dumps(puts))
    return [{k: v for k, v in row.items() if k not in ("extra", "z")} for row in rows]


@pytest.mark.parametrize("form", ["old", "new"])
def test_both_forms_are_read(form: str) -> None:
    """[FILE-15] `webclient/src/core/formats/library.test.ts` reads the same vectors."""
    things = library.read(json.dumps(VECTORS[form])).things
    assert [[t.name, t.about, told(t.puts)] for t in things] == VECTORS[f"{form}_things"]


def sheet(document: Json) -> Board:
    return board_of(library.read_sheet(json.dumps(document).encode()))


def out(board: Board) -> str:
    return library.write(library.things_of(board, board.visible()))


def test_a_library_goes_out_as_it_came_in() -> None:
    """[FILE-15] Names, dates, places and the fields of Excalidraw stay."""
    board = sheet(VECTORS["new"])
    first = out(board)
    assert out(sheet(json.loads(first))) == first
    items, given = json.loads(first)["libraryItems"], VECTORS["new"]["libraryItems"]
    for item, raw in zip(items, given, strict=True):
        for name in ("id", "status", "created", "name"):
            assert item.get(name) == raw.get(name)
        for element, theirs in zip(item["elements"], raw["elements"], strict=True):
            for name in ("type", "x", "y", "strokeColor", "roughness", "points", "pressures"):
                assert element.get(name) == theirs.get(name), (item["id"], name)


def test_things_lie_in_rows_each_in_a_frame_of_its_name() -> None:
    """[FILE-15] None on another; all of it fits a board."""
    one = VECTORS["new"]["libraryItems"][0]
    document = {"type": "excalidrawlib", "libraryItems": [one | {"id": f"i{n}"} for n in range(40)]}
    found = library.read_sheet(json.dumps(document).encode())
    frames = [put for put in found.puts if put["kind"] == "frame"]
    assert len(frames) == 40
    assert {frame["title"] for frame in frames} == {one["name"]}
    assert len({tuple(frame["geom"]) for frame in frames}) == 40
    assert len({frame["geom"][1] for frame in frames}) > 1
    assert {put["frame"] for put in found.puts if put["kind"] != "frame"} == {
        f["id"] for f in frames
    }
    for at, part in enumerate(found.parts(), 1):
        read_op(encode({"cseq": at, **part}))


def test_of_a_board_frames_groups_and_what_is_alone_are_things() -> None:
    """[FILE-15] What is in a frame goes with it, however deep; an empty frame is nothing."""
    rect = {"kind": "rect", "geom": [0, 0, 160, 160, 0]}
    frame = {"kind": "frame", "geom": [1600, 0, 320, 320, 0]}
    rows = [
        frame | {"id": "f", "title": "Pump"}, frame | {"id": "inner", "frame": "f"},
        frame | {"id": "empty"}, rect | {"id": "a", "frame": "inner"},
        rect | {"id": "b", "group": ["x", "pair"]}, rect | {"id": "c", "group": ["pair"]}, rect | {"id": "d"},
    ]  # fmt: skip
    board = board_of(Imported([row | {"z": f"a{n}"} for n, row in enumerate(rows)], {}, [], []))
    things = library.things_of(board, board.visible())
    assert [(t.name, [put["id"] for put in t.puts]) for t in things] == [
        ("Pump", ["inner", "a"]), ("", ["b", "c"]), ("", ["d"]),
    ]  # fmt: skip
    assert things[0].puts[1]["geom"][0] == -1600
    assert put_of(board.own["d"]) == rows[-1] | {"z": "a6"}


def test_pictures_come_along() -> None:
    """[FILE-15] A picture that two things show comes once, and goes out with them."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    data = out.getvalue()
    url = f"data:image/png;base64,{base64.b64encode(data).decode()}"
    raw = {"id": "p", "type": "image", "fileId": "f", "x": 0, "y": 0, "width": 40, "height": 30}
    files = {"f": {"dataURL": url, "mimeType": "image/png"}, "unused": {"dataURL": "nothing"}}
    document = {"type": "excalidrawlib", "library": [[raw], [raw]], "files": files}
    found = library.read(json.dumps(document))
    assert found.pictures == [data]
    assert found.left == []
    sha = found.things[0].puts[0]["asset"]["sha"]
    again = library.read(library.write(found.things, {sha: data}))
    assert again.pictures == [data]


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", '{"type":"excalidraw","elements":[]}', '{"type":"excalidrawlib"}',
        '{"type":"excalidrawlib","library":[]}', '{"type":"excalidrawlib","libraryItems":[1,{},[7]]}',
        json.dumps({"type": "excalidrawlib", "library": [[]] * 5001}), "[" * 100_000,
    ],
    ids=range(9),
)  # fmt: skip
def test_what_is_no_library_is_refused(text: str) -> None:
    """[FILE-15]"""
    with pytest.raises(BadFile):
        library.read(text)
