/** What people do together besides drawing, as the log has it: a timer, a vote, roles, a lesson (MEET-1 to MEET-11). */

import type { Ballot, Dot, Timer } from "./accord";
import type { Entry } from "./messages";
import { Roles } from "./roles";

/** So long a timer that has run out is still shown, in ms (MEET-3). */
export const OVER_MS = 60_000;

/** `left` ms of `whole` at `since`, which is the server's clock; `by` set it last (MEET-2). */
export class Countdown {
  readonly left: number;
  readonly whole: number;
  readonly runs: boolean;
  readonly since: number;
  readonly by: string;

  constructor({ left, whole, runs }: Timer, since: number, by: string) {
    this.left = left;
    this.whole = whole;
    this.runs = runs;
    this.since = since;
    this.by = by;
  }

  /** What is left now, in ms. */
  remaining(now: number): number {
    const gone = this.runs ? Math.max(0, now - this.since) : 0;
    return Math.max(0, this.left - gone);
  }

  /** False where it ran out a while ago (MEET-3). */
  shown(now: number): boolean {
    return !this.runs || now - this.since < this.left + OVER_MS;
  }
}

/** One ballot and the dots on it, by user and element (MEET-4 to MEET-6). */
export class Vote {
  readonly id: string;
  readonly dots: number;
  readonly hidden: boolean;
  readonly by: string;
  readonly among: readonly string[] | null;
  closed = false;
  /** When it was begun, closed or opened. */
  since: number;
  readonly cast = new Map<string, Map<string, number>>();

  constructor({ id, dots = 3, hidden = false, among }: Ballot, by: string, since: number) {
    this.id = id;
    this.dots = dots;
    this.hidden = hidden;
    this.by = by;
    this.since = since;
    this.among = among ?? null;
  }

  /** Lays a user's dots; false where the vote does not take them. */
  add({ ballot, on, count }: Dot, by: string): boolean {
    if (this.closed || ballot !== this.id) return false;
    if (this.among && !this.among.includes(on)) return false;
    const own = new Map(this.cast.get(by));
    own.delete(on);
    if (sum(own) + count > this.dots) return false;
    if (count) own.set(on, count);
    this.cast.set(by, own);
    return true;
  }

  /** How many dots a user still has. */
  free(user: string): number {
    return this.dots - sum(this.cast.get(user));
  }

  /** How many dots of a user lie on an element. */
  on(user: string, element: string): number {
    return this.cast.get(user)?.get(element) ?? 0;
  }

  /** How many people have laid a dot. */
  get voters(): number {
    return [...this.cast.values()].filter((own) => own.size > 0).length;
  }

  /** The elements with their dots, the most first. */
  tally(): [string, number][] {
    const counts = new Map<string, number>();
    for (const own of this.cast.values()) {
      for (const [element, count] of own) counts.set(element, (counts.get(element) ?? 0) + count);
    }
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  }

  /** True where counts may be shown (MEET-6). */
  told(): boolean {
    return this.closed || !this.hidden;
  }
}

/** Folds entries in order; what makes no sense changes nothing. */
export class Meeting {
  timer: Countdown | null = null;
  vote: Vote | null = null;
  readonly roles = new Roles();
  /** Whether there is a lesson; null: there never was (MEET-11). */
  lesson: boolean | null = null;
  private readonly kept = new Map<string, Entry>();

  /** The next entry; true where it says something. */
  add(entry: Entry): boolean {
    if (entry.refused !== undefined) return false;
    const key = this.fold(entry);
    if (key) this.kept.set(key, slim(entry));
    return key !== "";
  }

  /** What brings all of this back, in the order of the log. */
  entries(): Entry[] {
    return [...this.kept.values()].sort((a, b) => a.seq - b.seq);
  }

  /** Folds it; under which name it is kept, in the place of what it replaces; "" where it says nothing. */
  private fold(entry: Entry): string {
    const { timer, ballot, dot, grant, by, at } = entry;
    if (timer) {
      this.timer = timer.left === 0 ? null : new Countdown(timer, at, by);
      return "timer";
    }
    if (ballot) return this.ballot(ballot, entry);
    if (dot) return this.vote?.add(dot, by) ? `dot ${by} ${dot.on}` : "";
    if (entry.lesson !== undefined) {
      this.lesson = entry.lesson;
      return "lesson";
    }
    if (!this.roles.add(entry)) return "";
    return grant ? `grant ${grant.user}` : "hush";
  }

  /** Begins a vote in the place of the last, or closes or opens the one there is. */
  private ballot(ballot: Ballot, { by, at }: Entry): string {
    if (this.vote?.id === ballot.id) {
      this.vote.closed = ballot.closed === true;
      this.vote.since = at;
      return "ballot end";
    }
    for (const key of this.kept.keys()) if (/^(dot|ballot) /.test(key)) this.kept.delete(key);
    this.vote = new Vote(ballot, by, at);
    return "ballot begin";
  }
}

function sum(own: ReadonlyMap<string, number> = new Map()): number {
  return [...own.values()].reduce((all, count) => all + count, 0);
}

function slim({ put: _put, set: _set, restore: _restore, ...entry }: Entry): Entry {
  return entry;
}
