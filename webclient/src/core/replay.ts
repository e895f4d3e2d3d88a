/** A log as a film: when each entry is drawn and for how long, by the times of its own points (HIST-3). */

import { Board, Element, made } from "./board";
import type { History } from "./history";
import { naturalBox, traceOf } from "./ink";
import { type Entry, type Put, writerOf } from "./messages";
import { countUpTo } from "./timeline";

/** A stroke that took longer is drawn in this time. */
export const LONGEST_MS = 60_000;
/** So many entries beyond the newest whole one may be under way. */
export const AHEAD = 200;

/** An entry that is under way: it has been drawn for `ms`. */
export interface Wet {
  readonly seq: number;
  readonly ms: number;
}

/** The entries at the moments of a film; a pause of more than `idle` ms lasts `idle` (null: all of it). */
export class Replay {
  readonly lengths: readonly number[];
  readonly ends: readonly number[];

  constructor(entries: readonly Entry[], idle: number | null) {
    this.lengths = entries.map(drawnMs);
    this.ends = endsOf(entries, this.lengths, idle);
  }

  /** How long the film is, in ms. */
  get length(): number {
    return this.ends.at(-1) ?? 0;
  }

  /** When entry `seq` is whole; 0 is the beginning. */
  msOf(seq: number): number {
    return seq > 0 && this.ends.length ? this.ends[Math.min(seq, this.ends.length) - 1]! : 0;
  }

  /** The newest entry that is whole at `ms`. */
  seqAt(ms: number): number {
    return countUpTo(this.ends, ms);
  }

  /** The entries that are under way at `ms`. */
  wetAt(ms: number): Wet[] {
    const first = this.seqAt(ms);
    const found: Wet[] = [];
    for (let n = first; n < Math.min(first + AHEAD, this.ends.length); n++) {
      const start = this.ends[n]! - this.lengths[n]!;
      if (this.lengths[n] && start <= ms) found.push({ seq: n + 1, ms: Math.floor(ms - start) });
    }
    return found;
  }
}

/** How long the longest stroke of an entry took, in ms. */
export function drawnMs(entry: Entry): number {
  if (entry.refused !== undefined) return 0;
  let longest = 0;
  for (const put of entry.put ?? []) {
    if (put.kind === "stroke") longest = Math.max(longest, msOf(put));
  }
  return Math.min(LONGEST_MS, longest);
}

function msOf(stroke: Put & { kind: "stroke" }): number {
  const { points, pressure, of } = stroke;
  if (of !== undefined) return 0; // a part is there at once: its ink was drawn before
  const stride = pressure === false ? 3 : 4;
  let sum = 0;
  for (let at = stride - 1; at < points.length; at += stride) sum += points[at]!;
  return sum;
}

/** When each entry is whole: in the order of the log, with its own time and its client's last one before it. */
function endsOf(
  entries: readonly Entry[],
  lengths: readonly number[],
  idle: number | null,
): number[] {
  const begins = beginsOf(entries, lengths);
  const mine = new Map<string, number>();
  let before = 0;
  let film = 0;
  return entries.map((entry, n) => {
    const at = n ? Math.max(before, entry.at) : entry.at;
    let passed = n ? at - before : 0;
    const pause = n ? Math.max(0, begins[n]! - before) : 0;
    if (idle !== null && pause > idle) passed -= pause - idle;
    film = Math.max(film + passed, (mine.get(entry.client) ?? 0) + lengths[n]!);
    mine.set(entry.client, film);
    before = at;
    return film;
  });
}

/** For each entry, when it or any after it was begun first. */
function beginsOf(entries: readonly Entry[], lengths: readonly number[]): number[] {
  const begins = new Array<number>(entries.length);
  let first = Number.POSITIVE_INFINITY;
  for (let n = entries.length - 1; n >= 0; n--) {
    first = Math.min(first, entries[n]!.at - lengths[n]!);
    begins[n] = first;
  }
  return begins;
}

/** The board as the film shows it at `ms`, with the strokes that are under way; to be read only. */
export function frame(history: History, replay: Replay, ms: number): Board {
  const board = history.at(replay.seqAt(ms));
  const wet = replay.wetAt(ms);
  if (wet.length === 0) return board;
  const shown = new Board(board);
  for (const one of wet) {
    for (const stroke of begunStrokes(history.entries[one.seq - 1]!, one.ms)) {
      if (!shown.get(stroke.id)) shown.write(stroke);
    }
  }
  return shown;
}

function* begunStrokes(entry: Entry, ms: number): Iterable<Element> {
  for (const put of entry.put ?? []) {
    if (put.kind === "stroke") yield begun(made(put, writerOf(entry)), ms);
  }
}

/** A stroke as far as it was drawn after `ms`; whole where it is not as it was drawn. */
export function begun(element: Element, ms: number): Element {
  const pressure = element.fixed.pressure !== false;
  const points = element.fixed.points as readonly number[];
  const stride = pressure ? 4 : 3;
  const whole = naturalBox(traceOf(points, pressure));
  const [x, y, w, h, angle] = element.get("geom") as number[];
  const asDrawn =
    x === whole.left &&
    y === whole.top &&
    w === whole.right - whole.left &&
    h === whole.bottom - whole.top;
  if (!asDrawn) return element;
  const part = points.slice(0, stride * countOf(points, stride, ms));
  const { left, top, right, bottom } = naturalBox(traceOf(part, pressure));
  const geom = [left, top, right - left, bottom - top, angle!];
  const { id, kind, put, fixed, values, writers } = element;
  return new Element(id, kind, put, { ...fixed, points: part }, { ...values, geom }, writers);
}

/** How many points were there after `ms`, one at least. */
function countOf(points: readonly number[], stride: number, ms: number): number {
  let passed = 0;
  let count = 0;
  for (let at = stride - 1; at < points.length; at += stride) {
    passed += points[at]!;
    if (passed > ms && count) break;
    count += 1;
  }
  return count;
}
