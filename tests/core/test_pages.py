"""PDFs as pages to draw on."""

from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from inkroom.errors import BadFile
from inkroom.formats.pages import read


def document(*sizes: tuple[float, float], password: str = "") -> bytes:
    """A PDF whose pages have these sizes in points, red all over."""
    out = BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(password) if password else None)
    for size in sizes:
        canvas.setPageSize(size)
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(0, 0, *size, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_each_page_is_a_locked_picture_on_a_page_of_its_own() -> None:
    """[FILE-10] A px of the board is 1/96 inch; the picture has two pixels for each."""
    imported = read(document((72, 36), (36, 72)))
    assert [put["geom"] for put in imported.puts] == [[0, 0, 1536, 768, 0], [0, 0, 768, 1536, 0]]
    assert all(put["locked"] and put["kind"] == "image" for put in imported.puts)
    assert [put.get("page", "1") for put in imported.puts] == ["1", "2"]
    assert imported.board["pages"] == [{"id": "1"}, {"id": "2"}]
    picture = Image.open(BytesIO(imported.pictures[1]))
    assert picture.size == (192, 96)
    assert picture.getpixel((90, 40)) == (255, 0, 0)


def test_a_poster_has_a_picture_that_can_be_shown() -> None:
    """[FILE-10] No side over 4,000 px."""
    imported = read(document((10_000, 100)))
    assert imported.puts[0]["asset"]["width"] <= 4_001


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "got none"),
        (b"%PDF-1.7", "got none"),
        (document((9, 9), password="x"), "password"),
        (document(*[(9, 9)] * 201), "200 pages"),
    ],
    ids=["nothing", "a beginning", "a password", "too many pages"],
)
def test_a_pdf_that_cannot_be_used_is_refused(data: bytes, says: str) -> None:
    """[FILE-10]"""
    with pytest.raises(BadFile, match=says):
        read(data)


@given(st.integers(0, 1000), st.binary(min_size=1, max_size=20))
def test_a_broken_pdf_is_read_or_refused(at: int, junk: bytes) -> None:
    """[FILE-10]"""
    whole = document((72, 36))
    at %= len(whole)
    with suppress(BadFile):
        assert read(whole[:at] + junk + whole[at + len(junk) :]).puts
