"""tldraw's files."""

import json
import struct
from base64 import b64encode
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import files

from inkroom.board import Board, element_of
from inkroom.errors import BadFile
from inkroom.formats.imported import Imported
from inkroom.formats.tldr import read, write
from inkroom.messages import encode, read_op

Json = dict[str, Any]


def shape(id: str, kind: str, **more: Any) -> Json:
    """A shape as they write it."""
    row: Json = {
        "id": f"shape:{id}",
        "typeName": "shape",
        "type": kind,
        "x": 0,
        "y": 0,
        "rotation": 0,
    }
    return (
        row
        | {"parentId": "page:p", "index": f"a{id}", "opacity": 1, "isLocked": False, "props": {}}
        | more
    )


def geo(id: str, name: str = "rectangle", **props: Any) -> Json:
    return shape(
        id, "geo", props={"geo": name, "w": 100, "h": 50, "color": "blue", "size": "m", **props}
    )


def opened(*records: Json) -> Imported:
    """What comes of a file with these records on one page."""
    page = {"id": "page:p", "typeName": "page", "name": "Page 1", "index": "a1"}
    whole = {"tldrawFileFormatVersion": 1, "schema": {}, "records": [page, *records]}
    return read(json.dumps(whole).encode())


def one(*records: Json) -> Json:
    (put,) = opened(*records).puts
    return put


def path(points: list[tuple[float, float, float]]) -> str:
    """The points as the newest files keep them: a float, then half floats from the point before."""
    data = struct.pack("<3f", *points[0])
    for before, after in pairwise(points):
        data += struct.pack("<3e", *(b - a for a, b in zip(before, after, strict=True)))
    return b64encode(data).decode()


POINTS = [(0.0, 0.0, 0.5), (10.0, 0.0, 1.0), (10.0, 20.0, 0.25)]
SEGMENTS: dict[str, Json] = {
    "objects": {"points": [{"x": x, "y": y, "z": z} for x, y, z in POINTS]},
    "triples": {"points": b64encode(b"".join(struct.pack("<3e", *p) for p in POINTS)).decode()},
    "steps": {"path": path(POINTS)},
}


@pytest.mark.parametrize("generation", SEGMENTS)
def test_a_stroke_of_each_generation_has_its_points_and_pressure(generation: str) -> None:
    """[FILE-14] The pressure at which they draw a point widest is ours of 255."""
    props = {"segments": [SEGMENTS[generation]], "isPen": True, "size": "xl", "color": "red"}
    put = one(shape("d", "draw", x=5, y=5, props=props))
    assert put["geom"] == [80, 80, 160, 320, 0]
    assert put["points"][:2] == [80, 80]
    pressures = put["points"][2::4]
    assert pressures[1] == 255
    assert pressures[2] < pressures[0] < 255
    assert put["ink"] == "#e03131"


def test_a_mouse_has_no_pressure_and_flat_points_no_third_number() -> None:
    """[FILE-14]"""
    flat = b64encode(struct.pack("<2f", 1, 2) + struct.pack("<2e", 3, 4)).decode()
    put = one(shape("d", "draw", props={"segments": [{"path": flat, "dim": 2}]}))
    assert put["pressure"] is False
    assert put["points"] == [16, 32, 0, 48, 64, 0]


def test_shapes_keep_their_form_fill_and_words() -> None:
    """[FILE-14] Words of a colour of their own are a label beside the shape, in one group."""
    rich = {"type": "doc", "content": [
        {"type": "paragraph", "content": [{"type": "text", "text": "one"}]},
        {"type": "bulletList", "content": [{"type": "listItem", "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": "two"}]}]}]},
    ]}  # fmt: skip
    put = one(geo("a", "ellipse", fill="solid", labelColor="blue", richText=rich, dash="dotted"))
    assert (put["kind"], put["fill_style"], put["dash"]) == ("ellipse", "tint", "dotted")
    assert put["text"] == "one\n• two"
    form, words = opened(geo("a", text="x", labelColor="red")).puts
    assert form["group"] == words["group"]
    assert (words["text"], words["ink"], words["width"]) == ("x", "#e03131", 0)
    star = one(geo("a", "star"))
    assert (star["kind"], star["form"], len(star["geom"])) == ("shape", "star", 5)
    up = one(geo("a", "arrow-up"))
    assert (up["kind"], len(up["geom"])) == ("line", 16)
    left = one(geo("a", "arrow-left"))
    assert (left["form"], left["geom"][2] < 0) == ("arrow", True)
    red = opened(geo("a", "cloud", text="x", labelColor="red")).puts[1]
    assert (red["kind"], red["form"], red["width"]) == ("shape", "cloud", 0)
    assert opened(geo("a", "blob")).left == ["1 form of blob, a rectangle here"]


