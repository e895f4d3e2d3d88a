"""Where a page keeps the panel of the library: made when it is first wanted."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from inkroom_desktop.library import OwnLibrary
from inkroom_desktop.link import Link
from inkroom_desktop.network import Network
from inkroom_desktop.panels.library import LibraryPanel
from inkroom_desktop.sharedlibrary import SharedLibrary
from inkroom_desktop.sight import Sight
from inkroom_desktop.tools.paste import paste_elements

BESIDE = 4


class Drawer:
    """`panel` is None until somebody opens it, or keeps something."""

    def __init__(
        self,
        canvas: QWidget,
        sight: Sight,
        network: Network,
        link: Link,
        tell: Callable[[str], None],
    ) -> None:
        self._canvas, self._sight, self._tell = canvas, sight, tell
        self._desk = sight.desk
        self._shared = SharedLibrary(network, link)
        self.panel: LibraryPanel | None = None
        self._rail: QWidget | None = None

    def toggle(self, library: OwnLibrary) -> None:
        """Opens the library, or closes it."""
        panel = self._made(library)
        panel.setVisible(panel.isHidden())
        if not panel.isHidden():
            panel.look()
        panel.raise_()
        if self._rail is not None:
            self.place(self._rail)

    def keep(self, library: OwnLibrary) -> None:
        """Puts what is selected into the person's own library."""
        self._made(library).keep_own()

    def place(self, rail: QWidget) -> None:
        """Beside the rail, on the side of the board."""
        self._rail = rail
        if self.panel is None:
            return
        at_right = rail.x() > self._canvas.width() / 2
        x = rail.x() - self.panel.width() - BESIDE if at_right else rail.geometry().right() + BESIDE
        self.panel.move(x, rail.y())

    def _made(self, library: OwnLibrary) -> LibraryPanel:
        if self.panel is None:
            self.panel = LibraryPanel(self._canvas, self._desk, library, self._shared, self._tell)
            self.panel.hide()
            self.panel.placed.connect(
                lambda elements: paste_elements(self._desk, elements, self._sight.middle)
            )
        return self.panel
