"""The tables of the log, and of what stands beside it: people, snapshots, assets, tokens, jobs."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    Table,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

BOARD = "board.id"


class BoardRow(SQLModel, table=True):
    """A board. `title` and `tags` are what its registers say; times are ms since 1970 UTC, None: not yet."""

    __tablename__ = "board"
    id: str = Field(primary_key=True, max_length=64)
    title: str = ""
    head: int = Field(default=0, sa_type=BigInteger)
    chain: str = "0" * 16
    epoch: int = 1
    created: int = Field(sa_type=BigInteger)
    changed: int = Field(sa_type=BigInteger)
    trashed: int | None = Field(default=None, sa_type=BigInteger)
    tags: list[str] = Field(default_factory=list, sa_type=JSON)


class EntryRow(SQLModel, table=True):
    """One entry: `body` are the bytes that were relayed, `chain` the chain after it (LOG-2, LOG-3)."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("board", "client", "cseq", name="entry_once"),
        Index("entry_refused", "board", "client", sqlite_where=text("refused IS NOT NULL")),
        Index("entry_say", "board", "seq", sqlite_where=text("say")),
    )
    board: str = Field(sa_column=Column(ForeignKey(BOARD), primary_key=True))
    seq: int = Field(primary_key=True, sa_type=BigInteger)
    client: str
    cseq: int = Field(sa_type=BigInteger)
    refused: str | None = None
    say: bool = False
    chain: str
    body: bytes = Field(sa_type=LargeBinary)


class ClientRow(SQLModel, table=True):
    """How far a client's ops are in the log, and whose it is (LOG-5, ROOM-9)."""

    __tablename__ = "client"
    board: str = Field(sa_column=Column(ForeignKey(BOARD), primary_key=True))
    client: str = Field(primary_key=True)
    user: str
    last_cseq: int = Field(sa_type=BigInteger)


class PersonRow(SQLModel, table=True):
    """Who took part in a board (JOIN-6)."""

    __tablename__ = "person"
    board: str = Field(sa_column=Column(ForeignKey(BOARD), primary_key=True))
    user: str = Field(primary_key=True)
    name: str
    colour: str
    number: int
    """Their place in the order of coming."""


class SnapshotRow(SQLModel, table=True):
    """One part of the newest stored snapshot of a board: derived, may be deleted (ROOM-8)."""

    __tablename__ = "snapshot"
    board: str = Field(sa_column=Column(ForeignKey(BOARD), primary_key=True))
    part: int = Field(primary_key=True)
    seq: int = Field(sa_type=BigInteger)
    chain: str
    epoch: int
    body: bytes = Field(sa_type=LargeBinary)


class AssetRow(SQLModel, table=True):
    """A picture; its bytes lie in `assets/` of the data folder under their SHA-256 (API-7)."""

    __tablename__ = "asset"
    sha: str = Field(primary_key=True, max_length=64)
    type: str
    width: int
    height: int
    size: int
    created: int = Field(sa_type=BigInteger)


class TokenRow(SQLModel, table=True):
    """A room token that was handed out; only its number, never the token itself (ACC-2)."""

    __tablename__ = "token"
    id: str = Field(primary_key=True)
    board: str = Field(index=True)
    role: str
    name: str = ""
    created: int = Field(sa_type=BigInteger)
    expires: int = Field(sa_type=BigInteger)
    revoked: int | None = Field(default=None, sa_type=BigInteger, index=True)


class JobRow(SQLModel, table=True):
    """Background work (API-4); `progress` is 0..1, `file` a name in `jobs/` of the data folder."""

    __tablename__ = "job"
    id: str = Field(primary_key=True)
    board: str = Field(index=True)
    kind: str
    format: str = ""
    seq: int | None = Field(default=None, sa_type=BigInteger)
    state: str
    progress: float = 0
    message: str = ""
    code: str = Field(default="", sa_column_kwargs={"server_default": ""})
    file: str = ""
    by: str = ""
    created: int = Field(sa_type=BigInteger)
    ended: int | None = Field(default=None, sa_type=BigInteger)


class EndedRow(SQLModel, table=True):
    """A board that is gone for good, with all that was its: what it was, when it was ended and by whom (API-12)."""

    __tablename__ = "ended"
    board: str = Field(primary_key=True, max_length=64)
    at: int = Field(primary_key=True, sa_type=BigInteger)
    title: str = ""
    head: int = Field(sa_type=BigInteger)
    chain: str
    by: str


class PastClientRow(SQLModel, table=True):
    """A client of the history that a compaction took away, and how far its ops were in it (COMP-4).

    `refused` are those of its ops that were refused, `[cseq, code]`.
    """

    __tablename__ = "past_client"
    board: str = Field(sa_column=Column(ForeignKey(BOARD), primary_key=True))
    client: str = Field(primary_key=True)
    user: str
    last_cseq: int = Field(sa_type=BigInteger)
    refused: list[list[int | str]] = Field(default_factory=list, sa_type=JSON)


class CompactionRow(SQLModel, table=True):
    """That the history of a board was compacted: what went, when and by whom, and where its copy is (COMP-5)."""

    __tablename__ = "compaction"
    board: str = Field(sa_column=Column(ForeignKey(BOARD), primary_key=True))
    epoch: int = Field(primary_key=True)
    at: int = Field(sa_type=BigInteger)
    by: str
    copy_id: str
    title: str
    head: int = Field(sa_type=BigInteger)
    chain: str
    since: int = Field(sa_type=BigInteger)
    marks: int
    erased: int
    bytes_before: int = Field(sa_type=BigInteger)
    bytes_after: int = Field(sa_type=BigInteger)


class ThingRow(SQLModel, table=True):
    """A thing of the server's library as it lies in a file; `place`: among those that came with it (API-13)."""

    __tablename__ = "thing"
    id: str = Field(primary_key=True, max_length=64)
    name: str = ""
    created: int = Field(sa_type=BigInteger)
    place: int
    by: str = ""
    item: str
    files: str


boards: Table = SQLModel.metadata.tables["board"]
entries: Table = SQLModel.metadata.tables["entry"]
clients: Table = SQLModel.metadata.tables["client"]
people: Table = SQLModel.metadata.tables["person"]
snapshots: Table = SQLModel.metadata.tables["snapshot"]
assets: Table = SQLModel.metadata.tables["asset"]
tokens: Table = SQLModel.metadata.tables["token"]
ended: Table = SQLModel.metadata.tables["ended"]
jobs: Table = SQLModel.metadata.tables["job"]
past_clients: Table = SQLModel.metadata.tables["past_client"]
compactions: Table = SQLModel.metadata.tables["compaction"]
things: Table = SQLModel.metadata.tables["thing"]
