"""One board's authority: it orders ops, judges them, and says who is told what (ROOM-1 to ROOM-4)."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final

from msgspec import UNSET, Raw, Struct

from inkroom.board import Board, apply, names_board
from inkroom.errors import Closed
from inkroom.live import LiveState, heard_from
from inkroom.messages import (
    PROTOCOL,
    Entry,
    Hello,
    Limits,
    Peers,
    Presence,
    Role,
    Since,
    Welcome,
    You,
    encode,
    read_entry,
)
from inkroom.roles import Roles
from inkroom.room.batch import Batch, Row
from inkroom.room.frames import entries_frames
from inkroom.room.intake import SERVER, Intake
from inkroom.room.origin import origin_of
from inkroom.room.parts import Frozen, Snapshot
from inkroom.room.people import People
from inkroom.room.seat import Guest, Seat
from inkroom.room.tail import Link, Tail
from inkroom.talk import Talk

SAYS: Final = 200
"""Lines of chat that a joiner gets."""
TOLD: Final = 1_000
"""How many people, and how many refusals, a welcome lists at most: the newest."""
LEAP: Final = 1_000
"""A joiner's epoch may be so far ahead of the room's: one that is made up must not use up the numbers."""


class Entrance(Struct):
    """What a joiner gets, in this order; `parts` are binary frames, the others text."""

    seat: Seat
    welcome: bytes
    parts: list[bytes]
    entries: list[bytes]


class Room:
    """One board and the peers in it. Nothing here blocks; the caller commits, and tells the time in ms since 1970 UTC.

    `last` and `users` say how far each client is and whose it is, `past` which of them write no more (COMP-4); `find`
    gives the entry that an op became; `says` are entries with the chat and the comments.
    """

    def __init__(
        self,
        id: str,
        board: Board,
        *,
        tail: Tail,
        epoch: int,
        last: dict[str, int],
        users: dict[str, str],
        people: People,
        refused: dict[str, list[tuple[int, str]]],
        says: Iterable[bytes],
        find: Callable[[str, int], Entry | None],
        limits: Limits,
        title: str = "",
        tags: Sequence[str] = (),
        past: Collection[str] = (),
    ) -> None:
        self.id, self.board, self.tail, self.epoch = id, board, tail, epoch
        self.people, self.limits = people, limits
        self.live = LiveState()
        self.seats: dict[str, Seat] = {}
        self.snapshot: Snapshot | None = None
        self._last, self._users = last, users | {SERVER: SERVER}
        self._refused = refused
        self.talk = Talk(map(read_entry, says), lines=SAYS)
        self.intake = Intake(board, last, find, limits.elements, self._roles(), past)
        self._stored_title, self._stored_tags = title, list(tags)
        self._peer = 0
        self._dropped = False

    @property
    def seq(self) -> int:
        """The newest entry that is on the disk and applied."""
        return self.tail.head

    @property
    def chain(self) -> str:
        return self.tail.chain(self.tail.head)

    @property
    def title(self) -> str:
        return _title(self.board) or ""

    @property
    def tags(self) -> list[str]:
        """What the board's people sort it by (EL-9)."""
        return _tags(self.board)

    @property
    def free(self) -> int:
        """How many elements the board can still take."""
        return self.intake.free

    @property
    def dirty(self) -> bool:
        """True where `cut` has something to write."""
        return (
            bool(self.intake)
            or self.people.changed
            or self._renamed
            or self.tags != self._stored_tags
        )

    @property
    def _renamed(self) -> bool:
        """True where the list has another title than the board: an older version stored it late."""
        return _title(self.board) not in (None, self._stored_title)

    # ------------------------------------------------------------- joining

    def resumes(self, since: Since | None) -> bool:
        """True where a joiner that stands at `since` gets by with the tail (JOIN-3)."""
        return (
            since is not None
            and since.epoch in (0, self.epoch)
            and self.tail.reaches(since.seq)
            and self.tail.chain(since.seq) == since.chain
        )

    def doubts(self, since: Since | None) -> bool:
        """True where `since` shows that this board once had another past: entries were lost (JOIN-9)."""
        if since is None or since.epoch < self.epoch:
            return False
        if since.epoch > self.epoch or since.seq > self.seq:
            return True
        return self.tail.reaches(since.seq) and self.tail.chain(since.seq) != since.chain

    def later_epoch(self, since: Since | None) -> int:
        """The epoch that a doubt begins: later than the joiner's, who would not take its snapshot else (SES-15)."""
        told = since.epoch if since is not None and since.epoch <= self.epoch + LEAP else 0
        return max(self.epoch, told) + 1

    @property
    def prepared(self) -> bool:
        """True where the snapshot and the tail together are the board of now."""
        return self.snapshot is not None and self.tail.reaches(self.snapshot.seq)

    def enter(self, guest: Guest, hello: Hello, now: int) -> Entrance:
        """Gives the guest a seat. Where the tail is not enough, the snapshot must be prepared.

        Raises Closed 4409 where the client id is another user's (ROOM-9).
        """
        seat = self.sit(guest, hello.client, hello.colour)
        tail = hello.since if self.resumes(hello.since) else None
        start = tail.seq if tail else self._snapshot_now().seq
        links = self.tail.after(start)
        last = self._last_at(seat.client, [] if tail else links)
        return Entrance(
            seat,
            encode(self._welcome(seat, "tail" if tail else "snapshot", last, now)),
            [] if tail else self._snapshot_now().parts,
            entries_frames(start + 1, [(link.body, link.chain) for link in links]),
        )

    def sit(self, guest: Guest, client: str, colour: str | None = None) -> Seat:
        """A seat alone, for a guest who needs no board; raises as `enter` does."""
        if self._users.setdefault(client, guest.user) != guest.user:
            raise Closed(4409, "Expected a client id of one's own", "client_id_conflict")
        person = self.people.arrive(guest.user, guest.name, colour)
        self._peer += 1
        peer = f"p{self._peer}"
        founded = guest.founds and self.people.first == guest.user
        role: Role = "owner" if founded else guest.role
        seat = Seat(peer, client, guest.user, person.name, person.colour, role)
        self.seats[peer] = seat
        return seat

    def leave(self, seat: Seat) -> bytes:
        """Frees the seat; the `peers` frame for the others (JOIN-8)."""
        self.seats.pop(seat.peer, None)
        self.live.left(seat.peer)
        return encode(Peers(left=[seat.peer]))

    def joined(self, seat: Seat) -> bytes:
        """The `peers` frame that tells the others of a new peer."""
        return encode(Peers(joined=[seat.shown()]))

    def _snapshot_now(self) -> Snapshot:
        assert self.snapshot is not None, "a joiner without a tail needs a prepared snapshot"
        return self.snapshot

    def _last_at(self, client: str, after: list[Link]) -> int:
        """How far the client was before the entries `after`: it sees its own ops among them itself."""
        first = next((link.cseq for link in after if link.client == client), None)
        return self._last.get(client, 0) if first is None else first - 1

    def _welcome(self, seat: Seat, mode: str, last: int, now: int) -> Welcome:
        refused = self._refused.get(seat.client, []) if mode == "snapshot" else []
        return Welcome(
            protocol=PROTOCOL,
            you=You(
                seat.peer,
                seat.user,
                seat.name,
                seat.colour,
                seat.role,
                last,
                [known for known in refused if known[0] <= last][-TOLD:],
            ),
            epoch=self.epoch,
            head=self.seq,
            chain=self.chain,
            mode="tail" if mode == "tail" else "snapshot",
            peers=[other.shown() for other in self.seats.values()],
            people=self.people.newest(TOLD),
            limits=self.limits,
            server_time=now,
        )

    # ------------------------------------------------------------- ops

    def accept(self, seat: Seat, raw: bytes | Raw) -> int:
        """Takes a peer's op into the next batch (`Intake.accept`); how much work it was."""
        return 1 if self._dropped else self.intake.accept(seat, raw)

    def make(self, raw: bytes, by: str) -> int:
        """Takes an op of the server itself (`Intake.make`); its `cseq`."""
        return self.intake.make(raw, by)

    def show(self, seat: Seat, change: Presence) -> None:
        """A peer's live state (LIVE-1)."""
        self.live.change(seat.peer, heard_from(self.role_of(seat), change))

    def role_of(self, seat: Seat) -> Role:
        """What the peer may do now: as its token says, or the log since (ACC-3)."""
        return self.intake.roles.of(seat.user, seat.role)

    def _roles(self) -> Roles:
        """A fold of one's own, which goes on with ops before they are in the log."""
        roles = Roles()
        for entry in self.talk.meeting.entries():
            roles.add(entry)
        return roles

    # ------------------------------------------------------------- committing

    def cut(self, now: int) -> Batch | None:
        """All that waits, numbered, as the room's part of a commit; the next cut must wait for it."""
        if not self.dirty or self._dropped:
            return None
        rows = self.intake.cut(self.seq, self.chain, now)
        draft = self._about(rows)
        last = {row.entry.client: row.entry.cseq for row in rows}
        last |= {origin_of(row.entry): 1 for row in rows if row.entry.again is not UNSET}
        return Batch(
            board=self.id,
            before=self.seq,
            rows=rows,
            chain=rows[-1].chain if rows else self.chain,
            last=last,
            users={client: self._users.get(client, "") for client in last},
            people=self.people.drain(),
            title=self._new_title(draft),
            tags=None if (tags := _tags(draft)) == self._stored_tags else tags,
            at=now,
        )

    def _about(self, rows: list[Row]) -> Board:
        """The board's own element as these rows leave it: one commit writes them and the list's copy (LOG-5)."""
        draft = Board(over=self.board)
        for row in rows:
            if names_board(row.entry):
                apply(draft, row.entry)
        return draft

    def _new_title(self, draft: Board) -> str | None:
        """The title for the list where it is another than the stored one."""
        title = _title(draft)
        if title is None and draft.own:  # an undo took it away
            title = ""
        return None if title == self._stored_title else title

    def committed(self, batch: Batch) -> list[bytes]:
        """The batch is on the disk: applies it; the frames for everybody, in order (ROOM-1, ROOM-7)."""
        for row in batch.rows:
            self._apply(row)
        self._last |= batch.last
        if batch.title is not None:
            self._stored_title = batch.title
        if batch.tags is not None:
            self._stored_tags = batch.tags
        return entries_frames(batch.before + 1, [(row.body, row.chain) for row in batch.rows])

    def _apply(self, row: Row) -> None:
        entry = row.entry
        self.intake.saved(entry)
        apply(self.board, entry)
        self.tail.add(Link(entry.client, entry.cseq, row.chain, row.body))
        if entry.refused is not UNSET:
            refused = self._refused.setdefault(entry.client, [])
            refused.append((entry.cseq, entry.refused))
            del refused[:-TOLD]
            return
        for put in entry.put or ():
            self.live.dry(put.id)  # LIVE-4
        self.talk.add(entry)

    def dropped(self) -> None:
        """The commit failed, or nobody knows: this room takes and says nothing any more (ROOM-6)."""
        self._dropped = True

    # ------------------------------------------------------------- the board of now

    def frozen(self) -> Frozen:
        """The board as it is applied, for a snapshot or a digest that is made elsewhere (ROOM-8)."""
        says = [encode(entry) for entry in self.talk.entries()]
        return Frozen(list(self.board), self.seq, self.chain, self.epoch, says)


def _title(board: Board) -> str | None:
    """The title that somebody gave the board; None where nobody did."""
    about = board.get("board")
    return None if about is None or about.writer("title") is None else str(about.get("title"))


def _tags(board: Board) -> list[str]:
    about = board.get("board")
    return list(about.get("tags")) if about else []
