"""The part of a page that is chosen in the time bar by a lasso: what lies elsewhere is pale, and stays (HIST-14)."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from inkroom.board import Element
from inkroom.geometry import rnd
from inkroom.restoring import Area, taker
from inkroom_desktop.desk import BoardDesk


class Fence(QObject):
    """`area` None: the whole board. `changed`: another one is chosen."""

    changed = Signal()

    def __init__(self, desk: BoardDesk) -> None:
        super().__init__()
        self.area: Area | None = None
        self._takes: Callable[[Element], bool] | None = None
        self._desk = desk
        self._before: str | None = None
        """The tool that comes back after the lasso; None: no loop is asked for."""
        desk.sheets_changed.connect(self._outline)
        desk.tool_changed.connect(self._took)

    @property
    def asks(self) -> bool:
        return self._before is not None

    def ask(self) -> None:
        """Hands the person a lasso: its next loop is the area."""
        before = self._desk.tool_name
        self._desk.set_tool("lasso")
        self._before, self._desk.asked = before, self._looped

    def stop(self) -> None:
        """No loop is wanted any more: the tool before comes back."""
        before = self._before
        self._stop_asking()
        if before is not None:
            self._desk.set_tool(before)

    def choose(self, area: Area | None) -> None:
        self.area = area
        self._takes = None if area is None else taker(area)
        self._outline()
        self.changed.emit()

    def shows(self, element: Element) -> bool:
        """Whether an element of the page in view lies in the area."""
        if self.area is None or self._takes is None:
            return True
        return self.area.page == self._desk.scene.stack.page and self._takes(element)

    def leave(self) -> None:
        self.stop()
        self.choose(None)

    def _looped(self, loop: Sequence[float]) -> None:
        page = self._desk.scene.stack.page
        self.stop()
        self.choose(Area(page, [rnd(n) for n in loop]))

    def _took(self, tool: str) -> None:
        if tool != "lasso":
            self._stop_asking()

    def _stop_asking(self) -> None:
        self._before = self._desk.asked = None

    def _outline(self) -> None:
        area = self.area
        here = area is not None and area.page == self._desk.scene.stack.page
        self._desk.fence = area.places if area is not None and here else None
        self._desk.overlay_changed.emit()
