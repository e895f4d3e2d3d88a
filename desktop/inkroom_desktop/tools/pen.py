"""The pen: points of a mouse, a finger or a pen become a stroke (INK-5); the highlighter is one too."""

from dataclasses import dataclass, field, replace
from typing import Final

from inkroom.geometry import UNIT, rnd
from inkroom.ink import encode_points, natural_box, simplify
from inkroom.messages import Wet
from inkroom_desktop.tools.desk import Desk, Draft, Pointer
from inkroom_desktop.tools.draft import INK, dressed
from inkroom_desktop.tools.nib import followed, pressed
from inkroom_desktop.tools.straight import Straightened, straightened

PART: Final = 2500
"""A stroke with more samples is put in parts, so that each fits a message with room to spare (SES-9)."""


@dataclass
class _Line:
    """`samples` flat `[x,y,pressure,ms, …]`, absolute, in board units; `points` the same for the eyes of others.

    `loose`: the last sample is nearer than a px to the one before, so the next takes its place. `tip`: where the ink
    is; a steadied pen is ahead of it.
    """

    id: str
    pressure: bool
    start: float
    tip: Pointer
    samples: list[int] = field(default_factory=list)
    points: list[int] = field(default_factory=list)
    loose: bool = False


class PenTool:
    """`name` is pen or highlighter."""

    def __init__(self, desk: Desk, name: str = "pen") -> None:
        self._desk = desk
        self.name = name
        self._line: _Line | None = None
        self._straight: Straightened | None = None

    def press(self, p: Pointer) -> None:
        self._line = self._begun(p)
        self._take(self._line, p)
        self._show(self._line)

    def move(self, p: Pointer) -> None:
        if self._line is None:
            self._desk.hover("pen")
            return
        if self._straight is not None:
            self._straight.follow(p)
            return
        self._follow(self._line, p)
        self._show(self._line)
        if len(self._line.samples) // 4 >= PART:
            self._go_on(self._line, p)

    def release(self, p: Pointer) -> None:
        line = self._line
        if line is None:
            return
        self._line = None
        if self._straight is not None:
            self._desk.submit({"put": [self._straight.put]})
        else:
            self._take(line, p)
            self._put(line)
        self.cancel()

    def finish(self) -> None:
        """The pen is taken from the hand: what it drew stays (PEN-4)."""
        if self._line is not None:
            self.release(self._line.tip)

    def rest(self, p: Pointer) -> None:
        """A pen that rests is done with its stroke: what is it meant to be?"""
        line = self._line
        if line is not None and self._straight is None and self._desk.nib.straighten:
            self._take(line, p)
            self._straight = straightened(self._desk, self._made(line), line.samples)

    def cancel(self) -> None:
        self._line = None
        if self._straight is not None:
            self._desk.preview(None)
        self._straight = None
        self._desk.wet(None)

    def key(self, name: str) -> bool:
        if name != "Escape" or self._line is None:
            return False
        self.cancel()
        return True

    def draft(self) -> Draft | None:
        """The stroke as it would be put if the pen were lifted now; None: the pen is not down."""
        return self._made(self._line) if self._line else None

    def _begun(self, p: Pointer) -> _Line:
        pressure = p.pressure is not None and self.name == "pen" and not self._desk.nib.constant
        return _Line(self._desk.new_id(), pressure, p.time, p)

    def _follow(self, line: _Line, p: Pointer) -> None:
        """Takes the pen's way, or that of the ink that is steadied behind it."""
        tip = line.tip
        share = followed(self._desk.nib, max(0, p.time - tip.time))
        x, y = tip.x + (p.x - tip.x) * share, tip.y + (p.y - tip.y) * share
        line.tip = replace(p, x=x, y=y)
        self._take(line, line.tip)

    def _take(self, line: _Line, p: Pointer) -> None:
        """Adds a sample where it is a px of the screen away, else moves the last one there."""
        samples, points = line.samples, line.points
        pressure = 255
        if p.pressure is not None and line.pressure:
            pressure = min(255, rnd(pressed(self._desk.nib, p.pressure)))
        x, y = rnd(p.x), rnd(p.y)
        if line.loose:
            del samples[-4:]
            del points[-3 if line.pressure else -2 :]
        if samples:
            dx, dy, least = x - samples[-4], y - samples[-3], UNIT / self._desk.zoom
            line.loose = dx * dx + dy * dy < least * least
        samples += (x, y, pressure, max(0, rnd(p.time - line.start)))
        points += (x, y, pressure) if line.pressure else (x, y)

    def _show(self, line: _Line) -> None:
        style = self._desk.style
        self._desk.wet(
            Wet(
                id=line.id,
                kind="stroke",
                ink=style.ink,
                width=style.width,
                opacity=style.opacity,
                brush="highlighter" if self.name == "highlighter" else "pen",
                pressure=line.pressure,
                points=line.points,
            )
        )

    def _go_on(self, line: _Line, p: Pointer) -> None:
        """Puts what is there and goes on with a new stroke from its last sample."""
        self._put(line)
        self._line = self._begun(p)
        self._take(self._line, p)
        self._show(self._line)

    def _put(self, line: _Line) -> None:
        self._desk.submit({"put": [self._made(line)]})

    def _made(self, line: _Line) -> Draft:
        kept = simplify(_settled(line), UNIT * 0.25 / self._desk.zoom)
        box = natural_box([n for at, n in enumerate(kept) if at % 4 != 3])
        stroke: Draft = {
            "id": line.id,
            "kind": "stroke",
            "points": encode_points(kept, line.pressure),
        }
        if not line.pressure:
            stroke["pressure"] = False
        if self.name == "highlighter":
            stroke["brush"] = "highlighter"
        stroke["geom"] = [box.left, box.top, box.width, box.height, 0]
        stroke["z"] = self._desk.top_z()
        return stroke | dressed("stroke", self._desk.style, INK)


def _settled(line: _Line) -> list[int]:
    """The samples without a last one that lies on the one before it."""
    samples = line.samples
    still = len(samples) > 4 and samples[-4:-2] == samples[-8:-6]
    return samples[:-4] if still else samples
