"""The small picture of a board, as the server draws it: rendered once, at the scale of the screen."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer


def thumbnail(svg: bytes, size: QSize, ratio: float) -> QImage | None:
    """The picture so that it covers `size` px; None for what is no picture."""
    scale = 2 * ratio  # twice as fine, as small words want it
    renderer = QSvgRenderer(QByteArray(svg))
    box = renderer.viewBoxF()
    if not renderer.isValid() or box.isEmpty():
        return None
    image = QImage(
        round(size.width() * scale),
        round(size.height() * scale),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.fill(Qt.GlobalColor.transparent)
    fit = max(size.width() / box.width(), size.height() / box.height())  # it has about this shape
    wide, high = box.width() * fit * scale, box.height() * fit * scale
    painter = QPainter(image)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        target = QRectF((image.width() - wide) / 2, (image.height() - high) / 2, wide, high)
        renderer.render(painter, target)
    finally:
        painter.end()
    return image.scaled(
        image.width() // 2,
        image.height() // 2,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
