"""The arrow and the line: from where it is pressed to where it is released."""

from math import atan2, hypot, pi
from typing import Final

from inkroom.bind import routed
from inkroom.geometry import UNIT, cosine, rnd, sine
from inkroom.messages import Wet
from inkroom_desktop.tools.desk import Desk, Draft, Pointer
from inkroom_desktop.tools.draft import OUTLINE, dressed, element_of_put
from inkroom_desktop.tools.frame import geom_of
from inkroom_desktop.tools.hold import Binding, hold_at

LEAST: Final = 4
"""Shorter than this, in px of the screen, it was a press by mistake."""
STEP: Final = 1500


class ArrowTool:
    """`name` is arrow or line."""

    def __init__(self, desk: Desk, name: str = "arrow") -> None:
        self._desk = desk
        self.name = name
        self._from: Pointer | None = None
        self._id = ""
        self._hold: Binding | None = None

    def press(self, p: Pointer) -> None:
        self._from = p
        self._id = self._desk.new_id()
        self._hold = self._hold_at(p)

    def move(self, p: Pointer) -> None:
        self._desk.hover("cross")
        if self._from is None:
            self._aim(self._hold_at(p))
            return
        put = self._made(self._from, p)
        self._aim(put.get("from"), put.get("to"))
        shown = routed(self._desk.board, element_of_put(put))
        self._desk.preview([shown])
        style = self._desk.style
        self._desk.wet(
            Wet(
                id=self._id,
                kind=self.name,
                ink=style.ink,
                width=style.width,
                opacity=style.opacity,
                geom=geom_of(shown),
            )
        )

    def release(self, p: Pointer) -> None:
        if self._from is None:
            return
        put = self._made(self._from, p)
        long = hypot(p.x - self._from.x, p.y - self._from.y) * self._desk.zoom
        self._from = None
        if long >= LEAST * UNIT:
            self._desk.submit({"put": [put]})
            self._desk.done([put["id"]])
        self.cancel()

    def cancel(self) -> None:
        self._from = None
        self._desk.target([])
        self._desk.preview(None)
        self._desk.wet(None)

    def key(self, name: str) -> bool:
        if name != "Escape" or self._from is None:
            return False
        self.cancel()
        return True

    def _hold_at(self, p: Pointer) -> Binding | None:
        return hold_at(self._desk, p) if self.name == "arrow" else None

    def _aim(self, *ends: Binding | None) -> None:
        self._desk.target([end["id"] for end in ends if end])

    def _made(self, start: Pointer, p: Pointer) -> Draft:
        x, y = straight((start.x, start.y), (p.x, p.y)) if p.shift else (rnd(p.x), rnd(p.y))
        put: Draft = {"id": self._id, "kind": self.name, "geom": [rnd(start.x), rnd(start.y), x, y]}
        to = None if p.shift else self._hold_at(p)
        within = to is not None and self._hold is not None and to["id"] == self._hold["id"]
        if not within:  # an arrow inside of one element holds on to nothing
            put |= {"from": self._hold} if self._hold else {}
            put |= {"to": to} if to else {}
        put |= {"z": self._desk.top_z()} | dressed(self.name, self._desk.style, OUTLINE)
        return put | ({} if self.name == "line" else {"heads": ["none", "arrow"]})


def straight(start: tuple[float, float], p: tuple[float, float]) -> tuple[int, int]:
    """The end nearest to `p` on a line from `start` at a multiple of 15 degrees."""
    dx, dy = p[0] - start[0], p[1] - start[1]
    angle = rnd(atan2(dy, dx) * 18_000 / pi / STEP) * STEP
    c, s = cosine(angle), sine(angle)
    along = dx * c + dy * s
    return rnd(rnd(start[0]) + along * c), rnd(rnd(start[1]) + along * s)
