/** What a session tells its driver: store commands, changes of what is shown, and verdicts. */

import type { Entry, Notice, Presence } from "./messages";
import type { Queued } from "./undo";

/** Store this op, then call `kept(cseq)` (SES-2). */
export interface Keep {
  readonly type: "Keep";
  readonly cseq: number;
  readonly queued: Queued;
}

/** These own ops have their verdict: they are no longer in the queue (their archive may stay). */
export interface Forget {
  readonly type: "Forget";
  readonly cseqs: readonly number[];
}

/** What is shown is other than before: these elements, or null for all. */
export interface Changed {
  readonly type: "Changed";
  readonly ids: readonly string[] | null;
}

/** `phase`, `waiting`, `saved` or `seq` changed. */
export interface Status {
  readonly type: "Status";
}

/** The op was not added; `code` says why (ROOM-3). */
export interface Refused {
  readonly type: "Refused";
  readonly cseq: number;
  readonly code: string;
}

/** An undo took effect: of `total` elements, `left` were changed by others since and stay as they are (UNDO-7). */
export interface Undone {
  readonly type: "Undone";
  readonly total: number;
  readonly left: readonly string[];
}

/** An entry was applied to the confirmed board. */
export interface Confirmed {
  readonly type: "Confirmed";
  readonly entry: Entry;
}

/** A line of chat or a comment, or the end of a thread; one's own too (TALK-1 to TALK-3). */
export interface Said {
  readonly type: "Said";
  readonly entry: Entry;
}

/** The timer, the vote or roles are other than before; by one's own op too (MEET-1). */
export interface Met {
  readonly type: "Met";
  readonly entry: Entry;
}

/** Who is here changed. */
export interface PeersChanged {
  readonly type: "PeersChanged";
}

/** Live state of others changed: cursors, wet ink, selections. */
export interface PresenceChanged {
  readonly type: "PresenceChanged";
  readonly peers: readonly string[];
}

/** Another made a sign, such as `heart` (LIVE-8). */
export interface Reacted {
  readonly type: "Reacted";
  readonly peer: string;
  readonly reaction: string;
}

/** Another brings everybody to what they look at (LIVE-8). */
export interface Called {
  readonly type: "Called";
  readonly peer: string;
}

/** The server has something to say. */
export interface Notified {
  readonly type: "Notified";
  readonly notice: Notice;
}

/** The server answered with an error that does not end the connection. */
export interface Warned {
  readonly type: "Warned";
  readonly code: string;
  readonly message: string;
  readonly retry_after_ms: number;
}

/** The connection will not be tried again; what waits here is kept (LIM-6). */
export interface Ended {
  readonly type: "Ended";
  readonly code: string;
  readonly close: number;
}

/** Close the socket if it is open, and open a new one after the delay (SES-10). */
export interface Reconnect {
  readonly type: "Reconnect";
  readonly delay_ms: number;
}

/**
 * Call `renew` with a fresh client id (SES-12). `missing`: only since own ops are missing here; where older ones were
 * not loaded, call `recall` with them instead (SES-18).
 */
export interface Renew {
  readonly type: "Renew";
  readonly missing: boolean;
}

/** When there is time, call `verify(seq, digest)` (SES-11). */
export interface DigestDue {
  readonly type: "DigestDue";
  readonly seq: number;
  readonly digest: string;
}

/** A good moment to store the confirmed board, its seq and the images. */
export interface Checkpoint {
  readonly type: "Checkpoint";
}

export type Event =
  | Keep
  | Forget
  | Changed
  | Status
  | Refused
  | Undone
  | Confirmed
  | Said
  | Met
  | PeersChanged
  | PresenceChanged
  | Reacted
  | Called
  | Notified
  | Warned
  | Ended
  | Reconnect
  | Renew
  | DigestDue
  | Checkpoint;

/** What a change of another's live state holds that is told once (LIVE-8). */
export function moments(peer: string, { reaction, call }: Presence): Event[] {
  const told: Event[] = [];
  if (reaction) told.push({ type: "Reacted", peer, reaction });
  if (call) told.push({ type: "Called", peer });
  return told;
}
