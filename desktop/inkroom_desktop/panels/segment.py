"""A row of icons in a well, one of them chosen; or, without a choice, a row of buttons in a well."""

from typing import Any, Final, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from inkroom_desktop import icons, theme
from inkroom_desktop.panels.ring import ring
from inkroom_desktop.panels.text import tip

WIDEST: Final = 180
"""Px of a text beside an icon."""


class Part(NamedTuple):
    """One place of the row: its value, its icon or text, and its name for the tool tip and the screen reader."""

    value: Any
    icon: str
    name: str
    text: str = ""


class Segments(QWidget):
    """`chosen` tells the value that a person pressed. `keeps` is False for a row of buttons."""

    chosen = Signal(object)

    def __init__(
        self,
        parts: list[Part],
        name: str,
        *,
        keeps: bool = True,
        icon_size: int = 20,
        pill: bool = False,
    ) -> None:
        super().__init__()
        self.parts, self.keeps, self.icon_size = parts, keeps, icon_size
        self._pill = pill
        self.value: Any = None
        self._over = self._down = -1
        self._at = 0
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def choose(self, value: Any) -> None:
        """Shows a value as the chosen one; one that is not in the row shows none."""
        if value != self.value:
            self.value = value
            self.update()

    def rename(self, at: int, name: str) -> None:
        """Another text for a part."""
        part = self.parts[at]._replace(name=name, text=name)
        if part != self.parts[at]:
            self.parts[at] = part
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Parts with an icon and a text are as wide as the longest of them needs."""
        metrics = QFontMetricsF(theme.font("label"))
        whole = [one.text for one in self.parts if one.icon and one.text]
        texts = [min(WIDEST, round(metrics.horizontalAdvance(text))) for text in whole]
        each = max((one + self.icon_size + 36 for one in texts), default=40)
        return QSize(each * len(self.parts), 34)

    def cell(self, at: int) -> QRect:
        inner, count = self.rect().adjusted(3, 3, -3, -3), len(self.parts)
        at = count - 1 - at if self.isRightToLeft() else at
        left = inner.x() + inner.width() * at // count
        return QRect(
            left, inner.y(), inner.x() + inner.width() * (at + 1) // count - left, inner.height()
        )

    def _at_point(self, x: float) -> int:
        return next(
            (
                n
                for n in range(len(self.parts))
                if self.cell(n).left() <= x <= self.cell(n).right() + 1
            ),
            -1,
        )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._at_point(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)

    def _hover(self, at: int) -> None:
        if at != self._over:
            self._over = at
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._down = self._at_point(event.position().x())
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._down = self._down, -1
        if pressed >= 0 and self.rect().contains(event.position().toPoint()):
            self._press(self._at_point(event.position().x()))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            step = -step if self.isRightToLeft() else step
            self._at = (self._at + step) % len(self.parts)
            if self.keeps:
                self._press(self._at)
            self.update()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return):
            self._press(self._at)
        else:
            event.ignore()

    def _press(self, at: int) -> None:
        if at >= 0:
            self._at = at
            if self.keeps:
                self.choose(self.parts[at].value)
            self.chosen.emit(self.parts[at].value)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self._at_point(event.pos().x())
            if at >= 0:
                QToolTip.showText(event.globalPos(), tip(self.parts[at].name), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("border"), 1))
            painter.setBrush(theme.colour("sunken"))
            corner = self._corner(self.height(), theme.radius("control"))
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner
            )
            for at, part in enumerate(self.parts):
                self._paint_part(painter, at, part)
            if self.hasFocus():
                cell = self.cell(self._at)
                ring(painter, cell, self._corner(cell.height(), 6))
        finally:
            painter.end()

    def _corner(self, height: float, usual: float) -> float:
        return height / 2 if self._pill else usual

    def _paint_part(self, painter: QPainter, at: int, part: Part) -> None:
        on = self.keeps and part.value == self.value
        cell = QRectF(self.cell(at))
        corner = self._corner(cell.height(), 6)
        if on:
            painter.setPen(QPen(theme.colour("border"), 1))
            painter.setBrush(theme.colour("panel"))
            painter.drawRoundedRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
        elif at in (self._over, self._down):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.colour("pressed" if at == self._down else "hover")))
            painter.drawRoundedRect(cell, corner, corner)
        tint = theme.colour("text" if on or at == self._over else "text-2")
        if not part.icon:
            painter.setPen(tint)
            painter.setFont(theme.font("label"))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, part.text or part.name)
            return
        half = self.icon_size / 2
        left = cell.center().x() - half
        if part.text:
            left = self._paint_text(
                painter, cell, part.text, theme.colour("accent-text") if on else tint
            )
        drawn = icons.pixmap(part.icon, tint, self.icon_size, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(round(left), round(cell.center().y() - half)), drawn)

    def _paint_text(self, painter: QPainter, cell: QRectF, text: str, ink: QColor) -> float:
        """Beside an icon; where the icon's left edge is."""
        metrics, beside = QFontMetricsF(theme.font("label")), self.icon_size + 8
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, cell.width() - beside - 16)
        wide = metrics.horizontalAdvance(text)
        left = cell.center().x() - (wide + beside) / 2
        painter.setPen(ink)
        painter.setFont(theme.font("label"))
        mirrored = self.isRightToLeft()
        box = QRectF(left if mirrored else left + beside, cell.y(), wide + 1, cell.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, text)
        return left + wide + 8 if mirrored else left
