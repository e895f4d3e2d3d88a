"""What people do together besides drawing, as the log has it: a timer, a vote, roles, a lesson (MEET-1 to MEET-11)."""

from typing import Final

from msgspec import UNSET, Struct
from msgspec.structs import replace

from inkroom.accord import Ballot, Dot
from inkroom.messages import Entry
from inkroom.roles import Roles

OVER_MS: Final = 60_000
"""So long a timer that has run out is still shown (MEET-3)."""


class Countdown(Struct, frozen=True):
    """`left` ms of `whole` at `since`, which is the server's clock; `by` set it last (MEET-2)."""

    left: int
    whole: int
    runs: bool
    since: int
    by: str

    def remaining(self, now: int) -> int:
        """What is left now, in ms."""
        gone = max(0, now - self.since) if self.runs else 0
        return max(0, self.left - gone)

    def shown(self, now: int) -> bool:
        """False where it ran out a while ago (MEET-3)."""
        return not self.runs or now - self.since < self.left + OVER_MS


class Vote:
    """One ballot and the dots on it, by user and element (MEET-4 to MEET-6).

    `since`: when it was begun, closed or opened.
    """

    def __init__(self, ballot: Ballot, by: str, since: int) -> None:
        self.id, self.dots, self.hidden, self.by = ballot.id, ballot.dots, ballot.hidden, by
        self.since = since
        self.among = None if ballot.among is UNSET else list(ballot.among)
        self.closed = False
        self.cast: dict[str, dict[str, int]] = {}

    def add(self, dot: Dot, by: str) -> bool:
        """Lays a user's dots; False where the vote does not take them."""
        if self.closed or dot.ballot != self.id:
            return False
        if self.among is not None and dot.on not in self.among:
            return False
        own = self.cast.get(by, {})
        if sum(own.values()) - own.get(dot.on, 0) + dot.count > self.dots:
            return False
        own = {on: count for on, count in own.items() if on != dot.on}
        if dot.count:
            own[dot.on] = dot.count
        self.cast[by] = own
        return True

    def free(self, user: str) -> int:
        """How many dots a user still has."""
        return self.dots - sum(self.cast.get(user, {}).values())

    def on(self, user: str, element: str) -> int:
        """How many dots of a user lie on an element."""
        return self.cast.get(user, {}).get(element, 0)

    @property
    def voters(self) -> int:
        """How many people have laid a dot."""
        return sum(1 for own in self.cast.values() if own)

    def tally(self) -> list[tuple[str, int]]:
        """The elements with their dots, the most first."""
        counts: dict[str, int] = {}
        for own in self.cast.values():
            for element, count in own.items():
                counts[element] = counts.get(element, 0) + count
        return sorted(counts.items(), key=lambda one: (-one[1], one[0]))

    def told(self) -> bool:
        """True where counts may be shown (MEET-6)."""
        return self.closed or not self.hidden


class Meeting:
    """Folds entries in order; what makes no sense changes nothing."""

    def __init__(self) -> None:
        self.timer: Countdown | None = None
        self.vote: Vote | None = None
        self.roles = Roles()
        self.lesson: bool | None = None
        """Whether there is a lesson; None: there never was (MEET-11)."""
        self._kept: dict[str, Entry] = {}

    def add(self, entry: Entry) -> bool:
        """The next entry; True where it says something."""
        if entry.refused is not UNSET:
            return False
        key = self._fold(entry)
        if key:
            self._kept[key] = replace(entry, put=UNSET, set=UNSET, restore=UNSET)
        return bool(key)

    def entries(self) -> list[Entry]:
        """What brings all of this back, in the order of the log."""
        return sorted(self._kept.values(), key=lambda entry: entry.seq)

    def _fold(self, entry: Entry) -> str:
        """Folds it; under which name it is kept, in the place of what it replaces; "" where it says nothing."""
        if entry.timer is not UNSET:
            timer = entry.timer
            ends = timer.left == 0
            self.timer = (
                None if ends else Countdown(timer.left, timer.whole, timer.runs, entry.at, entry.by)
            )
            return "timer"
        if entry.ballot is not UNSET:
            return self._ballot(entry.ballot, entry)
        if entry.dot is not UNSET:
            laid = self.vote is not None and self.vote.add(entry.dot, entry.by)
            return f"dot {entry.by} {entry.dot.on}" if laid else ""
        if entry.lesson is not UNSET:
            self.lesson = entry.lesson
            return "lesson"
        if not self.roles.add(entry):
            return ""
        return "hush" if entry.grant is UNSET else f"grant {entry.grant.user}"

    def _ballot(self, ballot: Ballot, entry: Entry) -> str:
        """Begins a vote in the place of the last, or closes or opens the one there is."""
        if self.vote is not None and self.vote.id == ballot.id:
            self.vote.closed, self.vote.since = ballot.closed, entry.at
            return "ballot end"
        for key in [key for key in self._kept if key.startswith(("dot ", "ballot "))]:
            del self._kept[key]
        self.vote = Vote(ballot, entry.by, entry.at)
        return "ballot begin"
