/** The pulse of a connection: when it is silent, when it is dead, and when to try again (SES-10, LIM-6). */

export const SILENT_MS = 12_000;
export const UNANSWERED_MS = 10_000;
/** A head comes every 5 s (MSG-7). */
const OVERDUE_MS = 6_000;
/** So long a connection has to answer when its window comes back. */
const WOKEN_MS = 3_000;
export const LONGEST_MS = 30_000;

/** The close codes after which trying again does not help, and what they say. */
export const FATAL: ReadonlyMap<number, string> = new Map([
  [1003, "text_only"],
  [1007, "bad_text"],
  [4400, "bad_message"],
  [4401, "token_invalid"],
  [4403, "forbidden"],
  [4404, "not_found"],
  [4410, "deleted"],
  [4426, "upgrade"],
]);

/** What a silent connection is asked. */
export const PING = '{"type":"ping","n":1}';

/** `random` gives numbers in [0, 1): it spreads those who come back together. */
export class Pulse {
  private readonly random: () => number;
  private attempts = 0;
  private heardAt = 0;
  private askedAt = 0;

  constructor(random: () => number) {
    this.random = random;
  }

  /** A sign of life. */
  heard(nowMs: number): void {
    this.heardAt = nowMs;
    this.askedAt = 0;
  }

  /** Silent: a ping must go out now, once. Dead: it was not answered. */
  check(nowMs: number): "well" | "silent" | "dead" {
    if (this.askedAt) return nowMs - this.askedAt >= UNANSWERED_MS ? "dead" : "well";
    if (nowMs - this.heardAt < SILENT_MS) return "well";
    this.askedAt = nowMs;
    return "silent";
  }

  /** The network or the window came back: true where a ping must go out now, which has less time to be answered. */
  overdue(nowMs: number): boolean {
    if (this.askedAt || nowMs - this.heardAt < OVERDUE_MS) return false;
    this.askedAt = nowMs - UNANSWERED_MS + WOKEN_MS;
    return true;
  }

  /** The connection stands: the next one that breaks is the first again. */
  steady(): void {
    this.attempts = 0;
  }

  /** The delay (ms) where the network or the window came back. */
  soon(): number {
    this.attempts = 0;
    return Math.floor(this.random() * 1000);
  }

  /** The delay (ms) after a connection that ended with this code. */
  delay(close: number): number {
    this.attempts += 1;
    if (close === 1012) return Math.floor(this.random() * 5000);
    return Math.floor(this.random() * Math.min(LONGEST_MS, 500 * 2 ** this.attempts));
  }
}
