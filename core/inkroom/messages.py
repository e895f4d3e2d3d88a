"""What goes over the wire: parse at the edge, once; inside, messages are typed and trusted (MSG-1 to MSG-9)."""

from collections.abc import Callable
from typing import Annotated, Any, Final, Literal, TypeVar

import msgspec
from msgspec import UNSET, Meta, MsgspecError, Raw, Struct, UnsetType
from msgspec.structs import replace

from inkroom.accord import Ballot, Dot, Grant, Timer, check_alone
from inkroom.elements import VALUES, Id, Int, Put, Set, Stroke, Text, Title, Width, Writer
from inkroom.errors import BadMessage, BadOp

PROTOCOL: Final = 1
SAFE: Final = 2**53 - 1
PUTS: Final = 1_000
"""The most elements that an op puts, and the most that it sets."""
EXTRA_DEPTH: Final = 16
AGAIN: Final = "again"
"""The refusal of an op that is in the log already, put under another client id (ROOM-13)."""

Count = Annotated[int, Meta(ge=0, le=SAFE)]
Number = Annotated[int, Meta(ge=1, le=SAFE)]
Chain = Annotated[str, Meta(pattern=r"^[0-9a-f]{16}$(?!\n)")]
Name = Annotated[str, Meta(max_length=64, pattern=r"^[^\x00-\x1f\x7f]*$(?!\n)")]
Role = Literal["owner", "editor", "commenter", "viewer"]
Flat = Annotated[list[Int], Meta(max_length=30_000)]
Place = Annotated[list[Int], Meta(min_length=2, max_length=2)]
View = Annotated[list[Int], Meta(min_length=4, max_length=4)]
"""What a screen shows of a page: `[x, y, width, height]` in board units (LIVE-7)."""


# ------------------------------------------------------------------ ops and entries


