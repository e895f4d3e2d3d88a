"""What the log gives out, as plain structs."""

from msgspec import Struct

from inkroom.messages import Person


class BoardInfo(Struct, frozen=True):
    """A board as the list shows it. Times in ms since 1970 UTC; `trashed` None: it is not in the trash."""

    id: str
    title: str
    head: int
    chain: str
    epoch: int
    created: int
    changed: int
    trashed: int | None
    tags: list[str] = []


class EndedInfo(Struct, frozen=True):
    """A board that is gone for good: when (ms since 1970 UTC) and by whom, a user or the server (API-12)."""

    board: str
    at: int
    title: str
    head: int
    chain: str
    by: str


class PastClient(Struct, frozen=True):
    """A client of a history that was compacted: how far it was, and which of its ops were refused (COMP-4)."""

    client: str
    user: str
    last_cseq: int
    refused: list[tuple[int, str]]


class CompactionInfo(Struct, frozen=True, kw_only=True):
    """That a history was compacted (COMP-5). `head` entries since `since` went, with `marks` named moments and
    `erased` elements that were deleted; all of it is the board `copy_id`. Times in ms since 1970 UTC."""

    board: str
    epoch: int
    at: int
    by: str
    copy_id: str
    title: str
    head: int
    chain: str
    since: int
    marks: int
    erased: int
    bytes_before: int
    bytes_after: int


class Stored(Struct):
    """One entry of the log: its number, the chain after it, its bytes."""

    seq: int
    chain: str
    body: bytes


class StoredSnapshot(Struct):
    """A snapshot as it was saved: parts that are ready to send."""

    seq: int
    chain: str
    epoch: int
    parts: list[bytes]


class Loaded(Struct):
    """All that a room starts from (LOG-8): `tail` are the newest entries, and `chain` the one before them."""

    info: BoardInfo
    snapshot: StoredSnapshot | None
    chain: str
    tail: list[Stored]
    last: dict[str, int]
    users: dict[str, str]
    people: list[Person]
    refused: dict[str, list[tuple[int, str]]]
    past: list[PastClient] = []
