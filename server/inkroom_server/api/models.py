"""The bodies of requests and answers, as the OpenAPI page shows them."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from inkroom_server.api.paths import ID, ONE_LINE

Id = Annotated[str, Field(pattern=ID, examples=["greenhouse"])]
Title = Annotated[str, Field(max_length=120, pattern=ONE_LINE, examples=["Greenhouse"])]
Coordinate = Annotated[int, Field(ge=-(2**31), lt=2**31)]
Tag = Annotated[str, Field(min_length=1, max_length=40, pattern=ONE_LINE, examples=["Class 7b"])]
ExportFormat = Literal[
    "svg", "png", "pdf", "inkroom", "jsonl", "csv", "excalidraw", "excalidrawlib", "xopp", "tldr", "txt", "html",
    "mp4", "webm", "gif",
]  # fmt: skip


class Body(BaseModel):
    """What comes in: nothing but what is named."""

    model_config = ConfigDict(extra="forbid")


class NewBoard(Body):
    """A board that is not there yet; without an id it gets one."""

    id: Id | None = None
    title: Title = ""


class Renaming(Body):
    """What a board is to be called and sorted by; one of the two at least, what is left out stays."""

    title: Title | None = None
    tags: Annotated[list[Tag], Field(max_length=12)] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.title is None and self.tags is None:
            raise ValueError("expected a title or tags")
        return self


class Exporting(Body):
    """What to export: the board as it is, or as it was after entry `at`."""

    format: ExportFormat
    at: Annotated[int, Field(ge=0)] | None = None


class Restoring(Body):
    """A moment to go back to (`to`), or whose work of which period to take away; of an area only: a box or a loop."""

    to: Annotated[int, Field(ge=0)] | None = None
    people: Annotated[list[Annotated[str, Field(max_length=64)]], Field(max_length=100)] = []
    since: Annotated[int, Field(ge=0)] = 0
    until: Annotated[int, Field(ge=0)] | None = None
    area: Annotated[list[Coordinate], Field(min_length=4, max_length=4_000)] | None = None
    page: Annotated[str, Field(max_length=64)] = ""
    preview: bool = False

    @model_validator(mode="after")
    def _has_whole_points(self) -> Self:
        if self.area is not None and len(self.area) % 2:
            raise ValueError("expected a box or the points of a loop as area, got half a point")
        return self


class Branching(Body):
    """From which moment (left out: now), and whether the log up to there comes along."""

    at: Annotated[int, Field(ge=0)] | None = None
    title: Title = ""
    id: Id | None = None
    history: bool = True


class Compacting(Body):
    """What the copy of the history is to be called, and its id; with `preview` it is only said what would go, with
    `progress` how far it is."""

    title: Title = ""
    id: Id | None = None
    preview: bool = False
    progress: bool = False


class NewToken(Body):
    """A room token: what its bearer may do, what they are called, and for how long."""

    role: Literal["owner", "editor", "commenter", "viewer"] = "editor"
    name: Annotated[str, Field(max_length=64)] = ""
    days: Annotated[float, Field(gt=0, le=3650)] = 30


class Peer(BaseModel):
    """Somebody who is in the room now."""

    name: str
    colour: str


class Board(BaseModel):
    """A board in the list. Times in ms since 1970 UTC; `ops` and `deliveries` per second."""

    id: str
    title: str
    head: int
    created: int
    changed: int
    peers: int
    names: list[Peer]
    drawers: int
    ops: float
    deliveries: float
    tags: list[str]
    trashed: int | None


class Boards(BaseModel):
    """The list of boards, the newest change first."""

    boards: list[Board]


class Side(BaseModel):
    """A person's side board; `board` is its id, and null where they opened none yet."""

    user: str
    name: str
    colour: str
    board: str | None
    head: int
    changed: int


class Sides(BaseModel):
    """Everybody's side boards, in the order of their coming."""

    sides: list[Side]


class Folded(BaseModel):
    """A board after entry `seq`; the elements in the form of a snapshot line (JOIN-4)."""

    id: str
    title: str
    seq: int
    head: int
    chain: str
    epoch: int
    digest: str
    elements: list[dict[str, object]]


class Entries(BaseModel):
    """Entries as stored; `head` is the newest that there is, `before` and `chain` go before and after these."""

    entries: list[dict[str, object]]
    head: int
    epoch: int
    before: str
    chain: str


class Person(BaseModel):
    """Who took part in a board. `last`: the time of their newest step in ms since 1970 UTC; None: they made none."""

    id: str
    name: str
    colour: str
    steps: int = 0
    last: int | None = None


class People(BaseModel):
    """Everybody who took part, in the order of their coming."""

    people: list[Person]


class Writer(BaseModel):
    """The entry that a writer is: its number, the server's time in ms since 1970 UTC, the user."""

    seq: int
    at: int
    by: str


class Writers(BaseModel):
    """Entries by their writers, `client:cseq`."""

    writers: dict[str, Writer]


