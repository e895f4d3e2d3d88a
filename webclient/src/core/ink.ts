/** Pen points to ink: encode and decode, simplify, outline; equal to the bit in every language (INK). */

import type { Box } from "./geometry";
import { L, M, type Path, Z } from "./path";

/** Points as a pen makes them: flat `[x,y,pressure,ms, …]`, absolute; ms counts from the first. */
export type Samples = ArrayLike<number>;
/** What is painted of them: flat `[x,y,pressure, …]`, absolute. */
export type Trace = ArrayLike<number>;

/** Pens wider than this have rounder ends and merge points further apart (INK-3). */
export const WIDE = 256;

const floor = Math.floor;
const sqrt = Math.sqrt;
const COS16 = [4096, 3784, 2896, 1567, 0, -1567, -2896, -3784];
const COS32 = [
  ...[4096, 4017, 3784, 3406, 2896, 2276, 1567, 799],
  ...[0, -799, -1567, -2276, -2896, -3406, -3784, -4017],
];

/** Corners `[c,s, c,s, …]` of a disc of radius 4096. */
function discOf(half: number[]): Float64Array {
  const cosines = [...half, ...half.map((c) => -c)];
  const turn = cosines.length;
  return Float64Array.from(cosines.flatMap((c, k) => [c, cosines[(k + turn - turn / 4) % turn]!]));
}

const DISC16 = discOf(COS16);
const DISC32 = discOf(COS32);

/** The points of a stroke (EL-6) as samples; pressure is 255 where the stroke has none. */
export function decodePoints(points: ArrayLike<number>, pressure: boolean): number[] {
  const samples: number[] = [];
  const stride = pressure ? 4 : 3;
  let x = 0;
  let y = 0;
  let ms = 0;
  for (let at = 0; at < points.length; at += stride) {
    x += points[at]!;
    y += points[at + 1]!;
    ms += points[at + stride - 1]!;
    samples.push(x, y, pressure ? points[at + 2]! : 255, ms);
  }
  return samples;
}

/** Samples as the points of a stroke (EL-6); the time of the first becomes 0. */
export function encodePoints(samples: Samples, pressure: boolean): number[] {
  const points: number[] = [];
  let x = 0;
  let y = 0;
  let ms = samples[3]!;
  for (let at = 0; at < samples.length; at += 4) {
    points.push(samples[at]! - x, samples[at + 1]! - y);
    x = samples[at]!;
    y = samples[at + 1]!;
    if (pressure) points.push(samples[at + 2]!);
    points.push(Math.max(samples[at + 3]! - ms, 0));
    ms = Math.max(samples[at + 3]!, ms);
  }
  return points;
}

/** The points of a stroke (EL-6) as a trace; pressure is 255 where the stroke has none. */
export function traceOf(points: ArrayLike<number>, pressure: boolean): Float64Array {
  const stride = pressure ? 4 : 3;
  const trace = new Float64Array((points.length / stride) * 3);
  let x = 0;
  let y = 0;
  for (let at = 0, to = 0; at < points.length; at += stride, to += 3) {
    x += points[at]!;
    y += points[at + 1]!;
    trace[to] = x;
    trace[to + 1] = y;
    trace[to + 2] = pressure ? points[at + 2]! : 255;
  }
  return trace;
}

/**
 * The box of the points of a trace: a stroke's `geom` when it was drawn is its x, y, width, height.
 */
export function naturalBox(trace: Trace): Box {
  let left = trace[0]!;
  let top = trace[1]!;
  let right = left;
  let bottom = top;
  for (let at = 3; at < trace.length; at += 3) {
    const x = trace[at]!;
    const y = trace[at + 1]!;
    if (x < left) left = x;
    else if (x > right) right = x;
    if (y < top) top = y;
    else if (y > bottom) bottom = y;
  }
  return { left, top, right, bottom };
}

/**
 * Fewer samples that draw the same (INK-5): none left out is off by more than `epsilon` or 12 of
 * pressure. `epsilon` in board units: 4 divided by the zoom. The times of the kept samples stay.
 */
export function simplify(samples: Samples, epsilon: number): number[] {
  const count = samples.length / 4;
  const keep = new Uint8Array(count);
  keep[0] = keep[count - 1] = 1;
  const spans = [0, count - 1];
  while (spans.length > 0) {
    const last = spans.pop()!;
    const first = spans.pop()!;
    const found = worst(samples, first, last, epsilon * epsilon);
    if (found > 0) {
      keep[found] = 1;
      spans.push(first, found, found, last);
    }
  }
  const kept: number[] = [];
  for (let at = 0; at < samples.length; at += 4) {
    if (keep[at / 4]) {
      kept.push(samples[at]!, samples[at + 1]!, samples[at + 2]!, samples[at + 3]!);
    }
  }
  return kept;
}

/** The sample between two that the line between them misses most, 0 where all are near enough. */
function worst(s: Samples, first: number, last: number, limit: number): number {
  const ax = s[4 * first]!;
  const ay = s[4 * first + 1]!;
  const ap = s[4 * first + 2]!;
  const dx = s[4 * last]! - ax;
  const dy = s[4 * last + 1]! - ay;
  const dp = s[4 * last + 2]! - ap;
  const length = dx * dx + dy * dy;
  let found = 0;
  let most = 1;
  for (let at = first + 1; at < last; at++) {
    const x = s[4 * at]! - ax;
    const y = s[4 * at + 1]! - ay;
    let t = length > 0 ? (x * dx + y * dy) / length : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    const ex = x - t * dx;
    const ey = y - t * dy;
    const ep = s[4 * at + 2]! - ap - t * dp;
    let miss = (ex * ex + ey * ey) / limit;
    if (ep * ep > miss * 144) miss = (ep * ep) / 144;
    if (miss > most) {
      found = at;
      most = miss;
    }
  }
  return found;
}

