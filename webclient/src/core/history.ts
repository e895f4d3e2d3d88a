/** A log as a whole: its chain, its check, and the board at any moment of it (LOG-3, LOG-9). */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { apply, Board, type Element, named, owner } from "./board";
import type { Value } from "./elements";
import { BadLog, BadMessage, BadOp } from "./errors";
import {
  type Entry,
  encode,
  type Op,
  opOf,
  type Put,
  readEntry,
  readOp,
  writerOf,
} from "./messages";
import { equal } from "./schema";

/** The chain before the first entry (LOG-3). */
export const START = "0".repeat(16);

/** The values that one op gave to registers under its own name, by element id and register. */
export type Wrote = ReadonlyMap<string, Value>;

/** The chain after an entry, of the chain before it and the bytes as stored (LOG-3). */
export function chainOf(previous: string, stored: Uint8Array): string {
  return bytesToHex(sha256(concatBytes(hexToBytes(previous), stored))).slice(0, 16);
}

/** The board after the entries; begins with an empty one, or goes on with `board`. */
export function fold(entries: Iterable<Entry>, board: Board = new Board()): Board {
  for (const entry of entries) apply(board, entry);
  return board;
}

// ------------------------------------------------------------------ what a restore may name

/** What `op` gave to registers as `writer`: a restore may put back nothing else (ROOM-4). */
export function wrote(op: Op, writer: string): Wrote {
  const values = new Map<string, Value>();
  for (const part of [...(op.put ?? []), ...(op.set ?? [])]) {
    for (const [register, value] of Object.entries(named(part))) {
      values.set(`${part.id} ${register}`, value);
    }
  }
  for (const put of op.put ?? []) values.set(`${put.id} deleted`, false);
  for (const x of op.restore ?? []) {
    if (x.writer === writer) values.set(`${x.id} ${x.register}`, x.value);
  }
  return values;
}

/**
 * Raises BadOp `bad_restore` where a restore of `client` is not true (ROOM-4).
 *
 * `find` gives what an op of this board's log wrote, by its writer; undefined where there is no such op.
 */
export function checkRestores(
  op: Op,
  client: string,
  find: (writer: string) => Wrote | undefined,
): void {
  const me = `${client}:${op.cseq}`;
  for (const x of op.restore ?? []) {
    if (owner(x.expect) !== client && owner(x.writer) !== client) {
      throw new BadOp("Expected an own op at one end of a restore, got none", "bad_restore");
    }
    if (x.writer === null || x.writer === me) continue;
    const values = find(x.writer);
    const key = `${x.id} ${x.register}`;
    if (!values?.has(key)) {
      const message = `Expected a writer that wrote ${x.register} of ${x.id}, got ${x.writer}`;
      throw new BadOp(message, "bad_restore");
    }
    if (!equal(values.get(key), x.value)) {
      const message = `Expected the value that ${x.writer} wrote, got ${encode(x.value)}`;
      throw new BadOp(message, "bad_restore");
    }
  }
}

/**
 * Walks a log from its first entry: numbers, ops, chain and restores (LOG-9).
 *
 * After each `add`, `seq` and `chain` belong to the entry added last; compare them with the head that is claimed.
 * That an entry stands in the one stored form (LOG-2) is for Python to check: JSON.parse forgets how numbers were written.
 */
export class Verifier {
  seq = 0;
  chain = START;
  private readonly last = new Map<string, number>();
  private readonly wrote = new Map<string, Wrote>();

  /** The next entry, as stored; raises BadLog, whose `seq` says which entry is not whole. */
  add(stored: string): Entry {
    const seq = this.seq + 1;
    try {
      const entry = readEntry(stored);
      this.checkNumbers(entry, seq);
      if (entry.refused === undefined) this.checkOp(entry);
      this.seq = seq;
      this.chain = chainOf(this.chain, utf8ToBytes(stored));
      this.last.set(entry.client, entry.cseq);
      return entry;
    } catch (why) {
      if (!(why instanceof BadMessage || why instanceof BadOp)) throw why;
      throw new BadLog(seq, `Entry ${seq}: ${why.message}`);
    }
  }

  private checkNumbers(entry: Entry, seq: number): void {
    if (entry.seq !== seq) throw new BadMessage(`Expected seq ${seq}, got ${entry.seq}`);
    const cseq = (this.last.get(entry.client) ?? 0) + 1;
    if (entry.cseq !== cseq) {
      throw new BadMessage(`Expected cseq ${cseq} of ${entry.client}, got ${entry.cseq}`);
    }
  }

  private checkOp(entry: Entry): void {
    const op = readOp(opOf(entry));
    checkRestores(op, entry.client, (writer) => this.wrote.get(writer));
    const writer = writerOf(entry);
    this.wrote.set(writer, wrote(op, writer));
  }
}

// ------------------------------------------------------------------ any moment

/** One entry, as the time bar needs it: `size` is the points drawn, 1 for any other change. */
export interface Step {
  readonly seq: number;
  readonly at: number;
  readonly by: string;
  readonly size: number;
}

