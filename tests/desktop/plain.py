"""A desk without a window: a board, a selection, and a list of what the tools asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, floor
from typing import Any

from msgspec.structs import replace

from inkroom.bind import routed
from inkroom.board import Board, Element, apply, painted_order
from inkroom.extent import painted_box, span
from inkroom.geometry import Box
from inkroom.gesture import Parts, ops_of
from inkroom.hit import hits, lassoed, within
from inkroom.messages import Wet
from inkroom.order import between
from inkroom.pending import entry_of
from inkroom_desktop.tools.desk import Pointer, Remark, Style, Writing
from inkroom_desktop.tools.draft import is_free
from inkroom_desktop.tools.nib import NIB, Nib
from inkroom_desktop.tools.snap import Guide
from inkroom_desktop.tools.style import STYLE
from inkroom_desktop.tools.sweep import sweeps


@dataclass
class PlainDesk:
    """Implements `tools.desk.Desk`; a submit is applied to the board at once."""

    zoom: float = 1.0
    style: Style = STYLE
    may_draw: bool = True
    board: Board = field(default_factory=Board)
    selection: list[str] = field(default_factory=list)
    submitted: list[Parts] = field(default_factory=list)
    wets: list[Wet | None] = field(default_factory=list)
    previews: list[list[str] | None] = field(default_factory=list)
    hovers: list[str] = field(default_factory=list)
    panned: list[tuple[float, float]] = field(default_factory=list)
    lasers: list[tuple[float, float] | None] = field(default_factory=list)
    writings: list[Writing] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    dimmed: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    bands: list[Box | None] = field(default_factory=list)
    loops: list[list[float] | None] = field(default_factory=list)
    lensed: str | None = None
    dips: list[dict[str, str]] = field(default_factory=list)
    nib: Nib = NIB
    guided: list[Guide] = field(default_factory=list)
    snaps: bool = False
    finished: list[list[str]] = field(default_factory=list)
    ids: int = 0
    cseq: int = 0

    def put(self, **element: Any) -> Element:
        """An element that is on the board from the start."""
        self._apply({"put": [element]})
        made = self.board.get(element["id"])
        assert made is not None
        return made

    def _apply(self, parts: Parts) -> None:
        for op in ops_of(parts, self.board, self.cseq + 1):
            self.cseq = op.cseq
            apply(self.board, entry_of(op, "c", self.board.seq + 1))

    def submit(self, parts: Parts) -> None:
        self.submitted.append(parts)
        self._apply(parts)

    def select(self, ids: Sequence[str]) -> None:
        self.selection = list(ids)

    def wet(self, wet: Wet | None) -> None:
        self.wets.append(None if wet is None else replace(wet, points=list(wet.points)))

    def laser(self, at: tuple[float, float] | None) -> None:
        self.lasers.append(at)

    def preview(self, elements: Sequence[Element] | None) -> None:
        self.previews.append(None if elements is None else [e.id for e in elements])

    def dim(self, ids: Sequence[str]) -> None:
        self.dimmed = list(ids)

    def target(self, ids: Sequence[str]) -> None:
        self.targets = list(ids)

    def neighbours(self, ids: Sequence[str]) -> list[Box]:
        return [span(e) for e in self._stack() if e.id not in ids] if self.snaps else []

    def guide(self, guides: Sequence[Guide]) -> None:
        self.guided = list(guides)

    def band(self, box: Box | None) -> None:
        self.bands.append(box)

    def _stack(self) -> list[Element]:
        return painted_order(routed(self.board, one) for one in self.board.visible())

    def pick(self, x: float, y: float, reach: float) -> Element | None:
        return next((e for e in reversed(self._stack()) if hits(e, x, y, reach)), None)

    def swept(self, ax: float, ay: float, bx: float, by: float, reach: float) -> list[Element]:
        return [e for e in self._stack() if sweeps(e, ax, ay, bx, by, reach)]

    def under(self, x: float, y: float) -> list[Element]:
        spot = Box(ceil(x), ceil(y), floor(x), floor(y))
        return [element for element in reversed(self._stack()) if painted_box(element).holds(spot)]

    def loop(self, points: Sequence[float] | None) -> None:
        self.loops.append(None if points is None else list(points))

    def lassoed(self, loop: Sequence[float]) -> list[Element]:
        return [one for one in self._stack() if is_free(one) and lassoed(one, loop)]

    def lens(self, colour: str | None) -> None:
        self.lensed = colour

    def dip(self, change: dict[str, str]) -> None:
        self.dips.append(change)

    def within(self, box: Box) -> list[Element]:
        return [element for element in self._stack() if within(element, box)]

    def new_id(self) -> str:
        self.ids += 1
        return f"new{self.ids}"

    def top_z(self) -> str:
        return between(max((e.get("z") for e in self.board.visible()), default=None), None)

    def pan(self, dx: float, dy: float) -> None:
        self.panned.append((dx, dy))

    def hover(self, name: str) -> None:
        self.hovers.append(name)

    def write(self, writing: Writing) -> None:
        self.writings.append(writing)

    def comment(self, remark: Remark) -> None:
        self.remarks.append(remark)

    def done(self, made: Sequence[str]) -> None:
        self.finished.append(list(made))


def at(x: float, y: float, **more: Any) -> Pointer:
    """A pointer at a place in px of the board."""
    return Pointer(x * 16, y * 16, **more)


def drag(tool: Any, *places: tuple[float, float], **more: Any) -> None:
    """A press at the first place, moves, and a release at the last; 8 ms apart."""
    points = [at(x, y, time=8.0 * n, **more) for n, (x, y) in enumerate(places)]
    tool.press(points[0])
    for point in points[1:]:
        tool.move(point)
    tool.release(points[-1])
