"""The shapes: a rectangle, an ellipse, a diamond or another form, dragged from corner to corner."""

from typing import Final

from inkroom.geometry import UNIT, Box, rnd
from inkroom.messages import Wet
from inkroom_desktop.tools.desk import Desk, Draft, Pointer
from inkroom_desktop.tools.draft import SHAPE, dressed, element_of_put
from inkroom_desktop.tools.snap import box_of_geom, guides, snapped_to
from inkroom_desktop.tools.write import rewrite

LEAST: Final = 4
"""Smaller than this on both sides, in px of the screen, it was a press by mistake."""


class ShapeTool:
    """`name` is rect, ellipse, diamond, frame, or `shape-` and a form."""

    def __init__(self, desk: Desk, name: str = "rect") -> None:
        self._desk = desk
        self.name = name
        self._kind, _, form = name.partition("-")
        self._form = {"form": form} if form else {}
        self._others: list[Box] = []
        self._from: Pointer | None = None
        self._id = ""

    def press(self, p: Pointer) -> None:
        self._others = self._desk.neighbours([])
        self._from = snapped_to(p, self._others, self._desk.zoom)
        self._id = self._desk.new_id()

    def move(self, p: Pointer) -> None:
        self._desk.hover("cross")
        if self._from is None:
            return
        put = self._made(self._from, p)
        self._desk.preview([element_of_put(put)])
        self._desk.guide([] if p.ctrl else guides(box_of_geom(put["geom"]), self._others))
        style = self._desk.style
        self._desk.wet(
            Wet(
                id=self._id,
                kind=self._kind,
                form=self._form.get("form", ""),
                ink=style.ink,
                fill=style.fill,
                width=style.width,
                opacity=style.opacity,
                geom=put["geom"],
            )
        )

    def release(self, p: Pointer) -> None:
        if self._from is None:
            return
        put = self._made(self._from, p)
        self._from = None
        if max(put["geom"][2:4]) * self._desk.zoom >= LEAST * UNIT:
            self._desk.submit({"put": [put]})
            self._desk.done([put["id"]])
            frame = self._desk.board.get(put["id"]) if self.name == "frame" else None
            if frame is not None:
                rewrite(self._desk, frame)  # what is it called?
        self.cancel()

    def cancel(self) -> None:
        self._from = None
        self._desk.preview(None)
        self._desk.guide([])
        self._desk.wet(None)

    def key(self, name: str) -> bool:
        if name != "Escape" or self._from is None:
            return False
        self.cancel()
        return True

    def _made(self, start: Pointer, p: Pointer) -> Draft:
        end = p if p.shift else snapped_to(p, self._others, self._desk.zoom)
        put: Draft = {
            "id": self._id,
            "kind": self._kind,
            "geom": dragged(start, end),
            "z": self._desk.top_z(),
            **self._form,
        }
        return put | dressed(self._kind, self._desk.style, () if self.name == "frame" else SHAPE)


def dragged(start: Pointer, p: Pointer) -> list[int]:
    """The box of a drag: Shift makes it square, Alt puts its centre where it began."""
    dx, dy = p.x - start.x, p.y - start.y
    if p.shift:
        side = max(abs(dx), abs(dy))
        dx = -side if dx < 0 else side
        dy = -side if dy < 0 else side
    from_x = start.x - dx if p.alt else start.x
    from_y = start.y - dy if p.alt else start.y
    left, right = sorted((from_x, start.x + dx))
    top, bottom = sorted((from_y, start.y + dy))
    x, y = rnd(left), rnd(top)
    return [x, y, rnd(right) - x, rnd(bottom) - y, 0]
