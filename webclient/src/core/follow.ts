/** Following another over the board, and leading the others: whose view one shows, and when one's own is recorded. */

import type { Parts } from "./gesture";
import type { Entry, Peer, Presence } from "./messages";
import { equal } from "./schema";

/** A presenter's view goes into the log at most this often (LIVE-9). */
export const RECORD_MS = 500;

/** `[x, y, width, height]` in board units. */
export type Seen = [number, number, number, number];

/** What is seen of a page. */
export interface Sight {
  readonly page: string;
  readonly view: Seen;
}

/** What was shown by who presented at entry `seq`, of the views in order; null where nobody presented (HIST-12). */
export function recorded(views: readonly Entry[], seq: number): Sight | null {
  const entry = views[views.findLastIndex((one) => one.seq <= seq)];
  const [, , width = 0, height = 0] = entry?.view ?? [];
  if (!entry || !width || !height) return null;
  return { page: entry.page ?? "1", view: entry.view as Seen }; // of four numbers
}

/** Whom one follows: a person, whichever of their peers moves (LIVE-7, LIVE-8). */
export class Follow {
  user = "";
  peer = "";
  private leaders: ReadonlySet<string> = new Set();

  /** Follows the person of this peer from now on. */
  begin(peer: Peer): void {
    this.user = peer.user;
    this.peer = peer.peer;
  }

  stop(): void {
    this.user = "";
    this.peer = "";
  }

  /**
   * Takes the newest state of the others; whoever begins to present is followed, unless one leads oneself.
   *
   * While one is not connected, nobody is there and nothing changes.
   */
  heard(
    peers: ReadonlyMap<string, Peer>,
    presence: ReadonlyMap<string, Presence>,
    leads = false,
  ): void {
    if (peers.size === 0) return;
    const now = [...presence].filter(([peer, state]) => state.presenting && peers.has(peer));
    const leaders = new Set(now.map(([peer]) => peer));
    const begun = [...leaders].filter((peer) => !this.leaders.has(peer)).sort();
    this.leaders = leaders;
    if (begun.length > 0 && !leads) this.begin(peers.get(begun.at(-1)!)!);
    if (this.user && peers.get(this.peer)?.user !== this.user) {
      this.peer = [...peers.values()].find((peer) => peer.user === this.user)?.peer ?? "";
      if (!this.peer) this.user = "";
    }
  }

  /** What to show; null where there is nothing to show, or the other follows `me` (a peer). */
  sight(me: string, presence: ReadonlyMap<string, Presence>): Sight | null {
    const state = presence.get(this.peer);
    if (!state?.view?.[2] || !state.view[3] || (me && state.follow === me)) return null;
    return { page: state.page ?? "1", view: state.view };
  }
}

/** Records what one shows while one presents. */
export class Presenter {
  on = false;
  private written: Sight | null = null;
  private at = 0;

  begin(): void {
    this.on = true;
    this.written = null;
  }

  /** The op that records a new view, where it is time for one. */
  due(sight: Sight, nowMs: number): Parts | null {
    if (!this.on || equal(sight, this.written) || this.wait(nowMs) > 0) return null;
    this.written = sight;
    this.at = nowMs;
    const { page, view } = sight;
    return page === "1" ? { view } : { view, page };
  }

  /** In how many ms the next view may be recorded. */
  wait(nowMs: number): number {
    return this.written ? Math.max(0, this.at + RECORD_MS - nowMs) : 0;
  }

  /** The op that says that it is over, where anything was recorded. */
  stop(): Parts | null {
    const { written } = this;
    this.on = false;
    this.written = null;
    return written ? { view: [0, 0, 0, 0] } : null;
  }
}