def test_what_is_in_groups_and_frames_is_where_it_is_seen() -> None:
    """[FILE-14] Theirs turn about a corner, ours about the middle."""
    imported = opened(
        shape("g", "group", x=100, y=0),
        geo("a") | {"parentId": "shape:g", "x": 10, "rotation": 1.5707963267948966},
        shape("f", "frame", y=500, props={"w": 200, "h": 100, "name": "F"}),
        geo("b") | {"parentId": "shape:f", "x": 10, "y": 10},
    )
    found = {put["id"]: put for put in imported.puts}
    assert found["a"]["geom"] == [560, 400, 1600, 800, 9000]
    assert found["a"]["group"] == ["g"]
    assert found["b"]["geom"] == [160, 8160, 1600, 800, 0]
    assert found["b"]["frame"] == "f"
    assert found["f"]["title"] == "F"


@pytest.mark.parametrize("old", [True, False])
def test_an_arrow_holds_on_to_shapes_and_ends_at_their_edges(old: bool) -> None:
    """[FILE-14] As files keep it now, and as they did before."""
    anchor = {"x": 0.5, "y": 0.5}
    ends: Json = {}
    bindings = []
    for end, target in (("start", "shape:a"), ("end", "shape:b")):
        if old:
            ends[end] = {"type": "binding", "boundShapeId": target, "normalizedAnchor": anchor}
        else:
            props = {"terminal": end, "normalizedAnchor": anchor}
            row = {"id": f"binding:{end}", "typeName": "binding", "type": "arrow"}
            bindings.append(row | {"fromId": "shape:z", "toId": target, "props": props})
    imported = opened(geo("a"), geo("b") | {"x": 300}, shape("z", "arrow", props=ends), *bindings)
    arrow = next(put for put in imported.puts if put["kind"] == "arrow")
    assert arrow["geom"] == [106 * 16, 25 * 16, 294 * 16, 25 * 16]
    assert arrow["from"] == {"id": "a", "anchor": [500, 500]}
    assert arrow["to"] == {"id": "b", "anchor": [500, 500]}
    assert arrow["heads"] == ["none", "arrow"]


def test_a_bent_arrow_is_a_curve_through_its_middle() -> None:
    """[FILE-14]"""
    props = {
        "start": {"x": 0, "y": 0},
        "end": {"x": 100, "y": 0},
        "bend": -20,
        "arrowheadStart": "dot",
    }
    put = one(shape("z", "arrow", props=props))
    assert put["geom"] == [0, 0, 800, -320, 1600, 0]
    assert (put["curve"], put["heads"]) == (1, ["dot", "arrow"])


def test_a_picture_is_cut_as_it_was() -> None:
    """[FILE-14] One that is elsewhere is not fetched."""
    data = files.png(40, 20)
    source = f"data:image/png;base64,{b64encode(data).decode()}"
    asset = {"id": "asset:1", "typeName": "asset", "type": "image", "props": {"src": source}}
    crop = {"topLeft": {"x": 0.5, "y": 0}, "bottomRight": {"x": 1, "y": 1}}
    props = {"assetId": "asset:1", "w": 20, "h": 20, "crop": crop}
    imported = opened(asset, shape("i", "image", props=props))
    assert imported.puts[0]["crop"] == [20, 0, 20, 20]
    assert imported.pictures == [data]
    asset["props"] = {"src": "https://example.org/a.png"}
    imported = opened(asset, shape("i", "image", props=props))
    assert imported.left == ["1 image that could not be read"]


