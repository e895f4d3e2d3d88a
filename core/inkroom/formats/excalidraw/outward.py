"""Our element as theirs: the fields that its registers tell."""

from typing import Any, Final

from msgspec import Raw as Encoded

from inkroom.board import Element
from inkroom.drawing import NOTE_PAPER, words_ink
from inkroom.extent import is_highlight, stroke_trace
from inkroom.figure import shape, upright
from inkroom.formats.excalidraw import pen, style, value, way, words
from inkroom.formats.excalidraw.inward import LABELLED
from inkroom.formats.excalidraw.value import Raw
from inkroom.geometry import rnd
from inkroom.ink import natural_box
from inkroom.label import label
from inkroom.look import form_of, heads_of, kind_of, look_of, whole, writing_of
from inkroom.messages import read_points
from inkroom.path import flattened
from inkroom.text import wrapped

THEIRS: Final = {
    "stroke": "freedraw", "line": "line", "arrow": "arrow", "rect": "rectangle",
    "ellipse": "ellipse", "diamond": "diamond", "shape": "line", "text": "text", "note": "rectangle",
    "image": "image", "frame": "frame",
}  # fmt: skip
MARKER: Final = 40
"""The opacity that makes a freehand stroke look like a highlighter's."""


def fields_of(element: Element) -> Raw:
    """Our element as theirs: all that its registers say, and nothing that an import kept."""
    look = _look(element)
    kind = kind_of(element)
    raw: Raw = {"type": THEIRS[kind], **style.fields(look)}
    raw |= {
        "groupIds": element.get("group"),
        "frameId": element.get("frame") or None,
        "roundness": None,
    }
    if element.kind == "stroke":
        return raw | _freedraw(element)
    geom = element.get("geom")
    if element.kind in ("line", "arrow"):
        return raw | _their_line(element, geom)
    if kind == "shape":
        return raw | _polygon(element, geom, look)
    raw |= words.their_box(geom)
    if kind in ("rect", "diamond") and look["round"]:
        raw["roundness"] = {
            "type": 3 if kind == "rect" else 2,
            "value": value.px(look["round"]),
        }
    elif kind == "text":
        said = writing_of(element)._asdict()
        lines = wrapped(said["text"], said["font"], said["size"], abs(geom[2]) or 2**40)
        raw |= words.fields(said, lines)
    elif kind == "frame":
        raw["name"] = element.get("title") or None
    elif kind == "image":
        raw |= _their_image(element, geom)
    if kind == "note":
        raw["strokeColor"] = "transparent"
        if look["fill"] == "none":
            raw["backgroundColor"] = NOTE_PAPER
    if look["fill_style"] == "tint" and look["fill"] != "none":
        raw["backgroundColor"] = look["fill"] + "1f"
    return raw


def _look(element: Element) -> dict[str, Any]:
    """How it looks, with nothing that is unknown."""
    link = element.get("link")
    more = {"locked": element.get("locked") is True, "link": link if style.is_link(link) else ""}
    return look_of(element)._asdict() | more


def points_of(element: Element) -> list[int]:
    """The points of a stroke (EL-6), decoded."""
    points = element.fixed["points"]
    if isinstance(points, Encoded):
        return read_points(points, element.fixed.get("pressure") is not False)
    return list(points)


def _freedraw(element: Element) -> Raw:
    trace = stroke_trace(element)
    x, y = trace[0], trace[1]
    left, top, right, bottom = natural_box(trace)
    raw: Raw = {
        "x": value.px(x), "y": value.px(y), "width": value.px(right - left),
        "height": value.px(bottom - top),
        "angle": words.their_box(element.get("geom"))["angle"],
        "strokeWidth": round(whole(element, "width", 0, 16_000) / pen.WIDTH, 4),
        "points": [
            [value.px(trace[at] - x), value.px(trace[at + 1] - y)]
            for at in range(0, len(trace), 3)
        ],
        "pressures": [pen.to_theirs(p) for p in trace[2::3]],
        "simulatePressure": False,
        "lastCommittedPoint": None,
    }  # fmt: skip
    if is_highlight(element):
        raw["opacity"] = MARKER
    return raw


def _their_line(element: Element, geom: list[int]) -> Raw:
    bent = whole(element, "curve", 0, 2)
    raw = way.their_points(geom) | way.their_heads(heads_of(element))
    raw |= {
        "startBinding": way.their_binding(element.get("from")),
        "endBinding": way.their_binding(element.get("to")),
        "lastCommittedPoint": None,
        "roundness": {"type": 2} if bent == 1 else None,
    }
    if element.kind == "arrow":
        raw["elbowed"] = bent == 2
    return raw


def _polygon(element: Element, geom: list[int], look: dict[str, Any]) -> Raw:
    """A form that Excalidraw does not have: a closed line, which says what it is for us."""
    path = flattened(shape(form_of(element), upright(geom), look["round"]))[0]
    raw = way.their_points([rnd(n) for n in path]) | way.their_heads(["none", "none"])
    raw |= {"angle": words.their_box(geom)["angle"], "polygon": True, "lastCommittedPoint": None}
    raw |= {
        "startBinding": None,
        "endBinding": None,
        "customData": {"inkroom": shape_mark(element)},
    }
    if look["fill_style"] == "tint" and look["fill"] != "none":
        raw["backgroundColor"] = look["fill"] + "1f"
    return raw


def shape_mark(element: Element) -> Raw:
    """What tells our kind where theirs does not."""
    return {"kind": "shape", "form": form_of(element)} if kind_of(element) == "shape" else {}


def _their_image(element: Element, geom: list[int]) -> Raw:
    asset, crop = element.fixed["asset"], element.get("crop")
    raw: Raw = {
        "fileId": asset["sha"][:40], "status": "saved", "crop": None,
        "scale": [-1 if geom[2] < 0 else 1, -1 if geom[3] < 0 else 1],
    }  # fmt: skip
    if crop:
        sides = dict(zip(("x", "y", "width", "height"), crop, strict=True))
        raw["crop"] = {**sides, "naturalWidth": asset["width"], "naturalHeight": asset["height"]}
    return raw


def label_fields(element: Element) -> Raw | None:
    """The text that is bound to our element; None where it says nothing."""
    if element.kind not in LABELLED:
        return None
    writing, box = writing_of(element), upright(element.get("geom"))
    placed = label(element.kind, box, writing, form_of(element))
    if placed is None:
        return None
    lines = [line for line, _, _ in placed.lines]
    left, top, right, bottom = placed.box
    look = _look(element)
    raw: Raw = {"type": "text", **style.fields(look)}
    raw |= words.their_box([left, top, right - left, bottom - top, box.angle])
    raw |= words.fields(writing._asdict(), lines)
    raw |= {"backgroundColor": "transparent", "verticalAlign": "middle", "autoResize": True}
    fill = "none" if element.kind == "note" else look["fill"]
    raw["strokeColor"] = words_ink(look["ink"], fill, look["fill_style"])
    raw |= {"groupIds": element.get("group"), "frameId": element.get("frame") or None}
    return raw | {"roundness": None, "link": None}
