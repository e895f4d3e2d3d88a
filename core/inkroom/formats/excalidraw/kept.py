"""What writing an element back would not give: kept in its `extra`, so that a file comes out as it went in."""

from typing import Any, Final

from inkroom.board import Element
from inkroom.elements import FIXED
from inkroom.formats.excalidraw.outward import fields_of, label_fields
from inkroom.formats.excalidraw.value import Raw, clamped, number, points, px, units
from inkroom.messages import EXTRA_DEPTH, SAFE

FRESH: Final = frozenset(
    "id type version versionNonce updated isDeleted index boundElements boundElementIds "
    "lastCommittedPoint points width height frameId groupIds".split()
)
"""Fields that are made anew in every file."""
OTHERS: Final = ("stickynote", "embeddable", "iframe", "magicframe")
"""Types that are written again though ours would be written as another."""
_LINE: Final = FRESH | {"x", "y", "angle"}
_STROKE: Final = FRESH | {"x", "y", "pressures", "simulatePressure"}
_DEPTH: Final = EXTRA_DEPTH - 3


def kept_of(raw: Raw, said: Raw | None, put: dict[str, Any]) -> Raw:
    """The fields of a file's element that its registers do not tell; those of its text under `label`."""
    fixed: Raw = {name: put[name] for name in FIXED if name in put}
    rest = {k: v for k, v in put.items() if k not in fixed and k not in ("id", "kind")}
    element = Element(put["id"], put["kind"], "", fixed, rest)
    made = fields_of(element)
    made.pop("customData", None)
    kept = _different(raw, made, fresh(element.kind))
    if element.kind == "stroke":
        kept |= _pen(raw)
    if element.kind == "image":
        kept.pop("fileId", None)
    if raw.get("type") in OTHERS:
        kept["type"] = raw["type"]
    label = label_fields(element) if said else None
    if said and label:
        kept["label"] = _different(said, label, FRESH | {"containerId"})
        kept["label"]["id"] = said.get("id")
    return kept


def _pen(raw: Raw) -> Raw:
    """The points as the pen left them, to 1/16 px, with their pressure: ours are the smooth ones."""
    x, y = number(raw, "x"), number(raw, "y")
    places = [(units(x + dx), units(y + dy)) for dx, dy in points(raw)]
    custom = raw.get("customData")
    mark = custom.get("inkroom") if isinstance(custom, dict) else None
    if not places or (isinstance(mark, dict) and mark.get("smooth") is True):
        return {}
    left, top = places[0]
    found: Raw = {
        "x": px(left),
        "y": px(top),
        "points": [[px(x - left), px(y - top)] for x, y in places],
        "simulatePressure": raw.get("simulatePressure") is True,
        "pressures": [],
    }
    given = raw.get("pressures")
    if not found["simulatePressure"] and isinstance(given, list) and len(given) == len(places):
        found["pressures"] = [round(clamped(p, 0.5), 4) for p in given]
    return {"pen": found}


def fresh(kind: str) -> frozenset[str]:
    """The fields of an element of ours that are made anew."""
    if kind in ("line", "arrow"):
        return _LINE
    return _STROKE if kind == "stroke" else FRESH - {"width", "height"}


def _different(raw: Raw, made: Raw, anew: frozenset[str]) -> Raw:
    found: Raw = {}
    for name, held in raw.items():
        if name in anew or "\0" in name:
            continue
        if name == "customData" and isinstance(held, dict):
            held = {key: one for key, one in held.items() if key != "inkroom"}
        if made.get(name) == held or (name not in made and held in (None, [], {}, False)):
            continue
        good, held = _sound(held, _DEPTH)
        if good:
            found[name] = held
    return found


def _sound(held: Any, depth: int) -> tuple[bool, Any]:
    """Whether an `extra` may hold it, and in what form: big numbers become floating."""
    if depth == 0:
        return False, None
    if isinstance(held, str):
        return "\0" not in held, held
    if isinstance(held, int) and abs(held) > SAFE:
        return True, float(held)
    if isinstance(held, list):
        parts = [_sound(part, depth - 1) for part in held]
        return all(good for good, _ in parts), [part for _, part in parts]
    if isinstance(held, dict):
        rows = {key: _sound(part, depth - 1) for key, part in held.items() if "\0" not in key}
        return all(good for good, _ in rows.values()), {
            key: part for key, (_, part) in rows.items()
        }
    return True, held
