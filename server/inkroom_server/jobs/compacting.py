"""A board's history made short: a log that shows and says what the old one does, and no more (COMP-1 to COMP-6)."""

import asyncio
import contextlib
import secrets
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType

from inkroom.accord import ACCORD
from inkroom.board import Board, Element, apply
from inkroom.cut import origin
from inkroom.errors import InkroomError, Unavailable
from inkroom.formats.puts import put_of
from inkroom.gesture import Parts, ops_of
from inkroom.history import Verifier
from inkroom.messages import entry_bytes, read_entry
from inkroom.side import lesson_of
from inkroom.talk import Talk
from inkroom_server.hub import Hub
from inkroom_server.ids import check_id, new_id
from inkroom_server.jobs.course import Course
from inkroom_server.jobs.crew import Crew
from inkroom_server.jobs.moment import board_at, info_of, stored
from inkroom_server.jobs.worker import Progress
from inkroom_server.log import MOVED, CompactionInfo, Exchange, Log

T = TypeVar("T")
TITLE: Final = 120
STEP: Final = 1_000
TALKED: Final = ("say", "about", "thread", "place", "page", "done", *ACCORD)
"""The parts of an entry that are no drawing, and stay."""
_sorted: Final = msgspec.json.Encoder(order="sorted").encode


class Wanted(Struct, kw_only=True):
    """What the copy is called ("": by the board and the day), and its id."""

    title: str = ""
    id: str = ""


class Slim(Struct):
    """What of an entry tells whether something of it stays."""

    seq: int
    at: int
    by: str
    client: str
    cseq: int
    refused: str | UnsetType = UNSET
    gesture: str | UnsetType = UNSET
    mark: str | UnsetType = UNSET
    made: int | UnsetType = UNSET
    say: Raw | UnsetType = UNSET
    thread: Raw | UnsetType = UNSET
    timer: Raw | UnsetType = UNSET
    ballot: Raw | UnsetType = UNSET
    dot: Raw | UnsetType = UNSET
    grant: Raw | UnsetType = UNSET
    hush: Raw | UnsetType = UNSET
    lesson: Raw | UnsetType = UNSET

    @property
    def talks(self) -> bool:
        """True where it is chat, a comment, or of the meeting."""
        return any(getattr(self, name) is not UNSET for name in ("say", "thread", *ACCORD))


_slim: Final = msgspec.json.Decoder(Slim).decode


class Script:
    """Entries of several people, each under one fresh client of theirs (ROOM-9)."""

    def __init__(self, seq: int = 0) -> None:
        self.bodies: list[bytes] = []
        self._seq, self._name = seq, f"kept-{secrets.token_hex(6)}"
        self._clients: dict[str, str] = {}
        self._last: dict[str, int] = {}

    def add(self, at: int, by: str, parts: Parts, gesture: str | UnsetType = UNSET) -> None:
        """What somebody did then; raises BadOp where a part is invalid."""
        client = self._clients.setdefault(by, f"{self._name}-{len(self._clients) + 1}")
        for op in ops_of(parts, Board(), self._last.get(client, 0) + 1):
            if gesture is not UNSET:
                op.gesture = gesture
            self._seq, self._last[client] = self._seq + 1, op.cseq
            self.bodies.append(entry_bytes(self._seq, at, by, client, op))


def compacted(log: Log, progress: Progress, id: str, wanted: Wanted, by: str) -> Exchange:
    """What takes the place of the log of a board, in a worker; nothing is changed.

    Raises Unavailable `not_found`; InkroomError `side_board`, `deleted`, `lesson_runs`, `short_already`.
    """
    if lesson_of(id) is not None:
        raise InkroomError("Expected a board that is shared, got a side board", "side_board")
    info = info_of(log, id)
    if info.trashed is not None:
        raise InkroomError("Expected a board in use, got one in the trash", "deleted")
    now = time.time_ns() // 1_000_000
    day = datetime.fromtimestamp(now / 1000, UTC).strftime("%Y-%m-%d %H:%M")
    title = wanted.title or f"{(info.title or id)[: TITLE - 32]}, history until {day}"
    board = board_at(log, id, info.head)
    walk = _Walk(board, now, by)
    for raw in stored(log, id, info.head):
        walk.take(raw)
        if walk.seq % STEP == 0:
            progress(0.9 * walk.seq / info.head)
    if walk.talk.meeting.lesson:
        raise InkroomError("Expected a board without a lesson: end it first", "lesson_runs")
    script = walk.script
    script.add(now, by, {"mark": title})
    if len(script.bodies) >= info.head:
        said = "Expected a history with steps that can go, got one that is as short as it can be"
        raise InkroomError(said, "short_already")
    _compare(script.bodies, board, walk.talk)
    naming = Script(info.head)
    naming.add(now, by, {"set": [{"id": "board", "title": title}]})
    done = CompactionInfo(
        board=id,
        epoch=info.epoch,
        at=now,
        by=by,
        copy_id=wanted.id,
        title=title,
        head=info.head,
        chain=info.chain,
        since=walk.since,
        marks=walk.marks,
        erased=sum(1 for e in board if e.kind != "board" and e.deleted),
        bytes_before=walk.size,
        bytes_after=sum(map(len, script.bodies)),
    )
    return Exchange(done, script.bodies, naming.bodies)


