"""What a gesture can take hold of: elements of the page in view, none of a locked layer."""

from collections.abc import Sequence
from math import ceil, floor

from inkroom.board import Element
from inkroom.extent import span
from inkroom.geometry import Box, rnd
from inkroom.hit import hits, lassoed
from inkroom.hit import within as lies_within
from inkroom_desktop.scene import Scene
from inkroom_desktop.tools.draft import is_free
from inkroom_desktop.tools.sweep import sweeps


class Grasp:
    """Asks the index of a scene; places and reach in board units."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def pick(self, x: float, y: float, reach: float) -> Element | None:
        near = ceil(reach) + 1
        found = self._meeting(Box(rnd(x) - near, rnd(y) - near, rnd(x) + near, rnd(y) + near))
        return next((element for element in reversed(found) if hits(element, x, y, reach)), None)

    def swept(self, ax: float, ay: float, bx: float, by: float, reach: float) -> list[Element]:
        way = Box(rnd(min(ax, bx)), rnd(min(ay, by)), rnd(max(ax, bx)), rnd(max(ay, by)))
        found = self._meeting(way.grown(ceil(reach) + 1))
        return [e for e in found if sweeps(e, ax, ay, bx, by, reach)]

    def under(self, x: float, y: float) -> list[Element]:
        found = self._meeting(Box(floor(x), floor(y), ceil(x), ceil(y)))
        spot = Box(ceil(x), ceil(y), floor(x), floor(y))
        return [element for element in reversed(found) if span(element).holds(spot)]

    def within(self, box: Box) -> list[Element]:
        return [e for e in self._meeting(box) if lies_within(e, box)]

    def lassoed(self, loop: Sequence[float]) -> list[Element]:
        """What a lasso takes; what is locked stays."""
        xs, ys = loop[0::2], loop[1::2]
        around = Box(floor(min(xs)), floor(min(ys)), ceil(max(xs)), ceil(max(ys)))
        return [e for e in self._meeting(around) if is_free(e) and lassoed(e, loop)]

    def _meeting(self, box: Box) -> list[Element]:
        """What is on a locked layer is seen only (SHEET-3)."""
        return [e for e in self._scene.index.meeting(box) if self._scene.stack.frees(e)]
