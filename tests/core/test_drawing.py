"""Elements as painting instructions, the same in both languages."""

from typing import Any

import pytest
from tests.support import pictures

from inkroom.bind import routed
from inkroom.board import Board, Element, element_of
from inkroom.drawing import Drawing, drawing
from inkroom.elements import KINDS
from inkroom.extent import painted_box, stroke_trace
from inkroom.form import FORMS, OUTLINED, PLAIN
from inkroom.geometry import Box, box_of
from inkroom.hit import hits
from inkroom.item import Fill, Picture, Stroke, Words
from inkroom.look import kind_of
from inkroom.path import Z, flattened


def element(kind: str, geom: list[int], **registers: Any) -> Element:
    """An element with these registers."""
    return element_of(
        {"id": "e1", "kind": kind, "put": "c:1", "geom": geom, **registers, "writers": {}}
    )


def stroke(points: list[int], geom: list[int], **registers: Any) -> Element:
    """A stroke with pressure."""
    return element("stroke", geom, points=points, **registers)


def lines_of(made: Drawing) -> list[Stroke]:
    return [item for item in made.items if isinstance(item, Stroke)]


def test_the_vectors_are_what_the_generator_makes() -> None:
    """[DRAW-1, DRAW-3, DRAW-4] 700 elements of all kinds and styles; TypeScript runs the same file."""
    found = (pictures.VECTORS / "drawing.json").read_text(encoding="utf-8")
    assert found == pictures.written("drawing")


def test_the_vectors_hold_every_kind() -> None:
    """[DRAW-1]"""
    assert {row["kind"] for row in pictures.elements()} == set(KINDS) - {"board"}


def test_the_painted_box_holds_every_line_that_is_painted() -> None:
    """[DRAW-1, DRAW-5]"""
    for row in pictures.elements():
        thing = element_of(dict(row))
        made = drawing(thing)
        assert painted_box(thing) == made.box
        for item in made.items:
            if made.turn is None and isinstance(item, Fill | Stroke):
                for part in flattened(item.path):
                    assert made.box.holds(box_of([round(n) for n in part])), row


@pytest.mark.parametrize("form", [*PLAIN, *FORMS])
@pytest.mark.parametrize("kind", OUTLINED)
def test_a_form_alone_says_what_is_drawn_hit_held_and_written_in(kind: str, form: str) -> None:
    """[FORM-2] Whichever kind it was put as."""
    look = {"text": "Water pump", "fill": "#AABBCC", "sketch": 1, "round": 64}
    own = form if form in PLAIN else "shape"
    made = element(kind, [0, 0, 1600, 960, 3000], form=form, **look)
    put = element(own, [0, 0, 1600, 960, 3000], form=form, **look)
    assert drawing(made) == drawing(put)
    assert kind_of(made) == own
    for at in range(0, 1600, 100):
        assert hits(made, at, at * 0.6, 16) == hits(put, at, at * 0.6, 16)
    arrow = element("arrow", [-1600, 480, 800, 480], to={"id": "e1", "anchor": [500, 500]})
    arrow.id = "a"
    ends = []
    for target in (made, put):
        board = Board()
        board.write(target)
        ends.append(routed(board, arrow).get("geom"))
    assert ends[0] == ends[1]


def test_a_stroke_is_scaled_from_its_natural_box_to_its_geom() -> None:
    """[EL-5, EL-6] Twice as wide, mirrored top to bottom."""
    points = [0, 0, 255, 0, 160, 80, 255, 8]
    drawn = stroke_trace(stroke(points, [100, 80, 320, -80, 0]))
    assert drawn == [100, 80, 255, 420, 0, 255]


def test_a_stroke_of_no_width_keeps_its_place_when_it_is_scaled() -> None:
    """[EL-6] A natural box without a width cannot be stretched."""
    assert stroke_trace(stroke([9, 0, 1, 0, 0, 80, 1, 8], [5, 0, 700, 80, 0])) == [
        5,
        0,
        1,
        5,
        80,
        1,
    ]


