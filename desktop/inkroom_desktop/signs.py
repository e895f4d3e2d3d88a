"""Signs that people make: each rises from where they are, and fades."""

import time
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from inkroom.face import tokens
from inkroom_desktop import icons, theme
from inkroom_desktop.camera import Camera

LIFE_S: Final = 2.4
RISE: Final = 72
MOST: Final = 40
HALF: Final = 18
REACH: Final = 90


class Sign(NamedTuple):
    """One sign: what it is, whose, and where it began, in board units."""

    reaction: str
    name: str
    colour: str
    x: float
    y: float
    born: float


class Signs:
    """The signs that are seen now."""

    def __init__(self) -> None:
        self._flying: list[Sign] = []

    def add(self, reaction: str, name: str, colour: str, at: tuple[float, float]) -> None:
        sign = Sign(reaction, name, colour, *at, time.monotonic())
        self._flying = [*self._flying[1 - MOST :], sign]

    @property
    def any(self) -> bool:
        now = time.monotonic()
        self._flying = [sign for sign in self._flying if now - sign.born < LIFE_S]
        return bool(self._flying)

    def rects(self, camera: Camera, size: tuple[float, float]) -> list[QRect]:
        """What they cover on the screen, with the way that they rise."""
        places = [_place(camera, size, sign) for sign in self._flying]
        return [
            QRect(round(x) - REACH, round(y) - RISE - 2 * HALF, 2 * REACH, RISE + 5 * HALF)
            for x, y in places
        ]

    def paint(self, to: QPainter, camera: Camera, size: tuple[float, float]) -> None:
        now = time.monotonic()
        for sign in self._flying:
            age = (now - sign.born) / LIFE_S
            if age < 1:
                x, y = _place(camera, size, sign)
                to.setOpacity(min(1.0, 3 * (1 - age)))
                _paint(to, sign, x, y - RISE * (1 - (1 - age) ** 3))
        to.setOpacity(1)


def _place(camera: Camera, size: tuple[float, float], sign: Sign) -> tuple[float, float]:
    x, y = camera.to_screen(sign.x, sign.y)
    return min(size[0] - 40, max(40, x)), min(size[1] - 40, max(96, y - 28))


def _paint(to: QPainter, sign: Sign, x: float, y: float) -> None:
    to.setPen(QPen(theme.colour("panel"), 2))
    to.setBrush(theme.person(sign.colour))
    to.drawEllipse(QPointF(x, y), HALF, HALF)
    icon = tokens()["icon"]["reaction"].get(sign.reaction)
    if icon:
        ratio = to.device().devicePixelRatioF()
        drawn = icons.pixmap(icon, theme.on_person(sign.colour), 22, ratio, 2)
        to.drawPixmap(QPointF(x - 11, y - 11), drawn)
    font = theme.inter(11, 500)
    text = QFontMetricsF(font).elidedText(sign.name, Qt.TextElideMode.ElideRight, 2 * REACH - 12)
    to.setFont(font)
    to.setPen(theme.person(sign.colour))
    box = QRectF(x - REACH, y + HALF + 3, 2 * REACH, 16)
    to.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
