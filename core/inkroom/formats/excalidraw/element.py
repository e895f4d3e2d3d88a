"""One element both ways: their fields as our kind and registers, ours as their fields."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from msgspec import Raw as Encoded

from inkroom.board import Element
from inkroom.drawing import NOTE_PAPER, words_ink
from inkroom.extent import is_highlight, stroke_trace
from inkroom.figure import upright
from inkroom.formats.excalidraw import pen, style, value, way, words
from inkroom.formats.excalidraw.colour import Colour
from inkroom.formats.excalidraw.smooth import smoothed
from inkroom.formats.excalidraw.value import Raw
from inkroom.ink import encode_points, natural_box, trace_of
from inkroom.label import label
from inkroom.look import writing_of
from inkroom.messages import read_points
from inkroom.text import wrapped

KINDS: Final = {
    "freedraw": "stroke", "line": "line", "arrow": "arrow", "rectangle": "rect",
    "ellipse": "ellipse", "diamond": "diamond", "text": "text", "image": "image",
    "frame": "frame", "magicframe": "frame", "stickynote": "note", "embeddable": "rect",
    "iframe": "rect",
}  # fmt: skip
THEIRS: Final = {
    "stroke": "freedraw", "line": "line", "arrow": "arrow", "rect": "rectangle",
    "ellipse": "ellipse", "diamond": "diamond", "text": "text", "note": "rectangle",
    "image": "image", "frame": "frame",
}  # fmt: skip
LABELLED: Final = ("rect", "ellipse", "diamond", "note")
CARDS: Final = ("embeddable", "iframe")
"""A page of the web in a box: a card with its address for us."""
MARKER: Final = 40
"""The opacity that makes a freehand stroke look like a highlighter's."""


class Context(NamedTuple):
    """What an element of a file is read against: ids are theirs to ours, assets by their file id."""

    ground: Colour
    ids: dict[str, str]
    groups: dict[str, str]
    targets: dict[str, Raw]
    assets: Mapping[str, dict[str, Any]]


class Read(NamedTuple):
    """What an element of a file is for us; `left` says what could not be carried."""

    kind: str
    fixed: dict[str, Any]
    registers: dict[str, Any]
    left: list[str]


def registers_of(raw: Raw, said: Raw | None, context: Context) -> Read | None:
    """Their element as ours, with the text `said` bound to it; None for a type that we do not have."""
    kind = _kind(raw)
    if kind is None:
        return None
    paints = style.Paints(raw, context.ground, _has_inside(raw, kind))
    left = list(paints.left)
    found = style.registers(raw, paints)
    fixed: dict[str, Any] = {}
    if kind == "stroke":
        fixed, geom = _stroke(raw)
        found |= {"geom": geom, "width": max(min(round(_width(raw) * pen.WIDTH), 16_000), 0)}
    elif kind in ("line", "arrow"):
        found |= _line(raw, found["fill"] != "none", context)
    elif kind == "text":
        found |= words.registers(raw, False)
        found["geom"] = words.geom(raw, found)
    else:
        found |= _boxed(raw, kind, said)
    if kind == "image":
        asset = context.assets.get(value.text(raw, "fileId"))
        if asset is None:
            return None
        fixed = {"asset": asset}
        found |= {"geom": _mirrored(raw, found["geom"]), "crop": _crop(raw, asset)}
    found |= _membership(raw, context)
    if raw.get("link") and "link" not in found:
        left.append("its link is of a kind that a board does not open")
    return _ours(raw, Read(kind, fixed, found, left))


def _kind(raw: Raw) -> str | None:
    kind = KINDS.get(value.text(raw, "type"))
    return "note" if kind == "rect" and _mark(raw).get("kind") == "note" else kind


def _mark(raw: Raw) -> dict[str, Any]:
    """What Inkroom wrote into an element of a file."""
    custom = raw.get("customData")
    mark = custom.get("inkroom") if isinstance(custom, dict) else None
    return mark if isinstance(mark, dict) else {}


def _ours(raw: Raw, read: Read) -> Read:
    """What Inkroom wrote for itself, where the file still says what it said then."""
    saved = _mark(raw).get("registers")
    for register, pair in saved.items() if isinstance(saved, dict) else ():
        if isinstance(pair, list) and len(pair) == 2 and read.registers.get(register) == pair[0]:
            read.registers[register] = pair[1]
    return read


