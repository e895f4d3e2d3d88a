"""The pages of a PDF beneath what is drawn on them."""

import hashlib
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops
from reportlab.pdfgen.canvas import Canvas
from tests.support.drawings import board_of

from inkroom.formats import pages
from inkroom.formats.imported import Imported
from inkroom.render.original import Originals
from inkroom.render.pdf import pdf

STROKE = {
    "id": "ink", "kind": "stroke", "points": [320, 320, 255, 0, 640, 320, 255, 16],
    "geom": [320, 320, 640, 320, 0], "ink": "#FF0000", "width": 160, "z": "b0",
}  # fmt: skip


def document(rotation: int = 0, crop: bool = False) -> bytes:
    """Two pages with text, a green corner, links to the web, to a page and to a script, and bookmarks."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(200, 100))
    canvas.setPageRotation(rotation)
    if crop:
        canvas.setCropBox((10, 5, 190, 95))
    canvas.setFillColorRGB(0, 1, 0)
    canvas.rect(0, 0, 40, 20, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawString(60, 50, "Original text")
    canvas.bookmarkPage("one")
    canvas.addOutlineEntry("Chapter one", "one", 0)
    canvas.linkURL("https://a.example/", (10, 10, 50, 30))
    canvas.linkURL("javascript:alert(1)", (60, 10, 90, 30))
    canvas.linkAbsolute("", "two", (100, 10, 150, 30))
    canvas.showPage()
    canvas.bookmarkPage("two")
    canvas.addOutlineEntry("Part two", "two", 1)
    canvas.drawString(60, 50, "Second page")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def made(data: bytes, *more: dict[str, Any], **how: Any) -> Any:
    """The PDF of a board on which the document was drawn on."""
    found = pages.read(data)
    board = board_of(Imported([*found.puts, *more], found.board, [], []))
    assets = {hashlib.sha256(one).hexdigest(): one for one in found.pictures}
    return pypdfium2.PdfDocument(pdf(board, assets=assets, **how))


def seen(document: Any, page: int = 0) -> Any:
    return document[page].render(scale=1).to_pil().convert("RGB")


def apart(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that differ by more than 64 of 255."""
    differing = ImageChops.difference(one, other).convert("L").point(lambda n: 255 * (n > 64))
    return differing.histogram()[255] / (one.width * one.height)


@pytest.mark.parametrize("crop", [False, True], ids=["whole", "cropped"])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_page_is_as_it_was_and_the_ink_is_over_it(rotation: int, crop: bool) -> None:
    """[FILE-19] However it is turned: as large, its text still text, looks the same."""
    data = document(rotation, crop)
    plain, inked = made(data), made(data, STROKE)
    before = pypdfium2.PdfDocument(data)
    for at in (0, 1):
        assert [round(n) for n in plain[at].get_size()] == [round(n) for n in before[at].get_size()]
        assert apart(seen(plain, at), seen(before, at)) < 0.005
    assert "Origina" in inked[0].get_textpage().get_text_bounded()
    assert seen(inked).getpixel((30, 22)) == (255, 0, 0)
    assert seen(plain).getpixel((30, 22)) != (255, 0, 0)


def test_links_and_bookmarks_go_along_and_scripts_do_not() -> None:
    """[FILE-19]"""
    found = pages.read(document())
    board = board_of(Imported(found.puts, found.board, [], []))
    assets = {hashlib.sha256(one).hexdigest(): one for one in found.pictures}
    out = pdf(board, assets=assets)
    sha = hashlib.sha256(out).hexdigest()
    again = Originals({sha: out})
    assert [link.to for link in again.links(sha, 0)] == ["https://a.example/", 1]
    assert [(mark.level, mark.title, mark.page) for mark in again.headings(sha)] == [
        (0, "Chapter one", 0), (1, "Part two", 1),
    ]  # fmt: skip
    first = next(again.links(sha, 0)).rect
    assert [round(n, 2) for n in first] == [0.05, 0.1, 0.25, 0.3]
    assert b"javascript" not in out.lower()


def test_where_the_original_cannot_lie_beneath_the_picture_of_it_is_there() -> None:
    """[FILE-19] It is missing, or something lies under it."""
    found = pages.read(document())
    under = STROKE | {"z": "A0"}
    pictures = {hashlib.sha256(one).hexdigest(): one for one in found.pictures[1:]}
    for puts, assets in ((found.puts, pictures), ([under, *found.puts], None)):
        board = board_of(Imported(puts, found.board, [], []))
        told = assets or {hashlib.sha256(one).hexdigest(): one for one in found.pictures}
        out = pypdfium2.PdfDocument(pdf(board, assets=told))
        assert "Original" not in out[0].get_textpage().get_text_bounded()
        assert seen(out).getpixel((10, 95)) == (0, 255, 0)
