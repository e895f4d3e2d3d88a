"""The empty board of the first run: what to do, written by hand, until the first stroke."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from inkroom_desktop import theme
from inkroom_desktop.panels.text import words

LEAST_WIDTH = 760
LEAST_HEIGHT = 480


class Hints(QWidget):
    """Pointers at the tools, the saved indicator, Share and the history; the pointer goes through them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._saved_x = 0.0
        self._crowned = False
        self.hide()

    def point_at(self, saved_x: float) -> None:
        """Where the saved indicator stands."""
        if saved_x != self._saved_x:
            self._saved_x = saved_x
            self.update()

    def crown(self, *, on: bool) -> None:
        """Whether something lies at the top in the middle, over the pointer to the saved indicator."""
        if on != self._crowned:
            self._crowned = on
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_middle(painter)
            if self.width() >= LEAST_WIDTH and self.height() >= LEAST_HEIGHT:
                self._paint_pointers(painter)
        finally:
            painter.end()

    def _paint_middle(self, painter: QPainter) -> None:
        middle, line = self.width() / 2, self.height() * 0.44
        self._centred(painter, words("first.title"), middle, line, 40, "hand")
        self._centred(painter, words("first.note"), middle, line + 40, 15, "ui")

    def _centred(
        self, painter: QPainter, text: str, x: float, y: float, size: int, face: str
    ) -> None:
        font = hand(size) if face == "hand" else theme.inter(size, 400)
        painter.setFont(font)
        painter.setPen(theme.colour("text" if face == "hand" else "text-2"))
        painter.drawText(QPointF(x - QFontMetricsF(font).horizontalAdvance(text) / 2, y), text)

    def _paint_pointers(self, painter: QPainter) -> None:
        right = self.width()
        self._pointer(
            painter,
            "draw",
            QPointF(186, 148),
            QPointF(176, 132),
            QPointF(112, 130),
            QPointF(76, 112),
        )
        x = self._saved_x
        if not self._crowned:
            self._pointer(
                painter,
                "saved",
                QPointF(x + 46, 66),
                QPointF(x + 34, 44),
                QPointF(x + 24, 26),
                QPointF(x, 14),
            )
        self._pointer(
            painter, "share", QPointF(right - 160, 120), QPointF(right - 148, 100), QPointF(right - 96, 70),
            QPointF(right - 82, 16), right=True,
        )  # fmt: skip
        middle, foot = right / 2, self.height()
        self._pointer(
            painter, "history", QPointF(middle + 36, foot - 150), QPointF(middle + 22, foot - 150),
            QPointF(middle + 22, foot - 106), QPointF(middle - 16, foot - 70),
        )  # fmt: skip

    def _pointer(
        self,
        painter: QPainter,
        name: str,
        at: QPointF,
        start: QPointF,
        bend: QPointF,
        end: QPointF,
        *,
        right: bool = False,
    ) -> None:
        head, note = hand(24), theme.inter(14, 400)
        title, small = words(f"first.{name}"), words(f"first.{name}-note")
        for font, text, tone, down in ((head, title, "text", 0), (note, small, "text-2", 28)):
            shift = QFontMetricsF(font).horizontalAdvance(text) if right else 0.0
            painter.setFont(font)
            painter.setPen(theme.colour(tone))
            painter.drawText(QPointF(at.x() - shift, at.y() + down), text)
        pen = QPen(theme.colour("text-3"), 2.2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        way = QPainterPath(start)
        way.quadTo(bend, end)
        painter.drawPath(way)
        self._tip(painter, bend, end)

    def _tip(self, painter: QPainter, bend: QPointF, end: QPointF) -> None:
        back = bend - end
        length = max(1.0, (back.x() ** 2 + back.y() ** 2) ** 0.5)
        x, y = back.x() / length * 13, back.y() / length * 13
        cos, sin = 0.85, 0.53
        for turn in (sin, -sin):
            painter.drawLine(end, end + QPointF(x * cos - y * turn, x * turn + y * cos))


def hand(size: int) -> QFont:
    """The hand for words that are no board's: with its kerning."""
    font = QFont(theme.board_font("hand", size))
    font.setKerning(True)
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -size / 80)
    return font
