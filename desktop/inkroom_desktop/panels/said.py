"""What somebody said: which element it is about, and whom it names."""

from inkroom.board import Element
from inkroom.look import kind_of
from inkroom.room.mention import mentioned
from inkroom.session import Session
from inkroom_desktop.panels.text import words

CHIP = 40


def called(element: Element) -> str:
    """What an element is called in one short line: what is written on it, or its kind."""
    own = ""
    for register in ("text", "title"):
        if element.values.get(register):
            own = str(element.values[register]).strip()
            break
    first = own.split("\n")[0] or words(f"kind.{kind_of(element)}")
    return first if len(first) <= CHIP else f"{first[: CHIP - 1]}…"


def names_me(session: Session, line: str) -> bool:
    """Whether a line names oneself (MSG-10)."""
    me = session.me
    return me is not None and me.user in mentioned(line, session.people.values())
