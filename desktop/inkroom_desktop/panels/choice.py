"""Boxes to check, to choose one of, and to drop down, whose marks are painted from the tokens: seen in the dark too."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QComboBox, QRadioButton, QStyle, QStyleOptionButton

from inkroom_desktop import icons, theme

CHEVRON = 16
RIM = 2
"""The indicator of the style reaches so far beyond its box."""


class CheckBox(QCheckBox):
    """As every check box."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        place = QStyle.SubElement.SE_CheckBoxIndicator
        painter = QPainter(self)
        try:
            box = _ground(painter, self.style().subElementRect(place, option, self), self)
            painter.drawRoundedRect(box, 4, 4)
            if self.isChecked():
                size = round(box.width()) - 2
                ink, ratio = theme.colour("on-accent"), self.devicePixelRatioF()
                mark = icons.pixmap("check", ink, size, ratio, 3)
                painter.drawPixmap(box.topLeft() + QPointF(1, 1), mark)
        finally:
            painter.end()


class RadioButton(QRadioButton):
    """As every radio button."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        place = QStyle.SubElement.SE_RadioButtonIndicator
        painter = QPainter(self)
        try:
            box = _ground(painter, self.style().subElementRect(place, option, self), self)
            painter.drawEllipse(box)
            if self.isChecked():
                painter.setBrush(theme.colour("on-accent"))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawEllipse(box.center(), box.width() / 5, box.width() / 5)
        finally:
            painter.end()


def _ground(painter: QPainter, place: QRect, of: QCheckBox | QRadioButton) -> QRectF:
    """Takes the style's mark away and gets pen and brush for ours; where it is."""
    painter.fillRect(place.adjusted(-RIM, -RIM, RIM, RIM), theme.colour("panel"))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if not of.isEnabled():
        painter.setOpacity(0.4)
    on = of.isChecked()
    edge = "focus" if of.hasFocus() else "accent" if on else "control"
    painter.setPen(QPen(theme.colour(edge), 2 if of.hasFocus() else 1.5))
    painter.setBrush(theme.colour("accent" if on else "panel"))
    return QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5)


class Dropdown(QComboBox):
    """With an arrow that says that there is more."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        try:
            tint, ratio = theme.colour("text-2"), self.devicePixelRatioF()
            arrow = icons.pixmap(icons.named("view", "open-list"), tint, CHEVRON, ratio)
            left = 8 if self.isRightToLeft() else self.width() - CHEVRON - 8
            painter.drawPixmap(left, (self.height() - CHEVRON) // 2, arrow)
        finally:
            painter.end()