class Restore(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """Puts a register back, value and writer, only where its writer is `expect` (RED-5, RED-6)."""

    id: Id
    register: Annotated[str, Meta(max_length=20)]
    value: Any
    writer: Writer | None
    expect: Writer | None
    alone: bool = False


class Op(Struct, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """One gesture's worth of change, atomic: the unit of log, ack and undo. `again`: what it was queued as first."""

    cseq: Number
    gesture: Id | UnsetType = UNSET
    put: Annotated[list[Put], Meta(max_length=PUTS)] | UnsetType = UNSET
    set: Annotated[list[Set], Meta(max_length=PUTS)] | UnsetType = UNSET
    restore: Annotated[list[Restore], Meta(max_length=4000)] | UnsetType = UNSET
    undoes: Number | UnsetType = UNSET
    say: Text | UnsetType = UNSET
    about: Id | UnsetType = UNSET
    thread: Id | UnsetType = UNSET
    place: Place | UnsetType = UNSET
    done: bool | UnsetType = UNSET
    page: Id | UnsetType = UNSET
    mark: Title | UnsetType = UNSET
    moment: Number | UnsetType = UNSET
    view: View | UnsetType = UNSET
    timer: Timer | UnsetType = UNSET
    ballot: Ballot | UnsetType = UNSET
    dot: Dot | UnsetType = UNSET
    grant: Grant | UnsetType = UNSET
    hush: bool | UnsetType = UNSET
    lesson: bool | UnsetType = UNSET
    made: Count | UnsetType = UNSET
    again: Writer | UnsetType = UNSET


class Entry(Struct, omit_defaults=True, kw_only=True):
    """An op as sequenced by the server (LOG-1). `at` in ms since 1970 UTC, `by` a user id; `refused` a code (LOG-4)."""

    seq: Number
    at: Count
    by: Annotated[str, Meta(max_length=64)]
    client: Id
    cseq: Number
    refused: str | UnsetType = UNSET
    gesture: Id | UnsetType = UNSET
    put: list[Put] | UnsetType = UNSET
    set: list[Set] | UnsetType = UNSET
    restore: list[Restore] | UnsetType = UNSET
    undoes: Number | UnsetType = UNSET
    say: Text | UnsetType = UNSET
    about: Id | UnsetType = UNSET
    thread: Id | UnsetType = UNSET
    place: list[Int] | UnsetType = UNSET
    done: bool | UnsetType = UNSET
    page: Id | UnsetType = UNSET
    mark: Title | UnsetType = UNSET
    moment: Number | UnsetType = UNSET
    view: list[Int] | UnsetType = UNSET
    timer: Timer | UnsetType = UNSET
    ballot: Ballot | UnsetType = UNSET
    dot: Dot | UnsetType = UNSET
    grant: Grant | UnsetType = UNSET
    hush: bool | UnsetType = UNSET
    lesson: bool | UnsetType = UNSET
    made: Count | UnsetType = UNSET
    again: Writer | UnsetType = UNSET

    @property
    def writer(self) -> str:
        """The writer of every register that this entry puts or sets."""
        return f"{self.client}:{self.cseq}"

    def ids(self) -> list[str]:
        """The elements that this entry names, each once."""
        parts = (*(self.put or ()), *(self.set or ()), *(self.restore or ()))
        return list(dict.fromkeys(part.id for part in parts))


# ------------------------------------------------------------------ client messages


class Since(Struct):
    """The point of the log that a client stands at: the resume token (JOIN-3)."""

    seq: Count
    chain: Chain
    epoch: Count = 0


class Hello(Struct, tag="hello", omit_defaults=True, kw_only=True):
    """The first frame. `guest` is a random id that a device keeps, so that one guest is one person over its tabs."""

    protocol: int
    client: Id
    name: Name = ""
    colour: Annotated[str, Meta(max_length=20)] | None = None
    guest: Annotated[str, Meta(max_length=64)] | None = None
    token: Annotated[str, Meta(max_length=4096)] | None = None
    since: Since | None = None


class Ops(Struct, tag="ops"):
    """1 to 64 ops, each still encoded: it is read to its number first (MSG-4)."""

    ops: Annotated[list[Raw], Meta(min_length=1, max_length=64)]


class Wet(Struct, omit_defaults=True, kw_only=True):
    """Wet ink (LIVE-2): `points` are absolute `[x,y,pressure, …]` (or `[x,y, …]`) from point `start` on.

    Other kinds than strokes give their `geom` instead.
    """

    id: Id
    start: Count = 0
    kind: Annotated[str, Meta(max_length=20)] = "stroke"
    ink: Annotated[str, Meta(max_length=7)] = "#1D2432"
    form: Annotated[str, Meta(max_length=20)] = ""
    fill: Annotated[str, Meta(max_length=7)] = "none"
    width: Width = 64
    brush: Literal["pen", "highlighter"] = "pen"
    opacity: Annotated[int, Meta(ge=0, le=100)] = 100
    pressure: bool = True
    points: Flat = []
    geom: Flat = []


class Presence(Struct, omit_defaults=True, kw_only=True):
    """A peer's live state or a change of it: UNSET is unchanged, None is gone (LIVE-1). Lengths in 1/16 px.

    `reaction` and `call` are moments, which are passed on once (LIVE-8).
    """

    cursor: Place | None | UnsetType = UNSET
    wet: Wet | None | UnsetType = UNSET
    selection: Annotated[list[Id], Meta(max_length=200)] | None | UnsetType = UNSET
    view: View | None | UnsetType = UNSET
    page: Id | None | UnsetType = UNSET
    laser: Annotated[list[Int], Meta(max_length=128)] | None | UnsetType = UNSET
    reaction: Annotated[str, Meta(max_length=16)] | None | UnsetType = UNSET
    tool: Annotated[str, Meta(max_length=20)] | None | UnsetType = UNSET
    follow: Annotated[str, Meta(max_length=64)] | None | UnsetType = UNSET
    presenting: bool | None | UnsetType = UNSET
    call: bool | None | UnsetType = UNSET
    asks: bool | None | UnsetType = UNSET


class Live(Presence, tag="live"):
    """A change of the sender's live state."""


class Ping(Struct, tag="ping"):
    """Asks for a `pong`: is the connection alive, and how long is the way."""

    n: Count = 0


ClientMessage = Hello | Ops | Live | Ping


# ------------------------------------------------------------------ server messages


class Peer(Struct, omit_defaults=True):
    """One connection to the room, as the others see it. `colour` is a name of `tokens.people`."""

    peer: str
    user: str
    name: str
    colour: str
    role: Role = "editor"


class You(Struct):
    """Who the server says one is. `refused` lists `(cseq, code)` of this client (JOIN-5)."""

    peer: str
    user: str
    name: str
    colour: str
    role: Role
    last_cseq: int
    refused: list[tuple[int, str]] = []


class Person(Struct):
    """Who took part in the board at any time."""

    id: str
    name: str
    colour: str


class Limits(Struct):
    """What the server allows; sizes in bytes."""

    message: int
    ops: int
    elements: int
    points: int


class Welcome(Struct, tag="welcome", kw_only=True):
    """The answer to `hello` (JOIN-2). `chain` belongs to `head`."""

    protocol: int
    you: You
    epoch: int
    head: int
    chain: str
    mode: Literal["tail", "snapshot"]
    peers: list[Peer]
    people: list[Person]
    limits: Limits
    server_time: int


class Entries(Struct, tag="entries", rename={"first": "from"}):
    """Entries without a gap, the first of them `from`; `chain` is the chain after the last (MSG-6)."""

    first: Number
    entries: list[Entry]
    chain: str


class Lives(Struct, tag="live"):
    """Changes of live state by peer (LIVE-3)."""

    peers: dict[str, Presence]


class Peers(Struct, tag="peers"):
    """Who came, went or changed (JOIN-8)."""

    joined: list[Peer] = []
    left: list[str] = []
    changed: list[Peer] = []


class Head(Struct, tag="head"):
    """Where the log stands (MSG-7)."""

    seq: int
    chain: str


class Digest(Struct, tag="digest"):
    """What the board at `seq` must come to (DIG-1)."""

    seq: int
    digest: str


class Notice(Struct, tag="notice", omit_defaults=True, kw_only=True):
    """Something to know: `job` (progress 0..1), `mention`, `role`, `restart`, `storage` (DISK-1)."""

    code: str
    job: str = ""
    state: str = ""
    progress: float = 0
    message: str = ""
    url: str = ""


class Error(Struct, tag="error", omit_defaults=True, kw_only=True):
    """What was expected and what came (MSG-8)."""

    code: str
    message: str
    fatal: bool = False
    retry_after_ms: int = 0


class Pong(Struct, tag="pong"):
    """The answer to a ping, with its number."""

    n: int = 0


ServerMessage = Welcome | Entries | Lives | Peers | Head | Digest | Notice | Error | Pong


# ------------------------------------------------------------------ reading and writing

T = TypeVar("T")
UNREADABLE: Final = (MsgspecError, UnicodeError, RecursionError, ValueError)
_points = msgspec.json.Decoder(list[Int])
_encoder = msgspec.json.Encoder()
encode: Callable[[Any], bytes] = _encoder.encode


class _Envelope(Struct):
    cseq: Number


def _reader(kind: Any) -> Callable[[bytes | str], Any]:
    decode = msgspec.json.Decoder(kind).decode

    def read(frame: bytes | str) -> Any:
        try:
            return decode(frame)
        except UNREADABLE as why:
            raise BadMessage(_plain(why)) from None

    return read


def _plain(why: Exception) -> str:
    if isinstance(why, RecursionError):
        return "Expected a message, got one that is nested too deeply"
    return str(why) if isinstance(why, MsgspecError) else "Expected UTF-8 text, got other bytes"


read_client: Callable[[bytes | str], ClientMessage] = _reader(ClientMessage)
"""A client's frame as a message; raises BadMessage and nothing else (MSG-3)."""

read_server: Callable[[bytes | str], ServerMessage] = _reader(ServerMessage)
"""A server's frame as a message; raises BadMessage and nothing else."""

read_entry: Callable[[bytes | str], Entry] = _reader(Entry)
"""The stored bytes of an entry; raises BadMessage."""

read_cseq: Callable[[bytes | str], _Envelope] = _reader(_Envelope)
_read_op: Callable[[bytes | str], Op] = _reader(Op)


def op_of(entry: Entry) -> Op:
    """The op that became this entry."""
    return Op(**{name: getattr(entry, name) for name in Op.__struct_fields__})


def alike(one: Op, other: Op) -> bool:
    """The same op, whatever they restore: an undo is filled in at each send (UNDO-3)."""
    return replace(one, restore=UNSET) == replace(other, restore=UNSET)


def read_op(raw: bytes | str) -> Op:
    """The op of its encoded form, wholly checked; raises BadOp, whose code is `invalid_op`."""
    try:
        op = _read_op(raw)
        _check_restored(op)
    except (BadMessage, MsgspecError) as why:
        raise BadOp(str(why)) from None
    check_op(op)
    return op


def check_op(op: Op | Entry) -> None:
    """Checks what the types cannot, but for the restores, and makes points canonical JSON; raises BadOp."""
    for put in op.put or ():
        check_put(put)
    _check_once(op)
    _check_thread(op)
    check_alone(op)


def _check_restored(op: Op) -> None:
    """A restore names a register, and its value is one of that register; the value becomes plain JSON."""
    for restore in op.restore or ():
        if restore.register not in VALUES:
            raise BadOp(f"Expected the name of a register, got {restore.register!r}")
        if not (restore.writer is None and restore.value is None):
            restore.value = msgspec.to_builtins(
                msgspec.convert(restore.value, VALUES[restore.register])
            )


def _check_thread(op: Op | Entry) -> None:
    """A thread is spoken in or judged, and only a thread has a place and an end (TALK-4)."""
    if op.thread is UNSET:
        if op.place is not UNSET or op.done is not UNSET:
            raise BadOp("Expected `place` and `done` only beside `thread`")
    elif op.say is UNSET and op.done is UNSET:
        raise BadOp("Expected `say` or `done` beside `thread`")
    if op.moment is not UNSET and op.mark is UNSET:
        raise BadOp("Expected `moment` only beside `mark`")  # HIST-11


def _check_once(op: Op | Entry) -> None:
    """A writer stands for one value of a register, so an op names each at most once (ROOM-12)."""
    if op.set is UNSET and op.restore is UNSET and (op.put is UNSET or len(op.put) == 1):
        return  # as nearly always
    puts, sets = [put.id for put in op.put or ()], [new.id for new in op.set or ()]
    ids = {*puts, *sets}
    if len(ids) != len(puts) + len(sets):
        raise BadOp("Expected each element at most once among the puts and sets of an op")
    values: dict[tuple[str, str, str], Any] = {}
    for x in op.restore or ():
        if x.writer is None:
            continue
        if values.setdefault((x.id, x.register, x.writer), x.value) != x.value:
            raise BadOp(
                "Expected one value for each register and writer among the restores of an op"
            )
        if x.id in ids and x.writer.endswith(f":{op.cseq}"):
            raise BadOp("Expected restores of other elements than those that the op puts or sets")


def check_put(put: Put) -> None:
    """Checks what the types cannot, and makes the points canonical JSON; raises BadOp."""
    if isinstance(put, Stroke):
        put.points = Raw(encode(read_points(put.points, put.pressure)))
    if put.id == "board":
        raise BadOp("Expected an id of one's own, got 'board'")
    if put.extra is not UNSET:
        _check_extra(put.extra, EXTRA_DEPTH)


def read_points(raw: bytes | Raw, pressure: bool) -> list[int]:
    """The flat points of a stroke (EL-6); raises BadOp where their number or form is wrong."""
    try:
        points = _points.decode(raw)
    except UNREADABLE as why:
        raise BadOp(f"Expected points, got {_plain(why)}") from None
    stride = 4 if pressure else 3
    if not stride <= len(points) <= 10_000 * stride or len(points) % stride:
        raise BadOp(f"Expected 1 to 10,000 points of {stride} integers, got {len(points)} integers")
    pressures = points[2::4] if pressure else [0]
    if min(pressures) < 0 or max(pressures) > 255:
        raise BadOp("Expected a pressure of 0 to 255 at every point")
    if min(points[stride - 1 :: stride]) < 0:
        raise BadOp("Expected time steps of 0 ms or more")
    return points


def _check_extra(value: Any, depth: int) -> None:
    if depth == 0:
        raise BadOp(f"Expected `extra` nested at most {EXTRA_DEPTH} deep")
    if isinstance(value, str) and "\0" in value:
        raise BadOp("Expected text without U+0000 in `extra`")
    if isinstance(value, int) and abs(value) > SAFE:
        raise BadOp("Expected numbers within 2**53 in `extra`")
    if isinstance(value, dict):
        for name, part in value.items():
            _check_extra(name, depth - 1)
            _check_extra(part, depth - 1)
    elif isinstance(value, list):
        for part in value:
            _check_extra(part, depth - 1)


def entry_bytes(seq: int, at: int, by: str, client: str, op: Op) -> bytes:
    """The stored form of an accepted op (LOG-2)."""
    return b'{"seq":%d,"at":%d,"by":"%b","client":"%b",%b' % (
        seq,
        at,
        by.encode(),
        client.encode(),
        encode(op)[1:],
    )


def refusal_bytes(seq: int, at: int, by: str, client: str, cseq: int, code: str) -> bytes:
    """The stored form of a refused op (LOG-4)."""
    head = (seq, at, by.encode(), client.encode(), cseq, code.encode())
    return b'{"seq":%d,"at":%d,"by":"%b","client":"%b","cseq":%d,"refused":"%b"}' % head
