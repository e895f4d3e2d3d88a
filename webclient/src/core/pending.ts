/** The own ops of a client: the queue, their verdicts, and what undo and redo still hold (UNDO-1 to UNDO-8). */

import { apply, Board, type Change } from "./board";
import type { Event } from "./events";
import { AGAIN, alike, compact, type Entry, type Op, opOf, type You } from "./messages";
import { ends, partsOf, report } from "./report";
import { equal } from "./schema";
import { before, filled, type Image, type Queued, queuedOf, stacks, type Undone } from "./undo";

/** Gestures that can be undone. */
export const DEPTH = 100;

/** `ops` are all own ops by cseq, `queue` those without a verdict, in order. */
export class Pending {
  readonly client: string;
  ops: Map<number, Queued>;
  queue: number[];
  images: Map<number, Image>;
  undos: (readonly number[])[];
  redos: Undone[];
  highest: number;
  private guess = new Map<number, Image>();

  constructor(
    client: string,
    ops: Iterable<Queued> = [],
    images: ReadonlyMap<number, Image> = new Map(),
  ) {
    this.client = client;
    this.ops = new Map([...ops].map((queued) => [queued.op.cseq, queued]));
    this.queue = this.waiting();
    this.images = new Map(images);
    [this.undos, this.redos] = stacks(this.ops.values());
    this.highest = Math.max(0, ...this.ops.keys());
  }

  /** The cseq of the next op (SES-1). */
  get next(): number {
    return this.highest + 1;
  }

  // ------------------------------------------------------------- making ops

  /** Queues the ops of one gesture. */
  make(ops: readonly Op[]): number[] {
    const cseqs = ops.map((op) => this.add(queuedOf(op)));
    if (ops.some((op) => op.put?.length || op.set?.length)) {
      this.undos = [...this.undos, cseqs].slice(-DEPTH);
      this.redos = []; // UNDO-6
      this.prune();
    }
    return cseqs;
  }

  /** Queues the undo of the newest gesture: an intent for each of its ops, the last first (UNDO-3, UNDO-4). */
  undo(): number[] {
    const gesture = this.undos.pop();
    if (!gesture) return [];
    const parts: Undone = [...gesture].reverse().map((n) => [[n], this.intend("undo", [n], [n])]);
    this.redos.push(parts);
    return parts.map(([, by]) => by);
  }

  /** Queues the redo of what was undone last; each part waits for its undo too. */
  redo(): number[] {
    const undone = this.redos.pop();
    if (!undone) return [];
    const made = [...undone]
      .reverse()
      .map(([part, by]) => this.intend("redo", part, [...part, by]));
    this.undos.push(undone.flatMap(([part]) => part).sort((a, b) => a - b));
    return made;
  }

  private intend(
    intent: "undo" | "redo",
    targets: readonly number[],
    waits: readonly number[],
  ): number {
    const gesture = this.ops.get(targets[0] ?? 0)?.op.gesture;
    const op: Op = { cseq: this.next };
    if (gesture !== undefined) op.gesture = `u${gesture}`.slice(0, 64);
    return this.add(queuedOf(op, intent, targets, waits));
  }

  private add(queued: Queued): number {
    const n = queued.op.cseq;
    this.highest = n;
    this.ops.set(n, queued);
    this.queue.push(n);
    return n;
  }

  kept(cseq: number): void {
    const queued = this.ops.get(cseq);
    if (queued) queued.kept = true;
  }

  /** Puts own ops in front of those that are here: a device starts with its newest (SES-18). */
  recall(older: readonly Queued[]): void {
    this.ops = new Map([...older.map((one) => [one.op.cseq, one] as const), ...this.ops]);
    this.queue = this.waiting();
  }

  // ------------------------------------------------------------- showing and sending

  /** The queue over the confirmed board; images of pending ops are taken anew each time (UNDO-3). */
  shown(confirmed: Board): Board {
    const view = new Board(confirmed);
    this.guess = new Map(this.images);
    for (const n of this.queue) this.addTo(view, n);
    return view;
  }

