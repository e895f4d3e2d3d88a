"""What a session tells its driver: store commands, changes of what is shown, and verdicts."""

from msgspec import Struct

from inkroom.messages import Entry, Notice, Presence
from inkroom.undo import Queued


class Keep(Struct, tag=True, frozen=True):
    """Store this op, then call `kept(cseq)` (SES-2)."""

    cseq: int
    queued: Queued


class Forget(Struct, tag=True, frozen=True):
    """These own ops have their verdict: they are no longer in the queue (their archive may stay)."""

    cseqs: list[int]


class Changed(Struct, tag=True, frozen=True):
    """What is shown is other than before: these elements, or None for all."""

    ids: list[str] | None


class Status(Struct, tag=True, frozen=True):
    """`phase`, `waiting`, `saved` or `seq` changed."""


class Refused(Struct, tag=True, frozen=True):
    """The op was not added; `code` says why (ROOM-3)."""

    cseq: int
    code: str


class Undone(Struct, tag=True, frozen=True):
    """An undo took effect: of `total` elements, `left` were changed by others since and stay as they are (UNDO-7)."""

    total: int
    left: list[str]


class Confirmed(Struct, tag=True, frozen=True):
    """An entry was applied to the confirmed board; in order, each once."""

    entry: Entry


class Said(Struct, tag=True, frozen=True):
    """A line of chat or a comment, or the end of a thread; one's own too (TALK-1 to TALK-3)."""

    entry: Entry


class Met(Struct, tag=True, frozen=True):
    """The timer, the vote or roles are other than before; by one's own op too (MEET-1)."""

    entry: Entry


class PeersChanged(Struct, tag=True, frozen=True):
    """Who is here changed."""


class PresenceChanged(Struct, tag=True, frozen=True):
    """Live state of others changed: cursors, wet ink, selections."""

    peers: list[str]


class Reacted(Struct, tag=True, frozen=True):
    """Another made a sign, such as `heart` (LIVE-8)."""

    peer: str
    reaction: str


class Called(Struct, tag=True, frozen=True):
    """Another brings everybody to what they look at (LIVE-8)."""

    peer: str


class Notified(Struct, tag=True, frozen=True):
    """The server has something to say."""

    notice: Notice


class Warned(Struct, tag=True, frozen=True):
    """The server answered with an error that does not end the connection."""

    code: str
    message: str
    retry_after_ms: int


class Ended(Struct, tag=True, frozen=True):
    """The connection will not be tried again; what waits here is kept (LIM-6)."""

    code: str
    close: int


class Reconnect(Struct, tag=True, frozen=True):
    """Close the socket if it is open, and open a new one after the delay (SES-10)."""

    delay_ms: int


class Renew(Struct, tag=True, frozen=True):
    """Call `renew` with a fresh client id (SES-12). `missing`: only since own ops are missing here; where older ones
    were not loaded, call `recall` with them instead (SES-18)."""

    missing: bool = False


class DigestDue(Struct, tag=True, frozen=True):
    """When there is time, call `verify(seq, digest)` (SES-11)."""

    seq: int
    digest: str


class Checkpoint(Struct, tag=True, frozen=True):
    """A good moment to store the confirmed board, its seq and the images."""


Event = (
    Keep | Forget | Changed | Status | Refused | Undone | Confirmed | Said | Met | PeersChanged
    | PresenceChanged
    | Reacted | Called | Notified | Warned | Ended | Reconnect | Renew | DigestDue | Checkpoint
)  # fmt: skip


def moments(peer: str, change: Presence) -> list[Event]:
    """What a change of another's live state holds that is told once (LIVE-8)."""
    told: list[Event] = []
    if isinstance(change.reaction, str):
        told.append(Reacted(peer, change.reaction))
    if change.call is True:
        told.append(Called(peer))
    return told
