"""The desk: what a tool sees of the board and may do to it. No Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from inkroom.board import Board, Element
from inkroom.geometry import Box
from inkroom.gesture import Parts
from inkroom.messages import Wet
from inkroom_desktop.tools.nib import Nib
from inkroom_desktop.tools.pointer import Pointer as Pointer
from inkroom_desktop.tools.snap import Guide

ToolName = Literal[
    "select", "lasso", "hand", "pen", "highlighter", "eraser", "part-eraser", "laser",
    "arrow", "line", "rect", "ellipse", "diamond", "text", "note", "frame", "comment", "picker",
    "shape-triangle", "shape-pentagon", "shape-hexagon", "shape-octagon", "shape-star", "shape-parallelogram",
    "shape-trapezoid", "shape-arrow", "shape-cross", "shape-cloud", "shape-heart", "shape-bubble",
]  # fmt: skip


@dataclass(frozen=True)
class Style:
    """What new elements look like, by the names of the registers. Lengths in 1/16 px."""

    ink: str = "#1D2432"
    fill: str = "none"
    fill_style: str = "solid"
    width: int = 64
    dash: str = "solid"
    sketch: int = 0
    curve: int = 0
    round: int = 0
    opacity: int = 100
    font: str = "hand"
    size: int = 320
    align: str = "left"


Hover = str
"""The look of the mouse over the board: select, move, hand, grab, pen, eraser, laser, cross, text, comment, picker,
rotate, and `resize-0` to `resize-7`, by the direction of the handle on screen in 1/8 turns from east, clockwise."""


@dataclass(frozen=True)
class Writing:
    """Writing that is asked for: the window opens an editor there and calls `commit` or `cancel` once.

    `id`: the element that gets the text, None: a new one. `box`: where the text stands, upright, turned by
    `angle` (1/100 degree) about its centre. `wrap` False: the box grows with the text, to the right and down;
    True: lines break at its width. `commit` takes the text as one gesture; an empty text makes nothing (and takes
    an empty text element away).
    """

    id: str | None
    kind: str
    text: str
    font: str
    size: int
    align: str
    ink: str
    box: Box
    angle: int
    wrap: bool
    commit: Callable[[str], None]
    cancel: Callable[[], None]


@dataclass(frozen=True)
class Remark:
    """A comment that is asked for: what it is about ("" for nothing) and where its pin is put, in board units."""

    about: str
    place: tuple[int, int]


Draft = dict[str, Any]
"""An element before it is put: the form of its JSON."""


class Desk(Protocol):
    """What a tool is given."""

    @property
    def may_draw(self) -> bool:
        """False for those who may only look: they can select, and change nothing."""
        ...

    @property
    def board(self) -> Board: ...
    @property
    def zoom(self) -> float:
        """Screen px for one px of the board."""
        ...

    @property
    def style(self) -> Style: ...
    @property
    def nib(self) -> Nib:
        """How the pen of this device writes."""
        ...

    @property
    def selection(self) -> Sequence[str]: ...
    def select(self, ids: Sequence[str]) -> None: ...
    def submit(self, parts: Parts) -> None:
        """One gesture, one submit."""
        ...

    def wet(self, wet: Wet | None) -> None:
        """Own wet ink, whole each time; None: there is none any more."""
        ...

    def laser(self, at: tuple[float, float] | None) -> None:
        """The laser is at this place; None: it is off, and its trail fades."""
        ...

    def preview(self, elements: Sequence[Element] | None) -> None:
        """Elements painted on the live layer instead of those with the same ids; None: none."""
        ...

    def dim(self, ids: Sequence[str]) -> None:
        """Elements painted pale while a gesture holds them (the eraser)."""
        ...

    def target(self, ids: Sequence[str]) -> None:
        """Elements that the end of an arrow would hold on to."""
        ...

    def neighbours(self, ids: Sequence[str]) -> list[Box]:
        """The boxes of the others in sight that a drag snaps to; none where snapping is off."""
        ...

    def guide(self, guides: Sequence[Guide]) -> None:
        """The lines that a drag stands in; none: []."""
        ...

    def band(self, box: Box | None) -> None:
        """The box that a drag selects; None: none."""
        ...

    def loop(self, points: Sequence[float] | None) -> None:
        """The loop that a lasso draws, flat points; None: none."""
        ...

    def pick(self, x: float, y: float, reach: float) -> Element | None:
        """The topmost element within `reach` board units of the point."""
        ...

    def swept(self, ax: float, ay: float, bx: float, by: float, reach: float) -> list[Element]:
        """All elements that the pen would touch on the way from a to b, `reach` wide to each side."""
        ...

    def under(self, x: float, y: float) -> list[Element]:
        """All elements whose boxes hold the point, topmost first."""
        ...

    def within(self, box: Box) -> list[Element]:
        """All elements that lie wholly within the box."""
        ...

    def lassoed(self, loop: Sequence[float]) -> list[Element]:
        """All elements that a lasso takes (LASSO-1), but for what is locked."""
        ...

    def new_id(self) -> str: ...
    def top_z(self) -> str:
        """A `z` above all elements."""
        ...

    def pan(self, dx: float, dy: float) -> None:
        """Moves the board under the pointer, in board units."""
        ...

    def hover(self, name: Hover) -> None: ...
    def lens(self, colour: str | None) -> None:
        """The colour that the picker is over; None: none."""
        ...

    def dip(self, change: dict[str, str]) -> None:
        """The picker took a colour, `ink` or `fill`: back to the tool before it, whose style and selection take it."""
        ...

    def write(self, writing: Writing) -> None: ...
    def comment(self, remark: Remark) -> None:
        """Asks for a comment."""
        ...

    def done(self, made: Sequence[str]) -> None:
        """A shape is drawn: back to select, unless the tool is kept."""
        ...


class Tool(Protocol):
    """A state machine of one gesture at a time."""

    name: str

    def press(self, p: Pointer) -> None: ...
    def move(self, p: Pointer) -> None:
        """A move with the button down, or hovering."""
        ...

    def release(self, p: Pointer) -> None: ...
    def cancel(self) -> None:
        """Ends the gesture and leaves the board as it was."""
        ...

    def key(self, name: str) -> bool:
        """A key by its `KeyboardEvent.key`, with `Shift+` and `Ctrl+` before it; True: used."""
        ...
