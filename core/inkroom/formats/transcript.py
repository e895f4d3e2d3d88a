"""A log as text: who did what when, a line a step; what a screen reader gets of a replay (FILM-2)."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

from msgspec import UNSET

from inkroom.deed import Deed, deed_of
from inkroom.face import say, strings
from inkroom.messages import Entry, Person

_SHORT: Final = 200


def lines(entries: Iterable[Entry], people: Iterable[Person], *, since: int = 0) -> Iterator[str]:
    """One line for each step after `since` that shows: time (UTC), number, person, what they did and wrote."""
    names = {person.id: person.name for person in people}
    for entry in entries:
        deed = deed_of(entry)
        if entry.seq > since and deed.what not in ("nothing", "refused"):
            name = names.get(entry.by) or say("history.somebody")
            when = datetime.fromtimestamp(entry.at / 1000, UTC)
            told = say("history.deed", name=name, deed=deed_text(deed))
            yield f"{when:%Y-%m-%d %H:%M:%S}  #{entry.seq}  {told}{_words(entry)}"


def deed_text(deed: Deed) -> str:
    """ "drew an arrow"."""
    if deed.what == "drew":
        key = f"deed.drew-{deed.kind}"
        return say(key if key in strings() else "deed.drew", count=deed.size)
    return say(f"deed.{deed.what}", count=deed.size)


def _words(entry: Entry) -> str:
    """What was written in this step, on one line."""
    said: list[Any] = [entry.mark, entry.say]
    parts = (*(entry.put or ()), *(entry.set or ()))
    said += [getattr(part, name, UNSET) for part in parts for name in ("text", "title")]
    texts = [" ".join(str(one).split()) for one in said if one is not UNSET and one]
    whole = "; ".join(text for text in texts if text)
    return f": {whole[:_SHORT]}" if whole else ""