class Compared(BaseModel):
    """What is other at `new` than at `old`, by element."""

    old: int
    new: int
    added: list[str]
    changed: list[str]
    removed: list[str]


class Checked(BaseModel):
    """Whether a history is whole; where it is not, `seq` is the first entry that is not, and `message` says why."""

    whole: bool
    seq: int
    chain: str
    message: str


class EndedBoard(BaseModel):
    """A board that is gone for good; `at` in ms since 1970 UTC, `by` a user, or the server."""

    board: str
    at: int
    title: str
    head: int
    chain: str
    by: str


class Ended(BaseModel):
    """The boards that are gone for good, the newest end first."""

    boards: list[EndedBoard]


class Compaction(BaseModel):
    """What a compaction took away: `head` entries since `since`, `marks` named moments, `erased` elements that were
    deleted. All of it is on the board `copy` ("" in a preview), called `title`. Times in ms since 1970 UTC, sizes of
    the log in bytes; the board began the epoch `epoch`."""

    board: str
    epoch: int
    at: int
    by: str
    copy_id: str = Field(alias="copy")
    title: str
    head: int
    chain: str
    since: int
    marks: int
    erased: int
    bytes_before: int
    bytes_after: int
    name: str = Field(default="", description="What `by` is called, in the list of compactions")
    token: str = Field(
        default="",
        description="Where the caller's token is for one board: one for the copy, told this once",
    )


class Compactions(BaseModel):
    """Those of a board, the newest first."""

    compactions: list[Compaction]


class Hit(BaseModel):
    """Something that was written and fits: on which board, in which entry, by whom; `at` in ms since 1970 UTC."""

    board: str
    title: str
    seq: int
    at: int
    by: str
    name: str
    colour: str
    what: Literal["text", "title", "chat", "comment", "mark"]
    about: str = Field(description="The element that says it, or that it is about, or nothing")
    text: str


class Hits(BaseModel):
    """What was found, the newest first; `whole` is false while the boards are still being read."""

    hits: list[Hit]
    whole: bool


class Builder(BaseModel):
    """What one person did to elements that somebody else drew: edited, bound a connector to, said something about."""

    user: str
    name: str
    edited: list[str]
    bound: list[str]
    said: list[str]


class RestoredMoment(BaseModel):
    """What comes back, goes, looks other and was left alone, by element; `seq`: the entry it became (0: none).

    `built`: what others have built on what goes, changes or is left, by person.
    """

    seq: int
    back: list[str]
    goes: list[str]
    changes: list[str]
    left: list[str]
    built: list[Builder]


class Job(BaseModel):
    """Background work, an `export` or an `import`. `state`: waiting, running, writing (an import goes onto the
    board), done, failed, cancelled; `message`: what a file could not carry, or why it failed, which `code` names
    ("" unless it failed); `seq`: the moment of an export, the last entry of an import; `url`: its file, once there."""

    id: str
    board: str
    kind: str
    format: str
    seq: int
    state: str
    progress: float
    message: str
    code: str
    url: str
    created: int
    ended: int | None


class Report(BaseModel):
    """What an import made: `board` holds `elements` of the file; `left` says, line by line, what was not carried."""

    board: str
    title: str
    head: int
    elements: int
    left: list[str]


class Restored(BaseModel):
    """What came back. `created`: when the backup was made, ms since 1970 UTC; `kept`: a backup of what was there."""

    boards: int
    entries: int
    created: int
    kept: str


class Asset(BaseModel):
    """A picture that is kept under the SHA-256 of its bytes; sizes in px and bytes."""

    sha: str
    type: str
    width: int
    height: int
    size: int


class Token(BaseModel):
    """A token by its number; times in ms since 1970 UTC."""

    id: str
    board: str
    role: str
    name: str
    created: int
    expires: int
    revoked: int | None


class MadeToken(Token):
    """A token and, this once, what to hand on."""

    token: str


class Tokens(BaseModel):
    """The tokens of a board, the newest first."""

    tokens: list[Token]


class Thing(BaseModel):
    """A thing of the server's library; `created`: when it was put in, in ms since 1970 UTC."""

    id: str
    name: str
    created: int
    by: str


class Things(BaseModel):
    """The things, the newest first; `change`: the caller may put things in and take them out."""

    things: list[Thing]
    change: bool


class Shelved(BaseModel):
    """How many things were put in; `left` says what of the file could not be carried."""

    added: int
    left: list[str]


class Health(BaseModel):
    """That the server is well. `server_time` in ms since 1970 UTC."""

    status: Literal["ok", "ailing", "stopping"]
    version: str
    protocol: int
    server_time: int


class Problem(BaseModel):
    """What was expected and what came; `code` is stable."""

    code: str = Field(examples=["not_found"])
    message: str = Field(examples=["Expected the id of a board, got 'nowhere'"])


class Refusal(BaseModel):
    """Every answer that is not 2xx."""

    error: Problem
