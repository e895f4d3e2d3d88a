"""Excalidraw's files, in and out."""

import json
from pathlib import Path

import pytest
from tests.core.test_drawing import element, stroke
from tests.core.test_svg import board
from tests.support import pictures
from tests.support.drawings import board_of, written
from tests.support.files import SAMPLES

from inkroom.board import Board, element_of
from inkroom.form import FORMS
from inkroom.formats.excalidraw import read, write
from inkroom.messages import encode, read_op
from inkroom.render.svg import svg
from inkroom.source import Source

FILES = sorted(SAMPLES.glob("*.excalidraw"))


# ------------------------------------------------------------------ real boards


@pytest.mark.skipif(not FILES, reason="the sample boards are not part of the project")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_real_board_comes_in_whole(path: Path) -> None:
    """[FILE-4] Every living element is there, every op is accepted, every picture can be drawn."""
    imported = read(path.read_bytes())
    raw = json.loads(path.read_text(encoding="utf-8"))["elements"]
    bound = sum(1 for put in imported.puts if "label" in put.get("extra", {}).get("excalidraw", {}))
    assert len(imported.puts) + bound == len(raw)
    for at, part in enumerate(imported.parts(), 1):
        body = encode({"cseq": at, **part})
        assert len(body) < 60_000
        assert len(part.get("put", ())) <= 64
        read_op(body)
    assert [put["z"] for put in imported.puts] == sorted(put["z"] for put in imported.puts)
    assert len(svg(board_of(imported))) > 1000


@pytest.mark.skipif(not FILES, reason="the sample boards are not part of the project")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_real_board_goes_out_as_it_came_in(path: Path) -> None:
    """[FILE-5] Out, in and out again gives the same bytes; the fields of each element are those of the file."""
    out = write(board_of(read(path.read_bytes())))
    assert write(board_of(read(out))) == out
    before = {raw["id"]: raw for raw in json.loads(path.read_text(encoding="utf-8"))["elements"]}
    after = {raw["id"]: raw for raw in json.loads(out)["elements"]}
    assert list(after) == list(before) or set(after) == set(before)
    same = ("strokeColor", "backgroundColor", "strokeWidth", "roughness", "opacity", "seed", "text",
            "fontSize", "simulatePressure", "roundness", "strokeSharpness", "groupIds")  # fmt: skip
    for id, raw in before.items():
        for name in same:
            assert after[id].get(name) == raw.get(name) or raw.get(name) is None, (id, name)


# ------------------------------------------------------------------ out


def test_every_element_of_the_vectors_comes_back_as_it_was() -> None:
    """[FILE-5] What Excalidraw has no field for stands in `customData.inkroom`."""
    made = Board()
    for row in pictures.elements():
        if row["kind"] != "image" and row.get("size", 1):
            made.write(element_of(dict(row)))
    out = write(made)
    assert write(board_of(read(out))) == out
    back = {put["id"]: put for put in read(out).puts}
    assert set(back) == {thing.id for thing in made.visible()}


def test_times_pressure_brush_and_author_are_carried() -> None:
    """[FILE-5] In `customData.inkroom`; a highlighter looks like one there too."""
    points = [0, 0, 3, 0, 160, 80, 200, 8, 20, 20, 100, 30]
    pen = stroke(points, [0, 0, 180, 100, 0], brush="highlighter")
    (raw,) = written([pen], author=lambda thing: Source("Mira"))
    mark = raw["customData"]["inkroom"]
    assert (mark["times"], mark["by"], mark["id"], mark["brush"]) == (
        [0, 8, 30],
        "Mira",
        "e0",
        "highlighter",
    )
    assert raw["opacity"] == 40
    (put,) = read(write(board(pen))).puts
    assert (put["points"], put["brush"], put.get("opacity", 100)) == (points, "highlighter", 100)