def test_a_highlighter_has_one_width_and_multiplies() -> None:
    """[Z-1] It lies under all else; its pressure does not show."""
    points = [0, 0, 0, 0, 160, 80, 90, 8]
    made = drawing(stroke(points, [0, 0, 160, 80, 0], brush="highlighter", width=384))
    constant = drawing(stroke([0, 0, 255, 0, 160, 80, 255, 8], [0, 0, 160, 80, 0], width=384))
    assert made.blend == "multiply"
    assert isinstance(made.items[0], Fill)
    assert made.items[0].tone == "highlighter"
    assert isinstance(constant.items[0], Fill)
    assert made.items[0].path == constant.items[0].path


def test_a_closed_line_is_filled_and_an_open_one_is_not() -> None:
    """[EL-7]"""
    closed = element("line", [0, 0, 100, 0, 100, 100, 0, 0], fill="#00FF00")
    opened = element("line", [0, 0, 100, 0, 100, 100, 0, 1], fill="#00FF00")
    assert isinstance(drawing(closed).items[0], Fill)
    assert not any(isinstance(item, Fill) for item in drawing(opened).items)


@pytest.mark.parametrize("style", ["solid", "tint", "hachure", "cross", "zigzag"])
def test_each_fill_style_stays_in_the_shape(style: str) -> None:
    """[DRAW-3, DRAW-6] A tint is the colour at 12 %; the others are lines."""
    made = drawing(
        element("rect", [0, 0, 1600, 800, 0], fill="#00FF00", fill_style=style, ink="none")
    )
    (item,) = made.items
    if isinstance(item, Fill):
        assert item.opacity == (12 if style == "tint" else 100)
    else:
        assert isinstance(item, Stroke)
        assert item.path
        assert Box(-60, -60, 1660, 860).holds(painted_box_of(item))


def painted_box_of(item: Stroke) -> Box:
    return box_of([round(n) for part in flattened(item.path) for n in part])


def test_a_sketch_is_drawn_twice_near_the_clean_line_and_by_the_id() -> None:
    """[DRAW-3] Level 1 keeps the corners; another id draws another line."""
    clean = lines_of(drawing(element("rect", [0, 0, 1600, 800, 0])))[0]
    first = element("rect", [0, 0, 1600, 800, 0], sketch=1)
    drawn = lines_of(drawing(first))[0]
    assert len(flattened(drawn.path)) == 2 * len(flattened(clean.path))
    assert drawn.path[1:3] == [0, 0]
    other = Element("e2", "rect", "c:1", {}, first.values)
    assert lines_of(drawing(other))[0].path != drawn.path
    assert lines_of(drawing(first))[0].path == drawn.path


def test_a_dashed_line_is_drawn_once_and_its_dashes_grow_with_its_width() -> None:
    """[DRAW-3] Two overlaid dashed lines would fill each other's gaps."""
    thin = lines_of(drawing(element("line", [0, 0, 3000, 0], dash="dashed", sketch=1)))[0]
    thick = lines_of(drawing(element("line", [0, 0, 3000, 0], dash="dashed", width=192)))[0]
    assert len(flattened(thin.path)) == 1
    assert 0 < thin.dash[0] < thick.dash[0]


def test_a_line_of_a_hundred_thousand_px_has_no_dashes() -> None:
    """[DRAW-4] One line cannot keep a painter busy."""
    made = drawing(element("line", [0, 0, 2**31, 0], dash="dotted"))
    assert lines_of(made)[0].dash == []


@pytest.mark.parametrize("name", ["arrow", "bar", "dot", "circle", "triangle", "triangle_outline",
                                  "diamond", "diamond_outline", "one", "many", "one_many"])  # fmt: skip
def test_each_head_is_drawn_at_the_end(name: str) -> None:
    """[DRAW-1] Filled heads are filled; the line ends where an open head begins."""
    made = drawing(element("arrow", [0, 0, 3200, 0], heads=["none", name]))
    line, *tips = lines_of(made)
    assert len(tips) == 1
    assert any(isinstance(item, Fill) for item in made.items) == (
        name in ("dot", "triangle", "diamond")
    )
    cut = name in ("circle", "triangle", "triangle_outline", "diamond", "diamond_outline")
    assert (line.path[-2] < 3200) == cut


