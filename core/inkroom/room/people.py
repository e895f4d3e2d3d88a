"""Who takes part in a board, each with a name and a colour (JOIN-6)."""

from collections.abc import Iterable, Sequence
from typing import Final

from inkroom.messages import Person

GUEST: Final = "User"
"""What a guest without a name is called."""


class People:
    """The people of a board by their user ids, in the order of their coming."""

    def __init__(self, people: Iterable[Person], colours: Sequence[str]) -> None:
        self._all = {person.id: person for person in people}
        self._colours = colours
        self._changed: dict[str, Person] = {}

    def newest(self, count: int) -> list[Person]:
        """The people who came last, at most `count`."""
        return list(self._all.values())[-count:]

    @property
    def first(self) -> str:
        """The user who came first, or ""."""
        return next(iter(self._all), "")

    def name(self, user: str) -> str:
        """What the user is called here."""
        person = self._all.get(user)
        return person.name if person else GUEST

    def arrive(self, user: str, name: str, wished: str | None) -> Person:
        """The person of this user. Name and colour stay until they wish others."""
        known = self._all.get(user)
        wishes = wished in self._colours
        colour = known.colour if known and not wishes else self._colour(wished)
        person = Person(user, name or (known.name if known else GUEST), colour)
        if person != known:
            self._all[user] = self._changed[user] = person
        return person

    def drain(self) -> list[Person]:
        """Who is new or renamed since the last call."""
        changed, self._changed = self._changed, {}
        return list(changed.values())

    @property
    def changed(self) -> bool:
        return bool(self._changed)

    def _colour(self, wished: str | None) -> str:
        """The wished one, else the one that fewest have, in the order of the list."""
        if wished in self._colours:
            return str(wished)
        counts = dict.fromkeys(self._colours, 0)
        for person in self._all.values():
            counts[person.colour] = counts.get(person.colour, 0) + 1
        return min(self._colours, key=lambda colour: counts[colour])
