"""What writing an element back would not give: kept in its `extra`, so that a file comes out as it went in."""

from typing import Any, Final

from inkroom.board import Element
from inkroom.elements import FIXED
from inkroom.formats.excalidraw.element import fields_of, label_fields
from inkroom.formats.excalidraw.value import Raw
from inkroom.messages import EXTRA_DEPTH, SAFE

FRESH: Final = frozenset(
    "id type version versionNonce updated isDeleted index boundElements boundElementIds "
    "lastCommittedPoint points width height frameId groupIds".split()
)
"""Fields that are made anew in every file."""
_LINE: Final = FRESH | {"x", "y", "angle"}
_STROKE: Final = FRESH | {"x", "y"}
_DEPTH: Final = EXTRA_DEPTH - 3


def kept_of(raw: Raw, said: Raw | None, put: dict[str, Any]) -> Raw:
    """The fields of a file's element that its registers do not tell; those of its text under `label`."""
    fixed: Raw = {name: put[name] for name in FIXED if name in put}
    rest = {k: v for k, v in put.items() if k not in fixed and k not in ("id", "kind")}
    element = Element(put["id"], put["kind"], "", fixed, rest)
    kept = _different(raw, fields_of(element), _fresh(element.kind))
    if element.kind == "stroke" and raw.get("simulatePressure") is True:
        kept["pressures"] = []
    elif element.kind == "stroke":
        kept.pop("pressures", None)
    if element.kind == "image":
        kept.pop("fileId", None)
    if raw.get("type") in ("stickynote", "embeddable", "iframe", "magicframe"):
        kept["type"] = raw["type"]
    label = label_fields(element) if said else None
    if said and label:
        kept["label"] = _different(said, label, FRESH | {"containerId"})
        kept["label"]["id"] = said.get("id")
    return kept


def _fresh(kind: str) -> frozenset[str]:
    if kind in ("line", "arrow"):
        return _LINE
    return _STROKE if kind == "stroke" else FRESH - {"width", "height"}


def _different(raw: Raw, made: Raw, fresh: frozenset[str]) -> Raw:
    found: Raw = {}
    for name, held in raw.items():
        if name in fresh or "\0" in name:
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
