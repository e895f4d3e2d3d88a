/** Cursors, selections and wet ink: newest wins, never stored (LIVE-1 to LIVE-5). */

import { encode, type Lives, type Presence, type Wet } from "./messages";

/** Wet points that are kept of one peer. */
export const POINTS = 10_000;

/** The live state of a room's peers: whole for a joiner, and what changed since the last `cut`. */
export class LiveState {
  readonly peers = new Map<string, Presence>();
  private changed = new Map<string, Presence>();

  /** Merges what a peer sent. Wet ink that does not join on to what is known is passed over (LIVE-2). */
  change(peer: string, change: Presence): void {
    const known = this.peers.get(peer) ?? {};
    const { wet, reaction, call, ...rest } = change; // LIVE-8: moments are not kept
    const whole = wet ? joined(known.wet ?? null, wet) : wet;
    const passed = wet && !whole;
    const now: Presence = { ...known, ...rest };
    if (whole !== undefined && !passed) now.wet = whole;
    this.peers.set(peer, now);
    const { wet: _, ...others } = change;
    this.changed.set(peer, coalesced(this.changed.get(peer), passed ? others : change));
  }

  /** The peer is gone, and all its live state with it. */
  left(peer: string): void {
    this.peers.delete(peer);
    this.changed.delete(peer);
  }

  /** The element is in the log now: its wet ink is gone (LIVE-4). */
  dry(id: string): void {
    for (const states of [this.peers, this.changed]) {
      for (const [peer, { wet, ...rest }] of states) if (wet?.id === id) states.set(peer, rest);
    }
  }

  /** One frame with all changes since the last call, or null where there is none (LIVE-3). */
  cut(): string | null {
    const changed = [...this.changed].filter(([, state]) => Object.keys(state).length > 0);
    this.changed = new Map();
    return changed.length > 0 ? frameOf(changed) : null;
  }

  get dirty(): boolean {
    return this.changed.size > 0;
  }

  /** The frame that a joiner gets. */
  whole(): string | null {
    return this.peers.size > 0 ? frameOf([...this.peers]) : null;
  }
}

/** The wet ink so far and its continuation; null where the two do not meet. */
export function joined(before: Wet | null, next: Wet): Wet | null {
  const stride = (next.pressure ?? true) ? 3 : 2;
  const { start = 0, points = [] } = next;
  if (start + Math.floor(points.length / stride) > POINTS) return null;
  if ((next.kind ?? "stroke") !== "stroke" || start === 0) return next;
  if (!before || before.id !== next.id || (before.start ?? 0) > start) return null;
  const known = before.points ?? [];
  const first = before.start ?? 0;
  if (start > first + Math.floor(known.length / stride)) return null;
  const whole = { ...next, points: known.slice(0, (start - first) * stride).concat(points) };
  if (first) whole.start = first;
  else delete whole.start; // a default is left out, as in Python
  return whole;
}

/** A change on top of one that is not out yet: wet ink is continued, of all else the newest counts. */
export function coalesced(before: Presence | undefined, change: Presence): Presence {
  if (!before) return change;
  if (!change.wet || !before.wet) return { ...before, ...change };
  return { ...before, ...change, wet: joined(before.wet, change.wet) ?? change.wet };
}

function frameOf(peers: [string, Presence][]): string {
  return encode({ type: "live", peers: Object.fromEntries(peers) } satisfies Lives);
}