def test_pages_are_pages_in_their_order() -> None:
    """[FILE-14]"""
    second = {"id": "page:q", "typeName": "page", "name": "Later", "index": "a2"}
    imported = opened(second, geo("a"), geo("b") | {"parentId": "page:q"})
    assert [page["name"] for page in imported.board["pages"]] == ["Page 1", "Later"]
    assert [put.get("page", "1") for put in imported.puts] == ["1", "2"]


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b'{"records": 1}', b'{"document": {"version": 15}}']
)
def test_other_files_are_refused(data: bytes) -> None:
    """[FILE-14]"""
    with pytest.raises(BadFile, match="tldraw"):
        read(data)


KINDS = [
    "draw",
    "highlight",
    "geo",
    "text",
    "note",
    "line",
    "arrow",
    "image",
    "frame",
    "group",
    "embed",
    "x",
]
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["x", "y", "z", "type", "content", "text", "points", "path"]), inner
        )
    ),
    max_leaves=6,
)
PROPS = st.dictionaries(
    st.sampled_from(
        ["segments", "w", "h", "geo", "richText", "text", "points", "start", "end", "bend", "scale", "color", "size",
         "isPen", "crop", "name", "url", "growY", "dash", "fill", "font", "arrowheadEnd", "isClosed"]
    ),
    VALUES,
)  # fmt: skip
SHAPES = st.builds(
    lambda kind, props, x, parent, id: shape(id, kind, props=props, x=x, parentId=parent),
    st.sampled_from(KINDS),
    PROPS,
    VALUES,
    st.sampled_from(["page:p", "shape:a", "shape:b", ""]),
    st.sampled_from("abc"),
)


@given(st.lists(SHAPES, max_size=4))
def test_whatever_a_file_holds_the_ops_are_sound(shapes: list[Json]) -> None:
    """[FILE-14] Groups in themselves too."""
    for at, part in enumerate(opened(*shapes).parts(), 1):
        read_op(encode({"cseq": at, **part}))


def board(*rows: Json) -> Board:
    """A board with these elements."""
    made = Board()
    for n, row in enumerate(rows):
        made.write(element_of({"id": f"e{n}", "put": "", "z": f"a{n:02}", **row}))
    return made


def there_and_back(*rows: Json) -> list[Json]:
    """The elements again, after they were in a file of theirs."""
    return read(write(board(*rows)).data).puts


def test_a_stroke_of_theirs_is_as_wide_as_ours_at_each_point() -> None:
    """[FILE-20] The pressures come back; a mouse stroke stays one; the time between points is not theirs."""
    points = [160, 160, 200, 0, 160, 0, 10, 8, 160, 80, 255, 8]
    pressed = {"kind": "stroke", "points": points, "geom": [160, 160, 320, 80, 0], "width": 64}
    mouse: Json = {"kind": "stroke", "points": [0, 0, 0, 320, 16, 8], "geom": [0, 0, 320, 16, 0]}
    mouse |= {"pressure": False}
    marker = mouse | {"brush": "highlighter", "ink": "#FDDD00", "width": 320}
    first, second, third = there_and_back(marker, pressed, mouse | {"width": 20})
    assert second["points"] == [160, 160, 200, 0, 160, 0, 10, 0, 160, 80, 255, 0]
    assert second["width"] == 64
    assert third["points"] == [0, 0, 0, 320, 16, 0]
    assert third["width"] == 20
    assert (first["brush"], first["ink"], first["width"]) == ("highlighter", "#fddd00", 320)


@pytest.mark.parametrize(
    "row",
    [
        {"kind": "rect", "geom": [0, 0, 1600, 800, 4_500], "fill_style": "tint", "fill": "#e03131"},
        {"kind": "ellipse", "geom": [0, 0, 1600, 800, 0], "dash": "dashed"},
        {"kind": "diamond", "geom": [0, 0, 1600, 800, 0], "text": "a\n\nb", "size": 369},
        {"kind": "shape", "form": "star", "geom": [0, 0, 1600, 800, 0]},
        {"kind": "shape", "form": "arrow", "geom": [1600, 0, -1600, 800, 0]},
        {"kind": "line", "geom": [0, 0, 160, 320, 640, 0], "curve": 1},
        {"kind": "arrow", "geom": [0, 0, 160, 320], "heads": ["bar", "triangle"]},
        {"kind": "arrow", "geom": [0, 0, 320, 160, 640, 0], "heads": ["none", "dot"], "curve": 1},
        {"kind": "frame", "geom": [0, 0, 1600, 800, 0], "title": "A"},
        {
            "kind": "note",
            "geom": [0, 0, 3200, 4000, 0],
            "fill": "#fed49a",
            "text": "a",
            "size": 352,
        },
    ],
)
def test_what_they_have_too_comes_back_as_it_was(row: Json) -> None:
    """[FILE-20] In their colours, and with widths that are none of their four."""
    drawn = row["kind"] not in ("frame", "note")
    given = row | ({"ink": "#e03131", "width": 41} if drawn else {})
    made = write(board(given))
    assert made.left == []
    (back,) = read(made.data).puts
    assert {name: back[name] for name in given} == given


