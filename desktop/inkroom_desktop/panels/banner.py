"""The banner while one follows somebody, or presents: whom, and the way out."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inkroom_desktop import icons, theme
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.text import label, words
from inkroom_desktop.people import Face, paint_face


class Banner(QWidget):
    """`stopped`: the way out was pressed."""

    stopped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 6, 0)
        row.setSpacing(10)
        self._mark = _Mark()
        self.text = label("", "body", "inverse")
        self.stop = Button(text=words("people.stop"), look="inverse", height=32)
        self.stop.clicked.connect(self.stopped)
        for widget in (self._mark, self.text, self.stop):
            row.addWidget(widget)
        self.setFixedHeight(44)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self._covered = 0
        self.hide()

    def tell(self, text: str, face: Face | None) -> None:
        """Shows a text, with a person's disc; without one with the sign of presenting."""
        self._mark.face = face
        self._mark.update()
        self.text.setText(text)
        self.setAccessibleName(text)
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()

    def place(self, covered: int | None = None) -> None:
        """At the top in the middle of what no panel covers; `covered` px at the right from now on."""
        self._covered = self._covered if covered is None else covered
        parent = self.parentWidget()
        if parent is not None:
            left = (parent.width() - self._covered - self.width()) // 2
            self.move(max(left, 4), 15)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("inverse"))
            painter.drawRoundedRect(QRectF(self.rect()), 12, 12)
        finally:
            painter.end()


class _Mark(QWidget):
    """Whose view it is: a disc, or the sign of presenting."""

    def __init__(self) -> None:
        super().__init__()
        self.face: Face | None = None
        self.setFixedSize(QSize(24, 24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            if self.face is not None:
                paint_face(painter, QRectF(self.rect()), self.face, 10)
            else:
                name = icons.named("people", "present")
                ratio = self.devicePixelRatioF()
                icon = icons.pixmap(name, theme.colour("on-inverse"), 20, ratio)
                painter.drawPixmap(2, 2, icon)
        finally:
            painter.end()
