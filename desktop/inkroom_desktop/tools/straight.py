"""A stroke made straight: what it was meant to be, in its ink, while the pen is still down (GUESS-1)."""

from collections.abc import Sequence
from typing import Final

from inkroom.geometry import UNIT, rnd
from inkroom.guess import guess
from inkroom.ink import encode_points
from inkroom.messages import Wet
from inkroom_desktop.tools.desk import Desk, Draft, Pointer
from inkroom_desktop.tools.draft import element_of_put

LEAST: Final = 28
"""Smaller than this on the screen, in px, it was writing."""
_LOOK: Final = ("z", "ink", "width", "opacity")


class Straightened:
    """`put` is what will be put when the pen is lifted."""

    def __init__(self, desk: Desk, put: Draft) -> None:
        self._desk, self.put = desk, put
        self._show()

    def follow(self, p: Pointer) -> None:
        """The end of a line goes with the pen; a form stays as it is."""
        put = self.put
        if put["kind"] == "stroke":
            self.put = _marked(put, [*put["points"][:2], rnd(p.x), rnd(p.y)])
        elif len(put["geom"]) == 4:
            self.put = put | {"geom": [*put["geom"][:2], rnd(p.x), rnd(p.y)]}
        else:
            return
        self._show()

    def _show(self) -> None:
        put, style = self.put, self._desk.style
        self._desk.preview([element_of_put(put)])
        wet = Wet(
            id=put["id"], kind=put["kind"], ink=style.ink, width=style.width, opacity=style.opacity
        )
        if put["kind"] == "stroke":
            x, y, _, dx, dy = put["points"][:5]
            wet.brush, wet.pressure, wet.points = "highlighter", False, [x, y, x + dx, y + dy]
        else:
            wet.geom = put["geom"]
        self._desk.wet(wet)


def straightened(desk: Desk, stroke: Draft, samples: Sequence[int]) -> Straightened | None:
    """What the stroke is meant to be; None where that cannot be told."""
    flat = [n for at, n in enumerate(samples) if at % 4 < 2]
    found = guess(flat, LEAST * UNIT / desk.zoom)
    if found is None:
        return None
    if stroke.get("brush") == "highlighter":
        if found.kind != "line" or len(found.geom) != 4:
            return None  # a marker marks lines
        return Straightened(desk, _marked(stroke, found.geom))
    put: Draft = {"id": stroke["id"], "kind": found.kind, "geom": found.geom}
    if found.kind == "arrow":
        put["heads"] = ["none", "arrow"]
    return Straightened(desk, put | {name: stroke[name] for name in _LOOK if name in stroke})


def _marked(stroke: Draft, ends: Sequence[int]) -> Draft:
    """A marker's stroke from end to end."""
    ax, ay, bx, by = ends
    return stroke | {
        "points": encode_points([ax, ay, 255, 0, bx, by, 255, 0], False),
        "geom": [min(ax, bx), min(ay, by), abs(bx - ax), abs(by - ay), 0],
    }
