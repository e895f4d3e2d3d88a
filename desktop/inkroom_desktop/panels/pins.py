"""The pins of the threads of comments, over the board: each keeps its size and follows its place."""

from typing import Final

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from inkroom.pin import pin_of
from inkroom.session import Session
from inkroom.talk import Thread
from inkroom_desktop import theme
from inkroom_desktop.camera import Camera
from inkroom_desktop.panels.ring import ring_pen
from inkroom_desktop.panels.text import tip, words
from inkroom_desktop.people import person_of
from inkroom_desktop.talking import Talking

SIDE: Final = 30
RIM: Final = 4
MOST: Final = 500


class Pins(QObject):
    """`pressed(id)`: a thread is to be read."""

    pressed = Signal(str)

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.pins: dict[str, Pin] = {}
        self._draft = Pin(canvas)
        self._draft.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._draft.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._draft.lower()

    def show(self, session: Session, talking: Talking, camera: Camera, page: str) -> None:
        """Puts those of a page where they belong; done threads have none, unless they are read."""
        threads = [t for t in session.threads.values() if not t.done or t.id == talking.open]
        places = {thread.id: pin_of(thread, session.board) for thread in threads}
        here = [thread for thread in threads if places[thread.id][0] == page]
        shown = {thread.id: thread for thread in here[-MOST:]}
        for id in [id for id in self.pins if id not in shown]:
            self.pins.pop(id).deleteLater()
        for id, thread in shown.items():
            pin = self.pins.get(id)
            if pin is None:
                pin = self.pins[id] = Pin(self._canvas)
                pin.clicked.connect(lambda _=False, id=id: self.pressed.emit(id))
                pin.lower()
                pin.show()
            pin.mark(session, thread, is_open=id == talking.open, new=talking.is_unread(thread))
            pin.stand(camera.to_screen(*places[id][1:]))
        draft = talking.draft
        self._draft.setVisible(draft is not None and page != "")
        if draft is not None:
            self._draft.colour = session.me.colour if session.me else ""
            self._draft.number, self._draft.is_open = "+", True
            self._draft.stand(camera.to_screen(*draft.place))


class Pin(QAbstractButton):
    """A drop in the author's colour with a number; its lower left corner is at its place."""

    def __init__(self, parent: QWidget | None, side: int = SIDE) -> None:
        super().__init__(parent)
        self.colour = self.number = ""
        self.is_open = self.is_new = False

        self._side = side
        self.setFixedSize(QSize(side + 2 * RIM, side + 2 * RIM))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def mark(self, session: Session, thread: Thread, *, is_open: bool, new: bool) -> None:
        """Whose it is, which, and whether it is read now or has something new."""
        first = thread.lines[0]
        person = person_of(session, first.by)
        said = first.say if isinstance(first.say, str) else ""
        name = words("comments.pin", number=thread.number, name=person.name, text=said)
        state = (person.colour, str(thread.number), is_open, new)
        if state == (self.colour, self.number, self.is_open, self.is_new):
            return
        self.colour, self.number, self.is_open, self.is_new = state
        self.setAccessibleName(name)
        self.setToolTip(tip(name[:200]))
        self.update()

    def stand(self, at: tuple[float, float]) -> None:
        self.move(round(at[0]) - RIM, round(at[1]) - self._side - RIM)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(RIM, RIM, self._side, self._side)
            if self.is_open or self.hasFocus():
                ring_pen(painter)
                painter.drawPath(_drop(box.adjusted(-2.5, -2.5, 2.5, 2.5)))
            painter.setPen(QPen(theme.colour("panel"), 1.5))
            painter.setBrush(theme.person(self.colour))
            painter.drawPath(_drop(box))
            painter.setPen(theme.on_person(self.colour))
            painter.setFont(theme.inter(12, 600))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.number)
            if self.is_new:
                painter.setPen(QPen(theme.colour("panel"), 2))
                painter.setBrush(theme.colour("accent"))
                painter.drawEllipse(QPointF(box.right() - 2, box.top() + 2), 5, 5)
        finally:
            painter.end()


def _drop(box: QRectF) -> QPainterPath:
    """Round, with a corner at the lower left."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addEllipse(box)
    half = box.width() / 2
    path.addRoundedRect(QRectF(box.left(), box.center().y(), half, half), 3, 3)
    return path.simplified()
