"""Who is here, and what they do just now: the peers of a connection and their live state (JOIN-8, LIVE-3)."""

from inkroom import events as on
from inkroom.live import LiveState
from inkroom.messages import Lives, Peer, Peers, Person, Presence, Welcome


class Company:
    """`peers` are the others, `people` all that this board knows by user id, `live` what the others do."""

    def __init__(self) -> None:
        self.peers: dict[str, Peer] = {}
        self.people: dict[str, Person] = {}
        self.live = LiveState()
        self._own = ""

    @property
    def presence(self) -> dict[str, Presence]:
        """The live state of the others, by peer, wet ink whole."""
        return self.live.peers

    def welcomed(self, welcome: Welcome) -> list[on.Event]:
        """A connection begins: who was there before."""
        self._own = welcome.you.peer
        self.peers = {p.peer: p for p in welcome.peers if p.peer != self._own}
        self.people = {p.id: p for p in welcome.people}
        return [on.PeersChanged()]

    def lost(self) -> list[on.Event]:
        """The connection is gone, and everybody with it."""
        gone = list(self.presence)
        self.live, self.peers = LiveState(), {}
        return [on.PresenceChanged(gone), on.PeersChanged()]

    def changed(self, message: Peers) -> list[on.Event]:
        """Others came, went, or have another name."""
        for peer in (*message.joined, *message.changed):
            if peer.peer != self._own:
                self.peers[peer.peer] = peer
            self.people[peer.user] = Person(peer.user, peer.name, peer.colour)
        for gone in message.left:
            self.peers.pop(gone, None)
            self.live.left(gone)
        events: list[on.Event] = [on.PresenceChanged(list(message.left))] if message.left else []
        return [*events, on.PeersChanged()]

    def moved(self, message: Lives) -> list[on.Event]:
        """What others do; one's own comes back too and is passed over (LIVE-3)."""
        others = {peer: now for peer, now in message.peers.items() if peer != self._own}
        events: list[on.Event] = []
        for peer, presence in others.items():
            self.live.change(peer, presence)
            events += on.moments(peer, presence)
        return [*events, on.PresenceChanged(list(others))]
