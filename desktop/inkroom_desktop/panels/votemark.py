"""The dots of a vote on one element: a press lays one more, another takes one back."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from inkroom_desktop import theme
from inkroom_desktop.panels.text import tip, words

TALL = 26
INSET = 14
"""What it covers of the element's corner, in px."""


class VoteMark(QWidget):
    """`laid(by)`: a dot more, or one less."""

    laid = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.take, self.add = _Dot(), _Dot()
        self.take.clicked.connect(lambda: self.laid.emit(-1))
        self.add.clicked.connect(lambda: self.laid.emit(1))
        row.addWidget(self.take)
        row.addWidget(self.add)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)

    def mark(
        self, what: str, own: int, count: int, *, colour: str, may: bool, closed: bool
    ) -> None:
        """`count` is what is told of all dots, `own` how many are this person's."""
        told = words("vote.count", count=count)
        mine = f", {words('vote.yours', count=own)}" if own else ""
        name = what if closed else words("vote.lay", what=what)
        self.add.show_dots(str(count) if count else "", colour if own else "")
        self.add.name_it(f"{name} ({told}{mine})")
        self.add.setEnabled(may and not closed)
        self.take.show_dots("\u2212", "")
        self.take.name_it(words("vote.take", what=what))
        self.take.setVisible(own > 0 and not closed)
        self.setVisible(not closed or count > 0)
        self.adjustSize()

    def stand(self, at: tuple[float, float]) -> None:
        """At the upper right corner of its element, in px of the canvas."""
        self.move(round(at[0]) + INSET - self.width(), round(at[1]) - TALL // 2)


class _Dot(QAbstractButton):
    """A pill with a dot and a number, or a sign alone."""

    def __init__(self) -> None:
        super().__init__()
        self._text = self._colour = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(TALL)

    def name_it(self, name: str) -> None:
        self.setAccessibleName(name)
        self.setToolTip(tip(name))

    def show_dots(self, text: str, colour: str) -> None:
        if (text, colour) != (self._text, self._colour):
            self._text, self._colour = text, colour
            self.updateGeometry()
            self.update()

    @property
    def _signs(self) -> bool:
        return self._text == "\u2212"

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self._text) if self._text else 0
        return QSize(TALL if self._signs or not wide else TALL + wide + 5, TALL)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            edge = "focus" if self.hasFocus() else "control"
            painter.setPen(QPen(theme.colour(edge), 2 if self.hasFocus() else 1))
            painter.setBrush(theme.colour("panel"))
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
            left = 8.0
            if not self._signs:
                ink = theme.person(self._colour) if self._colour else theme.colour("control")
                painter.setPen(QPen(ink, 2))
                painter.setBrush(ink if self._colour else Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QRectF(left + 1, (TALL - 8) / 2, 8, 8))
                left += 14
            painter.setPen(theme.colour("text"))
            painter.setFont(theme.inter(12, 600))
            flag = Qt.AlignmentFlag.AlignCenter if self._signs else Qt.AlignmentFlag.AlignVCenter
            painter.drawText(
                box if self._signs else box.adjusted(left - 1, 0, 0, 0), flag, self._text
            )
        finally:
            painter.end()
