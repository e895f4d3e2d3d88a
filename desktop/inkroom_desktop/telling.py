"""A step of the history in words: who did what, and when."""

from typing import NamedTuple

from inkroom.deed import deed_of
from inkroom.formats.transcript import deed_text
from inkroom.messages import Entry
from inkroom.session import Session
from inkroom_desktop.panels.text import words
from inkroom_desktop.when import clock, day_text


class Who(NamedTuple):
    """A person of the board, here or not."""

    user: str
    name: str
    colour: str
    me: bool


def moment_text(ms: int) -> str:
    """ "Tue 17 Nov, 14:32"."""
    return words("history.moment-at", date=date_text(ms), time=clock(ms))


def date_text(ms: int) -> str:
    """ "Tue 17 Nov"."""
    return day_text(ms, "ddd d MMM")


def long_text(ms: int) -> str:
    """ "Tuesday 17 November, 14:32"."""
    return words("history.moment-at", date=day_text(ms, "dddd d MMMM"), time=clock(ms))


def who_is(session: Session, user: str) -> Who:
    """Who a user is, or was when they were last here."""
    person, me = session.people.get(user), session.me
    mine = me is not None and me.user == user
    name = person.name if person else me.name if me is not None and mine else ""
    colour = person.colour if person else "slate"
    return Who(user, name or words("history.somebody"), colour, mine)


def sentence_of(session: Session, entry: Entry, *, short: bool = False) -> str:
    """ "Jonas Roth drew an arrow"; `short`: with the first name only."""
    who = who_is(session, entry.by)
    name = words("history.you") if who.me else who.name.split(" ")[0] if short else who.name
    return words("history.deed", name=name, deed=deed_text(deed_of(entry)))
