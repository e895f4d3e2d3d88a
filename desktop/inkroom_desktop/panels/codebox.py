"""A QR code, dark on light in every theme, so that any camera reads it."""

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from inkroom_desktop import theme
from inkroom_desktop.panels.text import words

CODE_PX: Final = 168
LONG: Final = 100
"""A longer text has as few modules as can be: a camera reads large ones from further away."""
QUIET: Final = 4
"""Modules round a code that stay light (ISO/IEC 18004)."""


class Code(QWidget):
    """A QR code of a text, dark on light in both themes."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._modules: list[list[bool]] = []
        self.setAccessibleName(words("share.scan"))
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Another code, or none."""
        level = QRErrorCorrectLevel.M if len(text) < LONG else QRErrorCorrectLevel.L
        code = QRCode(None, level)
        code.addData(text)
        code.make()
        self._modules = code.modules if text else []
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(CODE_PX + 16, CODE_PX + 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        count = len(self._modules) + 2 * QUIET
        side = min(self.width(), self.height())
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.colour("border"))
            painter.setBrush(QColor("#FFFFFF"))
            painter.drawRoundedRect(QRectF(0.5, 0.5, side - 1, side - 1), 12, 12)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.scale(side / count, side / count)
            for y, row in enumerate(self._modules):
                for x, dark in enumerate(row):
                    if dark:
                        painter.fillRect(x + QUIET, y + QUIET, 1, 1, QColor("#1D2432"))
        finally:
            painter.end()
