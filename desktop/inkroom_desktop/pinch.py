"""Fingers that move and zoom the board."""

from math import hypot

from inkroom_desktop.camera import Camera

Point = tuple[float, float]


class Pinch:
    """Feed it the fingers that are down, in px; it gives the camera that they lead to."""

    def __init__(self) -> None:
        self._before: list[Point] = []

    @property
    def active(self) -> bool:
        return bool(self._before)

    def moved(self, fingers: list[Point], camera: Camera) -> Camera:
        """The board under the fingers stays under them; a finger more or less begins anew."""
        before, self._before = self._before, fingers[:2]
        if not fingers or len(before) != len(self._before):
            return camera
        (bx, by), (x, y) = _middle(before), _middle(self._before)
        moved = camera.panned(x - bx, y - by)
        if len(before) == 2:
            span, was = _span(self._before), _span(before)
            if was > 0 and span > 0:
                moved = moved.zoomed(moved.zoom * span / was, x, y)
        return moved


def _middle(fingers: list[Point]) -> Point:
    return sum(x for x, _ in fingers) / len(fingers), sum(y for _, y in fingers) / len(fingers)


def _span(fingers: list[Point]) -> float:
    (ax, ay), (bx, by) = fingers
    return hypot(ax - bx, ay - by)
