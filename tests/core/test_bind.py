"""Where the ends of connectors are that hold on to elements."""

import json
from typing import Any

import pytest
from tests.support.binds import COUNT, FILE, board_of, lines, shown

from inkroom.bind import GAP, Holders, following, holds, routed
from inkroom.render.svg import svg

RECT = {"kind": "rect", "id": "t1", "geom": [0, 0, 1600, 800, 0]}
MIDDLE = [500, 500]


def arrow(**more: Any) -> dict[str, Any]:
    return {"kind": "arrow", "id": "a", "geom": [4800, 400, 5000, 400]} | more


def to(id: str = "t1", anchor: list[int] = MIDDLE) -> dict[str, Any]:
    return {"id": id, "anchor": anchor}


def test_the_vectors_are_those_of_the_generator() -> None:
    """[BIND-1] `webclient/src/core/bind.test.ts` reads the same file."""
    text = FILE.read_text(encoding="utf-8")
    assert text == lines(), "run python -m tests.support.binds"
    moved = [
        case
        for case in map(json.loads, text.splitlines())
        if case["geom"] != case["puts"][2]["geom"]
    ]
    assert len(moved) > COUNT // 2


@pytest.mark.parametrize(
    ("case", "geom"),
    [
        ([RECT, arrow(to=to())], [4800, 400, 1600 + GAP, 400]),
        ([RECT, arrow(to=to(anchor=[500, 0]))], [4800, 400, 1664, 86]),
        ([RECT, arrow(**{"from": to()})], [1600 + GAP, 400, 5000, 400]),
        ([RECT, arrow(geom=[800, 100, 5000, 400], to=to())], [800, 100, 800, 400]),
        ([RECT | {"kind": "ellipse"}, arrow(to=to())], [4800, 400, 1600 + GAP, 400]),
        ([RECT | {"geom": [0, 0, 1600, 800, 9000]}, arrow(to=to())], [4800, 400, 1200 + GAP, 400]),
        ([arrow(to=to("gone"))], [4800, 400, 5000, 400]),
    ],
    ids=["middle", "anchor", "from", "begins inside", "ellipse", "turned", "nothing there"],
)
def test_an_end_lies_before_the_outline_of_what_it_holds(
    case: list[dict[str, Any]], geom: list[int]
) -> None:
    """[BIND-1] [BIND-2]"""
    assert shown({"puts": case}) == pytest.approx(geom, abs=1)


def test_two_elements_are_joined_from_middle_to_middle() -> None:
    """[BIND-2] And follow when one moves; their own points do not matter."""
    other = {"kind": "rect", "id": "t2", "geom": [3200, 0, 1600, 800, 0]}
    both = {"from": to("t1"), "to": to("t2"), "geom": [9, 9, 8, 8]}
    board = board_of([RECT, other, arrow(**both)])
    element, moved = board.get("a"), board.get("t2")
    assert element is not None
    assert moved is not None
    assert routed(board, element).get("geom") == [1600 + GAP, 400, 3200 - GAP, 400]
    then = following(board, [moved.written("geom", [3200, 4000, 1600, 800, 0], moved.put)], ["a"])
    assert [one.id for one in then] == ["t2", "a"]
    geom = then[1].get("geom")
    assert geom[1] > 800
    assert geom[3] < 4000


def test_an_elbow_leaves_level_or_upright() -> None:
    """[BIND-3]"""
    below = {"kind": "rect", "id": "t2", "geom": [400, 4000, 1600, 800, 0]}
    both = {"from": to("t1"), "to": to("t2"), "curve": 2}
    assert shown({"puts": [RECT, below, arrow(**both)]}) == [800, 800 + GAP, 1200, 4000 - GAP]
    beside = {"kind": "rect", "id": "t2", "geom": [4000, 400, 1600, 800, 0]}
    assert shown({"puts": [RECT, beside, arrow(**both)]}) == [1600 + GAP, 400, 4000 - GAP, 800]


def test_a_deleted_element_still_holds() -> None:
    """[BIND-4]"""
    board = board_of([RECT, arrow(to=to())])
    held = board.get("t1")
    assert held is not None
    board.write(held.written("deleted", True, held.put))
    element = board.get("a")
    assert element is not None
    assert routed(board, element).get("geom")[2] == 1600 + GAP


def test_pictures_show_the_end_where_the_element_is() -> None:
    """[BIND-1] [DRAW-1]"""
    board = board_of([RECT, arrow(to=to())])
    assert f'"M4800 400l{1600 + GAP - 4800} 0"' in svg(board)


def test_who_holds_on_to_what_is_known_as_it_changes() -> None:
    """[BIND-1]"""
    board = board_of([RECT, arrow(to=to(), **{"from": to("t2")})])
    element = board.get("a")
    assert element is not None
    holders = Holders()
    holders.follow("a", element)
    assert holds(element) == ["t2", "t1"]
    assert holders.of(["t1", "t2", "t3"]) == ["a"]
    holders.follow("a", element.written("to", None, element.put))
    assert (holders.of(["t1"]), holders.of(["t2"])) == ([], ["a"])
    holders.follow("a", None)
    assert holders.of(["t2"]) == []
