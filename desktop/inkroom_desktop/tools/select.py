"""The select tool: picks, moves, draws out and turns what is there."""

from collections.abc import Callable
from dataclasses import dataclass
from math import hypot
from typing import Final

from inkroom.board import Element
from inkroom.geometry import UNIT
from inkroom_desktop.tools.desk import Desk, Pointer
from inkroom_desktop.tools.draft import free_of, is_free, selected
from inkroom_desktop.tools.drag import BandDrag, Drag, GripDrag, MoveDrag, PointDrag
from inkroom_desktop.tools.edit import duplicate, nudge, remove
from inkroom_desktop.tools.frame import PAD, eighth, frame_of, grip_at, in_frame, point_at
from inkroom_desktop.tools.write import can_name, can_write, rewrite, write_at

REACH: Final = 4
"""Px of the screen around a point that count as on it."""
REACH_TOUCH: Final = 10
GRIP: Final = 12
"""Half of what a handle takes (face.md section 9)."""
GRIP_TOUCH: Final = 22
STILL: Final = 3
"""A press that moves less, in px of the screen, is a click."""
STILL_TOUCH: Final = 8
_NUDGES: Final = {
    "ArrowLeft": (-1, 0),
    "ArrowRight": (1, 0),
    "ArrowUp": (0, -1),
    "ArrowDown": (0, 1),
}


@dataclass(frozen=True)
class _Press:
    """A press that is not yet a drag: what it becomes when it moves, and what it does when it does not."""

    at: Pointer
    drag: Callable[[], Drag]
    click: Callable[[], None]


def _nothing() -> None:
    """A click that does nothing."""


