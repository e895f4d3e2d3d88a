"""The one button of the window: an icon, a word, or both, painted from the tokens."""

from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from inkroom_desktop import icons, theme
from inkroom_desktop.panels.ring import ring
from inkroom_desktop.panels.text import tip

Look = Literal["plain", "quiet", "primary", "outline", "tool", "tab", "inverse", "filled", "danger"]
_PADDING = {
    "plain": 8,
    "quiet": 8,
    "primary": 14,
    "outline": 12,
    "tool": 0,
    "tab": 12,
    "inverse": 8,
    "filled": 12,
    "danger": 14,
}
TABBED = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_BY_KEY = (
    *TABBED,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)


class Button(QAbstractButton):
    """`icon` is a lucide name, `icon_size` and `height` are px.

    `badge` is a count at its corner, `fly` a corner that says there is more.
    """

    def __init__(
        self,
        icon: str = "",
        text: str = "",
        look: Look = "plain",
        *,
        tip_text: str = "",
        icon_size: int = 0,
        height: int = 0,
        stroke: float = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.icon_name, self.look, self.stroke = icon, look, stroke
        self.icon_size = icon_size or theme.size("icon")
        self.tall = height or theme.size("tool" if look == "tool" else "button")
        self.badge, self.fly, self.least, self.gap = 0, False, self.tall, 6
        self._ring = False
        self.setText(text)
        self.setFont(theme.font("button"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.name_it(tip_text or text)

    def name_it(self, name: str, key: str = "") -> None:
        """What it is called: tool tip (with its key) and screen reader."""
        self.setToolTip(tip(f"{name}  {key}" if key else name))
        self.setAccessibleName(name)

    def stretch(self) -> None:
        """As wide as there is room for."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_badge(self, count: int) -> None:
        if count != self.badge:
            self.badge = count
            self.update()

    def sizeHint(self) -> QSize:
        if not self.text():
            return QSize(max(self.least, self.icon_size), self.tall)
        width = 2 * _PADDING[self.look]
        width += self.icon_size + self.gap if self.icon_name else 0
        width += round(QFontMetricsF(self.font()).horizontalAdvance(self.text()) + 0.5)
        return QSize(max(self.least, width), self.tall)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in _BY_KEY
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)

    def corner(self) -> float:
        """The radius of its corners."""
        return theme.radius("control")

    def ground(self) -> QColor | None:
        """What it paints under its icon and word; None: nothing."""
        on, over, down = self.isChecked(), self.underMouse() and self.isEnabled(), self.isDown()
        if self.look == "primary":
            return theme.colour("accent-hover" if over or down else "accent")
        if self.look == "filled":
            return theme.colour("on-inverse-2" if over or down else "on-inverse")
        if self.look == "danger":
            return theme.colour("pressed" if over or down else "danger-soft")
        if self.look == "inverse":
            lifted = QColor(theme.colour("on-inverse"))
            lifted.setAlpha(36)
            return lifted if over or down else None
        if on:
            return theme.colour("accent" if self.look == "tool" else "accent-soft")
        if down or over:
            return theme.colour("pressed" if down else "hover")
        return theme.colour("panel") if self.look == "outline" else None

    def ink(self) -> QColor:
        """The colour of its icon and word."""
        if self.look == "primary" or (self.look == "tool" and self.isChecked()):
            return theme.colour("on-accent")
        if self.look == "filled":
            return theme.colour("inverse")
        if self.look == "danger":
            return theme.colour("danger")
        if self.look == "inverse":
            return theme.colour("on-inverse")
        if self.isChecked():
            return theme.colour("accent-text")
        return theme.colour("text-2" if self.look in ("quiet", "tab") else "text")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            if not self.isEnabled():
                painter.setOpacity(0.4)
            self.paint_content(painter, self.rect())
            painter.setOpacity(1)
            if self.fly:
                self._paint_corner(painter)
            if self.badge:
                self._paint_badge(painter)
            if self._ring and self.hasFocus():
                ring(painter, self.rect(), self.corner())
        finally:
            painter.end()

    def paint_content(self, painter: QPainter, rect: QRect) -> None:
        """The icon and the word, in the middle of `rect`."""
        metrics, colour = QFontMetricsF(self.font()), self.ink()
        wide = self.icon_size if self.icon_name else 0.0
        wide += metrics.horizontalAdvance(self.text()) if self.text() else 0.0
        wide += self.gap if self.icon_name and self.text() else 0
        x = rect.x() + (rect.width() - wide) / 2
        if self.icon_name:
            after = self.isRightToLeft() and bool(self.text())
            left = x + wide - self.icon_size if after else x
            top = rect.y() + (rect.height() - self.icon_size) / 2
            ratio = self.devicePixelRatioF()
            drawn = icons.pixmap(self.icon_name, colour, self.icon_size, ratio, self.stroke)
            painter.drawPixmap(QPointF(round(left), round(top)), drawn)
            x += 0 if after else self.icon_size + self.gap
        if self.text():
            painter.setPen(colour)
            painter.setFont(self.font())
            painter.drawText(QPointF(x, baseline(metrics, rect)), self.text())

    def _paint_ground(self, painter: QPainter) -> None:
        ground, corner = self.ground(), self.corner()
        if ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(QRectF(self.rect()), corner, corner)
        if self.look == "outline":
            painter.setPen(QPen(theme.colour("border"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner
            )

    def _paint_corner(self, painter: QPainter) -> None:
        right, bottom = self.width() - 5.0, self.height() - 5.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.ink())
        painter.setOpacity(0.6)
        corner = [QPointF(right, bottom - 5), QPointF(right, bottom), QPointF(right - 5, bottom)]
        painter.drawPolygon(QPolygonF(corner))
        painter.setOpacity(1)

    def _paint_badge(self, painter: QPainter) -> None:
        text = str(self.badge) if self.badge < 100 else "99+"
        font = theme.inter(10.5, 600)
        wide = max(16.0, QFontMetricsF(font).horizontalAdvance(text) + 8)
        box = QRectF(self.width() - 1 - wide, 2, wide, 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(box, 8, 8)
        painter.setPen(theme.colour("on-accent"))
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def baseline(metrics: QFontMetricsF, rect: QRect) -> float:
    """Where writing stands so that its capitals are in the middle of `rect`."""
    return round(rect.y() + (rect.height() + metrics.capHeight()) / 2)
