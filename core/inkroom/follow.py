"""Following another over the board, and leading the others: whose view one shows, and when one's own is recorded."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import UNSET

from inkroom.gesture import Parts
from inkroom.messages import Entry, Peer, Presence

RECORD_MS: Final = 500
"""A presenter's view goes into the log at most this often (LIVE-9)."""
Sight = tuple[str, list[int]]
"""A page and what is seen of it: `[x, y, width, height]`."""


def recorded(views: Sequence[Entry], seq: int) -> Sight | None:
    """What was shown by who presented at entry `seq`, of the views in order; None where nobody presented (HIST-12)."""
    at = bisect_right(views, seq, key=lambda entry: entry.seq)
    if not at:
        return None
    entry = views[at - 1]
    if entry.view is UNSET or not all(entry.view[2:]):
        return None
    return "1" if entry.page is UNSET else entry.page, entry.view


class Follow:
    """Whom one follows: a person, whichever of their peers moves (LIVE-7, LIVE-8)."""

    def __init__(self) -> None:
        self.user = self.peer = ""
        self._leaders: set[str] = set()

    def begin(self, peer: Peer) -> None:
        """Follows the person of this peer from now on."""
        self.user, self.peer = peer.user, peer.peer

    def stop(self) -> None:
        self.user = self.peer = ""

    def heard(
        self,
        peers: Mapping[str, Peer],
        presence: Mapping[str, Presence],
        *,
        leads: bool = False,
    ) -> None:
        """Takes the newest state of the others; whoever begins to present is followed, unless one leads oneself.

        While one is not connected, nobody is there and nothing changes.
        """
        if not peers:
            return
        leaders = {p for p, state in presence.items() if state.presenting is True and p in peers}
        begun = sorted(leaders - self._leaders)
        self._leaders = leaders
        if begun and not leads:
            self.begin(peers[begun[-1]])
        if self.user and (self.peer not in peers or peers[self.peer].user != self.user):
            self.peer = next((p.peer for p in peers.values() if p.user == self.user), "")
            self.user = self.user if self.peer else ""

    def sight(self, me: str, presence: Mapping[str, Presence]) -> Sight | None:
        """What to show; None where there is nothing to show, or the other follows `me` (a peer)."""
        state = presence.get(self.peer)
        if state is None or not isinstance(state.view, list) or not all(state.view[2:]):
            return None
        if me and state.follow == me:
            return None
        return (state.page if isinstance(state.page, str) else "1", state.view)


class Presenter:
    """Records what one shows while one presents."""

    def __init__(self) -> None:
        self.on = False
        self._written: Sight | None = None
        self._at = 0.0

    def begin(self) -> None:
        self.on, self._written = True, None

    def due(self, sight: Sight, now_ms: float) -> Parts | None:
        """The op that records a new view, where it is time for one."""
        new = self._written is None or sight != self._written
        if not self.on or not new or self.wait(now_ms) > 0:
            return None
        self._written, self._at = sight, now_ms
        page, view = sight
        return {"view": view} if page == "1" else {"view": view, "page": page}

    def wait(self, now_ms: float) -> float:
        """In how many ms the next view may be recorded."""
        return 0 if self._written is None else max(0.0, self._at + RECORD_MS - now_ms)

    def stop(self) -> Parts | None:
        """The op that says that it is over, where anything was recorded."""
        written, self.on, self._written = self._written, False, None
        return {"view": [0, 0, 0, 0]} if written else None
