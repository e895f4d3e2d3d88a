"""Cursors, selections and wet ink: newest wins, never stored (LIVE-1 to LIVE-5)."""

from msgspec import UNSET
from msgspec.structs import replace

from inkroom.messages import Lives, Presence, Role, Wet, encode

POINTS = 10_000
"""Wet points that are kept of one peer."""


class LiveState:
    """The live state of a room's peers: whole for a joiner, and what changed since the last `cut`."""

    def __init__(self) -> None:
        self.peers: dict[str, Presence] = {}
        self._changed: dict[str, Presence] = {}

    def change(self, peer: str, change: Presence) -> None:
        """Merges what a peer sent. Wet ink that does not join on to what is known is passed over (LIVE-2)."""
        known = self.peers.get(peer) or Presence()
        wet = change.wet
        if isinstance(wet, Wet):
            whole = joined(known.wet if isinstance(known.wet, Wet) else None, wet)
            if whole is None:
                change = replace(change, wet=UNSET)
            else:
                known = replace(known, wet=whole)
        lasting = replace(change, reaction=UNSET, call=UNSET)  # LIVE-8
        self.peers[peer] = _over(
            known, replace(lasting, wet=UNSET) if isinstance(change.wet, Wet) else lasting
        )
        self._changed[peer] = coalesced(self._changed.get(peer), change)

    def left(self, peer: str) -> None:
        """The peer is gone, and all its live state with it."""
        self.peers.pop(peer, None)
        self._changed.pop(peer, None)

    def dry(self, id: str) -> None:
        """The element is in the log now: its wet ink is gone (LIVE-4)."""
        for states in (self.peers, self._changed):
            for peer, state in states.items():
                if isinstance(state.wet, Wet) and state.wet.id == id:
                    states[peer] = replace(state, wet=UNSET)

    def cut(self) -> bytes | None:
        """One frame with all changes since the last call, or None where there is none (LIVE-3)."""
        changed, self._changed = self._changed, {}
        changed = {peer: state for peer, state in changed.items() if state != Presence()}
        return encode(Lives(changed)) if changed else None

    @property
    def dirty(self) -> bool:
        return bool(self._changed)

    def whole(self) -> bytes | None:
        """The frame that a joiner gets."""
        return encode(Lives(self.peers)) if self.peers else None


def heard_from(role: Role, change: Presence) -> Presence:
    """What the others hear of a peer's live state: only who may draw leads them (LIVE-8)."""
    if role in ("owner", "editor"):
        return change
    return replace(change, presenting=UNSET, call=UNSET)


def joined(before: Wet | None, new: Wet) -> Wet | None:
    """The wet ink so far and its continuation; None where the two do not meet."""
    stride = 3 if new.pressure else 2
    if new.start + len(new.points) // stride > POINTS:
        return None
    if new.kind != "stroke" or new.start == 0:
        return new
    if before is None or before.id != new.id or before.start > new.start:
        return None
    if new.start > before.start + len(before.points) // stride:
        return None
    return replace(
        new,
        start=before.start,
        points=before.points[: (new.start - before.start) * stride] + new.points,
    )


def coalesced(before: Presence | None, change: Presence) -> Presence:
    """A change on top of one that is not out yet: wet ink is continued, of all else the newest counts."""
    if before is None:
        return change
    if isinstance(change.wet, Wet) and isinstance(before.wet, Wet):
        change = replace(change, wet=joined(before.wet, change.wet) or change.wet)
    return _over(before, change)


def _over(state: Presence, change: Presence) -> Presence:
    named = {
        name: value
        for name in change.__struct_fields__
        if (value := getattr(change, name)) is not UNSET
    }
    return replace(state, **named)
