"""Boards to paint: one element of every kind, and boards of many strokes."""

import random
from typing import Any

import msgspec

from inkroom.board import Board, Element
from inkroom.ink import encode_points, natural_box
from inkroom.order import many
from inkroom_desktop.tools.draft import element_of_put

KINDS: list[dict[str, Any]] = [
    {
        "kind": "stroke",
        "points": [0, 0, 255, 0, 1600, 800, 255, 8],
        "geom": [0, 0, 1600, 800, 0],
        "width": 96,
    },
    {
        "kind": "stroke",
        "brush": "highlighter",
        "pressure": False,
        "points": [0, 400, 0, 1600, 0, 8],
        "geom": [0, 400, 1600, 0, 0],
        "ink": "#FFE95C",
        "width": 384,
    },
    {"kind": "line", "geom": [0, 0, 1600, 800], "dash": "dashed"},
    {
        "kind": "arrow",
        "geom": [0, 0, 800, 800, 1600, 0],
        "heads": ["dot", "arrow"],
        "curve": 1,
        "sketch": 1,
    },
    {
        "kind": "rect",
        "geom": [0, 0, 1600, 800, 1500],
        "fill": "#3150DE",
        "fill_style": "hachure",
        "text": "Rain",
    },
    {
        "kind": "ellipse",
        "geom": [0, 0, 1600, 800, 0],
        "fill": "#AE1E0E",
        "sketch": 2,
        "opacity": 60,
    },
    {"kind": "diamond", "geom": [0, 0, 1600, 800, 0], "fill": "#178A3F", "fill_style": "tint"},
    {"kind": "text", "geom": [0, 0, 1600, 422, 0], "text": "Greenhouse", "size": 320},
    {
        "kind": "note",
        "geom": [0, 0, 1600, 1600, 300],
        "text": "Who brings the pump?",
        "fill": "#FFE56E",
    },
    {
        "kind": "image",
        "asset": {"sha": "0" * 64, "type": "image/png", "width": 8, "height": 8},
        "geom": [0, 0, 800, 800, 0],
    },
    {"kind": "frame", "geom": [0, 0, 1600, 800, 0], "title": "Watering loop"},
]
"""A put of every kind, without its id."""


def element(**put: Any) -> Element:
    return element_of_put({"id": "e1"} | put)


def board_of(elements: list[Element]) -> Board:
    board = Board()
    for one in elements:
        board.write(one)
    return board


def strokes(count: int, *, seed: int = 1) -> list[Element]:
    """Short strokes of 40 points, one for each 60 x 60 px."""
    dice = random.Random(seed)
    side = int((count * 3600) ** 0.5) * 16
    made = []
    for n, z in enumerate(many(None, None, count)):
        x, y = dice.random() * side, dice.random() * side
        samples: list[int] = []
        for k in range(40):
            x += dice.uniform(20, 60)
            y += dice.uniform(-30, 30)
            samples += (int(x), int(y), 120 + 3 * (k % 20), 8 * k)
        box = natural_box([v for at, v in enumerate(samples) if at % 4 != 3])
        values = {
            "geom": [box.left, box.top, box.width, box.height, 0],
            "z": z,
            "width": 64,
            "ink": dice.choice(["#1D2432", "#3150DE", "#AE1E0E", "#178A3F"]),
            "deleted": False,
        }
        points = msgspec.Raw(msgspec.json.encode(encode_points(samples, True)))
        made.append(Element(f"s{n}", "stroke", "c:1", {"points": points}, values))
    return made
