/** The ground of the time bar: where each step stands, and how much was drawn when (HIST-2). */

import type { Step } from "./history";

/** The width of a column of the histogram, in px. */
export const COLUMN = 6;
/** What a long pause takes, in px. */
export const BREAK = 12;
/** A pause that is longer is shrunk to a break. */
export const PAUSE_MS = 30 * 60_000;

/** Steps without a long pause between them: entries `first` to `last`, from `start` to `end` (ms). */
export interface Span {
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
  readonly x: number;
  readonly width: number;
}

/** One column of the histogram: the entries `first` to `last`, and the points that each person drew in them. */
export interface Column {
  readonly x: number;
  readonly first: number;
  last: number;
  readonly sizes: Map<string, number>;
}

/** Steps laid out over `width` px, the first at the left, the newest at the right. */
export class Timeline {
  readonly width: number;
  readonly times: Float64Array;
  readonly spans: readonly Span[];
  readonly columns: readonly Column[];
  private readonly xs: Float64Array;

  constructor(steps: readonly Step[], width: number) {
    this.width = width;
    this.times = monotone(steps);
    this.spans = spansOf(this.times, width);
    this.xs = new Float64Array(steps.length);
    for (const span of this.spans) place(span, this.times, this.xs);
    this.columns = columnsOf(steps, this.xs);
  }

  /** Where entry `seq` stands, in px from the left; 0 is before the first. */
  xOf(seq: number): number {
    return seq > 0 && this.xs.length ? this.xs[Math.min(seq, this.xs.length) - 1]! : 0;
  }

  /** The newest entry that stands at `x` or left of it; 0: none. */
  seqAt(x: number): number {
    return countUpTo(this.xs, x);
  }

  /** The newest entry that came at the time `at` (ms) or before; 0: none. */
  seqWhen(at: number): number {
    return countUpTo(this.times, at);
  }
}

/** How many of the ascending values are at most `most`. */
export function countUpTo(values: ArrayLike<number>, most: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** When each step was; a clock that was set back stands still meanwhile. */
function monotone(steps: readonly Step[]): Float64Array {
  const times = new Float64Array(steps.length);
  let newest = 0;
  steps.forEach((step, n) => {
    newest = Math.max(newest, step.at);
    times[n] = newest;
  });
  return times;
}

function spansOf(times: Float64Array, width: number): Span[] {
  let pause = PAUSE_MS;
  let runs = runsOf(times, pause);
  while (runs.length > 1 && runs.length * (BREAK + COLUMN) * 2 > width) {
    pause *= 2;
    runs = runsOf(times, pause);
  }
  const lengths = runs.map(([first, last]) => times[last]! - times[first]!);
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  const room = Math.max(0, width - BREAK * (runs.length - 1) - COLUMN * runs.length);
  let x = 0;
  return runs.map(([first, last], n) => {
    const share = whole ? (room * lengths[n]!) / whole : room / runs.length;
    const [start, end] = [times[first]!, times[last]!];
    const span = { first: first + 1, last: last + 1, start, end, x, width: COLUMN + share };
    x += COLUMN + share + BREAK;
    return span;
  });
}

function runsOf(times: Float64Array, pause: number): [number, number][] {
  const runs: [number, number][] = [];
  let first = 0;
  for (let at = 1; at <= times.length; at++) {
    if (at < times.length && times[at]! - times[at - 1]! <= pause) continue;
    runs.push([first, at - 1]);
    first = at;
  }
  return times.length ? runs : [];
}

/** Where the steps of a span stand: by their time, or evenly where all came at once. */
function place(span: Span, times: Float64Array, xs: Float64Array): void {
  const length = span.end - span.start;
  const count = span.last - span.first + 1;
  for (let n = 0; n < count; n++) {
    const at = span.first - 1 + n;
    xs[at] =
      length === 0
        ? span.x + (span.width * (n + 1)) / count
        : span.x + (span.width * (times[at]! - span.start)) / length;
  }
}

function columnsOf(steps: readonly Step[], xs: Float64Array): Column[] {
  const columns: Column[] = [];
  steps.forEach((step, n) => {
    const x = Math.floor(xs[n]! / COLUMN) * COLUMN;
    let column = columns.at(-1);
    if (column?.x !== x) {
      column = { x, first: step.seq, last: step.seq, sizes: new Map() };
      columns.push(column);
    }
    column.last = step.seq;
    if (step.size) column.sizes.set(step.by, (column.sizes.get(step.by) ?? 0) + step.size);
  });
  return columns;
}
