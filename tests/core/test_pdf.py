"""Boards as PDF, read by another program's library."""

import hashlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops
from tests.core.test_drawing import element, stroke
from tests.core.test_svg import board
from tests.support import pictures

from inkroom.board import Board, element_of
from inkroom.history import History
from inkroom.messages import encode, entry_bytes, read_entry, read_op
from inkroom.render.pdf import pdf
from inkroom.render.png import png
from inkroom.render.svg import svg


@pytest.fixture
def opened() -> Iterator[Any]:
    """Opens a document, and closes it in the end."""
    documents = []

    def read(data: bytes) -> pypdfium2.PdfDocument:
        documents.append(pypdfium2.PdfDocument(data))
        return documents[-1]

    yield read
    for document in documents:
        document.close()


def seen(document: pypdfium2.PdfDocument, page: int = 0) -> Image.Image:
    """A page at 1 px for each px of the board."""
    picture: Image.Image = document[page].render(scale=96 / 72).to_pil()
    return picture.convert("RGB")


def text_of(document: pypdfium2.PdfDocument, page: int = 0) -> str:
    """What a search in the page finds."""
    return str(document[page].get_textpage().get_text_range())


def off(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that differ by more than 64 of 255 (issue 8's measure), on what both show."""
    size = min(one.width, other.width), min(one.height, other.height)
    assert abs(one.width - other.width) <= 1
    assert abs(one.height - other.height) <= 1
    difference = ImageChops.difference(one.crop((0, 0, *size)), other.crop((0, 0, *size)))
    counts = difference.convert("L").histogram()
    return sum(counts[65:]) / sum(counts)


def test_every_element_of_the_vectors_can_be_drawn(opened: Any) -> None:
    """[DRAW-1, DRAW-4] Never an exception; the same board gives the same bytes."""
    made = Board()
    for row in pictures.elements():
        made.write(element_of(dict(row)))
    data = pdf(made)
    assert len(opened(data)) == 1
    assert pdf(made) == data


def test_a_page_looks_as_the_picture_does(opened: Any) -> None:
    """[DRAW-1] Shapes, fills, dashes, ink, turns, faint and mixed colours: at most 1 % of the pixels differ."""
    made = board(
        element("rect", [-800, -800, 8014, 6414, 0]),  # a whole number of px with line and margin
        element("rect", [0, 0, 3200, 1600, 0], ink="#AE1E0E", fill="#FFE56E", round=320, width=64),
        element("ellipse", [1600, 800, 3200, 1600, 4500], fill="#3150DE", opacity=40),
        element("diamond", [4800, 0, 1600, 1600, 0], fill="#178A3F", fill_style="hachure"),
        element("arrow", [0, 3200, 4800, 2400], heads=["none", "arrow"], dash="dashed", width=64),
        stroke([0, 4000, 90, 0, 1600, 400, 200, 9, 1600, -400, 255, 9], [0, 4000, 3200, 400, 0]),
        stroke(
            [4800, 2400, 255, 0, 1600, 1600, 255, 9],
            [4800, 2400, 1600, 1600, 0],
            brush="highlighter",
        ),
    )
    picture = Image.open(BytesIO(png(svg(made)))).convert("RGB")
    assert off(seen(opened(pdf(made))), picture) < 0.01


def test_dark_is_dark_and_no_ground_is_white(opened: Any) -> None:
    """[DRAW-2]"""
    made = board(element("rect", [0, 0, 3200, 1600, 0]))
    assert seen(opened(pdf(made, dark=True))).getpixel((2, 2)) == (23, 25, 29)
    assert seen(opened(pdf(made, transparent=True))).getpixel((2, 2)) == (255, 255, 255)


def test_writing_can_be_found_whatever_its_letters(opened: Any) -> None:
    """[DRAW-1] Characters that a board font lacks are written in another one."""
    said = "Grüße Ωmega 日本"
    made = board(element("text", [0, 0, 9600, 640, 0], text=said, font="hand"))
    assert text_of(opened(pdf(made))) == said


def test_each_page_is_a_page_by_its_name(opened: Any) -> None:
    """[DRAW-1] Those that are hidden are left out."""
    made = board(
        element("text", [0, 0, 1600, 640, 0], text="one", page="1"),
        element("text", [0, 0, 1600, 640, 0], text="two", page="2"),
        pages=[{"id": "2", "name": "Rain"}, {"id": "1"}, {"id": "3", "hidden": True}],
    )
    document = opened(pdf(made))
    assert [text_of(document, page) for page in range(len(document))] == ["two", "one"]
    assert [entry.get_title() for entry in document.get_toc()] == ["Rain", "2"]


def test_each_frame_is_a_page_as_large_as_it_is(opened: Any) -> None:
    """[DRAW-1] From top to bottom, then from left to right."""
    made = board(
        element("frame", [1600, 0, 1600, 800, 0], title="B"),
        element("frame", [0, 0, 1600, 1600, 0], title="A"),
        element("text", [160, 160, 1000, 640, 0], text="in A"),
    )
    document = opened(pdf(made, by_frame=True))
    assert [entry.get_title() for entry in document.get_toc()] == ["A", "B"]
    assert [document[n].get_size() for n in range(2)] == [(75, 75), (75, 37.5)]
    assert text_of(document) == "in A"


def test_a_page_too_large_for_readers_is_made_smaller(opened: Any) -> None:
    """[DRAW-4]"""
    made = board(element("rect", [0, 0, 2**31, 1600, 0]))
    width, _ = opened(pdf(made))[0].get_size()
    assert width == pytest.approx(14_400)


def test_a_picture_is_cut_and_mirrored(opened: Any) -> None:
    """[DRAW-1] Its right half, which is blue, mirrored; one that is missing is a grey box."""
    image = Image.new("RGB", (40, 20), "#FF0000")
    image.paste("#0000FF", (20, 0, 40, 20))
    image.paste("#00FF00", (38, 0, 40, 20))
    buffer = BytesIO()
    image.save(buffer, "PNG")
    sha = hashlib.sha256(buffer.getvalue()).hexdigest()
    asset = {"sha": sha, "type": "image/png", "width": 40, "height": 20}
    made = board(element("image", [1600, 0, -1600, 1600, 0], asset=asset, crop=[20, 0, 20, 20]))
    whole = seen(opened(pdf(made, assets={sha: buffer.getvalue()})))
    assert whole.getpixel((60, 60)) == (0, 0, 255)
    assert whole.getpixel((20, 60)) == (0, 255, 0)
    missing = seen(opened(pdf(made))).getpixel((60, 60))
    assert isinstance(missing, tuple)
    assert len(set(missing[:2])) == 1


def test_an_element_leads_where_its_link_does(opened: Any) -> None:
    """[EL-8]"""
    made = board(element("rect", [0, 0, 1600, 1600, 0], link="https://example.org/"))
    assert b"https://example.org/" in pdf(made)


def test_each_mark_is_a_page_step_by_step(opened: Any) -> None:
    """[FILM-4] With its name above, all in the same frame, and the board as it is in the end."""
    history = History()
    ops: list[dict[str, Any]] = [
        {"put": [{"kind": "text", "id": "t1", "geom": [0, 0, 4_000, 400, 0], "text": "Soil"}]},
        {"mark": "First sketch"},
        {"put": [{"kind": "text", "id": "t2", "geom": [0, 8_000, 4_000, 400, 0], "text": "Pump"}]},
    ]
    for n, op in enumerate(ops, 1):
        body = entry_bytes(n, n, "ann", "c1", read_op(encode({"cseq": n, **op})))
        history.append(read_entry(body))
    document = opened(pdf(history.at(3), by_mark=history))
    assert len(document) == 2
    first, last = text_of(document, 0), text_of(document, 1)
    assert "1. First sketch" in first
    assert "Soil" in first
    assert "Pump" not in first
    assert "2. #3" in last
    assert "Pump" in last
    assert document[0].get_size() == document[1].get_size()
