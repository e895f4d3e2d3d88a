"""A step of the history in words: who did what, and when."""

from datetime import datetime
from typing import Final, NamedTuple

from inkroom.deed import Deed, deed_of
from inkroom.face import strings
from inkroom.messages import Entry
from inkroom.session import Session
from inkroom_desktop.panels.text import words

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Who(NamedTuple):
    """A person of the board, here or not."""

    user: str
    name: str
    colour: str
    me: bool


def moment_text(ms: int) -> str:
    """ "Tue 17 Nov, 14:32"."""
    return f"{date_text(ms)}, {datetime.fromtimestamp(ms / 1000):%H:%M}"


def date_text(ms: int) -> str:
    """ "Tue 17 Nov"."""
    then = datetime.fromtimestamp(ms / 1000)
    return f"{_DAYS[then.weekday()][:3]} {then.day} {_MONTHS[then.month - 1][:3]}"


def long_text(ms: int) -> str:
    """ "Tuesday 17 November, 14:32"."""
    then = datetime.fromtimestamp(ms / 1000)
    return f"{_DAYS[then.weekday()]} {then.day} {_MONTHS[then.month - 1]}, {then:%H:%M}"


def who_is(session: Session, user: str) -> Who:
    """Who a user is, or was when they were last here."""
    person, me = session.people.get(user), session.me
    mine = me is not None and me.user == user
    name = person.name if person else me.name if me is not None and mine else ""
    colour = person.colour if person else "slate"
    return Who(user, name or words("history.somebody"), colour, mine)


def deed_text(deed: Deed) -> str:
    """ "drew an arrow"."""
    if deed.what == "drew":
        key = f"deed.drew-{deed.kind}"
        return words(key if key in strings() else "deed.drew", count=deed.size)
    return words(f"deed.{deed.what}", count=deed.size)


def sentence_of(session: Session, entry: Entry, *, short: bool = False) -> str:
    """ "Jonas Roth drew an arrow"; `short`: with the first name only."""
    who = who_is(session, entry.by)
    name = words("history.you") if who.me else who.name.split(" ")[0] if short else who.name
    return words("history.deed", name=name, deed=deed_text(deed_of(entry)))
