"""What one commit writes of one room (LOG-5)."""

from msgspec import Struct

from inkroom.messages import Entry, Person


class Row(Struct):
    """An entry, its stored bytes, and the chain after it."""

    entry: Entry
    body: bytes
    chain: str


class Batch(Struct, kw_only=True):
    """New entries of a board, from `before` + 1 on, and all that changes with them.

    `last` and `users` name only the clients that wrote; `people` only those who are new or renamed; `title` and
    `tags` are None where the stored ones are right. `at` is in ms since 1970 UTC.
    """

    board: str
    before: int
    rows: list[Row]
    chain: str
    last: dict[str, int]
    users: dict[str, str]
    people: list[Person]
    title: str | None
    tags: list[str] | None = None
    at: int

    @property
    def head(self) -> int:
        return self.before + len(self.rows)
