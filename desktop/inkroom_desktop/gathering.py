"""What people of one board do together besides drawing, as the page shows it: the lesson, the timer, the vote."""

import time
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from inkroom import events as on
from inkroom.gesture import Parts
from inkroom.messages import Entry
from inkroom_desktop.canvas import Canvas
from inkroom_desktop.lesson import Lesson
from inkroom_desktop.link import Link
from inkroom_desktop.panels.text import words
from inkroom_desktop.panels.timer import MINUTE_MS, TimerPill, TimerStart, minutes
from inkroom_desktop.panels.toasts import Toast
from inkroom_desktop.people import person_of
from inkroom_desktop.voting import Voting

NEWS_MS: Final = 5_000
"""What is older was done before one came."""
TOP: Final = 12
BANNER: Final = 56
"""What the banner of who leads takes above."""


class Gathering(QObject):
    """Follows the meeting of the session; writes what a person does as ops."""

    def __init__(self, link: Link, canvas: Canvas, toast: Toast, lesson: Lesson) -> None:
        super().__init__()
        self._link, self._canvas, self._toast = link, canvas, toast
        self.lesson = lesson
        self.timer = TimerPill(canvas)
        self.timer.set.connect(self.set_timer)
        self.voting = Voting(link, canvas)
        self.voting.strip.seen.connect(self.refresh)
        canvas.desk.camera_changed.connect(self.voting.show_marks)
        canvas.desk.scene_changed.connect(self.voting.show_marks)
        self._tick = QTimer(self, singleShot=True)
        self._tick.timeout.connect(self.refresh)
        self._covered = 0
        self._under = False
        lesson.changed.connect(self._place)

    @property
    def now(self) -> float:
        """Now by the server's clock, in ms; 0 before it was told."""
        offset = self._link.session.offset
        return time.monotonic() * 1000 + offset if offset else 0

    def hear(self, event: on.Event) -> None:
        """What the session tells."""
        if isinstance(event, on.Met):
            self._tell(event.entry)
            self.refresh()

    def refresh(self) -> None:
        """Shows what there is now."""
        session, now = self._link.session, self.now
        past = self._canvas.desk.moment is not None
        timer = session.meeting.timer if now and not past else None
        may_set = self._canvas.desk.may_draw and session.phase == "live"
        wait = self.timer.show_timer(timer, now, may_set=may_set)
        self.voting.refresh(now)
        self.lesson.refresh()
        if wait:
            self._tick.start(wait)
        self.place(self._covered, under=self._under)

    def place(self, covered: int, *, under: bool) -> None:
        """At the top in the middle of what no panel covers, `under` the banner of who leads."""
        self._covered, self._under = covered, under
        self._place()

    def _place(self) -> None:
        y = TOP + (BANNER if self._under else 0)
        for one in self._strips():
            if one.isVisibleTo(self._canvas):
                left = (self._canvas.width() - self._covered - one.width()) // 2
                one.move(max(left, 4), y)
                one.raise_()
                y += one.height() + 8

    def _strips(self) -> list[QWidget]:
        return [self.lesson.strip, self.timer, self.voting.strip]

    def ask_timer(self, anchor: QWidget) -> None:
        """Asks how long it shall run."""
        popup = TimerStart(anchor)
        popup.chosen.connect(lambda n: self.set_timer(n * MINUTE_MS, n * MINUTE_MS, runs=True))
        popup.open_by(anchor)

    def set_timer(self, left: int, whole: int, runs: bool) -> None:  # a slot
        """The timer that everybody sees from now on."""
        self._submit({"timer": {"left": left, "whole": whole, "runs": runs}})

    def _submit(self, parts: Parts) -> None:
        self._link.submit(parts)
        self.refresh()

    def _tell(self, entry: Entry) -> None:
        """What others did, to this person."""
        session = self._link.session
        own = session.me is not None and entry.by == session.me.user
        if own or not self.now or self.now - entry.at > NEWS_MS:
            return
        timer, ballot, vote = entry.timer, entry.ballot, session.meeting.vote
        if ballot and not ballot.closed and vote is not None and vote.voters == 0:
            name = person_of(session, entry.by).name
            self._toast.tell(words("vote.begun", name=name))
        if isinstance(entry.lesson, bool):
            word = "lesson.begun" if entry.lesson else "lesson.ended"
            self._toast.tell(words(word, name=person_of(session, entry.by).name))
        if timer and timer.runs and timer.left == timer.whole:
            name = person_of(session, entry.by).name
            self._toast.tell(words("timer.set", name=name, time=minutes(timer.left)))
