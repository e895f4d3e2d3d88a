"""Boards as SVG text."""

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from tests.core.test_drawing import element, stroke
from tests.support import pictures

from inkroom.board import Board, element_of
from inkroom.geometry import Box
from inkroom.path import path_text
from inkroom.render.svg import svg

SVG = "{http://www.w3.org/2000/svg}"


def board(*elements: Any, **registers: Any) -> Board:
    """A board with these elements, and registers of its own."""
    made = Board()
    root = element_of({"id": "board", "kind": "board", "put": "", **registers, "writers": {}})
    made.write(root)
    for at, one in enumerate(elements):
        one.id = f"e{at}"
        made.write(one)
    return made


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)


def test_every_element_of_the_vectors_is_sound_xml_without_scripts() -> None:
    """[DRAW-1, DRAW-4] Names only of what SVG viewers and resvg know."""
    rows = [element_of(dict(row)) for row in pictures.elements()]
    made = Board()
    for row in rows:
        made.write(row)
    names = {node.tag.removeprefix(SVG) for node in parsed(svg(made, page="1")).iter()}
    assert names <= {"svg", "title", "rect", "path", "g", "text", "image"}


def test_the_size_is_in_px_and_the_numbers_in_board_units() -> None:
    """[DRAW-1]"""
    root = parsed(svg(board(element("rect", [0, 0, 1600, 800, 0])), area=Box(0, 0, 1600, 808)))
    assert root.get("viewBox") == "0 0 1600 808"
    assert (root.get("width"), root.get("height")) == ("100", "50.5")


def test_a_dark_picture_has_the_dark_pairs() -> None:
    """[DRAW-2] Light unless asked."""
    one = board(element("rect", [0, 0, 1600, 800, 0], ink="#3150DE"))
    assert "#3150DE" in svg(one)
    assert "#7694FD" in svg(one, dark=True)
    assert 'fill="#17191D"' in svg(one, dark=True)


def test_a_transparent_picture_has_no_ground() -> None:
    """[DRAW-2]"""
    one = board(element("line", [0, 0, 10, 10]), background="#FF00FF")
    assert "#FF00FF" in svg(one)
    assert "<rect" not in svg(one, transparent=True)


def test_a_highlighter_lies_under_all_else_and_multiplies() -> None:
    """[Z-1]"""
    text = svg(
        board(
            element("rect", [0, 0, 160, 80, 0], z="a0", ink="#AE1E0E"),
            stroke([0, 0, 9, 0], [0, 0, 0, 0, 0], z="a5", brush="highlighter", ink="#FFE95C"),
        )
    )
    assert "mix-blend-mode:multiply" in text
    assert text.index("#FFE95C") < text.index("#AE1E0E")


def test_only_what_is_on_the_page_in_the_area_and_named_is_shown() -> None:
    """[EL-7] A page, an area, some elements; hidden layers stay hidden."""
    one = board(
        element("line", [0, 0, 10, 10], ink="#111111"),
        element("line", [9000, 0, 9010, 10], ink="#222222"),
        element("line", [0, 0, 10, 10], ink="#333333", page="2"),
        element("line", [0, 0, 10, 10], ink="#444444", layer="l2"),
        pages=[{"id": "1"}, {"id": "2"}],
        layers=[{"id": "1"}, {"id": "l2", "name": "", "hidden": True, "locked": False}],
    )

    def seen(**how: Any) -> set[str]:
        return set(re.findall("#(.)\\1{5}", svg(one, transparent=True, **how)))

    assert seen() == {"1", "2"}
    assert seen(page="2") == {"3"}
    assert seen(area=Box(0, 0, 500, 500)) == {"1"}
    assert seen(ids=["e1", "e3"]) == {"2", "4"}


def test_words_that_xml_cannot_hold_are_left_out_and_the_rest_is_escaped() -> None:
    """[DRAW-4]"""
    one = board(element("text", [0, 0, 9000, 400, 0], text="<b> & \x0b\ud7ff'\""))
    words = parsed(svg(one)).find(f".//{SVG}text")
    assert words is not None
    assert words.text == "<b> & \ud7ff'\""


def test_fonts_are_named_and_embedded_only_when_asked() -> None:
    """[TEXT-1]"""
    one = board(element("text", [0, 0, 9000, 400, 0], text="Hi", font="mono"))
    assert "@font-face" not in svg(one)
    assert 'font-family="JetBrains Mono, monospace"' in svg(one)
    assert svg(one, fonts=True).count("@font-face") == 1


@pytest.mark.parametrize("known", [True, False])
def test_a_picture_is_carried_in_the_file(known: bool) -> None:
    """[EL-5] Cropped and mirrored; a grey box where its bytes are missing."""
    sha = "ab" * 32
    asset = {"sha": sha, "type": "image/png", "width": 64, "height": 48}
    image = element("image", [0, 0, -640, 480, 0], asset=asset, crop=[1, 2, 30, 20])
    text = svg(board(image), assets={sha: b"PNG"} if known else {})
    assert ("data:image/png;base64,UE5H" in text) == known
    assert ('viewBox="1 2 30 20"' in text) == known
    assert ("scale(-1 1)" in text) == known
    parsed(text)


def test_path_data_names_a_command_once_and_every_beginning() -> None:
    """[DRAW-1] A number after a beginning would be a line."""
    assert path_text([0, 1, 2, 0, 3, -4, 1, 5, 5, 1, 4, 4, 3, 0, 0, 0]) == "M1 2M3-4l2 9-1-1zM0 0"


def test_an_empty_board_is_an_empty_picture() -> None:
    """[DRAW-4]"""
    assert parsed(svg(Board())).get("width") == "320"


def test_a_stroke_of_forty_points_is_short() -> None:
    """[DRAW-1] Steps from point to point: under 1,000 bytes where absolute numbers take 1,400."""
    points = [0, 0, 128, 0] + [n for at in range(39) for n in (60, at % 7 * 8 - 24, 128, 8)]
    one = board(stroke(points, [0, -100, 2340, 200, 0], width=64))
    assert len(svg(one, transparent=True)) < 1_250