def test_a_note_a_tint_and_a_label_come_back() -> None:
    """[FILE-5]"""
    note = element("note", [0, 0, 3000, 3000, 0], text="Hi", fill="#C6F0B4")
    box = element(
        "rect", [0, 0, 1600, 800, 0], text="Pump", ink="#C2540A", fill="#C2540A", fill_style="tint"
    )
    raws = written([note, box])
    assert [raw["type"] for raw in raws] == ["rectangle", "text", "rectangle", "text"]
    assert raws[0]["boundElements"] == [{"id": raws[1]["id"], "type": "text"}]
    puts = read(write(board(note, box))).puts
    assert [(put["kind"], put["text"]) for put in puts] == [("note", "Hi"), ("rect", "Pump")]
    assert (puts[1]["fill"], puts[1]["fill_style"]) == ("#C2540A", "tint")


def test_both_sides_of_a_binding_are_written() -> None:
    """[FILE-5] A shape knows the arrows that hold on to it."""
    box = element("rect", [0, 0, 1600, 800, 0])
    arrow = element("arrow", [3200, 400, 1600, 400], to={"id": "e0", "anchor": [1000, 500]}, z="a1")
    raws = written([box, arrow])
    assert raws[0]["boundElements"] == [{"id": "e1", "type": "arrow"}]
    assert raws[1]["endBinding"]["elementId"] == "e0"
    assert raws[1]["endBinding"]["fixedPoint"] == [1, 0.5]


def test_a_page_is_a_file() -> None:
    """[FILE-5] The first where none is named."""
    here = element("line", [0, 0, 10, 10], page="p1")
    there = element("line", [0, 0, 10, 10], page="p2")
    pages = [{"id": "p1", "name": "One"}, {"id": "p2", "name": "Two"}]
    made = board(here, there, pages=pages)
    assert [raw["id"] for raw in json.loads(write(made))["elements"]] == ["e0"]
    assert [raw["id"] for raw in json.loads(write(made, page="p2"))["elements"]] == ["e1"]


@pytest.mark.parametrize("geom", [[160, 320, 1600, 800, 0], [160, 320, -1600, 800, 3000]])
@pytest.mark.parametrize("form", FORMS)
def test_another_form_is_a_closed_line_there_and_comes_back_as_it_was(
    form: str, geom: list[int]
) -> None:
    """[FILE-4] [FILE-5] [FORM-1] With its words, which Excalidraw shows as a text of their own."""
    star = element("shape", geom, form=form, text="Go", fill="#FFE56E", round=64, sketch=1)
    line, words = written([star])
    assert (line["type"], line["polygon"], line["points"][0]) == ("line", True, [0, 0])
    assert line["points"][-1] == [0, 0]
    assert (words["type"], words["text"], words["containerId"]) == ("text", "Go", None)
    (back,) = board_of(read(write(board(star)))).visible()
    assert back.kind == "shape"
    names = ("form", "geom", "text", "fill", "round", "sketch", "ink", "width")
    assert {n: back.get(n) for n in names} == {n: star.get(n) for n in names}


def test_a_rectangle_that_became_an_ellipse_goes_out_as_one_with_its_words_in_it() -> None:
    """[FILE-5] [FORM-2] And one that became a star as a closed line."""
    (came,) = board_of(
        read(write(board(element("rect", [0, 0, 1600, 800, 0], text="Go"))))
    ).visible()
    rows = [written([came.written("form", form, "c:9")])[0] for form in ("ellipse", "star", "rect")]
    assert [row["type"] for row in rows] == ["ellipse", "line", "rectangle"]
    star = element("shape", [0, 0, 1600, 800, 0], text="Go").written("form", "diamond", "c:9")
    diamond, words = written([star])
    assert (diamond["type"], words["containerId"]) == ("diamond", diamond["id"])
    (back,) = board_of(read(write(board(star)))).visible()
    assert (back.kind, back.get("text")) == ("diamond", "Go")
