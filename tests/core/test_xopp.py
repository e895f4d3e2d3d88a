"""Xournal++'s documents, in and out."""

import gzip
import io
import zipfile
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.test_drawing import element, stroke
from tests.core.test_svg import board
from tests.support import files, pictures
from tests.support.drawings import board_of

from inkroom.board import Board, element_of
from inkroom.errors import BadFile
from inkroom.formats import xopp
from inkroom.formats.imported import Imported
from inkroom.formats.markup import Node, parse
from inkroom.formats.packed import unpacked
from inkroom.messages import encode, read_op

SAMPLES = Path(__file__).resolve().parents[3] / "shared/samples/xopp"
FILES = sorted(SAMPLES.glob("*.xopp"))
PEN = 'tool="pen" color="#0000ffff"'


def document(*layers: str, ground: str = "", size: str = 'width="300" height="400"') -> bytes:
    """A document of one page."""
    ground = ground or '<background type="solid" color="#ffffffff" style="plain"/>'
    inside = "".join(f"<layer>{layer}</layer>" for layer in layers)
    return gzip.compress(
        f"<xournal><page {size}>{ground}{inside}</page></xournal>".encode(), mtime=0
    )


def drawn(imported: Imported) -> list[dict[str, Any]]:
    """The puts that are not the paper."""
    return [put for put in imported.puts if "paper-1" not in put.get("group", [])]


def one(inside: str) -> dict[str, Any]:
    """The one put that is made of what stands in a layer."""
    (put,) = drawn(xopp.read(document(inside)))
    return put


def carried(imported: Imported) -> list[dict[str, Any]]:
    """All but pictures, and what is kept of a sheet: it may name a picture in another file."""
    return [
        {name: held for name, held in put.items() if name != "extra" or put["kind"] != "rect"}
        for put in imported.puts
        if put["kind"] != "image"
    ]


def root_of(made: Board, **how: Any) -> Node:
    """The document that a board becomes."""
    return parse(unpacked(xopp.write(made, **how).data))


# ------------------------------------------------------------------ real documents


@pytest.mark.skipif(not FILES, reason="the sample documents are not part of the project")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_real_document_comes_in_goes_out_and_comes_in_the_same(path: Path) -> None:
    """[FILE-6, FILE-7] Every op is accepted; the way out and in changes nothing but the pictures of the paper."""
    imported = xopp.read(path.read_bytes())
    for at, part in enumerate(imported.parts(), 1):
        read_op(encode({"cseq": at, **part}))
    assets = {put["asset"]["sha"]: imported.pictures[0] for put in imported.puts if "asset" in put}
    again = xopp.read(xopp.write(board_of(imported), assets=assets).data)
    assert carried(again) == carried(imported)
    assert again.board == imported.board
    first, second = (xopp.write(board_of(i), assets=assets).data for i in (imported, again))
    assert first == second


# ------------------------------------------------------------------ in


def test_a_stroke_keeps_its_points_and_the_width_at_each() -> None:
    """[FILE-6] A point is 4/3 px; the widest place is the size of the pen, the others its pressure."""
    put = one(f'<stroke {PEN} width="3 1.5 3">3 3 6 3 6 9</stroke>')
    assert put["kind"] == "stroke"
    assert put["points"] == [64, 64, 85, 0, 64, 0, 255, 0, 0, 128, 255, 0]
    assert (put["width"], put["ink"], put["geom"]) == (64, "#0000ff", [64, 64, 64, 128, 0])


def test_a_stroke_of_one_width_has_no_pressure() -> None:
    """[FILE-6]"""
    put = one(f'<stroke {PEN} width="1.5" style="dash">0 0 3 3</stroke>')
    assert put["pressure"] is False
    assert put["points"] == [0, 0, 0, 64, 64, 0]
    assert put["dash"] == "dashed"


def test_a_marker_is_half_seen_through_and_lies_where_it_was_drawn() -> None:
    """[FILE-6] Not under the sheet, where our own brush would be."""
    put = one('<stroke tool="highlighter" color="#ffff007f" width="10">0 0 9 9</stroke>')
    assert (put["ink"], put["opacity"], put.get("brush")) == ("#ffff00", 50, None)


def test_a_filled_stroke_is_filled_as_it_looks_on_white() -> None:
    """[FILE-6]"""
    put = one(f'<stroke {PEN} width="1" fill="128">0 0 9 0 9 9 0 0</stroke>')
    assert put["fill"] == "#7f7fff"


def test_a_text_has_its_place_its_letters_and_where_it_breaks() -> None:
    """[FILE-6]"""
    put = one(
        '<text font="DejaVu Serif" size="12" x="30" y="60" color="red" wrap="90" align="center">a b</text>'
    )
    assert put["geom"] == [640, 1280, 1920, 338, 0]
    assert (put["font"], put["size"], put["align"]) == ("serif", 256, "centre")
    assert put["ink"] == "#ff0000"


def test_a_picture_is_carried() -> None:
    """[FILE-6]"""
    data = files.png()
    imported = xopp.read(
        document(
            f'<image left="0" top="0" right="30" bottom="15">{b64encode(data).decode()}</image>'
        )
    )
    (put,) = drawn(imported)
    assert imported.pictures == [data]
    assert put["geom"] == [0, 0, 640, 320, 0]
    made = root_of(board_of(imported), assets={put["asset"]["sha"]: data})
    (page,) = (node for node in made.children if node.name == "page")
    assert [node.name for node in list(page.children)[1].children] == ["image"]