def _width(raw: Raw) -> float:
    return value.number(raw, "strokeWidth", 1)


def _has_inside(raw: Raw, kind: str) -> bool:
    """False for what is not filled, whatever colour it has for that."""
    if kind in ("stroke", "line", "arrow"):
        places = value.points(raw)
        return len(places) > 2 and way.is_loop(places)
    return kind not in ("text", "image", "frame")


def _stroke(raw: Raw) -> tuple[dict[str, Any], list[int]]:
    """The points of a freehand stroke, and the box they have."""
    x, y = value.number(raw, "x"), value.number(raw, "y")
    places = [(value.units(x + dx), value.units(y + dy)) for dx, dy in value.points(raw)]
    places = places or [(value.units(x), value.units(y))]
    mark = _mark(raw)
    pressed = mark.get("pressure") is not False and not _is_constant(raw)
    samples = _own(mark, places, raw) if mark.get("smooth") is True else _theirs(places, raw)
    fixed: dict[str, Any] = {"points": encode_points(samples, pressed)}
    if not pressed:
        fixed["pressure"] = False
    if mark.get("brush") == "highlighter":
        fixed["brush"] = "highlighter"
    left, top, right, bottom = natural_box(trace_of(fixed["points"], pressed))
    return fixed, [left, top, right - left, bottom - top, words.box(raw)[4]]


def _is_constant(raw: Raw) -> bool:
    options = raw.get("strokeOptions")
    return isinstance(options, dict) and options.get("variability") == "constant"


def _own(mark: dict[str, Any], places: list[tuple[int, int]], raw: Raw) -> list[int]:
    """A stroke that Inkroom wrote: its points are as they were drawn."""
    pressures = mark.get("pressures")
    if not (isinstance(pressures, list) and len(pressures) == len(places)):
        pressures = [pen.to_ours(p) for p in _pressures(raw, places)]
    times = mark.get("times")
    if not (isinstance(times, list) and len(times) == len(places)):
        times = [0] * len(places)
    ms = 0
    samples: list[int] = []
    for (x, y), pressure, step in zip(places, pressures, times, strict=True):
        ms += step if type(step) is int and 0 <= step < 2**31 else 0
        samples += (x, y, pressure if _is_pressure(pressure) else 255, ms)
    return samples


def _theirs(places: list[tuple[int, int]], raw: Raw) -> list[int]:
    """A stroke that Excalidraw smooths when it draws it."""
    pressures = _pressures(raw, places)
    drawn = [(x / 16, y / 16, p) for (x, y), p in zip(places, pressures, strict=True)]
    return [
        n
        for x, y, p in smoothed(drawn)
        for n in (value.units(x), value.units(y), pen.to_ours(p), 0)
    ]


def _pressures(raw: Raw, places: list[tuple[int, int]]) -> list[float]:
    given = None if raw.get("simulatePressure") is True else raw.get("pressures")
    if isinstance(given, list) and len(given) == len(places) == 2:
        return [0.5, 0.5]  # the library loses the pressure of so short a stroke
    if isinstance(given, list) and len(given) == len(places):
        return [round(value.clamped(p, 0.5), 4) for p in given]
    return pen.simulated([(x / 16, y / 16) for x, y in places], _width(raw))


def _is_pressure(p: Any) -> bool:
    return type(p) is int and 0 <= p <= 255


def _line(raw: Raw, filled: bool, context: Context) -> dict[str, Any]:
    geom = way.geom(raw, filled)
    ends = {"from": ("startBinding", geom[:2]), "to": ("endBinding", geom[-2:])}
    found: dict[str, Any] = {"geom": geom, "curve": way.bend(raw), "heads": way.heads(raw)}
    for register, (key, end) in ends.items():
        bound = way.binding(raw.get(key), (end[0], end[1]), context.targets, context.ids)
        if bound:
            found[register] = bound
    return found


def _boxed(raw: Raw, kind: str, said: Raw | None) -> dict[str, Any]:
    found: dict[str, Any] = {"geom": words.box(raw)}
    if kind in ("rect", "diamond"):
        found["round"] = style.radius(raw)
    if kind == "frame":
        title = "".join(c for c in value.text(raw, "name") if c >= " " and c != "\x7f")
        found["title"] = title[:120]
    elif said:
        found |= words.registers(said, True)
    elif raw.get("type") in CARDS:
        found |= {"text": value.text(raw, "link")[: words.LENGTH], "font": "sans", "size": 256}
    return found


