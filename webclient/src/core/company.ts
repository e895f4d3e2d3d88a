/** Who is here, and what they do just now: the peers of a connection and their live state (JOIN-8, LIVE-3). */

import { type Event, moments } from "./events";
import { LiveState } from "./live";
import type { Lives, Peer, Peers, Person, Presence, Welcome } from "./messages";

/** `peers` are the others, `people` all that this board knows by user id, `live` what the others do. */
export class Company {
  peers = new Map<string, Peer>();
  people = new Map<string, Person>();
  live = new LiveState();
  private own = "";

  /** The live state of the others, by peer, wet ink whole. */
  get presence(): ReadonlyMap<string, Presence> {
    return this.live.peers;
  }

  /** A connection begins: who was there before. */
  welcomed(welcome: Welcome): Event[] {
    this.own = welcome.you.peer;
    const others = welcome.peers.filter((p) => p.peer !== this.own);
    this.peers = new Map(others.map((p) => [p.peer, p]));
    this.people = new Map(welcome.people.map((p) => [p.id, p]));
    return [{ type: "PeersChanged" }];
  }

  /** The connection is gone, and everybody with it. */
  lost(): Event[] {
    const gone = [...this.presence.keys()];
    this.live = new LiveState();
    this.peers = new Map();
    return [{ type: "PresenceChanged", peers: gone }, { type: "PeersChanged" }];
  }

  /** Others came, went, or have another name. */
  changed({ joined = [], left = [], changed = [] }: Peers): Event[] {
    for (const peer of [...joined, ...changed]) {
      if (peer.peer !== this.own) this.peers.set(peer.peer, peer);
      this.people.set(peer.user, { id: peer.user, name: peer.name, colour: peer.colour });
    }
    for (const gone of left) {
      this.peers.delete(gone);
      this.live.left(gone);
    }
    const events: Event[] = left.length ? [{ type: "PresenceChanged", peers: [...left] }] : [];
    return [...events, { type: "PeersChanged" }];
  }

  /** What others do; one's own comes back too and is passed over (LIVE-3). */
  moved(message: Lives): Event[] {
    const others = Object.entries(message.peers).filter(([peer]) => peer !== this.own);
    const events: Event[] = [];
    for (const [peer, presence] of others) {
      if (!presence) continue;
      this.live.change(peer, presence);
      events.push(...moments(peer, presence));
    }
    return [...events, { type: "PresenceChanged", peers: others.map(([peer]) => peer) }];
  }
}