def test_an_elbow_is_upright() -> None:
    """[EL-7] Curve 2 goes level and upright only, with rounded corners."""
    (line,) = lines_of(drawing(element("arrow", [0, 0, 1600, 3200], curve=2)))
    flat = flattened(line.path)[0]
    assert flat[:2] == [0, 0]
    assert flat[-2:] == [1600, 3200]
    assert line.path[3:6] == [1, 0, 1600 - 256]


def test_a_label_is_in_the_middle_of_its_shape() -> None:
    """[TEXT-2] Wrapped to the box less 12 px at each side; an ellipse and a diamond to the box inside."""
    made = drawing(element("rect", [0, 0, 1600, 1600, 0], text="aa bb cc", font="mono"))
    words = made.items[-1]
    assert isinstance(words, Words)
    assert [line[0] for line in words.lines] == ["aa bb", "cc"]
    assert {line[1] for line in words.lines} == {800}
    narrow = drawing(element("diamond", [0, 0, 1600, 1600, 0], text="aa bb cc", font="mono"))
    assert isinstance(narrow.items[-1], Words)
    assert [line[0] for line in narrow.items[-1].lines] == ["aa", "bb", "cc"]


@pytest.mark.parametrize(
    ("ink", "fill", "style", "words"),
    [
        ("#AE1E0E", "#ae1e0e", "solid", "#FFFFFF"),
        ("#AE1E0E", "#AE1E0E", "tint", "#AE1E0E"),
        ("#AE1E0E", "#178A3F", "solid", "#AE1E0E"),
        ("none", "#178A3F", "solid", "#1D2432"),
    ],
)
def test_words_can_be_seen_on_their_shape(ink: str, fill: str, style: str, words: str) -> None:
    """[DRAW-6] White on a fill of the same ink; without an ink they have the usual one."""
    box = element("rect", [0, 0, 1600, 800, 0], text="Hi", ink=ink, fill=fill, fill_style=style)
    assert drawing(box).items[-1].ink == words  # type: ignore[union-attr]  # words come last


def test_an_ellipse_gives_one_line_more_room_than_two() -> None:
    """[TEXT-2] As wide as it is at the height of the lines."""
    made = drawing(element("ellipse", [0, 0, 2400, 1200, 0], text="Wait 10 min"))
    assert isinstance(made.items[-1], Words)
    assert [line[0] for line in made.items[-1].lines] == ["Wait 10 min"]


def test_a_note_has_paper_of_its_own() -> None:
    """[DRAW-2] In the palette of notes; yellow where no fill is written."""
    paper, edge, words = drawing(element("note", [0, 0, 3000, 3000, 0], text="Hi")).items
    assert isinstance(paper, Fill)
    assert (paper.ink, paper.tone) == ("#FFE56E", "note")
    assert isinstance(edge, Stroke)
    assert isinstance(words, Words)


def test_a_frame_has_its_title_above_at_the_size_of_the_screen() -> None:
    """[DRAW-1]"""
    edge, title = drawing(element("frame", [0, 0, 3000, 3000, 0], title="Loop")).items
    assert isinstance(edge, Stroke)
    assert isinstance(title, Words)
    assert edge.fixed
    assert title.fixed
    assert title.lines[0][2] < 0
    assert edge.path[-1] == Z


def test_an_image_is_mirrored_by_a_negative_length() -> None:
    """[EL-5]"""
    asset = {"sha": "ab" * 32, "type": "image/png", "width": 9, "height": 9}
    (picture,) = drawing(element("image", [100, 0, -90, 50, 0], asset=asset)).items
    assert isinstance(picture, Picture)
    assert picture.box == (10, 0, 90, 50)
    assert picture.flip == (True, False)


@pytest.mark.parametrize("value", [None, 70.5, "what", [], {}, -1, 2**40, True])
def test_an_unknown_value_is_painted_as_the_default(value: Any) -> None:
    """[DRAW-4] Whatever a register holds, the element is drawn as if it were not written."""
    names = (
        "ink",
        "fill",
        "fill_style",
        "width",
        "dash",
        "sketch",
        "round",
        "opacity",
        "text",
        "font",
    )
    for name in names:
        if name == "text" and isinstance(value, str):
            continue
        clean = drawing(element("rect", [0, 0, 1600, 800, 0]))
        assert drawing(element("rect", [0, 0, 1600, 800, 0], **{name: value})) == clean