def _mirrored(raw: Raw, geom: list[int]) -> list[int]:
    scale = raw.get("scale")
    x, y, w, h, angle = geom
    if isinstance(scale, list) and len(scale) == 2:
        if value.clamped(scale[0], 1.0) < 0:
            x, w = x + w, -w
        if value.clamped(scale[1], 1.0) < 0:
            y, h = y + h, -h
    return [x, y, w, h, angle]


def _crop(raw: Raw, asset: dict[str, Any]) -> list[int] | None:
    """The part of a picture that is shown, in px of the asset."""
    crop = raw.get("crop")
    if not isinstance(crop, dict):
        return None
    across = asset["width"] / (value.number(crop, "naturalWidth") or asset["width"])
    down = asset["height"] / (value.number(crop, "naturalHeight") or asset["height"])
    sides = [value.number(crop, key) for key in ("x", "y", "width", "height")]
    return [round(n * (down if at % 2 else across)) for at, n in enumerate(sides)]


def _membership(raw: Raw, context: Context) -> dict[str, Any]:
    found: dict[str, Any] = {}
    groups = raw.get("groupIds")
    if isinstance(groups, list) and groups:
        named = [
            context.groups[one] for one in groups if isinstance(one, str) and one in context.groups
        ]
        if named:
            found["group"] = named[:16]
    frame = value.text(raw, "frameId")
    if frame in context.targets:
        found["frame"] = context.ids[frame]
    return found


# ------------------------------------------------------------------ ours as theirs


def fields_of(element: Element) -> Raw:
    """Our element as theirs: all that its registers say, and nothing that an import kept."""
    look = {name: element.get(name) for name in _LOOK}
    raw: Raw = {"type": THEIRS[element.kind], **style.fields(look)}
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
    raw |= words.their_box(geom)
    if element.kind in ("rect", "diamond") and element.get("round"):
        raw["roundness"] = {
            "type": 3 if element.kind == "rect" else 2,
            "value": value.px(element.get("round")),
        }
    elif element.kind == "text":
        said = writing_of(element)._asdict()
        lines = wrapped(said["text"], said["font"], said["size"], abs(geom[2]) or 2**40)
        raw |= words.fields(said, lines)
    elif element.kind == "frame":
        raw["name"] = element.get("title") or None
    elif element.kind == "image":
        raw |= _their_image(element, geom)
    if element.kind == "note":
        raw["strokeColor"] = "transparent"
        if look["fill"] == "none":
            raw["backgroundColor"] = NOTE_PAPER
    if look["fill_style"] == "tint" and look["fill"] != "none":
        raw["backgroundColor"] = look["fill"] + "1f"
    return raw


_LOOK: Final = ("ink", "fill", "fill_style", "width", "dash", "sketch", "opacity", "locked", "link")


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
        "strokeWidth": round(element.get("width") / pen.WIDTH, 4),
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
    bent = element.get("curve")
    raw = way.their_points(geom) | way.their_heads(element.get("heads"))
    raw |= {
        "startBinding": way.their_binding(element.get("from")),
        "endBinding": way.their_binding(element.get("to")),
        "lastCommittedPoint": None,
        "roundness": {"type": 2} if bent == 1 else None,
    }
    if element.kind == "arrow":
        raw["elbowed"] = bent == 2
    return raw


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
    placed = label(element.kind, box, writing)
    if placed is None:
        return None
    lines = [line for line, _, _ in placed.lines]
    left, top, right, bottom = placed.box
    raw: Raw = {"type": "text", **style.fields({name: element.get(name) for name in _LOOK})}
    raw |= words.their_box([left, top, right - left, bottom - top, box.angle])
    raw |= words.fields(writing._asdict(), lines)
    raw |= {"backgroundColor": "transparent", "verticalAlign": "middle", "autoResize": True}
    ink, fill, style_of_fill = (element.get(name) for name in ("ink", "fill", "fill_style"))
    raw["strokeColor"] = ink if element.kind == "note" else words_ink(ink, fill, style_of_fill)
    raw |= {"groupIds": element.get("group"), "frameId": element.get("frame") or None}
    return raw | {"roundness": None, "link": None}
