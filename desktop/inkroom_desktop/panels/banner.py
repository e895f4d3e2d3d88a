"""The banner while one follows somebody, or presents: whom, and the way out."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from inkroom_desktop import icons, theme
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.dark import DarkStrip
from inkroom_desktop.panels.text import words
from inkroom_desktop.people import Face, paint_face


class Banner(DarkStrip):
    """`stopped`: the way out was pressed."""

    stopped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, left=14)
        self._mark = _Mark()
        self.stop = Button(text=words("people.stop"), look="inverse", height=32)
        self.stop.clicked.connect(self.stopped)
        self.row.insertWidget(0, self._mark)
        self.row.addWidget(self.stop)
        self._covered = 0

    def tell(self, text: str, face: Face | None) -> None:
        """Shows a text, with a person's disc; without one with the sign of presenting."""
        self._mark.face = face
        self._mark.update()
        self.say(text)
        self.come()

    def place(self, covered: int | None = None) -> None:
        """At the top in the middle of what no panel covers; `covered` px at the right from now on."""
        self._covered = self._covered if covered is None else covered
        parent = self.parentWidget()
        if parent is not None:
            left = (parent.width() - self._covered - self.width()) // 2
            self.move(max(left, 4), 15)


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