class SelectTool:
    name = "select"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._pressed: _Press | None = None
        self._drag: Drag | None = None

    def press(self, p: Pointer) -> None:
        if p.twice and self._write(p):
            return
        self._pressed = self._on_grip(p) or self._on_element(p)

    def move(self, p: Pointer) -> None:
        if self._drag:
            self._drag.move(p)
        elif self._pressed is None:
            self._hover(p)
        elif self._far(self._pressed.at, p):
            self._drag = self._pressed.drag()
            self._drag.move(p)

    def release(self, p: Pointer) -> None:
        drag, pressed = self._drag, self._pressed
        self._drag = self._pressed = None
        if drag:
            drag.end(p)
        elif pressed and self._far(pressed.at, p):
            pressed.drag().end(p)
        elif pressed:
            pressed.click()

    def cancel(self) -> None:
        drag = self._drag
        self._drag = self._pressed = None
        if drag:
            drag.cancel()

    def key(self, name: str) -> bool:
        if name == "Escape":
            return self._escape()
        if name == "Enter":
            return self._write_selected()
        if name in ("Delete", "Backspace"):
            return self._acts(remove)
        if name == "Ctrl+d":
            return self._acts(duplicate)
        nudged = _NUDGES.get(name.replace("Shift+", ""))
        if nudged is None:
            return False
        by = 10 if name.startswith("Shift+") else 1
        return self._acts(lambda desk: nudge(desk, nudged[0] * by, nudged[1] * by))

    def _acts(self, act: Callable[[Desk], None]) -> bool:
        if not self._desk.may_draw or not self._desk.selection or self._drag:
            return False
        act(self._desk)
        return True

    def _escape(self) -> bool:
        if self._drag:
            self.cancel()
            return True
        if not self._desk.selection:
            return False
        self._desk.select([])
        return True

    def _on_grip(self, p: Pointer) -> _Press | None:
        """The handles of the selection come first: they lie above all."""
        desk = self._desk
        elements = selected(desk)
        if not _can_reshape(desk, elements):
            return None
        reach = (GRIP_TOUCH if p.touch else GRIP) * UNIT / desk.zoom
        point = point_at(elements, p.x, p.y, reach, desk.zoom)
        if point is not None:
            return _Press(p, lambda: PointDrag(desk, elements[0], point), _nothing)
        frame = frame_of(elements)
        grip = frame and grip_at(elements, frame, p.x, p.y, reach, desk.zoom)
        if frame is None or not grip:
            return None
        return _Press(p, lambda: GripDrag(desk, elements, frame, grip, p), _nothing)

    def _on_element(self, p: Pointer) -> _Press:
        desk = self._desk
        hit = desk.pick(p.x, p.y, self._reach(p))
        if hit is None:
            return self._on_ground(p)
        ids = [hit.id] if p.ctrl else group_of(desk, hit)
        was = list(desk.selection)
        had = all(id in was for id in ids)
        if p.shift:
            if not had:
                desk.select(was + [id for id in ids if id not in was])
            rest = [id for id in was if id not in ids]
            return _Press(
                p, lambda: MoveDrag(desk, p), (lambda: desk.select(rest)) if had else _nothing
            )
        if not had:
            desk.select(ids)
        return _Press(p, lambda: MoveDrag(desk, p), (lambda: desk.select(ids)) if had else _nothing)

    def _on_ground(self, p: Pointer) -> _Press:
        """Nothing is hit: within the frame the selection moves, elsewhere a box is drawn."""
        desk = self._desk
        frame = frame_of(selected(desk))
        clear = _nothing if p.shift else lambda: desk.select([])
        if frame and not p.shift and in_frame(frame, p.x, p.y, PAD * UNIT / desk.zoom):
            return _Press(p, lambda: MoveDrag(desk, p), clear)
        before = list(desk.selection) if p.shift else []
        return _Press(p, lambda: BandDrag(desk, p, before), clear)

    def _write(self, p: Pointer) -> bool:
        if not self._desk.may_draw:
            return False
        hit = self._desk.pick(p.x, p.y, self._reach(p)) or self._inside(p)
        if hit and not (can_name(hit) and is_free(hit)):
            return False
        self._desk.select([hit.id] if hit else [])
        if hit:
            rewrite(self._desk, hit)
        else:
            write_at(self._desk, p.x, p.y)
        return True

    def _inside(self, p: Pointer) -> Element | None:
        """The topmost shape or note that the pointer is inside of: an empty one is not hit there."""
        for element in self._desk.under(p.x, p.y):
            frame = frame_of([element])
            if can_write(element) and is_free(element) and frame and in_frame(frame, p.x, p.y, 0):
                return element
        return None

    def _write_selected(self) -> bool:
        elements = free_of(self._desk)
        if len(elements) != 1 or not can_name(elements[0]):
            return False
        rewrite(self._desk, elements[0])
        return True

    def _hover(self, p: Pointer) -> None:
        desk = self._desk
        elements = selected(desk)
        free = _can_reshape(desk, elements)
        frame = frame_of(elements) if free else None
        reach = GRIP * UNIT / desk.zoom
        if free and point_at(elements, p.x, p.y, reach, desk.zoom) is not None:
            desk.hover("move")
            return
        grip = frame and grip_at(elements, frame, p.x, p.y, reach, desk.zoom)
        if frame and grip:
            desk.hover("rotate" if grip == "rotate" else f"resize-{eighth(grip, frame.angle)}")
            return
        hit = desk.pick(p.x, p.y, self._reach(p))
        mine = (
            hit.id in desk.selection if hit else frame is not None and in_frame(frame, p.x, p.y, 0)
        )
        desk.hover("move" if mine else "select")

    def _reach(self, p: Pointer) -> float:
        return (REACH_TOUCH if p.touch else REACH) * UNIT / self._desk.zoom

    def _far(self, start: Pointer, p: Pointer) -> bool:
        px = hypot(p.x - start.x, p.y - start.y) * self._desk.zoom / UNIT
        return px >= (STILL_TOUCH if p.touch else STILL)


def _can_reshape(desk: Desk, elements: list[Element]) -> bool:
    """True where the selection has handles: nothing of it is locked."""
    return desk.may_draw and bool(elements) and all(is_free(element) for element in elements)


def group_of(desk: Desk, hit: Element) -> list[str]:
    """The element with all others of its outermost group."""
    groups = hit.get("group")
    if not groups:
        return [hit.id]
    return [
        e.id for e in desk.board.visible() if e.get("group") and e.get("group")[-1] == groups[-1]
    ]