class _Walk:
    """The old log, entry by entry: what of each stays, in the same order and by the same people."""

    def __init__(self, board: Board, now: int, by: str) -> None:
        self.script, self.talk = Script(), Talk()
        self.seq = self.size = self.marks = 0
        self.since = now
        self._by, self._about = by, board.get("board")
        self._puts: dict[str, list[dict[str, Any]]] = {}
        for element in _seen(board):
            self._puts.setdefault(origin(board, element).put, []).append(put_of(element))

    def take(self, raw: bytes) -> None:
        entry = _slim(raw)
        self.seq, self.size = entry.seq, self.size + len(raw)
        if entry.seq == 1:
            self._begin(entry)
        if entry.refused is not UNSET:
            return
        self.marks += entry.mark is not UNSET
        made: Parts = {} if entry.made is UNSET else {"made": entry.made}
        puts = self._puts.get(f"{entry.client}:{entry.cseq}")
        if puts:
            self.script.add(entry.at, entry.by, {"put": puts, **made}, entry.gesture)
        if entry.talks:
            whole = read_entry(raw)
            self.talk.add(whole)
            plain = msgspec.to_builtins(whole)
            said: Any = {name: plain[name] for name in TALKED if name in plain}
            self.script.add(entry.at, entry.by, {**said, **made})

    def _begin(self, first: Slim) -> None:
        self.since = first.at
        values = self._about.values if self._about else {}
        if values:
            self.script.add(first.at, self._by, {"set": [{"id": "board", **values}]})


def _seen(board: Board) -> Iterator[Element]:
    """Without those that were put with a `geom` of another kind, and so have none (RED-4): nobody sees them."""
    return (element for element in board.visible() if "geom" in element.values)


def _compare(bodies: list[bytes], board: Board, talk: Talk) -> None:
    """Raises Unavailable unless the new log is whole, and shows and says what the old one does."""
    verifier, new, said = Verifier(), Board(), Talk()
    for body in bodies:
        entry = verifier.add(body)
        apply(new, entry)
        said.add(entry)
    for element in _seen(board):
        other = new.get(element.id)
        if other is None or _sorted(put_of(other)) != _sorted(put_of(element)):
            raise Unavailable(f"Nothing was changed: {element.id!r} would look other than before")
    about, other = board.get("board"), new.get("board")
    if (about.values if about else {}) != (other.values if other else {}):
        raise Unavailable("Nothing was changed: the board's title or pages would be others")
    if _lines(said) != _lines(talk):
        raise Unavailable("Nothing was changed: what was said would be other than before")


def _lines(talk: Talk) -> list[list[Any]]:
    names = ("at", "by", *TALKED)
    return [[getattr(entry, name) for name in names] for entry in talk.entries()]


async def foreseen(crew: Crew, id: str, wanted: Wanted, by: str, course: Course) -> CompactionInfo:
    """What would be done; raises as `compacted` does."""
    made: Exchange = await crew.run_long(compacted, id, wanted, by, progress=course.move)
    return made.done


async def compact(
    crew: Crew, hub: Hub, log: Log, id: str, wanted: Wanted, by: str, course: Course
) -> CompactionInfo:
    """Does it; raises as `compacted` and `Compactions.run` do, and nothing is changed then."""
    wanted = Wanted(title=wanted.title, id=wanted.id or new_id())
    check_id(wanted.id)
    hub.must_take()
    made: Exchange = await crew.run_long(compacted, id, wanted, by, progress=course.move)
    with contextlib.suppress(_Moved):
        await asyncio.to_thread(_unless_moved, log.compactions.check, made)
    course.bind()

    async def exchange() -> CompactionInfo:
        try:
            return await asyncio.to_thread(_unless_moved, log.compactions.run, made)
        except _Moved:
            again = await crew.run_long(compacted, id, wanted, by)
            return await asyncio.to_thread(log.compactions.run, again)

    done = await hub.shut(id, exchange)
    hub.changed(done.copy_id)
    return done


class _Moved(Exception):
    """The board went on before its room was closed."""


def _unless_moved(work: Callable[[Exchange], T], made: Exchange) -> T:
    try:
        return work(made)
    except InkroomError as why:
        raise _Moved if why.code == MOVED else why from None


def told(done: CompactionInfo) -> dict[str, Any]:
    """As REST and the command line tell it."""
    named = {"copy_id": "copy"}
    return {named.get(name, name): value for name, value in msgspec.structs.asdict(done).items()}