/** All that one element ever was, and since which entry. */
class Versions {
  readonly seqs: number[];
  readonly elements: Element[];

  constructor(seq: number, element: Element) {
    this.seqs = [seq];
    this.elements = [element];
  }

  /** The element after entry `seq`; undefined: not there yet. */
  at(seq: number): Element | undefined {
    const { seqs, elements } = this;
    if (seqs[seqs.length - 1]! <= seq) return elements[elements.length - 1];
    let low = 0;
    let high = seqs.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (seqs[middle]! <= seq) low = middle + 1;
      else high = middle;
    }
    return elements[low - 1];
  }
}

/** The board after entry `seq` of a history: made at once, and to be read only. */
class Past extends Board {
  private readonly versions: ReadonlyMap<string, Versions>;

  constructor(versions: ReadonlyMap<string, Versions>, seq: number) {
    super();
    this.versions = versions;
    this.seq = seq;
  }

  override get(id: string): Element | undefined {
    return this.versions.get(id)?.at(this.seq);
  }

  override *[Symbol.iterator](): Iterator<Element> {
    for (const versions of this.versions.values()) {
      const element = versions.at(this.seq);
      if (element) yield element;
    }
  }

  override get size(): number {
    let size = -1;
    for (const _ of this) size += 1;
    return size;
  }
}

/** A log in memory, entry by entry from the first, and the board at any seq of it (HIST-1). */
export class History {
  readonly entries: Entry[] = [];
  readonly steps: Step[] = [];
  /** By the moments that they name; `seq` and `at` are those of the moment (HIST-11). */
  readonly marks: Entry[] = [];
  /** What who presented showed, in order (LIVE-9). */
  readonly views: Entry[] = [];
  /** Whose each client is. */
  readonly users = new Map<string, string>();
  private readonly seqs = new Map<string, number[]>();
  private readonly newest = new Board();
  private readonly versions = new Map<string, Versions>();

  constructor(entries: Iterable<Entry> = []) {
    this.keep(0, ["board"]);
    for (const entry of entries) this.append(entry);
  }

  get head(): number {
    return this.entries.length;
  }

  /** Adds the next entry; raises BadLog where its seq is not the next. */
  append(entry: Entry): void {
    const next = this.head + 1;
    if (entry.seq !== next) throw new BadLog(next, `Expected seq ${next}, got ${entry.seq}`);
    this.entries.push(entry);
    this.steps.push({ seq: entry.seq, at: entry.at, by: entry.by, size: sizeOf(entry) });
    this.users.set(entry.client, entry.by);
    const seqs = this.seqs.get(entry.client);
    if (seqs) seqs.push(entry.seq);
    else this.seqs.set(entry.client, [entry.seq]);
    if (entry.mark !== undefined && entry.refused === undefined) this.mark(entry);
    if (entry.view !== undefined && entry.refused === undefined) this.views.push(entry);
    this.keep(entry.seq, apply(this.newest, entry).elements.keys());
  }

  private mark(entry: Entry): void {
    const { moment = entry.seq } = entry;
    const named =
      moment < entry.seq ? { ...entry, seq: moment, at: this.entries[moment - 1]!.at } : entry;
    const before = this.marks.findLastIndex((mark) => mark.seq <= named.seq);
    this.marks.splice(before + 1, 0, named);
  }

  private keep(seq: number, ids: Iterable<string>): void {
    for (const id of ids) {
      const element = this.newest.get(id)!;
      const versions = this.versions.get(id);
      if (versions) {
        versions.seqs.push(seq);
        versions.elements.push(element);
      } else this.versions.set(id, new Versions(seq, element));
    }
  }

  /** The number of the entry that is this writer; 0: there is none. */
  seqOf(writer: string | null): number {
    const [client = "", cseq] = (writer ?? "").split(":");
    return this.seqs.get(client)?.[Number(cseq) - 1] ?? 0;
  }

  /** The board after entry `seq`, to be read only; 0 is the empty board. */
  at(seq: number): Board {
    return new Past(this.versions, Math.max(0, Math.min(seq, this.head)));
  }

  /** The entries that changed an element, the one that made it first. */
  edits(id: string): readonly number[] {
    return this.versions.get(id)?.seqs ?? [];
  }
}

/** The points that an entry drew; 1 for each other element that it makes or changes. */
function sizeOf(entry: Entry): number {
  if (entry.refused !== undefined) return 0;
  let drawn = 0;
  for (const put of entry.put ?? []) drawn += pointsIn(put);
  if (!entry.set && !entry.restore) return drawn;
  const changed = [...(entry.set ?? []), ...(entry.restore ?? [])].map((part) => part.id);
  return drawn + new Set(changed).size;
}

function pointsIn(put: Put): number {
  if (put.kind !== "stroke" || put.of !== undefined) return 1; // nobody drew a part now
  return Math.floor(put.points.length / ((put.pressure ?? true) ? 4 : 3));
}
