"""Shadows under floating panels: a 9-patch pixmap, drawn once per kind, theme and scale."""

from functools import lru_cache
from math import exp
from typing import Literal

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from inkroom.face import tokens
from inkroom_desktop import theme

Kind = Literal["panel", "dialog"]
REACH = {"panel": 12, "dialog": 44}
"""How far a shadow goes beyond its panel, in px."""


def draw(painter: QPainter, rect: QRect, kind: Kind = "panel") -> None:
    """Paints the shadow of a panel that lies at `rect`; the panel itself paints its ground over it."""
    scale = painter.device().devicePixelRatioF()
    patch, edge = _patch(kind, theme.now(), scale), REACH[kind] + 24
    outer = rect.adjusted(-REACH[kind], -REACH[kind], REACH[kind], REACH[kind])
    side = patch.width()
    cut, core = round(edge * scale), side - 2 * round(edge * scale)
    xs = [(outer.left(), edge, 0, cut), (outer.left() + edge, outer.width() - 2 * edge, cut, core)]
    xs.append((outer.right() + 1 - edge, edge, side - cut, cut))
    ys = [(outer.top(), edge, 0, cut), (outer.top() + edge, outer.height() - 2 * edge, cut, core)]
    ys.append((outer.bottom() + 1 - edge, edge, side - cut, cut))
    for row, (y, height, sy, sh) in enumerate(ys):
        for column, (x, width, sx, sw) in enumerate(xs):
            if (row, column) != (1, 1) and width > 0 and height > 0:
                painter.drawPixmap(QRectF(x, y, width, height), patch, QRectF(sx, sy, sw, sh))


def _layers(kind: Kind) -> list[tuple[float, float, QColor]]:
    """The CSS shadows of a kind: offset down, blur, colour."""
    made = []
    for layer in str(tokens()["elevation"][kind][theme.now()]).split(", "):
        _, down, blur, css = layer.split(" ")
        made.append(
            (float(down.removesuffix("px")), float(blur.removesuffix("px")), theme.ink(css))
        )
    return made


@lru_cache(maxsize=16)
def _patch(kind: Kind, theme_name: str, scale: float) -> QPixmap:
    reach, corner = REACH[kind], theme.radius("panel")
    side = round((2 * (reach + 24) + 8) * scale)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    try:
        for down, blur, tint in _layers(kind):
            painter.drawImage(0, 0, _blurred(side, reach, corner, down, blur, tint, scale))
    finally:
        painter.end()
    return QPixmap.fromImage(image)


def _blurred(
    side: int, reach: int, corner: int, down: float, blur: float, tint: QColor, scale: float
) -> QImage:
    """A rounded box, blurred as CSS does: a Gaussian whose deviation is half the blur."""
    import numpy as np

    hard = QImage(side, side, QImage.Format.Format_Alpha8)
    hard.fill(0)
    painter = QPainter(hard)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.black)
        box = QRectF(
            reach * scale,
            (reach + down) * scale,
            side - 2 * reach * scale,
            side - 2 * reach * scale,
        )
        painter.drawRoundedRect(box, corner * scale, corner * scale)
    finally:
        painter.end()
    alpha = (
        np.frombuffer(hard.constBits(), np.uint8).reshape(side, hard.bytesPerLine())[:, :side]
        / 255.0
    )
    sigma = max(0.1, blur * scale / 2)
    spread = int(3 * sigma) + 1
    kernel = np.array([exp(-(i * i) / (2 * sigma * sigma)) for i in range(-spread, spread + 1)])
    kernel /= kernel.sum()
    for axis in (0, 1):
        alpha = np.apply_along_axis(lambda line: np.convolve(line, kernel, "same"), axis, alpha)
    strength = np.rint(alpha * tint.alpha()).astype(np.uint32)
    red, green, blue = (strength * part // 255 for part in (tint.red(), tint.green(), tint.blue()))
    pixels = np.ascontiguousarray(
        (strength << 24) | (red << 16) | (green << 8) | blue, dtype=np.uint32
    )
    made = QImage(pixels.tobytes(), side, side, side * 4, QImage.Format.Format_ARGB32_Premultiplied)
    return made.copy()
