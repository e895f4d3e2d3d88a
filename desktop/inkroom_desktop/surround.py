"""The panels that float round a canvas: which there are, where each stands, and which are seen."""

from typing import Final

from PySide6.QtWidgets import QWidget

from inkroom_desktop import theme
from inkroom_desktop.canvas import Canvas
from inkroom_desktop.desk import BoardDesk
from inkroom_desktop.keys import key_of
from inkroom_desktop.link import Link
from inkroom_desktop.panels.card import SavedCard
from inkroom_desktop.panels.cluster import Cluster
from inkroom_desktop.panels.endedcard import EndedCard
from inkroom_desktop.panels.find import FindBar
from inkroom_desktop.panels.hints import Hints
from inkroom_desktop.panels.minimap import Minimap
from inkroom_desktop.panels.rail import Rail
from inkroom_desktop.panels.saved import SavedDot
from inkroom_desktop.panels.style import StylePanel
from inkroom_desktop.panels.toasts import Toast
from inkroom_desktop.panels.trouble import Trouble
from inkroom_desktop.seeker import Seeker

MINIMAP_FROM: Final = 1100
"""Px of the canvas that leave room for a minimap."""

BELOW_BANNER: Final = 72
"""Px from the top that are free of the banner of the past."""


class Surround:
    """Makes the panels; `place` puts them where they belong."""

    def __init__(self, canvas: Canvas, desk: BoardDesk, link: Link, seeker: Seeker) -> None:
        self._canvas, self._desk, self._link = canvas, desk, link
        self.rail = Rail(canvas, key_of)
        self.style = StylePanel(canvas, key_of)
        self.cluster = Cluster(canvas, key_of)
        self.card = SavedCard(canvas, link)
        self.finder = FindBar(canvas, desk, seeker)
        self.minimap = Minimap(canvas, desk)
        self.toast = Toast(canvas)
        self.trouble = Trouble(canvas)
        self.ended = EndedCard(canvas)
        self.hints = Hints(canvas)
        self.dot = SavedDot(canvas)
        self.saved_x = 300
        """Where the saved indicator stands, in px of the canvas: a pointer of the first run points there."""
        self.left_handed = False
        self.bare = False
        """Nothing is seen but the board."""
        self._minimap = True

    def place(self) -> None:
        """Where the panels stand on the canvas, whose size may have changed."""
        canvas, margin = self._canvas, theme.size("margin")
        width, height = canvas.width(), canvas.height()
        left, right = (
            (self.style, self.rail)
            if self.left_handed != canvas.isRightToLeft()
            else (self.rail, self.style)
        )
        self.style.fit_into(height - 32)
        self.rail.fit_into(height - 32 - self.cluster.height() - margin)
        left.move(margin, 16)
        right.move(width - right.width() - margin, 16)
        self.cluster.move(self._at_start(self.cluster), height - self.cluster.height() - margin)
        self.hints.setGeometry(0, 0, width, height)
        self.hints.point_at(self.saved_x)
        self.hints.lower()
        top = 12 if self._desk.moment is None else BELOW_BANNER
        self.finder.move((width - self.finder.width()) // 2, top)
        self.minimap.move(self._at_end(self.minimap), height - self.minimap.height() - margin)
        self.show_minimap()
        self.toast.place()
        self.trouble.place()
        self.ended.place()
        self.dot.move(self._at_start(self.dot), height - self.dot.height() - margin)

    def _at_start(self, widget: QWidget) -> int:
        """Where a widget stands at the side that one reads from."""
        margin = theme.size("margin")
        right = self._canvas.isRightToLeft()
        return self._canvas.width() - widget.width() - margin if right else margin

    def _at_end(self, widget: QWidget) -> int:
        return self._canvas.width() - widget.width() - self._at_start(widget)

    @property
    def covered(self) -> int:
        """Px that the style panel covers at the side of the canvas."""
        return self.style.width() if self.style.isVisibleTo(self._canvas) else 0

    def show_hints(self) -> None:
        """The pointers of the first run, while nothing is on the board."""
        desk = self._desk
        empty = len(desk.scene.index) == 0 and desk.wet_ink is None and not desk.previewed
        joined = self._link.session.phase != "joining"
        self.hints.setVisible(empty and joined and not self.bare and desk.may_draw)

    def show_minimap(self) -> None:
        """There is room for it, something to see, and no time bar over it."""
        roomy = self._canvas.width() >= MINIMAP_FROM
        shown = self._minimap and roomy and not self.bare and self._desk.moment is None
        style = self.style
        covered = style.isVisibleTo(self._canvas) and (
            style.geometry().bottom() > self.minimap.y() - 8
        )
        self.minimap.setVisible(shown and not covered and len(self._desk.scene.index) > 0)

    def toggle_minimap(self) -> None:
        self._minimap = not self._minimap
        self.show_minimap()

    def toggle_bare(self) -> None:
        """Everything goes but the board, or comes again."""
        self.bare = not self.bare
        self.rail.setVisible(not self.bare)
        self.cluster.setVisible(not self.bare)
        self.dot.setVisible(self.bare)
        if self.bare:
            self.style.hide()
        self.show_hints()
        self.show_minimap()
