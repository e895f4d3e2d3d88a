"""What the log writes, within the one transaction of its caller (LOG-5)."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from msgspec import UNSET
from sqlalchemy import Connection, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.sql import ClauseElement

from inkroom.errors import Unavailable
from inkroom.history import START, chain_of
from inkroom.messages import Person, read_entry
from inkroom.room.batch import Batch, Row
from inkroom.room.intake import SERVER
from inkroom.side import lesson_of
from inkroom_server.log.info import StoredSnapshot
from inkroom_server.log.tables import (
    boards,
    clients,
    compactions,
    ended,
    entries,
    jobs,
    past_clients,
    people,
    snapshots,
    tokens,
)

SLICE: Final = 1000
_driver: Final = dialect(paramstyle="qmark")


def _text(statement: ClauseElement, *names: str) -> str:
    """The statement as the driver takes it, with its parameters in the order of `names`.

    Made once and given to the driver itself: at each commit SQLAlchemy's part would cost as much as SQLite's.
    """
    compiled: Any = statement.compile(dialect=_driver)  # its type depends on the dialect
    assert tuple(compiled.positiontup) == names, compiled.positiontup
    return str(compiled)


_client = upsert(clients)
_client = _client.on_conflict_do_update(
    ["board", "client"], set_={"last_cseq": _client.excluded.last_cseq}
)
_person = upsert(people)
_person = _person.on_conflict_do_update(
    ["board", "user"],
    set_={"name": _person.excluded.name, "colour": _person.excluded.colour},
)
_head = (
    update(boards)
    .where(boards.c.id == bindparam("here"), boards.c.head == bindparam("before"))
    .values(
        head=bindparam("to"),
        chain=bindparam("chain"),
        changed=func.coalesce(bindparam("at"), boards.c.changed),
        title=func.coalesce(bindparam("new_title"), boards.c.title),
        tags=func.coalesce(bindparam("new_tags"), boards.c.tags),
    )
)
_ENTRY: Final = _text(
    insert(entries), "board", "seq", "client", "cseq", "refused", "say", "chain", "body"
)
_CLIENT: Final = _text(_client, "board", "client", "user", "last_cseq")
_PERSON: Final = _text(_person, "board", "user", "name", "colour", "number")
_PERSONS: Final = _text(
    select(func.count()).select_from(people).where(people.c.board == bindparam("here")), "here"
)
_HEAD: Final = _text(_head, "new_title", "to", "chain", "at", "new_tags", "here", "before")


def batches(connection: sqlite3.Connection, all: Sequence[Batch]) -> None:
    """Writes them, and checks that each goes on where its board's log ends; raises Unavailable."""
    cursor = connection.cursor()
    cursor.executemany(_ENTRY, [_entry(batch.board, row) for batch in all for row in batch.rows])
    last = [
        (batch.board, client, batch.users[client], cseq)
        for batch in all
        for client, cseq in batch.last.items()
    ]
    cursor.executemany(_CLIENT, last)
    cursor.executemany(_HEAD, [_end(batch) for batch in all])
    if all and cursor.rowcount != len(all):
        raise Unavailable(
            f"Expected the boards {[b.board for b in all]} to end before their batches"
        )
    for batch in all:
        persons(connection, batch.board, batch.people)


def _entry(board: str, row: Row) -> tuple[object, ...]:
    entry = row.entry
    refused = None if entry.refused is UNSET else entry.refused
    says = entry.say is not UNSET
    return board, entry.seq, entry.client, entry.cseq, refused, says, row.chain, row.body


def _end(batch: Batch) -> tuple[object, ...]:
    """Where the board's log ends now, and where it ended before."""
    at = batch.at if batch.rows else None
    tags = None if batch.tags is None else json.dumps(batch.tags)
    return batch.title, batch.head, batch.chain, at, tags, batch.board, batch.before


def persons(connection: sqlite3.Connection, board: str, new: Sequence[Person]) -> None:
    """Adds people; those who are known get their names and colours of now (JOIN-6)."""
    if not new:
        return
    (number,) = connection.execute(_PERSONS, (board,)).fetchone()
    rows = [(board, p.id, p.name, p.colour, number + at) for at, p in enumerate(new, 1)]
    connection.executemany(_PERSON, rows)


def snapshot(connection: Connection, board: str, new: StoredSnapshot) -> None:
    """Keeps the parts in place of those that were kept before (ROOM-8)."""
    connection.execute(delete(snapshots).where(snapshots.c.board == board))
    named = {"board": board, "seq": new.seq, "chain": new.chain, "epoch": new.epoch}
    rows = [{**named, "part": number, "body": part} for number, part in enumerate(new.parts, 1)]
    connection.execute(insert(snapshots), rows)


def purge(connection: Connection, before: int, now: int) -> list[str]:
    """The ids of the boards that were in the trash since `before`; nothing of them is left but that they were."""
    query = select(boards.c.id).where(boards.c.trashed < before)
    gone = list(connection.execute(query).scalars())
    return end(connection, gone, now, SERVER)


def end(connection: Connection, gone: Sequence[str], now: int, by: str) -> list[str]:
    """Deletes boards with all that is theirs, and notes that it was done, and by whom (API-12); which they were."""
    if not gone:
        return []
    gone = [*gone, *_sides(connection, gone)]
    rows = connection.execute(select(boards).where(boards.c.id.in_(gone)))
    told = [
        {"board": r.id, "at": now, "title": r.title, "head": r.head, "chain": r.chain, "by": by}
        for r in rows
    ]
    connection.execute(insert(ended), told)
    for table in (entries, clients, past_clients, people, snapshots, tokens, jobs, compactions):
        connection.execute(delete(table).where(table.c.board.in_(gone)))
    connection.execute(delete(boards).where(boards.c.id.in_(gone)))
    return gone


def _sides(connection: Connection, lessons: Sequence[str]) -> list[str]:
    """The side boards of these, which end with them (SIDE-6)."""
    found = connection.execute(select(boards.c.id).where(boards.c.id.like("%--____________")))
    return [id for id in found.scalars() if lesson_of(id) in lessons and id not in lessons]


def log_batches(
    board: str, bodies: Iterable[bytes], at: int, before: int = 0, chain: str = START
) -> Iterator[Batch]:
    """Entries as batches: a whole log, or what goes on after entry `before`, whose chain is given."""
    rows = list[Row]()
    for body in bodies:
        chain = chain_of(chain, body)
        rows.append(Row(read_entry(body), body, chain))
        if len(rows) == SLICE:
            yield _log_batch(board, before, rows, at)
            before, rows = before + len(rows), []
    if rows:
        yield _log_batch(board, before, rows, at)


def _log_batch(board: str, before: int, rows: list[Row], at: int) -> Batch:
    return Batch(
        board=board,
        before=before,
        rows=rows,
        chain=rows[-1].chain,
        last={row.entry.client: row.entry.cseq for row in rows},
        users={row.entry.client: _user(row) for row in rows},
        people=[],
        title=None,
        at=at,
    )


def _user(row: Row) -> str:
    """Whose the client is: the server's own stays its own, in whoever's name it wrote (ROOM-9)."""
    return SERVER if row.entry.client == SERVER else row.entry.by
