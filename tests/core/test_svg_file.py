"""SVG drawings on their way in."""

from base64 import b64encode
from io import BytesIO
from typing import Any

import pytest
import resvg_py
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops
from tests.core.test_single import DRAWING, packed
from tests.support.drawings import board_of

from inkroom.errors import BadFile
from inkroom.formats.svg import read
from inkroom.formats.svg.way import parts
from inkroom.geometry import Box
from inkroom.messages import encode, read_op
from inkroom.render.png import png
from inkroom.render.svg import svg

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '


def drawing(inside: str, head: str = 'width="300" height="200"') -> bytes:
    return f"{HEAD}{head}>{inside}</svg>".encode()


def one(inside: str) -> dict[str, Any]:
    (put,) = read(drawing(inside)).puts
    return put


def test_it_looks_as_it_does_elsewhere() -> None:
    """[FILE-12] Shapes, curves, arcs, turns and skews beside resvg's picture: at most 1 % of the pixels differ."""
    text = drawing(
        '<g transform="translate(40 30) rotate(10)"><rect width="100" height="60" rx="8" fill="#fd8" stroke="#333" '
        'stroke-width="3"/></g><path d="M150 20c40 0 40 60 80 60s40-60 60-20" fill="none" stroke="blue" '
        'stroke-width="4" stroke-linecap="round"/><path d="M150 120a30 30 0 1160 0A30 30 0 01 150 120z" '
        'style="fill:rgb(200,40,40);'
        'opacity:.5"/><g transform="skewX(20)" stroke-linejoin="round"><rect x="120" y="130" width="60" height="40" '
        'fill="teal"/><circle cx="40" cy="150" r="25" fill="#eee" stroke="green"/></g>'
        '<polygon points="220,120 240,160 260,120" fill="purple"/>'
        '<path d="M20 120q20 -40 40 0t40 0" fill="none" stroke="#a00"/>'
    )
    theirs = Image.open(
        BytesIO(resvg_py.svg_to_bytes(svg_string=text.decode(), background="white"))
    )
    made = svg(board_of(read(text)), transparent=True, area=Box(0, 0, 4800, 3200))
    ours = Image.open(BytesIO(png(made)))
    white = Image.new("RGBA", ours.size, "white")
    white.alpha_composite(ours.convert("RGBA"))
    difference = ImageChops.difference(white.convert("RGB"), theirs.convert("RGB")).convert("L")
    counts = difference.histogram()
    assert sum(counts[65:]) / sum(counts) < 0.01


def test_a_turned_box_stays_a_box() -> None:
    """[FILE-12]"""
    put = one(
        '<rect x="-10" y="-5" width="20" height="10" transform="translate(50 50) rotate(90)"/>'
    )
    assert (put["kind"], put["geom"]) == ("rect", [640, 720, 320, 160, 9000])


def test_a_view_box_is_a_scale() -> None:
    """[FILE-12]"""
    text = drawing('<circle r="5" cx="5" cy="5"/>', 'width="20" height="20" viewBox="0 0 10 10"')
    assert read(text).puts[0]["geom"] == [0, 0, 320, 320, 0]


def test_a_filled_path_is_a_closed_line_and_a_drawn_one_is_ink() -> None:
    """[FILE-12]"""
    assert one('<path d="M0 0h10v10z"/>')["geom"] == [0, 0, 160, 0, 160, 160, 0, 0]
    assert one('<path d="M0 0C9 0 9 9 9 9" fill="none" stroke="red"/>')["kind"] == "stroke"
    assert one('<path d="M0 0L9 9" fill="none" stroke="red"/>')["kind"] == "line"


def test_writing_keeps_its_lines_letters_and_place() -> None:
    """[FILE-12]"""
    put = one(
        '<text x="100" y="50" text-anchor="end" font-size="20" font-family="Courier">a'
        '<tspan x="100" dy="20">b c</tspan></text>'
    )
    assert (put["text"], put["font"], put.get("size", 320)) == ("a\nb c", "mono", 320)
    left, top, width, height, _ = put["geom"]
    assert left + width == 1600
    assert top < 800 < top + height


def test_a_group_is_a_group_and_a_link_a_link() -> None:
    """[FILE-12, EL-8] One that leads anywhere else is left out."""
    text = drawing(
        '<g><a href="https://example.org"><rect width="9" height="9"/></a>'
        '<a xlink:href="javascript:x"><rect width="9" height="9"/></a></g>'
    )
    first, second = read(text).puts
    assert first["group"] == second["group"]
    assert first["link"] == "https://example.org"
    assert "link" not in second


def test_nothing_is_run_and_nothing_is_fetched() -> None:
    """[FILE-12]"""
    imported = read(
        drawing(
            '<script>alert(1)</script><foreignObject/><image href="https://example.org/a.png" width="9" height="9"/>'
            '<use href="#x"/><rect width="9" height="9" onload="alert(1)"/><style>rect{}</style>'
        )
    )
    assert [put["kind"] for put in imported.puts] == ["rect"]
    assert imported.left == ["1 <foreignObject>", "1 <image>", "1 <use>"]


def test_the_drawing_of_excalidraw_comes_out_of_its_picture() -> None:
    """[FILE-9, FILE-12]"""
    comment = (
        "<!-- payload-type:application/vnd.excalidraw+json --><!-- payload-start -->"
        f"{b64encode(packed(DRAWING)).decode()}<!-- payload-end -->"
    )
    assert [put["id"] for put in read(drawing(comment + "<g/>")).puts] == ["kept"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "bad_file"),
        (b"<svg>", "bad_file"),
        (b"<html/>", "bad_file"),
        (drawing(""), "bad_file"),
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>", "bad_file"),
        (b'<!DOCTYPE svg SYSTEM "file:///etc/passwd"><svg/>', "bad_file"),
        (drawing("<g>" * 70 + "</g>" * 70), "limit_exceeded"),
        (b" " * (5 * 2**20 + 1), "too_big"),
    ],
)
def test_a_bad_file_is_refused(data: bytes, code: str) -> None:
    """[FILE-12]"""
    with pytest.raises(BadFile) as caught:
        read(data)
    assert caught.value.code == code


@given(st.text("MmLlHhVvCcSsQqTtAaZz0123456789.,- e", max_size=80))
def test_any_path_data_is_walked_to_where_it_makes_no_sense(data: str) -> None:
    """[FILE-12]"""
    for part in parts(data):
        assert len(part.flat) >= 4
        assert len(part.flat) % 2 == 0


@given(
    st.sampled_from(["rect", "circle", "path", "text", "polyline", "line", "image"]),
    st.dictionaries(
        st.sampled_from(
            [
                "x",
                "y",
                "width",
                "height",
                "r",
                "d",
                "points",
                "transform",
                "fill",
                "stroke",
                "style",
                "href",
                "x1",
            ]
        ),
        st.text("0123456789eE.-+,#()abcMLZrotatescale%;: ", max_size=20),
    ),
)
def test_whatever_a_shape_says_the_ops_are_sound(name: str, said: dict[str, str]) -> None:
    """[FILE-12]"""
    attributes = " ".join(f'{key}="{value}"' for key, value in said.items())
    try:
        imported = read(drawing(f"<{name} {attributes}>x</{name}>"))
    except BadFile:
        return
    for at, part in enumerate(imported.parts(), 1):
        read_op(encode({"cseq": at, **part}))
