"""Which boards the list shows: all, those with a star, those of a tag, or the trash; and in which order."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal, NamedTuple

from inkroom.face import tokens
from inkroom_desktop.lobby import BoardRow
from inkroom_desktop.panels.boardcard import title_of
from inkroom_desktop.panels.text import words

Order = Literal["changed", "created", "title"]
ORDERS: Final[tuple[Order, ...]] = ("changed", "created", "title")
COLOURS: Final = "green blue orange violet teal pink gold red sky brown".split()
"""Ten inks that tell tags apart; a tag's name says which, the same for everybody."""


class Shelf(NamedTuple):
    """`kind` all, starred, trash, or tag with the tag's name."""

    kind: Literal["all", "starred", "trash", "tag"] = "all"
    tag: str = ""

    @property
    def heading(self) -> str:
        if self.kind == "tag":
            return self.tag
        word = {"all": "boards.boards", "starred": "boards.starred", "trash": "boards.trash-title"}
        return words(word[self.kind])

    @property
    def nothing(self) -> str:
        """What is said where nothing is on it."""
        if self.kind == "tag":
            return words("boards.tag-empty", tag=self.tag)
        word = {
            "all": "boards.empty",
            "starred": "boards.starred-empty",
            "trash": "boards.trash-empty",
        }
        return words(word[self.kind])

    def holds(self, row: BoardRow, stars: Sequence[str]) -> bool:
        """Whether a board that is not in the trash stands here."""
        if self.kind == "tag":
            return self.tag in row.tags
        return self.kind != "starred" or row.id in stars


def ordered(rows: Iterable[BoardRow], order: Order) -> list[BoardRow]:
    if order == "title":
        return sorted(rows, key=lambda row: (title_of(row).casefold(), row.id))
    return sorted(rows, key=lambda row: (-getattr(row, order), row.id))


def tags_of(rows: Iterable[BoardRow]) -> list[tuple[str, int]]:
    """Every tag with the number of its boards, in the order of the alphabet."""
    counts = Counter(tag for row in rows for tag in row.tags)
    return sorted(counts.items(), key=lambda one: one[0].casefold())


def tag_colour(tag: str, dark: bool) -> str:
    """The colour of a tag; FNV-1a, as in the web app."""
    hash = 2166136261
    for letter in tag:
        hash = (hash ^ ord(letter)) * 16777619 & 0xFFFFFFFF
    inks: dict[str, Any] = tokens()["ink"]
    return str(inks[COLOURS[(hash >> 8) % len(COLOURS)]]["dark" if dark else "light"])
