"""Looking at a board: zooming, fitting, scrolling, and leafing through its pages."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from inkroom.extent import span
from inkroom.geometry import Box, union
from inkroom.stack import sheet_of
from inkroom_desktop.camera import Camera, fitting
from inkroom_desktop.desk import BoardDesk
from inkroom_desktop.tools import pages

FIT_MOST: Final = 1.0
SCREENFUL: Final = 0.85
"""Of the height that is seen, how much a key scrolls."""
LEAST_PX: Final = 24
"""What is revealed is at least so large on the screen."""
INSETS: Final = (48.0, 0.0, 0.0, 44.0)
"""What panels cover of the canvas at its sides, in px."""


class Sight:
    """What the camera of a desk shows on a canvas."""

    def __init__(self, desk: BoardDesk, canvas: QWidget) -> None:
        self.desk, self._canvas = desk, canvas
        self.bare = False
        """No panel covers anything."""
        desk.page_turned.connect(self._turned)
        desk.sight_of = lambda: self.seen

    def acts(self) -> dict[str, Callable[[], Any]]:
        """The commands of looking."""
        desk = self.desk
        middle = (self._canvas.width() / 2, self._canvas.height() / 2)
        return {
            "view.zoom-in": lambda: self._look(desk.camera.stepped(1, *middle)),
            "view.zoom-out": lambda: self._look(desk.camera.stepped(-1, *middle)),
            "view.actual": lambda: self._look(desk.camera.zoomed(1, *middle)),
            "view.fit": lambda: self.fit(desk.scene.whole),
            "view.fit-selection": lambda: self.fit(union(map(span, desk.selected))),
            "view.scroll-up": lambda: self._scroll(-1),
            "view.scroll-down": lambda: self._scroll(1),
            "view.grid": lambda: pages.toggle_grid(desk, desk.scene.stack.page),
            "page.next": lambda: self._leaf(1),
            "page.previous": lambda: self._leaf(-1),
            "page.add": self._add_page,
        }

    @property
    def seen(self) -> Box:
        """What is seen of the page."""
        return self.desk.camera.view(self._canvas.width(), self._canvas.height())

    @property
    def place(self) -> tuple[float, float]:
        """Where the pointer is on the board; the middle of what is seen where it is elsewhere."""
        at = self._canvas.mapFromGlobal(QCursor.pos())
        if self._canvas.underMouse() and self._canvas.rect().contains(at):
            return self.desk.camera.to_board(at.x(), at.y())
        return self.middle

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of what is seen."""
        seen = self.seen
        return (seen.left + seen.right) / 2, (seen.top + seen.bottom) / 2

    def fit(self, box: Box | None) -> None:
        """Shows a box of the board."""
        if box is not None:
            self._look(self.fitting(box))

    def centre(self, x: float, y: float) -> None:
        """Shows a place of the board in the middle."""
        camera = self.desk.camera
        width, height = self._canvas.width(), self._canvas.height()
        self._look(Camera(x - width / 2 / camera.scale, y - height / 2 / camera.scale, camera.zoom))

    def fitting(self, box: Box) -> Camera:
        insets = (0.0, 0.0, 0.0, 0.0) if self.bare else INSETS
        width, height = self._canvas.width(), self._canvas.height()
        return fitting(box, width, height, most=FIT_MOST, insets=insets)

    def reveal(self, ids: list[str]) -> None:
        """Selects elements, on whatever page they are, and brings them into view, where they are not."""
        desk = self.desk
        element = desk.board.get(ids[0]) if ids else None
        if element is not None:
            desk.turn_to(sheet_of(element, "pages", desk.scene.stack.pages))
        desk.set_tool("select")
        desk.select(ids)
        box = union(span(element) for element in desk.selected)
        if box is None:
            return
        size = max(box.width, box.height) * desk.camera.scale
        if not self.seen.holds(box) or size < LEAST_PX:
            self.fit(box)

    def _look(self, camera: Camera) -> None:
        self.desk.camera = camera

    def _scroll(self, by: int) -> None:
        self._look(self.desk.camera.panned(0, -by * self._canvas.height() * SCREENFUL))

    def _leaf(self, by: int) -> None:
        """To the page so many further on, if there is one."""
        stack = self.desk.scene.stack
        at = [page.id for page in stack.pages].index(stack.page) + by
        if 0 <= at < len(stack.pages):
            self.desk.turn_to(stack.pages[at].id)

    def _add_page(self) -> None:
        added = pages.add(self.desk, "pages", self.desk.scene.stack.page)
        if added:
            self.desk.turn_to(added)

    def _turned(self, camera: Camera | None) -> None:
        """A page is looked at as it was left; one that was not seen before is shown whole."""
        if camera is not None:
            self._look(camera)
        else:
            self.fit(self.desk.scene.whole)
