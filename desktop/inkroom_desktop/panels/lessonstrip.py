"""The strip of a lesson: between the shared board and one's own, and for its owner to the class (MEET-11)."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inkroom_desktop import icons, theme
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.segment import Part, Segments
from inkroom_desktop.panels.text import label, words

SHARED, OWN = 0, 1


class LessonStrip(QWidget):
    """`went(place)`: to the SHARED board or to one's OWN. `class_wanted`: the class is. `ended`: it is to end."""

    went = Signal(object)
    class_wanted = Signal()
    ended = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 4, 6, 4)
        row.setSpacing(8)
        self.runs = label(words("lesson.runs"), "strong")
        self.runs.setContentsMargins(10, 0, 4, 0)
        names = (words("lesson.shared"), words("lesson.mine"))
        parts = [
            Part(SHARED, icons.named("people", "people"), names[0], names[0]),
            Part(OWN, icons.named("people", "my-board"), names[1], names[1]),
        ]
        self.places = Segments(parts, words("lesson.lesson"), icon_size=16, pill=True)
        self.pupils = Button(
            icons.named("people", "lesson"), words("lesson.class"), "primary", icon_size=16
        )
        self.end = Button(text=words("lesson.end"), look="quiet")
        for widget in (self.runs, self.places, self.pupils, self.end):
            row.addWidget(widget)
        self.places.chosen.connect(self.went)
        self.pupils.clicked.connect(self.class_wanted)
        self.end.clicked.connect(self.ended)
        self.setFixedHeight(44)
        self.setAccessibleName(words("lesson.lesson"))
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.hide()

    def show_lesson(self, here: int, own: str, *, owns: bool, class_seen: bool) -> None:
        """`here` is the place that is seen, `own` what the own one is called; who `owns` the lesson leads the class."""
        self.runs.setVisible(owns)
        self.pupils.setVisible(owns and not class_seen)
        self.end.setVisible(owns)
        self.places.setVisible(not owns)
        self.places.rename(OWN, own)
        self.places.choose(here)
        self.setVisible(True)
        self.adjustSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("border"), 1))
            painter.setBrush(theme.colour("panel"))
            corner = self.height() / 2 - 0.5
            box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(box, corner, corner)
        finally:
            painter.end()
