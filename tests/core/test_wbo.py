"""Boards of WBO."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkroom.errors import BadFile
from inkroom.formats.svg import read as read_svg
from inkroom.formats.wbo import read
from inkroom.messages import encode, read_op

BOARD: dict[str, Any] = {
    "__wbo_meta__": {"readonly": False},
    "l2": {"tool": "Pencil", "type": "line", "color": "#ff4136", "size": 4, "opacity": 0.5, "time": 2,
           "_children": [{"x": 10, "y": 20}, {"x": 30, "y": 20}]},
    "s1": {"tool": "Straight line", "type": "straight", "color": "#000", "size": 2, "time": 1,
           "x": 0, "y": 0, "x2": 10, "y2": 5},
    "r": {"tool": "Rectangle", "type": "rect", "color": "#123456", "size": 3, "time": 3,
          "x": 10, "y": 10, "x2": 0, "y2": 0},
    "t": {"tool": "Text", "type": "new", "color": "#123456", "size": 20, "time": 4, "x": 5, "y": 50, "txt": "Hi"},
    "o": {"tool": "Document", "type": "doc", "time": 5},
}  # fmt: skip


def test_a_board_comes_in_in_the_order_of_its_times() -> None:
    """[FILE-13]"""
    imported = read(json.dumps(BOARD).encode())
    assert [put["kind"] for put in imported.puts] == ["line", "stroke", "rect", "text"]
    line, stroke, rect, text = imported.puts
    assert line["geom"] == [0, 0, 160, 80]
    assert (stroke["geom"], stroke["width"], stroke["opacity"]) == ([160, 320, 320, 0, 0], 64, 50)
    assert rect["geom"] == [0, 0, 160, 160, 0]
    assert text["text"] == "Hi"
    assert imported.left == ["Document o"]


def test_a_newer_board_is_an_svg_whose_pencil_is_ink() -> None:
    """[FILE-13, FILE-12]"""
    steps = " ".join(f"l {n % 3} 2" for n in range(20))
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" data-wbo-format="whitebophir-svg-v2"><g id="drawingArea">'
        f'<path id="a" fill="none" stroke="#ff4136" stroke-width="4" opacity="0.5" d="M 1 2 {steps}"/></g></svg>'
    )
    (stroke,) = read_svg(svg.encode()).puts
    assert (stroke["kind"], stroke["width"], stroke["opacity"]) == ("stroke", 64, 50)
    assert stroke["geom"][:2] == [16, 32]


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"a": 1}', b"[" * 100_000])
def test_other_files_are_refused(data: bytes) -> None:
    """[FILE-13]"""
    with pytest.raises(BadFile):
        read(data)


VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
ROWS = st.fixed_dictionaries(
    {"type": st.sampled_from(["line", "straight", "rect", "ellipse", "new"]) | VALUES},
    optional=dict.fromkeys(
        ("x", "y", "x2", "y2", "size", "color", "opacity", "time", "txt"), VALUES
    )
    | {"_children": st.lists(st.dictionaries(st.sampled_from("xy"), VALUES), max_size=4) | VALUES},
)


@given(st.dictionaries(st.text(max_size=5), ROWS, min_size=1, max_size=4))
def test_whatever_a_board_holds_the_ops_are_sound(board: dict[str, Any]) -> None:
    """[FILE-13]"""
    try:
        imported = read(json.dumps(board).encode("utf-8", "replace"))
    except BadFile:
        return
    for at, part in enumerate(imported.parts(), 1):
        read_op(encode({"cseq": at, **part}))
