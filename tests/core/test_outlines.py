"""The outlines of many strokes at once are those of each alone, to the bit."""

import json
from random import Random
from typing import Any

import msgspec
import pytest
from tests.core.test_svg import board
from tests.support import pictures

from inkroom.board import Element, element_of
from inkroom.drawing import drawing
from inkroom.extent import stroke_trace
from inkroom.ink import encode_points, outline
from inkroom.look import look_of
from inkroom.path import C, L, M, path_text, steps
from inkroom.render.inked import BATCH, Inked, inked_of, parted
from inkroom.render.outlines import operators, path_texts
from inkroom.render.svg import Writer, svg

SIZES = (1, 8, 64, 256, 257, 4_000)


def stroke(n: int, points: list[int], **registers: Any) -> Element:
    """A stroke where its points are."""
    stride = 3 if registers.get("pressure") is False else 4
    xs, ys = [0], [0]
    for at in range(0, len(points), stride):
        xs.append(xs[-1] + points[at])
        ys.append(ys[-1] + points[at + 1])
    left, top = min(xs[1:]), min(ys[1:])
    geom = [left, top, max(xs[1:]) - left, max(ys[1:]) - top, 0]
    row = {"id": f"s{n}", "kind": "stroke", "put": "", "points": points, "geom": geom}
    return element_of(row | registers)


def scribble(chance: Random, n: int) -> Element:
    """Straight or wild, of one point or many, near to each other or not, moved or turned, of pen or marker."""
    reach, pressed = chance.choice((2, 10, 100, 300)), chance.random() < 0.5
    points = [chance.randrange(50_000), chance.randrange(50_000)]
    points += [chance.randrange(256), 0] if pressed else [0]
    for _ in range(chance.choice((0, 1, 2, 30))):
        points += [chance.randint(-reach, reach), chance.randint(-reach, reach)]
        points += [chance.randrange(256), 8] if pressed else [8]
    brush = chance.choice(("pen", "highlighter"))
    made = stroke(n, points, width=chance.choice(SIZES), brush=brush, pressure=pressed)
    if chance.random() < 0.2:
        made.values["geom"] = [*(chance.randrange(3_000) for _ in range(4)), 4_500]
    return made


def inked(elements: list[Element]) -> list[Inked]:
    return [Inked(one, look_of(one)) for one in elements]


def path_of(element: Element) -> list[int]:
    return outline(stroke_trace(element), look_of(element).width)


@pytest.mark.parametrize("seed", range(4))
def test_each_of_many_is_what_it_is_alone(seed: int) -> None:
    """[INK-1, INK-2, INK-3, INK-4] As SVG, which TypeScript writes too, and as operators of a PDF."""
    chance = Random(seed)
    many = [scribble(chance, n) for n in range(60)]
    assert list(path_texts(inked(many))) == [path_text(path_of(one)) for one in many]
    names = {M: "m", L: "l", C: "c"}
    for one, text in zip(many, operators(inked(many)), strict=True):
        words = [
            " ".join(map(str, [*numbers, names.get(op, "h")]))
            for op, *numbers in steps(path_of(one))
        ]
        assert text == " ".join(words) + " "


def test_the_outlines_of_the_vectors_are_equal_when_they_are_made_together() -> None:
    """[INK-1] The hashes that both languages are held to."""
    cases = json.loads((pictures.VECTORS / "ink.json").read_text(encoding="utf-8"))["outline"]
    strokes = [
        stroke(n, encode_points(samples_of(trace), True), width=size)
        for n, (trace, size, _) in enumerate(cases)
    ]
    made = [pictures.sha(text) for text in path_texts(inked(strokes))]
    assert made == [expected for *_, expected in cases]


def samples_of(trace: list[int]) -> list[int]:
    return [n for at in range(0, len(trace), 3) for n in (*trace[at : at + 3], 0)]


def test_a_picture_of_many_strokes_is_the_pictures_of_each_in_their_order() -> None:
    """[DRAW-1, Z-1] Points as JSON or read; strokes with fills and dashes among them, and a shape."""
    chance = Random(7)
    many = [scribble(chance, n) for n in range(40)]
    looks: list[dict[str, Any]] = [
        {"fill": "#DD2222"},
        {"dash": "dotted"},
        {"ink": "none"},
        {"width": 0},
    ]
    for n, look in enumerate(looks):
        many[9 * n].values |= look
    many[5].fixed["points"] = msgspec.Raw(msgspec.json.encode(many[5].fixed["points"]))
    many[6].values["opacity"] = 40
    shape = element_of({"id": "r", "kind": "rect", "put": "", "geom": [0, 0, 99, 99, 0], "z": "a1"})
    made = svg(board(*many, shape))
    writer = Writer(False, {})
    order = sorted(
        [*many, shape], key=lambda e: (e.fixed.get("brush") != "highlighter", e.get("z"), e.id)
    )
    assert "".join(writer.drawing(drawing(one)) for one in order) in made


def test_few_strokes_are_not_made_together() -> None:
    """[INK-1] What numpy costs to load is no gain for them."""
    few = [stroke(n, [n, 0, 9, 0]) for n in range(3)]
    assert [inked_of(part) for part in parted(few)] == [[]]
    many = [stroke(n, [n, 0, 9, 0]) for n in range(BATCH + 20)]
    assert [len(inked_of(part)) for part in parted(many)] == [BATCH, 20]