// Room that every outline is made in, grown as needed, so that a stroke costs one allocation.
let xs = new Float64Array(256);
let ys = new Float64Array(256);
let rs = new Float64Array(256);
let far = new Float64Array(512);
let out = new Float64Array(4096);
let end = 0;

/** The polygons of a stroke drawn with a pen of `size`, one path for the nonzero rule (INK-1 to INK-4). */
export function outline(trace: Trace, size: number): Path {
  const count = merge(trace, size);
  const disc = size > WIDE ? DISC32 : DISC16;
  makeRoom(count, disc.length);
  end = 0;
  emitDisc(disc, 0);
  if (count > 1) {
    ribbon(disc, count);
    emitDisc(disc, count - 1);
  }
  return out.slice(0, end);
}

function makeRoom(count: number, disc: number): void {
  // Every point may be a cut: a disc, and two corners on each side.
  const most = count * (disc * 1.5 + 16) + 2 * disc * 1.5 + 16;
  if (out.length < most) out = new Float64Array(2 * most);
}

/** Points with their radii, those too near to the last kept one merged into it (INK-2, INK-3). */
function merge(trace: Trace, size: number): number {
  if (xs.length * 3 < trace.length) {
    const room = trace.length;
    xs = new Float64Array(room);
    ys = new Float64Array(room);
    rs = new Float64Array(room);
    far = new Float64Array(2 * room);
  }
  const wide = size > WIDE;
  let x = trace[0]!;
  let y = trace[1]!;
  let r = floor((size * (85 + trace[2]!) + 340) / 680);
  let last = 0;
  xs[0] = x;
  ys[0] = y;
  rs[0] = r;
  for (let at = 3; at < trace.length; at += 3) {
    const px = trace[at]!;
    const py = trace[at + 1]!;
    const pr = floor((size * (85 + trace[at + 2]!) + 340) / 680);
    const dx = px - x;
    const dy = py - y;
    const near = wide && r > 32 ? (r * r) / 16 : 64;
    if (dx * dx + dy * dy < near) {
      if (pr > r) {
        r = pr;
        rs[last] = r;
      }
    } else {
      x = px;
      y = py;
      r = pr;
      last++;
      xs[last] = x;
      ys[last] = y;
      rs[last] = r;
    }
  }
  return last + 1;
}

function emitDisc(disc: Float64Array, at: number): void {
  const x = xs[at]!;
  const y = ys[at]!;
  const r = rs[at]!;
  let op: number = M;
  for (let k = 0; k < disc.length; k += 2) {
    out[end] = op;
    out[end + 1] = floor(x + (disc[k]! * r) / 4096 + 0.5);
    out[end + 2] = floor(y + (disc[k + 1]! * r) / 4096 + 0.5);
    end += 3;
    op = L;
  }
  out[end++] = Z;
}

function ribbon(disc: Float64Array, count: number): void {
  let x = xs[0]!;
  let y = ys[0]!;
  let r = rs[0]!;
  let px = 0; // the direction of the line before
  let py = 0;
  let nx = 0; // the direction that the sides are put across
  let ny = 0;
  let op: number = M;
  let sides = 0;
  for (let at = 1; at <= count; at++) {
    let ux = px;
    let uy = py;
    if (at < count) {
      const dx = xs[at]! - x;
      const dy = ys[at]! - y;
      const length = sqrt(dx * dx + dy * dy);
      ux = dx / length;
      uy = dy / length;
    }
    if (at === 1 || at === count) {
      nx = ux;
      ny = uy;
    } else if (px * ux + py * uy < 0.5) {
      // INK-4
      out[end] = op;
      out[end + 1] = floor(x + py * r + 0.5);
      out[end + 2] = floor(y - px * r + 0.5);
      end += 3;
      far[sides++] = floor(x - py * r + 0.5);
      far[sides++] = floor(y + px * r + 0.5);
      close(sides);
      emitDisc(disc, at - 1);
      sides = 0;
      op = M;
      nx = ux;
      ny = uy;
    } else {
      const sx = px + ux;
      const sy = py + uy;
      const m = sqrt(sx * sx + sy * sy);
      nx = sx / m;
      ny = sy / m;
    }
    out[end] = op;
    out[end + 1] = floor(x + ny * r + 0.5);
    out[end + 2] = floor(y - nx * r + 0.5);
    end += 3;
    far[sides++] = floor(x - ny * r + 0.5);
    far[sides++] = floor(y + nx * r + 0.5);
    op = L;
    px = ux;
    py = uy;
    if (at < count) {
      x = xs[at]!;
      y = ys[at]!;
      r = rs[at]!;
    }
  }
  close(sides);
}

function close(sides: number): void {
  for (let k = sides - 2; k >= 0; k -= 2) {
    out[end] = L;
    out[end + 1] = far[k]!;
    out[end + 2] = far[k + 1]!;
    end += 3;
  }
  out[end++] = Z;
}
