"""A lesson on a board as its page shows it: begun and ended, one's own side board, the class, and reveal (MEET-11)."""

from PySide6.QtCore import QObject, Signal

from inkroom_desktop.aside import Aside, aside_of, own_side
from inkroom_desktop.canvas import Canvas
from inkroom_desktop.link import Link
from inkroom_desktop.network import Network
from inkroom_desktop.panels.classlist import ClassList
from inkroom_desktop.panels.lessonstrip import OWN, SHARED, LessonStrip
from inkroom_desktop.panels.side import Side
from inkroom_desktop.panels.text import words
from inkroom_desktop.panels.toasts import Toast
from inkroom_desktop.unveiling import Unveiling


class Lesson(QObject):
    """`wanted(board)`: another board of the lesson is to be seen. `class_wanted`: the class is. `revealed(frames)`:
    these are there now, for everybody. `changed`: the strip came, went or is another.
    """

    wanted = Signal(str)
    class_wanted = Signal()
    revealed = Signal(list)
    changed = Signal()

    def __init__(
        self, network: Network, link: Link, canvas: Canvas, side: Side, toast: Toast
    ) -> None:
        super().__init__()
        self._link, self._canvas, self._side, self._toast = link, canvas, side, toast
        self._unveiling = Unveiling(network, link.address, canvas.desk)
        self.strip = LessonStrip(canvas)
        self.pupils = ClassList(network, link.address, link.session)
        self.pupils.hide()
        side.people.crown(self.pupils)
        side.people.taught.connect(self.turn)
        side.people.aside_wanted.connect(self._go_aside)
        self.strip.went.connect(self._go)
        self.strip.class_wanted.connect(self.class_wanted)
        self.strip.ended.connect(self.turn)
        self.pupils.opened.connect(self.wanted)
        self.pupils.shown.connect(self._reveal)
        self._unveiling.ended.connect(self._unveiled)

    @property
    def aside(self) -> Aside | None:
        """Whose side board this is; None: it is none."""
        return aside_of(self._link.address.board, self._link.session)

    def turn(self) -> None:
        """Begins a lesson on this board, or ends it."""
        self._link.submit({"lesson": not self._link.session.meeting.lesson})
        self.refresh()

    def stop(self) -> None:
        """The board is left."""
        self._unveiling.stop()
        self.pupils.stop()

    def refresh(self) -> None:
        """Shows what there is now."""
        session, aside = self._link.session, self.aside
        board, past = self._link.address.board, self._canvas.desk.moment is not None
        owns = session.role == "owner" and aside is None
        lesson = session.meeting.lesson
        known = aside is not None or own_side(board, session) is not None
        if (aside is not None or lesson) and known and not past:
            own = aside.name if aside is not None else ""
            seen = self._side.isVisible() and self._side.tab == "people"
            self.strip.show_lesson(
                SHARED if aside is None else OWN,
                own or words("lesson.mine"),
                owns=owns,
                class_seen=seen,
            )
        else:
            self.strip.hide()
        self._side.people.show_lesson(
            runs=bool(lesson) if owns else None,
            mine=not owns and aside is None and lesson is False,
        )
        self._show_class(shown=owns and lesson is not None)
        self.changed.emit()

    def _show_class(self, *, shown: bool) -> None:
        doing = self._unveiling.pupil
        may = self._canvas.desk.may_draw and doing is None
        self.pupils.setVisible(shown)
        self.pupils.allow(may_reveal=may, revealing=doing.user if doing else "")

    def _go(self, place: int) -> None:
        aside = self.aside
        if place == OWN and aside is None:
            self._go_aside()
        elif place == SHARED and aside is not None:
            self.wanted.emit(aside.lesson)
        self.refresh()

    def _go_aside(self) -> None:
        side = own_side(self._link.address.board, self._link.session)
        if side is not None:
            self.wanted.emit(side)

    def _reveal(self, pupil: object) -> None:
        self._unveiling.start(pupil)  # type: ignore[arg-type]  # a signal carries objects
        self.refresh()

    def _undo(self) -> None:
        self._link.undo()

    def _unveiled(self, text: str, frames: list[str]) -> None:
        if frames:
            self.revealed.emit(frames)
            self._toast.tell(text, (words("edit.undo"), self._undo))
        elif text:
            self._toast.tell(text)
        self.refresh()
