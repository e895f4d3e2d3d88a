"""SVG text as PNG bytes."""

import io
import re

import pytest
from PIL import Image
from tests.core.test_drawing import element
from tests.core.test_svg import board

from inkroom.errors import Unavailable
from inkroom.geometry import Box
from inkroom.render.png import png
from inkroom.render.runs import apart, foreign, runs
from inkroom.render.svg import svg
from inkroom.text import width_of


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGBA")


def test_a_picture_has_the_size_of_its_area_times_the_scale() -> None:
    """[DRAW-1]"""
    text = svg(board(), area=Box(0, 0, 1600, 800))
    assert opened(png(text)).size == (100, 50)
    assert opened(png(text, 2)).size == (200, 100)


def test_what_is_drawn_is_where_it_should_be() -> None:
    """[DRAW-1, DRAW-2]"""
    one = board(element("rect", [160, 160, 320, 320, 0], fill="#3150DE", ink="none"))
    picture = opened(png(svg(one, area=Box(0, 0, 640, 640))))
    assert picture.getpixel((20, 20)) == (0x31, 0x50, 0xDE, 255)
    assert picture.getpixel((5, 5)) == (0xFB, 0xFA, 0xF6, 255)
    clear = opened(png(svg(one, area=Box(0, 0, 640, 640), transparent=True)))
    assert clear.getpixel((5, 5)) == (0, 0, 0, 0)


@pytest.mark.parametrize(("width", "height"), [(16_099, 3_230), (16_001, 161), (4_001, 15_999)])
def test_a_picture_made_small_is_whole_pixels_large_and_filled_to_its_edges(
    width: int, height: int
) -> None:
    """[DRAW-1] Nothing lies lower than it should where its height comes out as no whole number."""
    one = board(element("rect", [0, 0, width, height // 2, 0], fill="#000000", ink="none"))
    text = svg(one, area=Box(0, 0, width, height), transparent=True)
    for scale in (0.2, 16 / 17, 1.0):
        picture = opened(png(text, scale)).getchannel("A")
        assert picture.size == (round(width / 16 * scale), round(height / 16 * scale))
        middle = picture.crop((picture.width // 2, 0, picture.width // 2 + 1, picture.height))
        filled = sum(middle.tobytes()) / 255
        assert filled == pytest.approx(picture.height * (height // 2) / height, abs=0.05)


@pytest.mark.parametrize("font", ["hand", "sans", "serif", "mono"])
def test_words_are_written_in_the_bundled_font_as_wide_as_the_table_says(font: str) -> None:
    """[TEXT-1] Within 3 %: the table leaves kerning out."""
    from inkroom.text import width_of

    said = "nnnnnnnnnnnnnnnnnnnn"
    one = board(element("text", [0, 0, 90_000, 400, 0], text=said, font=font, ink="#000000"))
    picture = opened(png(svg(one, area=Box(0, 0, 16 * 400, 480), transparent=True)))
    box = picture.getbbox()
    assert box is not None
    assert box[2] - box[0] == pytest.approx(width_of(said, font, 320) / 16, rel=0.03)


def test_characters_that_no_bundled_font_has_leave_the_others_as_they_are() -> None:
    """[TEXT-1] The system's fonts draw them; what stands before them is in the board's font all the same."""
    pictures = []
    for said in ("ab", "ab \u2192 \u65e5 \u05d0"):
        words = element("text", [0, 0, 90_000, 400, 0], text=said, font="hand", ink="#000000")
        picture = opened(png(svg(board(words), area=Box(0, 0, 6400, 480), transparent=True)))
        pictures.append(picture.crop((0, 0, 18, 30)))
    assert pictures[0].getbbox() is not None
    assert pictures[0].tobytes() == pictures[1].tobytes()


def test_a_line_is_cut_where_another_font_begins() -> None:
    """One writing system a piece, spaces with the word before: what one font lacks is looked for once for each."""
    assert list(runs("ab \u65e5\u672c \u05d0\u05d1 \u05d2!", "hand")) == [
        ("ab ", True),
        ("\u65e5\u672c ", False),
        ("\u05d0\u05d1 \u05d2", False),
        ("!", True),
    ]
    assert not foreign("ab \t\u200b", "hand")
    words = element("text", [1600, 0, 3200, 400, 0], text="<\u65e5>", align="right", font="hand")
    cut = apart(svg(board(words), area=Box(0, 0, 6400, 480)))
    places = re.findall(r'<text x="(-?\d+)"[^>]*?text-anchor="start"([^>]*)>(.*?)</text>', cut)
    assert [text for _, _, text in places] == ["&lt;", "\u65e5", "&gt;"]
    assert [bool("font-family" in look) for _, look, _ in places] == [False, True, False]
    right = 4800 - width_of(">", "hand", 320)
    assert abs(int(places[2][0]) - right) <= 2


def test_a_vast_board_is_made_smaller_until_it_can_be_drawn() -> None:
    """[DRAW-4]"""
    text = svg(board(element("line", [0, 0, 2**30, 160])), area=Box(0, 0, 2**30, 16_000))
    assert opened(png(text)).size == (16_384, 1)


def test_what_is_no_svg_is_refused() -> None:
    with pytest.raises(Unavailable):
        png("<p>no</p>")
