"""The look of the mouse over the board (face.md section 9)."""

from functools import lru_cache
from math import ceil
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QCursor, QPainter, QPen, QPixmap

from inkroom.face import tokens
from inkroom_desktop import icons, theme

_SHAPES: Final = {
    "select": Qt.CursorShape.ArrowCursor,
    "move": Qt.CursorShape.SizeAllCursor,
    "hand": Qt.CursorShape.OpenHandCursor,
    "grab": Qt.CursorShape.ClosedHandCursor,
    "text": Qt.CursorShape.IBeamCursor,
    "resize-0": Qt.CursorShape.SizeHorCursor,
    "resize-1": Qt.CursorShape.SizeFDiagCursor,
    "resize-2": Qt.CursorShape.SizeVerCursor,
    "resize-3": Qt.CursorShape.SizeBDiagCursor,
}
LEAST: Final = 6
MOST: Final = 128
ERASER: Final = 16
DOT: Final = 8


def pointer(name: str, ink: QColor, width_px: float, scale: float) -> QCursor:
    """The cursor of a hover name; `ink` and `width_px` are the pen's, `scale` the screen's."""
    if name.startswith("resize-"):
        return QCursor(_SHAPES[f"resize-{int(name[7:]) % 4}"])
    if name in _SHAPES:
        return QCursor(_SHAPES[name])
    if name == "eraser":
        return _ring(ERASER, theme.colour("text").name(), scale)
    if name == "pen":
        return _ring(max(LEAST, min(MOST, round(width_px))), ink.name(), scale)
    if name == "picker":
        return QCursor(Qt.CursorShape.CrossCursor)
    if name == "laser":
        return _dot(tokens()["laser"][theme.now()], scale)
    if name == "comment":
        return _pin(theme.now(), scale)
    if name == "rotate":
        return _rotate(theme.now(), scale)
    return _cross(theme.now(), scale)


def _cursor(pixmap: QPixmap, scale: float) -> QCursor:
    pixmap.setDevicePixelRatio(scale)
    return QCursor(pixmap)


def _blank(side: int, scale: float) -> QPixmap:
    made = QPixmap(ceil(side * scale), ceil(side * scale))
    made.fill(Qt.GlobalColor.transparent)
    return made


@lru_cache(maxsize=4)
def _pin(_: str, scale: float) -> QCursor:
    """A drop whose lower left corner is the place."""
    side = 26
    made = _blank(side, scale)
    painter = QPainter(made)
    try:
        painter.scale(scale, scale)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("panel"), 1.6))
        painter.setBrush(theme.colour("text"))
        painter.drawRoundedRect(QRectF(2, side / 2, side / 2 - 2, side / 2 - 2), 2, 2)
        painter.drawEllipse(QPointF(side / 2, side / 2), side / 2 - 2, side / 2 - 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRect(QRectF(4, side / 2, side / 2 - 6, side / 2 - 5))
    finally:
        painter.end()
    made.setDevicePixelRatio(scale)
    return QCursor(made, 2, side - 2)


@lru_cache(maxsize=64)
def _ring(width: int, ink: str, scale: float) -> QCursor:
    made = _blank(width + 6, scale)
    painter = QPainter(made)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        middle = QPointF((width + 6) / 2, (width + 6) / 2)
        for colour, thick in ((theme.colour("panel"), 3.0), (QColor(ink), 1.2)):
            painter.setPen(QPen(colour, thick))
            painter.drawEllipse(middle, width / 2, width / 2)
    finally:
        painter.end()
    return _cursor(made, scale)


@lru_cache(maxsize=8)
def _dot(ink: str, scale: float) -> QCursor:
    made = _blank(DOT + 4, scale)
    painter = QPainter(made)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        painter.setPen(QPen(theme.colour("panel"), 1.5))
        painter.setBrush(QColor(ink))
        painter.drawEllipse(QPointF(DOT / 2 + 2, DOT / 2 + 2), DOT / 2, DOT / 2)
    finally:
        painter.end()
    return _cursor(made, scale)


@lru_cache(maxsize=8)
def _cross(theme_name: str, scale: float) -> QCursor:
    made = _blank(19, scale)
    painter = QPainter(made)
    try:
        painter.scale(scale, scale)
        for colour, thick in ((theme.colour("panel"), 3.0), (theme.colour("text"), 1.0)):
            painter.setPen(QPen(colour, thick))
            for ax, ay, bx, by in (
                (2, 9.5, 7, 9.5),
                (12, 9.5, 17, 9.5),
                (9.5, 2, 9.5, 7),
                (9.5, 12, 9.5, 17),
            ):
                painter.drawLine(QLineF(ax, ay, bx, by))
    finally:
        painter.end()
    return _cursor(made, scale)


@lru_cache(maxsize=8)
def _rotate(theme_name: str, scale: float) -> QCursor:
    made = _blank(20, scale)
    painter = QPainter(made)
    try:
        halo = icons.pixmap("rotate-ccw", theme.colour("panel"), 20, scale, 4.5)
        painter.drawPixmap(0, 0, halo)
        painter.drawPixmap(0, 0, icons.pixmap("rotate-ccw", theme.colour("text"), 20, scale, 2))
    finally:
        painter.end()
    return _cursor(made, scale)
