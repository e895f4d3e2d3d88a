"""Lines and arrows: points with their rotation taken in, heads, what they hold on to."""

from math import cos, hypot, sin
from typing import Any, Final

from inkroom.formats.excalidraw import style, value
from inkroom.formats.excalidraw.value import Raw
from inkroom.geometry import box_of
from inkroom.path import curve, flattened

CLOSE: Final = 8.0
"""Ends nearer than this, in px, make a loop."""

_HEADS: Final = {
    "arrow": "arrow", "bar": "bar", "dot": "dot", "circle": "dot", "circle_outline": "circle",
    "triangle": "triangle", "triangle_outline": "triangle_outline",
    "diamond": "diamond", "diamond_outline": "diamond_outline",
    "crowfoot_one": "one", "crowfoot_many": "many", "crowfoot_one_or_many": "one_many",
    "cardinality_one": "one", "cardinality_many": "many", "cardinality_one_or_many": "one_many",
    "cardinality_exactly_one": "one", "cardinality_zero_or_one": "one",
    "cardinality_zero_or_many": "many",
}  # fmt: skip
_THEIRS: Final = {
    "none": None, "arrow": "arrow", "bar": "bar", "dot": "circle", "circle": "circle_outline",
    "triangle": "triangle", "triangle_outline": "triangle_outline", "diamond": "diamond",
    "diamond_outline": "diamond_outline", "one": "crowfoot_one", "many": "crowfoot_many",
    "one_many": "crowfoot_one_or_many",
}  # fmt: skip


def geom(raw: Raw, filled: bool) -> list[int]:
    """The points on the board, in board units; a filled loop ends exactly where it began."""
    x, y = value.number(raw, "x"), value.number(raw, "y")
    places = [(x + dx, y + dy) for dx, dy in value.points(raw)] or [(x, y)]
    if len(places) == 1:
        places *= 2
    angle = value.number(raw, "angle")
    if angle:
        places = _turned(places, angle, bend(raw) == 1)
    if filled and len(places) > 2 and is_loop(places):
        places[-1] = places[0]
    return [value.units(n) for place in places for n in place]


def is_loop(places: list[tuple[float, float]]) -> bool:
    """True where the ends meet, or nearly so."""
    return hypot(places[0][0] - places[-1][0], places[0][1] - places[-1][1]) <= CLOSE


def _turned(
    places: list[tuple[float, float]], angle: float, bent: bool
) -> list[tuple[float, float]]:
    """The points turned about the middle of what is seen: for a curve, of the curve."""
    flat = [value.units(n) for place in places for n in place]
    box = box_of([round(n) for n in flattened(curve(flat))[0]]) if bent else box_of(flat)
    cx, cy = (box.left + box.right) / 32, (box.top + box.bottom) / 32
    c, s = cos(angle), sin(angle)
    return [(cx + (x - cx) * c - (y - cy) * s, cy + (x - cx) * s + (y - cy) * c) for x, y in places]


def bend(raw: Raw) -> int:
    """Our `curve`: straight, a curve, or an elbow."""
    if raw.get("elbowed") is True:
        return 2
    return 1 if style.is_round(raw) else 0


def heads(raw: Raw) -> list[str]:
    """Our heads; one that we do not know becomes an arrow."""
    return [_head(raw.get("startArrowhead")), _head(raw.get("endArrowhead"))]


def _head(name: Any) -> str:
    return (
        "none" if name is None else _HEADS.get(name, "arrow") if isinstance(name, str) else "none"
    )


def their_heads(names: list[str]) -> Raw:
    return {"startArrowhead": _THEIRS.get(names[0]), "endArrowhead": _THEIRS.get(names[1])}


def binding(bound: Any, end: tuple[int, int], targets: dict[str, Raw], ids: dict[str, str]) -> Any:
    """What an end holds on to: our id and the anchor in 1/1000 of its box; None for nothing."""
    held = bound.get("elementId") if isinstance(bound, dict) else None
    if not isinstance(held, str) or held not in targets:
        return None
    target = targets[held]
    anchor = bound.get("fixedPoint")
    if isinstance(anchor, list) and len(anchor) == 2:
        share = [value.clamped(n, 0.5) for n in anchor]
    else:
        share = [
            (end[0] / 16 - value.number(target, "x")) / (value.number(target, "width") or 1.0),
            (end[1] / 16 - value.number(target, "y")) / (value.number(target, "height") or 1.0),
        ]
    return {
        "id": ids[held],
        "anchor": [max(min(round(1000 * n), 100_000), -100_000) for n in share],
    }


def their_binding(bound: dict[str, Any] | None) -> Raw | None:
    """The old form and the new in one: each version takes what it knows."""
    if not bound:
        return None
    anchor = [n / 1000 for n in bound["anchor"]]
    return {
        "elementId": bound["id"], "focus": 0, "gap": 1, "fixedPoint": anchor, "mode": "orbit",
    }  # fmt: skip


def their_points(geom: list[int]) -> Raw:
    """Place, size and points of a line whose rotation is none."""
    box = box_of(geom)
    x, y = geom[0], geom[1]
    steps = [[value.px(geom[at] - x), value.px(geom[at + 1] - y)] for at in range(0, len(geom), 2)]
    return {
        "x": value.px(x), "y": value.px(y), "width": value.px(box.width),
        "height": value.px(box.height), "angle": 0, "points": steps,
    }  # fmt: skip