def test_pages_and_layers_are_pages_and_layers() -> None:
    """[FILE-6]"""
    page = '<page width="9" height="9"><layer/><layer name="Notes"><text x="0" y="0" size="9">x</text></layer></page>'
    imported = xopp.read(f"<xournal>{page}{page}</xournal>".encode())
    assert imported.board["pages"] == [{"id": "1"}, {"id": "2"}]
    assert [layer["name"] for layer in imported.board["layers"]] == ["", "Notes"]
    texts = [put for put in imported.puts if put["kind"] == "text"]
    assert [(put.get("page", "1"), put["layer"]) for put in texts] == [("1", "2"), ("2", "2")]


def test_the_paper_is_locked_and_as_ruled_as_it_was() -> None:
    """[FILE-6]"""
    ground = '<background type="solid" color="#ffffc0ff" style="lined"/>'
    imported = xopp.read(document("", ground=ground))
    sheet, *lines = imported.puts
    assert (sheet["kind"], sheet["fill"], sheet["locked"]) == ("rect", "#ffffc0", True)
    assert [line["kind"] for line in lines] == ["line"] * len(lines)
    assert len(lines) == 12  # (400 - 80 - 60) / 24, and the margin
    assert all(line["locked"] and line["group"] == ["paper-1"] for line in lines)


def test_what_cannot_be_carried_is_told() -> None:
    """[FILE-6]"""
    imported = xopp.read(
        document(
            '<hologram/><stroke tool="pen" color="black" width="1" fn="a.mp3" ts="9">0 0 1 1</stroke>',
            ground='<background type="pdf" domain="absolute" filename="x.pdf" pageno="1"/>',
        )
    )
    assert imported.left == [
        "page 1: its PDF background, which is another file",
        "page 1: one hologram",
        "1 sound recording(s) that strokes belong to",
    ]


def test_a_packaged_document_has_its_pictures_beside_it() -> None:
    """[FILE-6]"""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/xournal++")
        archive.writestr("attachments/a.png", files.png())
        archive.writestr(
            "content.xml",
            '<xournal><page width="9" height="9"><layer><image left="0" top="0" right="3" bottom="3">'
            '<attachment path="attachments/a.png"/></image></layer></page></xournal>',
        )
    imported = xopp.read(buffer.getvalue())
    assert [put["kind"] for put in drawn(imported)] == ["image"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "bad_file"),
        (b"no", "bad_file"),
        (b"<html/>", "bad_file"),
        (b"<xournal/>", "bad_file"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><xournal/>', "bad_file"),
        (b"<xournal>" + b"<a>" * 70 + b"</a>" * 70 + b"</xournal>", "limit_exceeded"),
        (gzip.compress(b"<xournal>" + b" " * 2_000_000, mtime=0), "archive_limits"),
        (gzip.compress(b"<xournal/>", mtime=0)[:-9], "bad_file"),
        (document('<stroke tool="pen" width="1">1 x</stroke>'), "bad_file"),
        (document('<stroke tool="pen" width="1">1 nan</stroke>'), "bad_file"),
        (document('<stroke tool="pen" width="inf">1 1</stroke>'), "bad_file"),
        (b"<xournal>" + b"<page/>" * 1001 + b"</xournal>", "bad_file"),
    ],
)
def test_a_bad_document_is_refused(data: bytes, code: str) -> None:
    """[FILE-6, FILE-3]"""
    with pytest.raises(BadFile) as caught:
        xopp.read(data)
    assert caught.value.code == code


@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: document(text)))
def test_whatever_comes_it_is_read_or_refused(data: bytes) -> None:
    """[FILE-6]"""
    try:
        imported = xopp.read(data)
    except BadFile:
        return
    for at, part in enumerate(imported.parts(), 1):
        read_op(encode({"cseq": at, **part}))


# ------------------------------------------------------------------ out


def test_every_element_of_the_vectors_can_be_written_and_read() -> None:
    """[FILE-7] What is drawn of it; never an exception, and well-formed."""
    made = Board()
    for row in pictures.elements():
        made.write(element_of(dict(row)))
    written = xopp.write(made)
    assert xopp.read(written.data).puts
    assert xopp.write(made).data == written.data


def test_a_page_without_a_sheet_is_as_large_as_what_lies_on_it() -> None:
    """[FILE-7] At least A4, the elements within it."""
    root = root_of(board(element("rect", [-1600, -1600, 64_000, 3200, 0])))
    (page,) = (node for node in root.children if node.name == "page")
    assert float(page.get("width")) > 3000
    strokes = [node for layer in page.children for node in layer.children if node.name == "stroke"]
    assert strokes
    assert all(float(n) >= 0 for node in strokes for n in node.text.split())


def test_a_highlighter_is_a_highlighter_there() -> None:
    """[FILE-7]"""
    root = root_of(
        board(stroke([0, 0, 255, 0, 160, 0, 255, 5], [0, 0, 160, 0, 0], brush="highlighter"))
    )
    found = [node for page in root.children for layer in page.children for node in layer.children]
    assert [node.get("tool") for node in found] == ["highlighter"]
