"""Whose side board an open board is, and what the boards of a lesson are called (SIDE-1)."""

from typing import NamedTuple

from inkroom.face import say
from inkroom.session import Session
from inkroom.side import lesson_of, side_of


class Aside(NamedTuple):
    """A side board: of which lesson, and its person's name; "" for one's own."""

    lesson: str
    name: str

    @property
    def title(self) -> str:
        """What it is called while nobody gave it a title."""
        return say("lesson.whose", name=self.name) if self.name else say("lesson.mine")


def aside_of(board: str, session: Session) -> Aside | None:
    """None for a board that is no side board."""
    lesson = lesson_of(board)
    if lesson is None:
        return None
    person = next((p for p in session.people.values() if side_of(lesson, p.id) == board), None)
    me = session.me.user if session.me is not None else ""
    if session.role != "owner" or (person is not None and person.id == me):
        return Aside(lesson, "")
    return Aside(lesson, person.name if person is not None and person.name else say("guest.name"))


def own_side(board: str, session: Session) -> str | None:
    """The id of one's own side board of a lesson; None where that is not known, or there is none."""
    return side_of(board, session.me.user) if session.me is not None else None
