"""Their element as ours: kind, fixed fields and registers."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from msgspec import ValidationError, convert

from inkroom.elements import VALUES, fits
from inkroom.formats.colour import Colour
from inkroom.formats.excalidraw import pen, style, value, way, words
from inkroom.formats.excalidraw.smooth import smoothed
from inkroom.formats.excalidraw.value import Raw
from inkroom.formats.fit import title
from inkroom.geometry import box_of
from inkroom.ink import encode_points, natural_box, trace_of

KINDS: Final = {
    "freedraw": "stroke", "line": "line", "arrow": "arrow", "rectangle": "rect",
    "ellipse": "ellipse", "diamond": "diamond", "text": "text", "image": "image",
    "frame": "frame", "magicframe": "frame", "stickynote": "note", "embeddable": "rect",
    "iframe": "rect",
}  # fmt: skip
LABELLED: Final = ("rect", "ellipse", "diamond", "shape", "note")
CARDS: Final = ("embeddable", "iframe")
"""A page of the web in a box: a card with its address for us."""


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
    if kind == "shape":
        found |= _formed(raw)
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
    mark = mark_of(raw).get("kind")
    if (kind, mark) in (("rect", "note"), ("line", "shape")):
        return str(mark)
    return kind


def mark_of(raw: Raw) -> dict[str, Any]:
    """What Inkroom wrote into an element of a file."""
    custom = raw.get("customData")
    mark = custom.get("inkroom") if isinstance(custom, dict) else None
    return mark if isinstance(mark, dict) else {}


def _ours(raw: Raw, read: Read) -> Read:
    """What Inkroom wrote for itself, where the file still says what it said then."""
    saved = mark_of(raw).get("registers")
    for register, pair in saved.items() if isinstance(saved, dict) else ():
        if (
            not isinstance(pair, list)
            or len(pair) != 2
            or not can_hold(read.kind, register, pair[1])
        ):
            continue
        if read.registers.get(register) == pair[0]:
            read.registers[register] = pair[1]
    return read


def can_hold(kind: str, register: str, held: Any) -> bool:
    """True for a value that a board takes for this register."""
    if register not in VALUES or not fits(kind, register, held):
        return False
    try:
        convert(held, VALUES[register])
    except ValidationError:
        return False
    return True


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
    mark = mark_of(raw)
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
        pressures = [pen.to_ours(p) for p in _given(raw, len(places)) or [1.0] * len(places)]
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
    """The pressure they draw with: their library loses that of a stroke of two points."""
    given = _given(raw, len(places))
    if given:
        return [0.5, 0.5] if len(given) == 2 else given
    return pen.simulated([(x / 16, y / 16) for x, y in places], _width(raw))


def _given(raw: Raw, count: int) -> list[float]:
    given = None if raw.get("simulatePressure") is True else raw.get("pressures")
    if not isinstance(given, list) or len(given) != count:
        return []
    return [round(value.clamped(p, 0.5), 4) for p in given]


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
        found["title"] = title(value.text(raw, "name"))
    elif said:
        found |= words.registers(said, True)
    elif raw.get("type") in CARDS:
        found |= {"text": value.text(raw, "link")[: words.LENGTH], "font": "sans", "size": 256}
    return found


def _formed(raw: Raw) -> dict[str, Any]:
    """A closed line that was a form of ours: the box of its points, and which form."""
    x, y = value.number(raw, "x"), value.number(raw, "y")
    flat = [
        value.units(n) for dx, dy in value.points(raw) or [(0.0, 0.0)] for n in (x + dx, y + dy)
    ]
    box = box_of(flat)
    found: dict[str, Any] = {"geom": [box.left, box.top, box.width, box.height, words.box(raw)[4]]}
    form = mark_of(raw).get("form")
    return found | ({"form": form} if can_hold("shape", "form", form) else {})


def holder_of(raw: Raw) -> str:
    """The element that a text is bound to: theirs say it, of a closed line we do."""
    label = mark_of(raw).get("label")
    return value.text(raw, "containerId") or (label if isinstance(label, str) else "")


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
