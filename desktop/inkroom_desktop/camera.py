"""Board to screen and back: where the window looks, without Qt."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from inkroom.geometry import UNIT, Box

LEAST: Final = 0.02
MOST: Final = 30.0
FIT_MARGIN: Final = 48
STEPS: Final = (
    0.02,
    0.05,
    0.1,
    0.25,
    0.5,
    0.75,
    1.0,
    1.5,
    2.0,
    3.0,
    4.0,
    6.0,
    8.0,
    12.0,
    20.0,
    30.0,
)


@dataclass(frozen=True)
class Camera:
    """`x`, `y`: the board point (1/16 px) at the upper left corner of the screen; `zoom`: 1 is 100 %."""

    x: float = 0.0
    y: float = 0.0
    zoom: float = 1.0

    @property
    def scale(self) -> float:
        """Screen px in one board unit."""
        return self.zoom / UNIT

    def to_board(self, sx: float, sy: float) -> tuple[float, float]:
        return self.x + sx / self.scale, self.y + sy / self.scale

    def to_screen(self, x: float, y: float) -> tuple[float, float]:
        return (x - self.x) * self.scale, (y - self.y) * self.scale

    def panned(self, dx: float, dy: float) -> "Camera":
        """The board moved by `dx`, `dy` screen px, as under a hand."""
        return replace(self, x=self.x - dx / self.scale, y=self.y - dy / self.scale)

    def zoomed(self, zoom: float, sx: float, sy: float) -> "Camera":
        """Another zoom; the board point under the screen point stays there."""
        zoom = min(MOST, max(LEAST, zoom))
        x, y = self.to_board(sx, sy)
        scale = zoom / UNIT
        return Camera(x - sx / scale, y - sy / scale, zoom)

    def stepped(self, direction: int, sx: float, sy: float) -> "Camera":
        """The next round zoom, up (1) or down (-1)."""
        if direction > 0:
            zoom = next((z for z in STEPS if z > self.zoom * 1.001), MOST)
        else:
            zoom = next((z for z in reversed(STEPS) if z < self.zoom / 1.001), LEAST)
        return self.zoomed(zoom, sx, sy)

    def view(self, width: float, height: float) -> Box:
        """The part of the board that a screen of this size shows."""
        right, bottom = self.to_board(width, height)
        return Box(int(self.x) - 1, int(self.y) - 1, int(right) + 1, int(bottom) + 1)

    def snapped(self, ratio: float) -> "Camera":
        """Moved by less than a pixel, so that the board's origin falls on a device pixel; `ratio` of the screen."""
        step = self.scale * ratio
        return replace(self, x=round(self.x * step) / step, y=round(self.y * step) / step)


def viewing(view: Sequence[int], width: float, height: float) -> Camera:
    """The camera that shows all of `[x, y, width, height]`, as large as it goes, in the middle."""
    x, y, wide, high = view
    zoom = min(MOST, max(LEAST, min(width * UNIT / wide, height * UNIT / high)))
    scale = zoom / UNIT
    return Camera(x + wide / 2 - width / 2 / scale, y + high / 2 - height / 2 / scale, zoom)


def fitting(
    box: Box,
    width: float,
    height: float,
    *,
    most: float = 1.0,
    insets: tuple[float, ...] = (0, 0, 0, 0),
) -> Camera:
    """The camera that shows all of `box`, at most at the zoom `most`.

    `insets` are px that panels cover: left, top, right, bottom.
    """
    left, top, right, bottom = (inset + FIT_MARGIN for inset in insets)
    free_w, free_h = max(64.0, width - left - right), max(64.0, height - top - bottom)
    wide, high = max(1, box.width) / UNIT, max(1, box.height) / UNIT
    zoom = min(MOST, max(LEAST, min(most, free_w / wide, free_h / high)))
    scale = zoom / UNIT
    x = (box.left + box.right) / 2 - (left + free_w / 2) / scale
    y = (box.top + box.bottom) / 2 - (top + free_h / 2) / scale
    return Camera(x, y, zoom)
