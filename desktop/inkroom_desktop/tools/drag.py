"""The drags of the select tool, each one gesture: move, draw out or turn, a point of a line, a box."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from math import atan2, ceil, floor, pi
from typing import Final, Protocol

from inkroom.board import Element
from inkroom.extent import span
from inkroom.geometry import Box, rnd, turned, union
from inkroom_desktop.tools.arrow import straight
from inkroom_desktop.tools.copy import copies
from inkroom_desktop.tools.desk import Desk, Draft, Pointer
from inkroom_desktop.tools.draft import changed, element_of_put, free_of
from inkroom_desktop.tools.frame import Frame, Grip, geom_of, is_line
from inkroom_desktop.tools.hold import Binding, hold_at, loosened
from inkroom_desktop.tools.members import with_members
from inkroom_desktop.tools.snap import Way, evened, guides, reach_of, snapped, snapped_to
from inkroom_desktop.tools.transform import Registers, Stretch, moved, rotated, scaled, stretched

STEP: Final = 1500
"""A turn with Shift goes by 15 degrees."""


class Drag(Protocol):
    def move(self, p: Pointer) -> None: ...
    def end(self, p: Pointer) -> None: ...
    def cancel(self) -> None: ...


class Reshape(ABC):
    """A drag that gives elements other registers."""

    def __init__(self, desk: Desk, elements: Sequence[Element]) -> None:
        self._desk = desk
        self._elements = list(elements)
        self._ids = {element.id for element in self._elements}

    @abstractmethod
    def registers(self, element: Element, p: Pointer) -> Registers:
        """What the element is given while the pointer is at `p`."""

    def move(self, p: Pointer) -> None:
        self._desk.preview([changed(e, self.registers(e, p)) for e in self._elements])

    def end(self, p: Pointer) -> None:
        found = [(e, self.registers(e, p)) for e in self._elements]
        sets = [
            {"id": e.id} | new for e, new in found if any(e.get(n) != v for n, v in new.items())
        ]
        if sets:
            self._desk.submit({"set": sets})
        self._desk.preview(None)

    def cancel(self) -> None:
        self._desk.preview(None)


class MoveDrag(Reshape):
    """Moves the selection; Shift keeps to one axis, Alt leaves it there and moves a copy."""

    def __init__(self, desk: Desk, start: Pointer) -> None:
        super().__init__(desk, with_members(desk, free_of(desk)))
        self._from = start
        self._made: list[Draft] | None = None
        self._box = union(span(element) for element in self._elements)
        self._others = desk.neighbours([element.id for element in self._elements])

    def move(self, p: Pointer) -> None:
        self._desk.hover("move")
        self._show(p)
        if p.alt:
            self._desk.preview([element_of_put(put) for put in self._copies(p)])
        else:
            super().move(p)

    def cancel(self) -> None:
        self._desk.guide([])
        super().cancel()

    def end(self, p: Pointer) -> None:
        self._desk.guide([])
        if not p.alt:
            super().end(p)
            return
        put = self._copies(p)
        if put:
            self._desk.submit({"put": put})
        self._desk.preview(None)
        self._desk.select([copy["id"] for copy in put])

    def registers(self, element: Element, p: Pointer) -> Registers:
        return moved(element, *self._step(p)) | loosened(element, self._ids)

    def _copies(self, p: Pointer) -> list[Draft]:
        if self._made is None:
            self._made = copies(self._desk, self._elements, 0, 0)
        step = self._step(p)
        return [put | moved(element_of_put(put), *step) for put in self._made]

    def _step(self, p: Pointer) -> tuple[int, int]:
        dx, dy = rnd(p.x - self._from.x), rnd(p.y - self._from.y)
        across = abs(dx) >= abs(dy)
        x, y = not p.shift or across, not p.shift or not across
        dx, dy = dx if x else 0, dy if y else 0
        if self._box is None or p.ctrl or not self._others:
            return dx, dy
        reach = reach_of(p, self._desk.zoom)
        sx, sy = snapped(_shifted(self._box, dx, dy), self._others, reach, x=x, y=y)
        return dx + sx, dy + sy

    def _show(self, p: Pointer) -> None:
        """Ctrl lets it go where it likes."""
        if self._others and self._box is not None:
            box = _shifted(self._box, *self._step(p))
            self._desk.guide([] if p.ctrl else guides(box, self._others))


def _shifted(box: Box, dx: int, dy: int) -> Box:
    return Box(box.left + dx, box.top + dy, box.right + dx, box.bottom + dy)


class GripDrag(Reshape):
    """Draws the selection out by a handle, or turns it by the round one."""

    def __init__(
        self, desk: Desk, elements: Sequence[Element], frame: Frame, grip: Grip, start: Pointer
    ) -> None:
        super().__init__(desk, elements)
        self._frame, self._grip, self._from = frame, grip, start
        upright = frame.angle % 36_000 == 0 and grip != "rotate"
        self._others = desk.neighbours(list(self._ids)) if upright else []
        """What a side that is drawn out snaps to: nothing where it is turned."""

    def move(self, p: Pointer) -> None:
        super().move(p)
        box = union(span(changed(e, self.registers(e, p))) for e in self._elements)
        if self._others and box is not None:
            self._desk.guide([] if p.ctrl else guides(box, self._others))

    def end(self, p: Pointer) -> None:
        self._desk.guide([])
        super().end(p)

    def cancel(self) -> None:
        self._desk.guide([])
        super().cancel()

    def registers(self, element: Element, p: Pointer) -> Registers:
        return self._reshaped(element, p) | loosened(element, self._ids)

    def _reshaped(self, element: Element, p: Pointer) -> Registers:
        frame, grip = self._frame, self._grip
        if grip == "rotate":
            return rotated(element, self._turn(p), *frame.centre)
        edge_x, edge_y = _grabbed(frame, grip)
        pulled = replace(p, x=edge_x + p.x - self._from.x, y=edge_y + p.y - self._from.y)
        by = self._even(pulled, edge_x, edge_y) if self._kept(p) else self._free(pulled)
        return scaled(element, frame, by)

    def _free(self, pulled: Pointer) -> Stretch:
        frame, grip = self._frame, self._grip
        x, y = "e" in grip or "w" in grip, "n" in grip or "s" in grip
        at = snapped_to(pulled, self._others, self._desk.zoom, x=x, y=y)
        return stretched(frame, grip, at.x, at.y, ratio=False, centre=pulled.alt)

    def _even(self, pulled: Pointer, edge_x: float, edge_y: float) -> Stretch:
        """With its proportions: the side that is nearest to a line goes there, and the other as far."""
        frame, grip = self._frame, self._grip
        by = stretched(frame, grip, pulled.x, pulled.y, ratio=True, centre=pulled.alt)
        writing = all(e.kind == "text" for e in self._elements)  # its size goes by steps
        if pulled.ctrl or writing:
            return by
        ways: list[Way] = []
        if "e" in grip or "w" in grip:
            ways.append(Way(by.ax, by.ax + (edge_x - by.ax) * by.sx, "x"))
        if "n" in grip or "s" in grip:
            ways.append(Way(by.ay, by.ay + (edge_y - by.ay) * by.sy, "y"))
        share = evened(ways, self._others, reach_of(pulled, self._desk.zoom))
        return by._replace(sx=by.sx * share, sy=by.sy * share)

    def _kept(self, p: Pointer) -> bool:
        """Whether the proportions are kept."""
        grip = self._grip
        sides = grip in ("n", "e", "s", "w")
        writing = all(e.kind == "text" for e in self._elements)
        images = all(e.kind == "image" for e in self._elements)
        kept = p.shift != (
            images and not sides
        )  # an image keeps its proportions unless Shift is down
        return kept or (writing and grip not in ("e", "w")) or self._mixed()

    def _mixed(self) -> bool:
        """Several with writing or a turn among them keep their proportions, else they would be bent."""
        if len(self._elements) == 1:
            return False
        return any(
            e.kind == "text" or (not is_line(e) and geom_of(e)[4] % 9_000 != 0)
            for e in self._elements
        )

    def _turn(self, p: Pointer) -> int:
        cx, cy = self._frame.centre
        by = _degrees(p.x - cx, p.y - cy) - _degrees(self._from.x - cx, self._from.y - cy)
        if not p.shift:
            return rnd(by)
        return rnd((self._frame.angle + by) / STEP) * STEP - self._frame.angle


class PointDrag(Reshape):
    """Moves one point of a line, or bends it at a middle (0.5: between the first two).

    Shift keeps it at 15 degrees from the point before it.
    """

    def __init__(self, desk: Desk, element: Element, point: float) -> None:
        super().__init__(desk, [element])
        self._point = point

    def registers(self, element: Element, p: Pointer) -> Registers:
        geom = geom_of(element)
        at = 2 * ceil(self._point)
        if at != 2 * self._point:
            geom[at:at] = [0, 0]  # a middle becomes a point
        other = 2 if at == 0 else at - 2
        start = (geom[other], geom[other + 1])
        point = straight(start, (p.x, p.y)) if p.shift else (rnd(p.x), rnd(p.y))
        closed = len(geom) >= 8 and geom[:2] == geom[-2:] and not p.ctrl
        geom[at : at + 2] = point
        if closed and at in (0, len(geom) - 2):
            twin = len(geom) - 2 if at == 0 else 0
            geom[twin : twin + 2] = point
        return {"geom": geom} | self._hold(element, p)

    def move(self, p: Pointer) -> None:
        held = next(iter(self._hold(self._elements[0], p).values()), None)
        self._desk.target([held["id"]] if held else [])
        super().move(p)

    def end(self, p: Pointer) -> None:
        self._desk.target([])
        super().end(p)

    def cancel(self) -> None:
        self._desk.target([])
        super().cancel()

    def _hold(self, element: Element, p: Pointer) -> dict[str, Binding | None]:
        """What the end that is dragged holds on to then; not what the other end holds, and nothing with Shift."""
        if self._point not in (0, len(geom_of(element)) // 2 - 1):
            return {}
        end, other = ("from", "to") if self._point == 0 else ("to", "from")
        found = hold_at(self._desk, p) if element.kind == "arrow" and not p.shift else None
        bound = element.get(other)
        held = None if found and bound and found["id"] == bound["id"] else found
        return {end: held} if held or element.get(end) else {}


class BandDrag:
    """Draws a box and selects what lies within it, besides `before`."""

    def __init__(self, desk: Desk, start: Pointer, before: Sequence[str]) -> None:
        self._desk = desk
        self._from = start
        self._before = list(before)
        self._was = list(desk.selection)

    def move(self, p: Pointer) -> None:
        left, right = sorted((self._from.x, p.x))
        top, bottom = sorted((self._from.y, p.y))
        box = Box(ceil(left), ceil(top), floor(right), floor(bottom))
        self._desk.band(box)
        found = [element.id for element in self._desk.within(box)]
        self._desk.select(self._before + [id for id in found if id not in self._before])

    def end(self, p: Pointer) -> None:
        self.move(p)
        self._desk.band(None)

    def cancel(self) -> None:
        self._desk.band(None)
        self._desk.select(self._was)


def _grabbed(frame: Frame, grip: Grip) -> tuple[float, float]:
    """The corner or side of the frame itself that a grip stands for, where the pointer took hold of it."""
    cx, cy = frame.centre
    x = frame.left if "w" in grip else frame.right if "e" in grip else cx
    y = frame.top if "n" in grip else frame.bottom if "s" in grip else cy
    return turned(x, y, frame.angle, cx, cy)


def _degrees(dx: float, dy: float) -> float:
    """The direction of a vector in 1/100 degree, clockwise from east."""
    return atan2(dy, dx) * 18_000 / pi
