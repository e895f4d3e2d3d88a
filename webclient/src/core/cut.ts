/** Cutting strokes: what an eraser's disc leaves of one, as samples on the page (INK-6). */

import type { Board, Element } from "./board";
import { isHighlight, strokeTrace, turnOf } from "./extent";
import { rnd, turned, UNIT } from "./geometry";
import { decodePoints, encodePoints, naturalBox } from "./ink";
import type { Stroke } from "./wire";

/** A piece that is smaller is gone too: nobody would find it. */
const LEAST = UNIT;

/** Which part of a line, 0..1; none where the end is before the start. */
type Span = readonly [number, number];
const NEVER: Span = [1, 0];
const WHOLE: Span = [0, 1];

/** An eraser's disc on its way from a to b. */
export interface Disc {
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
  readonly reach: number;
}

/** The samples of a stroke where its `geom` puts them, turned as it is. */
export function samplesOf(stroke: Element): number[] {
  const samples = decodePoints(stroke.fixed.points as number[], stroke.fixed.pressure !== false);
  const trace = strokeTrace(stroke);
  const turn = turnOf(stroke);
  for (let at = 0; 4 * at < samples.length; at++) {
    const x = trace[3 * at]!;
    const y = trace[3 * at + 1]!;
    const [tx, ty] = turn ? turned(x, y, ...turn) : [x, y];
    samples[4 * at] = rnd(tx);
    samples[4 * at + 1] = rnd(ty);
    samples[4 * at + 2] = trace[3 * at + 2]!;
  }
  return samples;
}

/** What is left of samples drawn with a pen of `size`; the same list alone where the disc does not touch it. */
export function cut(samples: number[], size: number, disc: Disc): number[][] {
  if (samples.length === 4) {
    const [x = 0, y = 0, pressure = 0] = samples;
    const [lo, hi] = within(x, y, x, y, disc, disc.reach + radius(size, pressure));
    return lo < hi ? [] : [samples];
  }
  const pieces: number[][] = [];
  let piece = samples.slice(0, 4);
  let touched = false;
  for (let at = 4; at < samples.length; at += 4) {
    const a = samples.slice(at - 4, at);
    const b = samples.slice(at, at + 4);
    const far = disc.reach + radius(size, Math.max(a[2]!, b[2]!));
    const [lo, hi] = within(a[0]!, a[1]!, b[0]!, b[1]!, disc, far);
    if (lo >= hi) {
      piece.push(...(piece.length > 0 ? b : [...a, ...b]));
      continue;
    }
    touched = true;
    if (piece.length > 0 && lo > 0) piece.push(...between(a, b, lo));
    pieces.push(piece);
    piece = hi < 1 ? [...between(a, b, hi), ...b] : [];
  }
  return touched ? [...pieces, piece].filter(counts) : [samples];
}

/** A piece as an element to put: what it was cut from in all but its points; it names whose ink it is (EL-10). */
export function partOf(stroke: Element, samples: readonly number[], id: string): Stroke {
  const { fixed } = stroke;
  const pressure = fixed.pressure !== false && !isHighlight(stroke);
  const box = naturalBox(samples.filter((_, at) => at % 4 !== 3));
  const { deleted: _, ...values } = stroke.values;
  return {
    ...fixed,
    ...values, // every register of a stroke is one that it may be put with (EL-4)
    id,
    kind: "stroke",
    pressure,
    of: (fixed.of as string | undefined) ?? stroke.id,
    points: encodePoints(samples, pressure),
    geom: [box.left, box.top, box.right - box.left, box.bottom - box.top, 0],
  };
}

/** The stroke that a part was cut from, else the element itself: whose put tells who drew it (EL-10). */
export function origin(board: Board, element: Element): Element {
  return board.get((element.fixed.of as string | undefined) ?? "") ?? element;
}

function radius(size: number, pressure: number): number {
  return Math.floor((size * (85 + pressure) + 340) / 680);
}

function counts(piece: readonly number[]): boolean {
  if (piece.length < 8) return false;
  const box = naturalBox(piece.filter((_, at) => at % 4 !== 3));
  return box.right - box.left >= LEAST || box.bottom - box.top >= LEAST;
}

function between(a: readonly number[], b: readonly number[], t: number): number[] {
  return a.map((p, at) => rnd(p + (b[at]! - p) * t));
}

/** Which part of the line from p to q is nearer than `far` to the disc's way. */
function within(px: number, py: number, qx: number, qy: number, disc: Disc, far: number): Span {
  const dx = qx - px;
  const dy = qy - py;
  const spans = [
    round(px - disc.ax, py - disc.ay, dx, dy, far),
    round(px - disc.bx, py - disc.by, dx, dy, far),
    along(px - disc.ax, py - disc.ay, dx, dy, disc, far),
  ].filter(([lo, hi]) => lo < hi);
  if (spans.length === 0) return NEVER;
  const lo = Math.min(...spans.map((span) => span[0]));
  const hi = Math.max(...spans.map((span) => span[1]));
  return [Math.max(lo, 0), Math.min(hi, 1)];
}

/** Within the circle of `far` about the origin. */
function round(x: number, y: number, dx: number, dy: number, far: number): Span {
  const a = dx * dx + dy * dy;
  const b = dx * x + dy * y;
  const c = x * x + y * y - far * far;
  if (a === 0) return c < 0 ? WHOLE : NEVER;
  const root = b * b - a * c;
  if (root <= 0) return NEVER;
  const s = Math.sqrt(root);
  return [(-b - s) / a, (-b + s) / a];
}

/** Within `far` at both sides of the disc's way, between its ends. */
function along(x: number, y: number, dx: number, dy: number, disc: Disc, far: number): Span {
  const ex = disc.bx - disc.ax;
  const ey = disc.by - disc.ay;
  const square = ex * ex + ey * ey;
  if (square === 0) return NEVER;
  const wide = far * Math.sqrt(square);
  const first = clip(x * ex + y * ey, dx * ex + dy * ey, 0, square);
  const second = clip(x * ey - y * ex, dx * ey - dy * ex, -wide, wide);
  return [Math.max(first[0], second[0]), Math.min(first[1], second[1])];
}

/** Where `start + t * slope` is between `least` and `most`, for t in 0..1. */
function clip(start: number, slope: number, least: number, most: number): Span {
  if (slope === 0) return least < start && start < most ? WHOLE : NEVER;
  const one = (least - start) / slope;
  const other = (most - start) / slope;
  return [Math.max(Math.min(one, other), 0), Math.min(Math.max(one, other), 1)];
}
