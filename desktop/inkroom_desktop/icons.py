"""Icons and the mark, drawn from the face's SVG; one pixmap per name, colour, size and scale."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from inkroom.face import icon_svg, tokens

MARK_SIZES = (16, 24, 32, 48, 64, 128, 256)


def named(group: str, name: str) -> str:
    """The icon of a thing, as `tokens.icon` says: `named("tool", "pen")`."""
    return str(tokens()["icon"][group][name])


def pixmap(name: str, colour: QColor, size: int, scale: float, stroke: float = 0) -> QPixmap:
    """An icon by its lucide name. `size` in px, `scale` of the screen."""
    return _icon(name, colour.name(), size, scale, stroke)


@lru_cache(maxsize=1024)
def _icon(name: str, colour: str, size: int, scale: float, stroke: float) -> QPixmap:
    return _drawn(icon_svg(name, colour, stroke or None), size, scale)


@lru_cache(maxsize=32)
def mark(size: int, scale: float) -> QPixmap:
    """The nib that is a house."""
    logo = tokens()["logo"]
    return _drawn(logo["svg16"] if size * scale <= 20 else logo["svg"], size, scale)


def app_icon() -> QIcon:
    icon = QIcon()
    for size in MARK_SIZES:
        icon.addPixmap(mark(size, 1))
    return icon


def _drawn(svg: str, size: int, scale: float) -> QPixmap:
    side = round(size * scale)
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    try:
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
    finally:
        painter.end()
    made.setDevicePixelRatio(scale)
    return made
