"""What the log says beside the elements: chat, comments pinned to the board (TALK-1 to TALK-6), and the meeting."""

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import UNSET, Struct
from msgspec.structs import replace

from inkroom.meeting import Meeting
from inkroom.messages import Entry

LINES: Final = 500
"""Lines of chat that a client keeps."""
COMMENTS: Final = 5_000
"""Comments that are kept; whole threads go where there are more (TALK-6)."""


class Thread(Struct):
    """Comments about one thing. `number` stands on its pin, `last` is its newest entry.

    `about` is an element or "", `place` where the pin was put, in board units of `page`.
    """

    id: str
    number: int
    about: str
    place: list[int]
    page: str
    lines: list[Entry]
    last: Entry

    @property
    def done(self) -> bool:
        """True while the newest entry says so (TALK-3)."""
        return self.last.done is True

    def entries(self) -> list[Entry]:
        """What the thread is made of."""
        return self.lines if self.last is self.lines[-1] else [*self.lines, self.last]


class Talk:
    """Folds entries in order. `chat` are the newest lines, the oldest first; `threads` are in order of number.

    `meeting` is what people do together besides.
    """

    def __init__(self, entries: Iterable[Entry] = (), *, lines: int = LINES) -> None:
        self.chat: list[Entry] = []
        self.threads: dict[str, Thread] = {}
        self.meeting = Meeting()
        self._lines = lines
        self._comments = self._begun = 0
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> bool:
        """The next entry; True where it is chat or a comment. Never raises: what makes no sense says nothing."""
        if entry.refused is not UNSET or self.meeting.add(entry):
            return False
        if entry.thread is not UNSET:
            return self._comment(replace(entry, put=UNSET, set=UNSET, restore=UNSET))
        if entry.say is UNSET:
            return False
        self.chat.append(replace(entry, put=UNSET, set=UNSET, restore=UNSET))
        del self.chat[: -self._lines]
        return True

    def entries(self) -> list[Entry]:
        """What brings all of this back, in the order of the log (TALK-6, MEET-10)."""
        threads = (entry for thread in self.threads.values() for entry in thread.entries())
        meeting = self.meeting.entries()
        return sorted([*self.chat, *threads, *meeting], key=lambda entry: entry.seq)

    def comments(self) -> Iterator[Entry]:
        """The lines of all threads, thread by thread."""
        return (line for thread in self.threads.values() for line in thread.lines)

    def _comment(self, entry: Entry) -> bool:
        id = str(entry.thread)
        thread = self.threads.get(id)
        if thread is None:
            return self._begin(id, entry)
        thread.last = entry
        if entry.say is not UNSET:
            thread.lines.append(entry)
            self._comments += 1
            self._let_go()
        return True

    def _begin(self, id: str, entry: Entry) -> bool:
        if entry.say is UNSET or entry.place is UNSET or len(entry.place) != 2:  # TALK-2
            return False
        self._begun += 1
        about = "" if entry.about is UNSET else entry.about
        page = "1" if entry.page is UNSET else entry.page
        made = Thread(id, self._begun, about, entry.place, page, [entry], entry)
        self.threads[id] = made
        self._comments += 1
        self._let_go()
        return True

    def _let_go(self) -> None:
        """Leaves whole threads out: done ones first, of them and of the others the one that rests longest."""
        while self._comments > COMMENTS and len(self.threads) > 1:
            first = min(self.threads.values(), key=lambda t: (not t.done, t.last.seq))
            del self.threads[first.id]
            self._comments -= len(first.lines)
