"""The minimap, bottom right: the page in small, and what is seen of it as a frame to drag."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from inkroom.geometry import UNIT, Box
from inkroom_desktop import inks, theme
from inkroom_desktop.camera import Camera
from inkroom_desktop.desk import BoardDesk
from inkroom_desktop.panels.panel import Panel

CALM_MS: Final = 700
"""The picture is made anew so long after a change: never while somebody draws fast."""
MANY: Final = 3000
"""More than this are painted as boxes."""
MARGIN: Final = 20 * UNIT


class Minimap(Panel):
    """A floating panel. `looked(x, y)`: the middle of the view is wanted there."""

    looked = Signal(float, float)

    def __init__(self, parent: QWidget, desk: BoardDesk) -> None:
        super().__init__(parent)
        self.picture = Small(desk)
        self.picture.looked.connect(self.looked)
        self.box.addWidget(self.picture)
        self.setFixedSize(theme.size("minimap-w"), theme.size("minimap-h"))
        self.hide()


class Small(QWidget):
    """The picture and the frame."""

    looked = Signal(float, float)

    def __init__(self, desk: BoardDesk) -> None:
        super().__init__()
        self._desk = desk
        self._kept = QPixmap()
        self._small = Camera()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._later = QTimer(self, singleShot=True, interval=CALM_MS)
        self._later.timeout.connect(self._due)
        desk.scene_changed.connect(self._stale)
        desk.camera_changed.connect(self.update)

    def refresh(self) -> None:
        """Makes the picture now."""
        self._make()

    def _stale(self) -> None:
        if self.isVisible() and not self._later.isActive():
            self._later.start()

    def _due(self) -> None:
        """The board comes first: the picture of many elements waits until all that is seen of it is painted."""
        scene = self._desk.scene
        if len(scene.index) > MANY and not scene.tiles.whole:
            self._later.start()
        else:
            self._make()

    def _make(self) -> None:
        scene, ratio = self._desk.scene, self.devicePixelRatioF()
        whole = scene.whole
        seen = self._desk.sight_of()
        box = (whole.joined(seen) if whole is not None else seen).grown(MARGIN)
        self._small = _fitted(box, self.width(), self.height())
        made = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        made.fill(scene.ground.colour)
        painter = QPainter(made)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(self._small.scale * ratio, self._small.scale * ratio)
            painter.translate(-self._small.x, -self._small.y)
            self._paint_elements(painter, ratio)
        finally:
            painter.end()
        made.setDevicePixelRatio(ratio)
        self._kept = made
        self.update()

    def _paint_elements(self, painter: QPainter, ratio: float) -> None:
        scene, scale = self._desk.scene, self._small.scale * ratio
        elements = scene.shown
        if len(elements) <= MANY:
            scene.painter.paint_from(painter, elements, 0, scale, titles=False)
            return
        tints: dict[str, QColor] = {}
        boxes = scene.index.corners(elements)
        for element, (left, top, right, bottom) in zip(elements, boxes, strict=True):
            ink = element.get("ink")
            tint = tints.get(ink) or tints.setdefault(ink, _tint(str(ink)))
            painter.fillRect(QRectF(left, top, right - left, bottom - top), tint)

    def _look(self, event: QMouseEvent) -> None:
        at = event.position()
        self.looked.emit(*self._small.to_board(at.x(), at.y()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._look(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._look(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._kept.isNull() and not self._later.isActive():
            self._due()
        if self._kept.isNull():
            return
        painter = QPainter(self)
        try:
            painter.drawPixmap(0, 0, self._kept)
            seen = self._desk.sight_of()
            start = QPointF(*self._small.to_screen(seen.left, seen.top))
            end = QPointF(*self._small.to_screen(seen.right, seen.bottom))
            frame = QRectF(start, end).intersected(QRectF(self.rect()).adjusted(1, 1, -1, -1))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("select"), 1.5))
            painter.drawRoundedRect(frame, 2, 2)
        finally:
            painter.end()


def _tint(ink: str) -> QColor:
    tint = QColor(inks.painted("#8A8880" if ink == "none" else ink))
    tint.setAlpha(90)
    return tint


def _fitted(box: Box, width: int, height: int) -> Camera:
    """A camera that shows the box in the middle, as large as can be."""
    scale = min(width / max(1, box.width), height / max(1, box.height))
    x = (box.left + box.right - width / scale) / 2
    y = (box.top + box.bottom - height / scale) / 2
    return Camera(x, y, scale * UNIT)
