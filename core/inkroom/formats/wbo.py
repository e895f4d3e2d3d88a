"""Boards of WBO as it kept them until 2026: an object of what was drawn, by id (FILE-13); newer ones are SVG."""

from typing import Any, Final

from inkroom import order
from inkroom.elements import COORDINATE, TEXT_LENGTH
from inkroom.errors import BadFile
from inkroom.formats.colour import parse
from inkroom.formats.document import decoded
from inkroom.formats.imported import Imported
from inkroom.formats.puts import sourced
from inkroom.formats.split import pieces
from inkroom.geometry import UNIT, rnd
from inkroom.ink import encode_points, natural_box, trace_of
from inkroom.source import source
from inkroom.text import line_height, width_of

META: Final = "__wbo_meta__"
Put = dict[str, Any]
_TEXT_SIZE: Final = 0.7
"""Their letters are smaller than their size says by about this."""


def read(data: bytes) -> Imported:
    """The elements of a board; raises BadFile for what is no such file."""
    found = decoded(data, "a board of WBO")
    rows = _rows(found)
    left: list[str] = []
    puts: list[Put] = []
    for id, row in rows:
        put = _put(row)
        if put is None:
            left.append(f"{str(row.get('tool') or 'element')[:40]} {id[:40]}")
        else:
            made = {"id": f"w{len(puts)}", **put, "opacity": _opacity(row)}
            puts += pieces(sourced(made, source(None, row.get("time"))))
    for put, z in zip(puts, order.many(None, None, len(puts)), strict=True):
        put["z"] = z
    return Imported(puts, {}, [], left)


def _rows(found: Any) -> list[tuple[str, Put]]:
    """What was drawn, by the time of its last change."""
    if not isinstance(found, dict):
        raise BadFile("Expected a board of WBO, got another kind of JSON")
    rows = [
        (id, row)
        for id, row in found.items()
        if id != META and isinstance(row, dict) and "type" in row
    ]
    if not rows:
        raise BadFile("Expected a board of WBO, got another kind of JSON")
    return sorted(rows, key=lambda pair: _number(pair[1].get("time")))


def _put(row: Put) -> Put | None:
    look: Put = {
        "ink": _ink(row.get("color")),
        "width": max(1, min(_units(row.get("size"), 1), 16_000)),
    }
    corners = [_units(row.get(key)) for key in ("x", "y", "x2", "y2")]
    x, y, x2, y2 = corners
    box = [min(x, x2), min(y, y2), abs(x2 - x), abs(y2 - y), 0]
    match row.get("type"):
        case "line" if isinstance(row.get("_children"), list):
            return _stroke(row["_children"], look)
        case "straight":
            return {"kind": "line", "geom": corners, **look}
        case "rect":
            return {"kind": "rect", "geom": box, **look}
        case "ellipse":
            return {"kind": "ellipse", "geom": box, **look}
        case "new":
            return _text(row, x, y, look["ink"])
    return None


def _stroke(children: list[Any], look: Put) -> Put | None:
    places = [
        (_units(child.get("x")), _units(child.get("y")))
        for child in children
        if isinstance(child, dict)
    ]
    if not places:
        return None
    points = encode_points([n for x, y in places for n in (x, y, 255, 0)], False)
    box = natural_box(trace_of(points, False))
    geom = [box.left, box.top, box.width, box.height, 0]
    return {"kind": "stroke", "points": points, "pressure": False, "geom": geom, **look}


def _text(row: Put, x: int, baseline: int, ink: str) -> Put | None:
    said = row.get("txt")
    if not isinstance(said, str) or not said.strip():
        return None
    said = said.replace("\0", "")[:TEXT_LENGTH]
    size = max(16, min(round(_units(row.get("size"), 36) * _TEXT_SIZE), 32_000))
    geom = [x, baseline - size, width_of(said, "sans", size), line_height(size), 0]
    return {"kind": "text", "text": said, "font": "sans", "size": size, "ink": ink, "geom": geom}


def _opacity(row: Put) -> int:
    found = row.get("opacity")
    return round(100 * max(0.0, min(_number(found), 1.0))) if found is not None else 100


def _ink(given: Any) -> str:
    found = parse(given) if isinstance(given, str) else None
    return found.hex().lower() if found and found.a else "#000000"


def _number(given: Any, otherwise: float = 0.0) -> float:
    good = isinstance(given, int | float) and -1e12 < given < 1e15
    return float(given) if good else otherwise


def _units(given: Any, otherwise: float = 0.0) -> int:
    return rnd(max(-COORDINATE, min(_number(given, otherwise) * UNIT, COORDINATE)))