def test_what_holds_together_does_there_too() -> None:
    """[FILE-20] Groups in groups, what lies in a frame, an arrow that holds on to a shape."""
    frame = {"id": "f", "kind": "frame", "geom": [1600, 1600, 3200, 3200, 0]}
    inside = {"kind": "rect", "geom": [1760, 1760, 320, 320, 0], "frame": "f"}
    one = {"id": "r", "kind": "rect", "geom": [0, 0, 320, 320, 0], "group": ["g", "h"]}
    two = {"kind": "ellipse", "geom": [640, 0, 320, 320, 0], "group": ["h"]}
    held = {"id": "r", "anchor": [500, 500]}
    arrow = {
        "kind": "arrow",
        "geom": [160, 160, 1600, 160],
        "from": held,
        "heads": ["none", "arrow"],
    }
    found = {
        row["kind"] + row.get("frame", ""): row
        for row in there_and_back(frame, inside, one, two, arrow)
    }
    assert found["rectf"]["geom"] == inside["geom"]
    assert found["rect"]["group"] == ["g", "h"]
    assert found["ellipse"]["group"] == ["h"]
    assert found["arrow"]["from"] == held


def test_pages_and_a_picture_go_along() -> None:
    """[FILE-20] A picture that is not there is named."""
    data = files.png(4, 2)
    asset = {"sha": "a" * 64, "type": "image/png", "width": 4, "height": 2}
    image = {"kind": "image", "asset": asset, "geom": [0, 0, 64, 32, 9_000], "crop": [1, 0, 2, 2]}
    made = board(image, {"kind": "rect", "geom": [0, 0, 16, 16, 0], "page": "p2"})
    pages = [{"id": "p1", "name": "One"}, {"id": "p2", "name": ""}]
    made.write(element_of({"id": "board", "kind": "board", "put": "", "pages": pages}))
    found = read(write(made, assets={"a" * 64: data}).data)
    assert [page["name"] for page in found.board["pages"]] == ["One", "Page 2"]
    assert found.puts[0]["geom"] == image["geom"]
    assert found.puts[0]["crop"] == image["crop"]
    assert found.puts[1]["page"] == "2"
    assert write(made).left == ["image e0: its picture is not there"]


def test_what_they_cannot_say_is_named_for_each_element() -> None:
    """[FILE-20] Equal boards give equal bytes."""
    rows: list[Json] = [
        {"kind": "shape", "form": "cross", "geom": [0, 0, 160, 160, 0]},
        {"kind": "rect", "geom": [0, 0, 160, 160, 0], "fill": "#FF00FF", "ink": "#e03131"},
        {"kind": "arrow", "geom": [0, 0, 160, 160], "heads": ["none", "many"]},
        {"kind": "line", "geom": [0, 0, 160, 160], "ink": "#7F0000"},
        {"kind": "note", "geom": [0, 0, 3200, 1600, 0], "text": "a", "size": 900},
        {
            "kind": "shape",
            "form": "heart",
            "geom": [0, 160, 160, -160, 0],
            "text": "a",
            "size": 900,
        },
    ]
    made = write(board(*rows))
    assert made == write(board(*rows))
    assert made.left == [
        "shape e0: a cross is another shape there",
        "rect e1: its line and its inside have one colour there",
        "arrow e2: its head is an arrow's there",
        "line e3: its colour is the nearest of theirs",
        "note e4: a note is no lower than wide there",
        "note e4: its writing is of another size there",
        "shape e5: it is not upside down there",
        "shape e5: its writing is of another size there",
    ]