  /** Shows one more own op, the newest, on what `shown` gave. */
  addTo(view: Board, cseq: number): Change {
    const op = filled(this.ops.get(cseq)!, this.client, this.ops, this.guess, view);
    this.guess.set(cseq, before(view, op));
    return apply(view, entryOf(op, this.client, view.seq));
  }

  /** True where these entries are the own ops next in the queue as they are: nothing looks other than before. */
  showsAlready(entries: readonly Entry[]): boolean {
    return entries.every((e, n) => {
      const cseq = this.queue[n];
      const own = e.client === this.client && e.cseq === cseq && e.refused === undefined;
      return own && !this.ops.get(cseq)?.intent;
    });
  }

  /** The ops to send after cseq `sent`, in order, up to the first that must wait (SES-2, SES-5, UNDO-3). */
  *sendable(confirmed: Board, sent: number): Iterable<readonly [number, Op]> {
    const waiting = new Set(this.queue);
    for (const n of this.queue) {
      if (n <= sent) continue;
      const queued = this.ops.get(n)!;
      if (!queued.kept || queued.waits.some((other) => waiting.has(other))) return;
      yield [n, filled(queued, this.client, this.ops, this.images, confirmed)];
    }
  }

  /** The number of the first own op after `sent` that is still to be sent, or of the next to be made. */
  after(sent: number): number {
    return this.queue.find((n) => n > sent) ?? Math.max(this.next, sent + 1);
  }

  // ------------------------------------------------------------- verdicts

  /** True where an own entry is not the op that is queued under its number (SES-13). */
  foreign(entry: Entry): boolean {
    const queued = this.ops.get(entry.cseq);
    if (!queued || queued.verdict !== null || entry.refused !== undefined) return false;
    const op = opOf(entry);
    if (!queued.intent) return !equal(op, queued.op);
    const undoes = queued.intent === "undo" ? queued.targets.at(-1) : undefined;
    return !alike(op, compact<Op>({ ...queued.op, undoes }));
  }

  /** Applies an own entry to the confirmed board and takes its op out of the queue (SES-6). */
  confirm(confirmed: Board, entry: Entry): [Change, Event[]] {
    const n = entry.cseq;
    const op = opOf(entry);
    const refused = entry.refused;
    const image: Image = refused === undefined ? before(confirmed, op) : new Map();
    const change = apply(confirmed, entry);
    this.images.set(n, image); // UNDO-2: final, this is what the op found in the log
    const events: Event[] = [];
    const verdict = refused === undefined || refused === AGAIN ? "saved" : refused;
    if (verdict !== "saved") {
      this.dropRefused(n);
      events.push({ type: "Refused", cseq: n, code: verdict });
    }
    this.highest = Math.max(this.highest, n);
    if (this.judge(n, verdict)) {
      events.push({ type: "Forget", cseqs: [n] });
      if (this.undone(n)) events.push(this.report(confirmed, n));
    }
    return [change, events];
  }

  /** Verdicts out of a snapshot: the ops that were refused, and all that left the queue (SES-7). */
  judgeSnapshot(you: You, newer: boolean): [[number, string][], number[]] {
    const codes = (you.refused ?? []) as [number, string][];
    const refused = new Map(codes.filter(([, code]) => code !== AGAIN)); // SES-22
    const told: [number, string][] = [];
    const forgotten: number[] = [];
    if (newer) this.images = new Map(); // UNDO-2
    for (const [n, queued] of this.ops) {
      const verdict = refused.get(n) ?? "saved";
      const known = queued.verdict === verdict || (queued.verdict === "saved" && !newer);
      if (n > you.last_cseq || known) continue;
      if (queued.verdict !== null && queued.verdict !== "saved") empty(queued); // offered again as this
      queued.verdict = verdict;
      forgotten.push(n);
      if (!refused.has(n)) continue;
      this.dropRefused(n);
      told.push([n, verdict]);
    }
    this.queue = this.waiting();
    return [told, forgotten];
  }

