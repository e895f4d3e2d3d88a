"""The others on the canvas: their cursors, wet ink, selections and signs, and the frame of who leads."""

from typing import Final

from PySide6.QtCore import QObject, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from inkroom.geometry import Box
from inkroom_desktop.camera import Camera
from inkroom_desktop.cursors import Cursors
from inkroom_desktop.desk import BoardDesk
from inkroom_desktop.overlay import Overlay, cursor_rect, screen_rect, wet_box
from inkroom_desktop.signs import Signs

FRAME_MS: Final = 16
RIM: Final = 3


class Company(QObject):
    """Paints them, and repaints of the canvas what they cover, as long as something of it moves."""

    def __init__(self, canvas: QWidget, desk: BoardDesk) -> None:
        super().__init__(canvas)
        self._canvas, self._desk = canvas, desk
        self.cursors, self.signs = Cursors(), Signs()
        self.rim: QColor | None = None
        """The colour of the frame while one follows or presents."""
        self.pointers = True
        """False: the others' cursors are not shown."""
        self._had_wet = False
        self._overlay = Overlay(desk)
        self._frame = QTimer(self, singleShot=True, interval=FRAME_MS)
        self._frame.timeout.connect(self._move)

    def paint(self, to: QPainter, camera: Camera) -> None:
        """The own live layer too."""
        seen = self.cursors.seen() if self.pointers else {}
        self._overlay.paint(to, camera, self._desk.peers, self._desk.presence, seen)
        self.signs.paint(to, camera, self._size)
        if self.rim is not None:
            to.setPen(QPen(self.rim, RIM, j=Qt.PenJoinStyle.MiterJoin))
            to.setBrush(Qt.BrushStyle.NoBrush)
            half = RIM / 2
            to.drawRect(QRectF(self._canvas.rect()).adjusted(half, half, -half, -half))

    def changed(self) -> None:
        """The others' live state is other than before."""
        before = self._rects()
        self.cursors.follow(self._desk.presence)
        for rect in before + self._rects() + self._presence_rects():
            self._canvas.update(rect)
        self._frame.start(FRAME_MS)

    def show_rim(self, colour: QColor | None) -> None:
        """The frame of who leads; None: nobody does."""
        if colour != self.rim:
            self.rim = colour
            self._canvas.update()

    def show_pointers(self, shown: bool) -> None:
        """Shows or hides the others' cursors."""
        self.pointers = shown
        self._canvas.update()

    def react(self, reaction: str, name: str, colour: str, peer: str = "") -> None:
        """Somebody makes a sign: it rises from their cursor, or from the middle of what is seen."""
        state = self._desk.presence.get(peer)
        cursor = state.cursor if state is not None else None
        width, height = self._size
        middle = self._desk.camera.to_board(width / 2, height / 2)
        at = (float(cursor[0]), float(cursor[1])) if isinstance(cursor, list) else middle
        self.signs.add(reaction, name, colour, at)
        self._frame.start(0)

    @property
    def _size(self) -> tuple[float, float]:
        return self._canvas.width(), self._canvas.height()

    def _rects(self) -> list[QRect]:
        camera, size = self._desk.camera, self._size
        rects = [cursor_rect(camera, seen, size) for seen in self.cursors.seen().values()]
        return rects + self.signs.rects(camera, size)

    def _presence_rects(self) -> list[QRect]:
        rects = []
        whole = self._canvas.rect()
        for state in self._desk.presence.values():
            if state.selection or state.laser:
                self._had_wet = True  # where it was is painted anew when it is gone
                return [whole]
            box: Box | None = wet_box(state.wet) if state.wet else None
            if box is not None:
                rects.append(screen_rect(self._desk.camera, box, 4))
        if not rects and self._had_wet:
            rects = [whole]
        self._had_wet = bool(rects) and rects != [whole]
        return rects

    def _move(self) -> None:
        for rect in self._rects():
            self._canvas.update(rect)
        if self.cursors.moving() or self.signs.any:
            self._frame.start(FRAME_MS)
        else:
            wait = self.cursors.next_change_s()
            if wait < 1e6:
                self._frame.start(round(wait * 1000) + 1)
