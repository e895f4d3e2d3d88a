"""Kinds, registers and values: what an op may name."""

import json
from typing import Any

import pytest

from inkroom.elements import DEFAULTS, FIXED, KINDS, VALUES, default, fits
from inkroom.errors import BadOp
from inkroom.messages import encode, read_op

COMMON = (
    "page layer z ink fill fill_style width dash sketch round opacity group frame locked link"
    " deleted geom"
)


def rect(**fields: Any) -> dict[str, Any]:
    return {"kind": "rect", "id": "e1", "geom": [0, 0, 1, 1, 0], **fields}


def put(**fields: Any) -> dict[str, Any]:
    return {"cseq": 1, "put": [rect(**fields)]}


def test_a_kind_has_the_common_registers_and_its_own() -> None:
    """[EL-3, EL-4]"""
    own = {
        "stroke": "",
        "line": "heads from to curve",
        "arrow": "heads from to curve",
        "rect": "text font size align form",
        "ellipse": "text font size align form",
        "diamond": "text font size align form",
        "shape": "text font size align form",
        "text": "text font size align",
        "note": "text font size align",
        "image": "crop",
        "frame": "title",
    }
    expected = {kind: {*COMMON.split(), *more.split()} for kind, more in own.items()}
    expected["board"] = {"title", "background", "grid", "pages", "layers", "tags"}
    assert expected == KINDS
    assert FIXED == ("points", "pressure", "brush", "of", "asset", "extra")


def test_every_register_has_a_default_and_a_type() -> None:
    """[EL-7]"""
    registers = {register for kind in KINDS.values() for register in kind}
    assert registers == {*DEFAULTS, "align"} == set(VALUES)
    assert [default(kind, "align") for kind in ("text", "note", "rect")] == [
        "left",
        "centre",
        "centre",
    ]
    assert [default(kind, "form") for kind in ("rect", "diamond", "shape")] == [
        "rect",
        "diamond",
        "triangle",
    ]
    assert (default("arrow", "geom"), default("rect", "geom")) == ([0] * 4, [0] * 5)
    assert (default("rect", "ink"), default("rect", "width"), default("rect", "link")) == (
        "#1D2432",
        32,
        "",
    )


def test_every_default_is_a_value_that_its_register_takes() -> None:
    """[EL-7]"""
    for register, value in DEFAULTS.items():
        read_op(encode({"cseq": 1, "set": [{"id": "e1", register: value}]}))


@pytest.mark.parametrize(
    ("kind", "geom", "good"),
    [
        ("rect", [0, 0, 1, 1, 0], True),
        ("rect", [0, 0, 1, 1], False),
        ("rect", [0] * 6, False),
        ("stroke", [0] * 5, True),
        ("line", [0, 0, 1, 1], True),
        ("line", [0, 0, 1, 1, 0], False),
        ("arrow", [0] * 6, True),
        ("arrow", [0, 0], False),
        ("rect", None, False),
        ("line", 5, False),
        ("board", [0] * 5, False),
    ],
)
def test_a_geom_has_the_form_of_its_kind(kind: str, geom: Any, good: bool) -> None:
    """[EL-5]"""
    assert fits(kind, "geom", geom) is good


@pytest.mark.parametrize(
    "number", ["1.5", "1.0", "1e3", "NaN", "Infinity", "1e400", "2147483649", '"1"', "true", "null"]
)
def test_a_length_is_an_integer_within_bounds(number: str) -> None:
    """[EL-1]"""
    raw = json.dumps({"cseq": 1, "set": [{"id": "e1", "geom": [0, 0, 0, 0, "?"]}]})
    with pytest.raises(BadOp):
        read_op(raw.replace('"?"', number))


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "//host", "ftp://h", "h ttp:"],
)
def test_a_link_that_is_not_http_or_mailto_is_invalid(link: str) -> None:
    """[EL-8]"""
    with pytest.raises(BadOp):
        read_op(encode(put(link=link)))
    for good in ("", "http://a", "https://a/?b#c", "mailto:a@b"):
        read_op(encode(put(link=good)))


@pytest.mark.parametrize(
    "fields",
    [
        {"id": "e1\n"},
        {"id": ""},
        {"id": "a" * 65},
        {"id": "ü"},
        {"id": "board"},
        {"ink": "#12345"},
        {"ink": "#1D2432\n"},
        {"z": "a0\n"},
        {"z": "0"},
        {"unknown": 1},
        {"crop": None},
        {"text": "a\0b"},
        {"text": "a" * 10_001},
        {"width": -1},
        {"opacity": 101},
        {"deleted": True},
        {"group": ["g"] * 17},
        {"geom": [0, 0, 0]},
    ],
)
def test_a_value_that_a_register_cannot_have_makes_the_op_invalid(fields: dict[str, Any]) -> None:
    """[MSG-2, MSG-5, LIM-4]"""
    with pytest.raises(BadOp) as why:
        read_op(encode(put(**fields)))
    assert why.value.code == "invalid_op"


def stroke(points: list[Any], **fields: Any) -> bytes:
    whole = {"kind": "stroke", "id": "s1", "geom": [0] * 5, "points": points, **fields}
    return encode({"cseq": 1, "put": [whole]})


def test_points_come_in_fours_or_without_pressure_in_threes() -> None:
    """[EL-6]"""
    read_op(stroke([0, 0, 255, 0, -5, 5, 0, 8]))
    read_op(stroke([0, 0, 0, -5, 5, 8], pressure=False))
    read_op(stroke([0, 0, 0, 0] * 10_000))


@pytest.mark.parametrize(
    ("points", "pressure"),
    [
        ([], True),
        ([0, 0, 0], True),
        ([0, 0, 0, 0], False),
        ([0, 0, 256, 0], True),
        ([0, 0, -1, 0], True),
        ([0, 0, 0, -1], True),
        ([0, 0, -1], False),
        ([0, 0, 0.5, 0], True),
        ([0, 0, None, 0], True),
        ([2**31 + 1, 0, 0, 0], True),
        ([0, 0, 0, 0] * 10_001, True),
    ],
)
def test_points_of_another_form_make_the_op_invalid(points: list[Any], pressure: bool) -> None:
    """[EL-6, LIM-4]"""
    with pytest.raises(BadOp):
        read_op(stroke(points, pressure=pressure))


def test_points_are_stored_as_compact_json() -> None:
    """[LOG-2]"""
    raw = stroke([0, 0, 0, 0]).replace(b"[0,0,0,0]", b"[ 0, 0,\n0 ,0 ]")
    assert b'"points":[0,0,0,0]' in encode(read_op(raw))
