"""What is read from Excalidraw's files."""

import base64
import io
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.support.drawings import Json, board_of, file_of, one
from tests.support.files import SAMPLES

from inkroom.errors import BadFile
from inkroom.formats.excalidraw import read, write
from inkroom.messages import encode, read_op

FILES = sorted(SAMPLES.glob("*.excalidraw"))


def test_a_shape_has_its_place_style_and_membership() -> None:
    """[FILE-4]"""
    put = one(
        {
            "type": "rectangle", "x": 10.5, "y": -3, "width": 100, "height": 50.25, "angle": 1.5707963,
            "strokeColor": "#ff8800", "backgroundColor": "pink", "fillStyle": "cross-hatch",
            "strokeWidth": 2, "strokeStyle": "dashed", "roughness": 2, "opacity": 80, "locked": True,
            "groupIds": ["inner", "outer"], "link": "https://example.org/", "roundness": {"type": 3},
        }
    )  # fmt: skip
    expected = {
        "kind": "rect", "geom": [168, -48, 1600, 804, 9000], "ink": "#ff8800", "fill": "#ffc0cb",
        "fill_style": "cross", "dash": "dashed", "sketch": 2, "opacity": 80, "locked": True,
        "group": ["inner", "outer"], "link": "https://example.org/", "round": 201,
    }  # fmt: skip
    assert {name: put[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("colour", "ink", "opacity"),
    [
        ("#abc", "#aabbcc", 100),
        ("#00000080", "#000000", 50),
        ("rgb(1, 2, 3)", "#010203", 100),
        ("rgba(1 2 3 / 50%)", "#010203", 50),
        ("RebeccaPurple", "#663399", 100),
        ("transparent", "none", 100),
        ("#ff00", "none", 100),
        ("nonsense", "#000000", 100),
    ],
)
def test_any_colour_of_a_style_sheet_is_read(colour: str, ink: str, opacity: int) -> None:
    """[FILE-4] Alpha goes into the opacity."""
    put = one({"type": "ellipse", "strokeColor": colour})
    assert (put["ink"], put.get("opacity", 100)) == (ink, opacity)


def test_a_faint_fill_with_a_solid_line_is_a_tint() -> None:
    """[FILE-4] Other mixtures of transparency are told."""
    faint = {
        "type": "ellipse",
        "strokeColor": "#000",
        "backgroundColor": "#ff000022",
        "fillStyle": "solid",
    }
    assert one(faint)["fill_style"] == "tint"
    mixed = read(file_of(faint | {"backgroundColor": "#ff000099"}))
    assert mixed.puts[0]["fill"] == "#ff6666"
    assert len(mixed.left) == 1
    assert "x0" in mixed.left[0]


def test_the_rotation_of_a_line_is_taken_into_its_points() -> None:
    """[FILE-4] About the middle of its box."""
    put = one({"type": "line", "points": [[0, 0], [100, 0]], "angle": 1.5707963267948966})
    assert put["geom"] == [800, -800, 800, 800]


def test_a_filled_loop_is_closed_and_an_open_line_has_no_fill() -> None:
    """[FILE-4] Ends within 8 px are a loop."""
    line = {
        "type": "line",
        "backgroundColor": "#ff0000",
        "points": [[0, 0], [50, 0], [50, 50], [3, 3]],
    }
    assert one(line)["geom"][-2:] == [0, 0]
    opened = one(line | {"points": [[0, 0], [50, 0], [50, 50]]})
    assert "fill" not in opened


def test_an_arrow_has_its_heads_its_bend_and_what_it_holds_on_to() -> None:
    """[FILE-4] Both forms of a binding; one to nothing is dropped."""
    imported = read(
        file_of(
            {"type": "rectangle", "x": 100, "y": 0},
            {
                "type": "arrow", "points": [[0, 0], [100, 25]], "roundness": {"type": 2},
                "startArrowhead": "circle", "endArrowhead": "crowfoot_many",
                "endBinding": {"elementId": "x0", "focus": 0, "gap": 1},
                "startBinding": {"elementId": "gone", "fixedPoint": [0, 0.5]},
            },
        )
    )  # fmt: skip
    arrow = imported.puts[1]
    assert (arrow["heads"], arrow["curve"]) == (["dot", "many"], 1)
    assert arrow["to"] == {"id": "x0", "anchor": [0, 500]}
    assert "from" not in arrow


def test_pressure_becomes_the_pressure_that_draws_the_same_width() -> None:
    """[FILE-4] Perfect-freehand's radius at no pressure is a third of that at full pressure."""
    raw = {
        "type": "freedraw",
        "strokeWidth": 1,
        "points": [[0, 0], [10, 0], [20, 0]],
        "simulatePressure": False,
    }
    full, none = one(raw | {"pressures": [1, 1, 1]}), one(raw | {"pressures": [0, 0, 0]})
    assert full["points"][2] == 255
    assert none["points"][2] == 25
    assert full["width"] == 129
    made_up = one(raw | {"simulatePressure": True, "pressures": []})
    assert 0 < made_up["points"][2] < 255


def test_a_stroke_is_as_smooth_as_it_is_drawn_there_and_keeps_the_points_of_the_pen() -> None:
    """[FILE-4, FILE-5] A turn of more than 90 degrees stays a corner."""
    points = [[0, 0], [100, 0], [100, 100], [200, 100], [100, 90]]
    imported = read(file_of({"type": "freedraw", "points": points, "simulatePressure": True}))
    assert len(imported.puts[0]["points"]) > 4 * len(points)
    (raw,) = json.loads(write(board_of(imported)))["elements"]
    assert raw["points"] == points
    assert raw["simulatePressure"] is True


def test_a_text_has_room_for_our_letters_about_the_same_place() -> None:
    """[FILE-4] Wider to the side that its alignment leaves free."""
    raw = {
        "type": "text",
        "text": "Hello wide world",
        "fontSize": 20,
        "fontFamily": 3,
        "x": 100,
        "width": 10,
        "height": 25,
    }
    left, middle = one(raw), one(raw | {"textAlign": "center"})
    assert left["geom"][0] == 1600
    assert left["geom"][2] > 160
    assert middle["geom"][0] * 2 + middle["geom"][2] == pytest.approx(2 * 1600 + 160, abs=2)
    assert (left["font"], left["text"]) == ("mono", "Hello wide world")


def test_bound_text_becomes_the_words_of_its_shape_if_they_share_an_ink() -> None:
    """[FILE-4] Else it stays a text of its own, bound as it was."""
    shape = {"type": "rectangle", "strokeColor": "#ff0000"}
    words = {
        "type": "text",
        "containerId": "x0",
        "text": "Hi\nyou",
        "originalText": "Hi you",
        "strokeColor": "#ff0000",
        "textAlign": "center",
    }
    (put,) = read(file_of(shape, words)).puts
    assert put["text"] == "Hi you"
    apart = read(file_of(shape, words | {"strokeColor": "#00ff00"}))
    assert [put["kind"] for put in apart.puts] == ["rect", "text"]
    raws = json.loads(write(board_of(apart)))["elements"]
    assert raws[1]["containerId"] == "x0"
    assert raws[0]["boundElements"] == [{"id": "x1", "type": "text"}]


def test_a_picture_comes_with_its_bytes_cropped_and_mirrored() -> None:
    """[FILE-4, FILE-5]"""
    held = io.BytesIO()
    Image.new("RGB", (20, 10), "red").save(held, "PNG")
    url = "data:image/png;base64," + base64.b64encode(held.getvalue()).decode()
    crop = {"x": 5, "y": 0, "width": 10, "height": 5, "naturalWidth": 10, "naturalHeight": 5}
    raw = {"type": "image", "fileId": "f1", "scale": [-1, 1], "crop": crop}
    imported = read(
        file_of(raw, files={"f1": {"id": "f1", "mimeType": "image/png", "dataURL": url}})
    )
    (put,) = imported.puts
    assert put["asset"] == {
        "sha": put["asset"]["sha"],
        "type": "image/png",
        "width": 20,
        "height": 10,
    }
    assert (put["geom"], put["crop"]) == ([1600, 0, -1600, 800, 0], [10, 0, 20, 10])
    assert imported.pictures == [held.getvalue()]
    out = json.loads(write(board_of(imported), assets={put["asset"]["sha"]: held.getvalue()}))
    assert next(iter(out["files"].values()))["dataURL"] == url
    assert out["elements"][0]["scale"] == [-1, 1]


def test_what_cannot_be_carried_is_told_by_element() -> None:
    """[FILE-4] An unknown type, a picture that is none, a link that a board does not open."""
    imported = read(
        file_of(
            {"type": "hologram"},
            {"type": "image", "fileId": "f1"},
            {"type": "ellipse", "link": "javascript:alert(1)"},
            files={"f1": {"dataURL": "data:image/svg+xml;base64,PHN2Zz4="}},
        )
    )
    assert [put["kind"] for put in imported.puts] == ["ellipse"]
    assert len(imported.left) == 4
    assert all(any(id in line for line in imported.left) for id in ("x0", "x1", "x2", "f1"))
    assert "link" not in imported.puts[0]
    assert imported.puts[0]["extra"]["excalidraw"]["link"] == "javascript:alert(1)"


def test_unknown_fields_are_kept_and_written_again() -> None:
    """[FILE-4, FILE-5]"""
    raw = {"type": "diamond", "hologram": {"deep": [1, 2.5, None]}, "customData": {"mine": 1}}
    imported = read(file_of(raw))
    (out,) = json.loads(write(board_of(imported)))["elements"]
    assert out["hologram"] == raw["hologram"]
    assert out["customData"]["mine"] == 1


def test_what_was_changed_since_is_written_as_it_is_now() -> None:
    """[FILE-5] A kept field that no longer says what its register says is not used."""
    made = board_of(read(file_of({"type": "diamond", "strokeColor": "red", "x": 10.01, "seed": 7})))
    (thing,) = made.visible()
    (before,) = json.loads(write(made))["elements"]
    assert (before["strokeColor"], before["x"]) == ("red", 10.01)
    made.write(
        thing.written("ink", "#00ff00", "c:2").written("geom", [320, 0, 1600, 800, 0], "c:2")
    )
    (after,) = json.loads(write(made))["elements"]
    assert (after["strokeColor"], after["x"], after["seed"]) == ("#00ff00", 20, 7)


def test_elements_come_in_the_order_of_their_index() -> None:
    """[FILE-4] Deleted ones do not come; ids that a board cannot have are made anew."""
    imported = read(
        file_of(
            {"type": "ellipse", "index": "a2", "id": "board"},
            {"type": "ellipse", "index": "a1", "id": "b ü"},
            {"type": "ellipse", "index": "a0", "isDeleted": True},
        )
    )
    assert len(imported.puts) == 2
    assert all(put["id"].startswith("x") for put in imported.puts)
    assert read(file_of({"type": "ellipse"}), above="a5").puts[0]["z"] > "a5"


@pytest.mark.parametrize("kind", ["freedraw", "line"])
def test_a_line_too_long_for_one_element_is_split(kind: str) -> None:
    """[FILE-4, LIM-4] Its pieces meet and are one group."""
    points = [[at % 300 * 1.37, at // 300 * 9.1] for at in range(12_000)]
    imported = read(file_of({"type": kind, "points": points, "pressures": [0.5] * len(points)}))
    assert len(imported.puts) > 1
    assert len({tuple(put["group"]) for put in imported.puts}) == 1
    for at, part in enumerate(imported.parts(), 1):
        read_op(encode({"cseq": at, **part}))
    if kind == "line":
        for before, after in zip(imported.puts, imported.puts[1:], strict=False):
            assert before["geom"][-2:] == after["geom"][:2]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"type":"excalidraw"}',
        '{"type":"png","elements":[]}',
        "[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_what_is_no_drawing_is_refused(text: str | bytes) -> None:
    """[FILE-4]"""
    with pytest.raises(BadFile):
        read(text)


junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=8,
)
FIELDS = (
    "id x y width height angle strokeColor backgroundColor fillStyle strokeWidth strokeStyle roughness opacity "
    "roundness index groupIds frameId boundElements link locked points pressures text originalText fontSize "
    "fontFamily textAlign containerId startBinding endBinding startArrowhead crop scale name customData seed"
).split()
TYPES = "rectangle ellipse diamond line arrow freedraw text frame image stickynote embeddable nothing".split()
hostile = st.lists(
    st.builds(
        lambda kind, rest: {"type": kind, **rest},
        st.sampled_from(TYPES),
        st.dictionaries(st.sampled_from(FIELDS), junk, max_size=8),
    ),
    max_size=5,
)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=150, deadline=None)
@given(hostile, junk, junk)
@example(
    [{"type": "line", "id": None, "startBinding": {}}], None, None
)  # "" is no name to hold on to
def test_whatever_a_file_holds_the_ops_are_sound(
    elements: list[Json], state: Any, files: Any
) -> None:
    """[FILE-4, EL-1] Wrong types everywhere: what comes in is accepted by the room, and goes out again."""
    document = {"type": "excalidraw", "elements": elements, "appState": state, "files": files}
    imported = read(json.dumps(document))
    for at, part in enumerate(imported.parts(), 1):
        read_op(encode({"cseq": at, **part}))
    assert len({put["id"] for put in imported.puts}) == len(imported.puts)
    read(write(board_of(imported)))


@pytest.mark.parametrize("held", [[100, 7.5], ["none", 1], [None, None], 3, [100, 10**12], [100]])
def test_what_poses_as_inkroom_s_own_is_checked(held: Any) -> None:
    """[FILE-4, EL-1] A file may say anything under our name."""
    mark = dict.fromkeys(("opacity", "geom", "ink", "heads", "nonsense"), held)
    raw = {
        "type": "line",
        "points": [[0, 0], [9, 9]],
        "customData": {"inkroom": {"registers": mark, "times": [1]}},
    }
    imported = read(file_of(raw))
    read_op(encode({"cseq": 1, **imported.parts()[0]}))