  /** Of the undos that a snapshot ended, where all that their gestures found is known still (UNDO-7). */
  reports(confirmed: Board, judged: readonly number[]): Event[] {
    const known = (n: number): boolean =>
      this.ops.get(n)?.verdict !== "saved" || this.images.has(n);
    return judged
      .filter((n) => this.undone(n) && partsOf(this.ops, n).every((p) => p.targets.every(known)))
      .map((n) => this.report(confirmed, n));
  }

  /**
   * Own ops above `last` are not in the log, whatever was told: they are to be offered again (SES-16).
   *
   * Those whose refusal was told are the empty op from now on, and are to be kept as that.
   */
  takeBack(last: number): number[] {
    const emptied: number[] = [];
    for (const [n, queued] of this.ops) {
      if (n <= last || queued.verdict === null) continue;
      if (queued.verdict !== "saved") {
        empty(queued); // a refusal that was told stays
        queued.kept = false;
        emptied.push(n);
      }
      queued.verdict = null;
      this.images.delete(n);
    }
    this.queue = this.waiting();
    return emptied;
  }

  /** The unconfirmed ops, numbered anew from 1 under another client id (SES-12). */
  renewed(client: string): Pending {
    const again = new Pending(client);
    const numbers = new Map<number, number>();
    const numbersOf = (cseqs: readonly number[]) =>
      cseqs.flatMap((n) => (numbers.has(n) ? [numbers.get(n)!] : []));
    for (const n of this.queue) {
      const { op, intent, targets, waits } = this.ops.get(n)!;
      if (!intent) {
        const numbered = renumbered(op, again.next, `${this.client}:${n}`);
        numbers.set(n, again.add(queuedOf(numbered)));
      } else if (targets.every((t) => numbers.has(t))) {
        const queued = queuedOf({ cseq: again.next }, intent, numbersOf(targets), numbersOf(waits));
        numbers.set(n, again.add(queued));
      }
    }
    [again.undos, again.redos] = stacks(again.ops.values());
    return again;
  }

  private waiting(): number[] {
    return [...this.ops].filter(([, queued]) => queued.verdict === null).map(([n]) => n);
  }

  private judge(n: number, verdict: string): boolean {
    const queued = this.ops.get(n);
    if (!queued || queued.verdict === verdict) return false;
    if (queued.verdict === null) this.queue = this.queue.filter((m) => m !== n);
    else if (queued.verdict !== "saved") empty(queued); // it was offered again as this
    queued.verdict = verdict;
    return true;
  }

  /** True where this is the last part of an undo, and is in the log. */
  private undone(n: number): boolean {
    const { intent, verdict } = this.ops.get(n)!;
    return intent === "undo" && verdict === "saved" && ends(this.ops, n);
  }

  private report(confirmed: Board, n: number): Event {
    const [total, left] = report(confirmed, this.client, this.ops, this.images, n);
    return { type: "Undone", total: total.length, left };
  }

  private dropRefused(n: number): void {
    this.undos = this.undos
      .map((gesture) => gesture.filter((m) => m !== n))
      .filter((gesture) => gesture.length > 0);
  }

  private prune(): void {
    const [first] = this.queue;
    const begun = first === undefined ? [] : partsOf(this.ops, first); // its report is still to come
    const waiting = [...begun, ...this.queue.map((n) => this.ops.get(n)!)];
    const targets = waiting.flatMap((queued) => queued.targets);
    const held = new Set([...this.undos.flat(), ...this.queue, ...targets]);
    for (const n of [...this.images.keys()]) if (!held.has(n)) this.images.delete(n);
  }
}

/** Leaves an op its number alone. */
function empty(queued: Queued): void {
  queued.op = { cseq: queued.op.cseq };
  queued.intent = "";
}

/** The op under another number; unless it says already what it was first, it is `first` (SES-12). */
function renumbered(op: Op, cseq: number, first: string): Op {
  const { cseq: _cseq, restore: _restore, undoes: _undoes, ...rest } = op;
  const known = rest.again !== undefined || Object.keys(rest).length === 0;
  return known ? { cseq, ...rest } : { cseq, ...rest, again: first };
}

/** A pending op in the form that the reducer takes. */
export function entryOf(op: Op, client: string, seq: number): Entry {
  return { ...op, seq, at: 0, by: "", client };
}
