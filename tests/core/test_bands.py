"""A large board as a PNG, band by band."""

import io
import zlib
from random import Random

import pytest
from PIL import Image, ImageChops
from tests.core.test_drawing import element
from tests.core.test_outlines import scribble
from tests.core.test_svg import board

from inkroom.board import Board
from inkroom.geometry import Box
from inkroom.render import picture as pictures
from inkroom.render.bands import COUNT, Scene, alone, png_in_bands
from inkroom.render.inked import here
from inkroom.render.picture import picture
from inkroom.render.view import View


def crowded() -> Board:
    """Pen and marker, and words, some of them in a writing that no bundled font has."""
    chance = Random(3)
    words = [
        element(
            "text",
            [n * 900, n * 4_000, 30_000, 900, 0],
            text="Hi \u65e5\u672c",
            size=640,
            z=f"b{n}",
        )
        for n in range(1, 9)
    ]
    return board(*(scribble(chance, n) for n in range(120)), *words)


def opened(data: bytes) -> Image.Image:
    """All of its pixels, with every checksum looked at."""
    Image.open(io.BytesIO(data)).verify()
    start = data.index(b"IDAT") + 4
    assert zlib.decompress(data[start : start + int.from_bytes(data[start - 8 : start - 4])])
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


@pytest.mark.parametrize(
    "view",
    [View(scale=0.25), View(scale=0.37, dark=True), View(scale=0.5, area=(300, 500, 701, 333))],
)
def test_a_picture_in_bands_is_the_picture_drawn_at_once(
    view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[DRAW-1, DRAW-2] But for rounding: a sixteenth of the light at most, and only at some edges."""
    one = crowded()
    whole = opened(b"".join(picture(one, "png", view, {})))
    monkeypatch.setattr(pictures, "LARGE", 1)
    banded = opened(b"".join(picture(one, "png", view, {})))
    assert (banded.size, banded.mode) == (whole.size, whole.mode)
    assert max(ImageChops.difference(whole, banded).tobytes()) <= 16


def test_a_picture_with_no_ground_has_none_in_bands() -> None:
    """[DRAW-2] And one of fewer rows than there are bands is whole too."""
    shape = element("rect", [160, 64, 320, 80, 0], fill="#3150DE", ink="none")
    scene = Scene([shape], Box(0, 0, 640, 160), None, False, {})
    made = opened(png_in_bands(scene, 1.0, here))
    assert made.size == (40, 10)
    assert made.height < COUNT
    assert made.getpixel((20, 7)) == (0x31, 0x50, 0xDE, 255)
    assert made.getpixel((5, 2)) == made.getpixel((39, 9)) == (0, 0, 0, 0)


@pytest.mark.parametrize("filter", range(5))
def test_the_first_row_of_a_band_means_the_same_under_any_other(filter: int) -> None:
    """Each way to tell a row by those beside it, as the first of a picture and as the second."""
    wide = 9
    row = bytes([filter, *(Random(filter).randbytes(4 * wide))])
    above = bytes([0, *Random(9).randbytes(4 * wide)])
    made = bytes(alone(bytearray(row)))
    assert pixels(wide, row) == pixels(wide, made) == pixels(wide, above, made)


def pixels(wide: int, *rows: bytes) -> bytes:
    """The last row, read by another program."""
    header = wide.to_bytes(4) + len(rows).to_bytes(4) + bytes([8, 6, 0, 0, 0])
    data = b"\x89PNG\r\n\x1a\n"
    for kind, body in ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b"")):
        data += len(body).to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4)
    return Image.open(io.BytesIO(data)).tobytes()[-4 * wide :]
