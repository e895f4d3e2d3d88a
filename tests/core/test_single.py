"""Pictures as boards."""

import io
import json
import zlib
from base64 import b64encode
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.support import files
from tests.support.drawings import board_of

from inkroom.errors import BadFile
from inkroom.formats import drawings, excalidraw
from inkroom.formats.excalidraw import scene_in
from inkroom.formats.imported import Imported
from inkroom.formats.single import read
from inkroom.render.png import png
from inkroom.render.svg import svg

DRAWING = files.excalidraw({"id": "kept"})


def packed(drawing: bytes, compressed: bool = True) -> bytes:
    """As Excalidraw packs a drawing into a picture."""
    raw = zlib.compress(drawing) if compressed else drawing
    form: dict[str, Any] = {"version": "1", "encoding": "bstring", "compressed": compressed}
    return json.dumps(form | {"encoded": raw.decode("latin-1")}).encode()


def png_with(text: bytes) -> bytes:
    """A PNG with a text chunk before its end."""
    plain = files.png()
    body = b"tEXtapplication/vnd.excalidraw+json\0" + text
    chunk = (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    return plain[:-12] + chunk + plain[-12:]


def claiming(width: int, height: int) -> bytes:
    """A small PNG whose head tells of another size."""
    plain = files.png()
    head = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + plain[24:29]
    return plain[:12] + head + zlib.crc32(head).to_bytes(4, "big") + plain[33:]


def test_a_picture_is_one_image_of_its_size() -> None:
    """[FILE-9]"""
    imported = read(files.png(30, 20))
    (put,) = imported.puts
    assert (put["kind"], put["geom"]) == ("image", [0, 0, 480, 320, 0])
    assert imported.pictures == [files.png(30, 20)]


@pytest.mark.parametrize("text", [packed(DRAWING), packed(DRAWING, False), DRAWING])
def test_the_drawing_in_a_picture_comes_out_of_it(text: bytes) -> None:
    """[FILE-9] Compressed as they do it now, or plain as they did it once."""
    assert [put["id"] for put in read(png_with(text)).puts] == ["kept"]


def test_the_drawing_in_an_svg_is_found() -> None:
    """[FILE-9]"""
    payload = b64encode(packed(DRAWING)).decode()
    svg = (
        "<svg><!-- payload-type:application/vnd.excalidraw+json --><!-- payload-version:2 -->"
        f"<!-- payload-start -->{payload}<!-- payload-end --></svg>"
    )
    assert scene_in(svg.encode()) == DRAWING


@pytest.mark.parametrize(
    "text",
    [b"", b"no", b"[1]", b"{}", packed(DRAWING)[:-9], packed(zlib.compress(b" " * 10**8), False)],
)
def test_a_drawing_that_is_broken_leaves_the_picture(text: bytes) -> None:
    """[FILE-9]"""
    assert [put["kind"] for put in read(png_with(text)).puts] == ["image"]


def test_a_bomb_in_a_picture_is_not_unpacked() -> None:
    """[FILE-9, FILE-3]"""
    found = scene_in(png_with(packed(b" " * 50_000_000)))
    assert found is None or len(found) < 6_000_000


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"GIF89a", claiming(40_000, 40_000)])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    """[FILE-9, API-7]"""
    with pytest.raises(BadFile):
        read(data)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_drawing_or_none(data: bytes) -> None:
    """[FILE-9]"""
    assert scene_in(png_with(data)) is None or data
    assert scene_in(data) is None


def test_pictures_of_ours_carry_the_drawing_and_it_comes_back() -> None:
    """[FILE-17] In SVG and PNG, with what no field of Excalidraw says; what is seen stays the same."""
    note = {"id": "n", "kind": "note", "geom": [0, 0, 800, 800, 0], "text": "Grüße 日本", "z": "a1"}
    pen = {
        "id": "p",
        "kind": "stroke",
        "points": [0, 0, 99, 0, 80, 40, 201, 16],
        "geom": [0, 0, 80, 40, 0],
    }
    board = board_of(Imported([pen | {"z": "a0"}, note], {}, [], []))
    drawn, scene = svg(board), excalidraw.write(board)
    pictures = {".svg": excalidraw.into_svg(drawn.encode(), scene)}
    pictures[".png"] = excalidraw.into_png(png(drawn), scene)
    for end, data in pictures.items():
        assert excalidraw.scene_in(data) == scene.encode(), end
        again = board_of(drawings.read(f"a{end}", data))
        assert svg(again) == drawn, end
    with Image.open(io.BytesIO(pictures[".png"])) as opened:
        opened.load()
        assert "encoded" in opened.info["application/vnd.excalidraw+json"]
    assert "<script" not in pictures[".svg"].decode()
