/** The hand-drawn look: wobbly lines and hatchings from integers that the element's id seeds (DRAW-3). */

import { cosine, rnd, sine } from "./geometry";
import { C, curve, type Flat, flattened, L, M, type Path, STEP } from "./path";

/** How far a drawn line strays at most, in board units, before `sketch` scales it. */
const REACH = 32;
const HATCH_COS = 0.6560590289905072;
const HATCH_SIN = 0.754709580222772;
/** How often hatch lines cross the sides of one path at most. */
const HATCHES = 20_000;

const encoder = new TextEncoder();

/** The FNV-1a hash (32 bits) of an id. */
export function seedOf(id: string): number {
  let seed = 0x811c9dc5;
  for (const byte of encoder.encode(id)) seed = Math.imul(seed ^ byte, 0x01000193);
  return seed >>> 0;
}

/** A generator of small shifts (xorshift32), the same in both languages. */
export class Wobble {
  state: number;

  constructor(seed: number) {
    this.state = seed || 1;
  }

  /** The next 32 bits. */
  next(): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x >>> 0;
    return this.state;
  }

  /** A number from -reach to reach. */
  shift(reach: number): number {
    return (reach * ((this.next() >>> 16) * 2 - 65_535)) / 65_535;
  }

  /** A number from 0 to 1. */
  share(): number {
    return (this.next() >>> 16) / 65_535;
  }
}

/**
 * The path as a hand draws it, `passes` times over; at level 1 its corners stay where they are.
 */
export function sketched(path: Path, wobble: Wobble, level: number, passes = 2): number[] {
  const drawn: number[] = [];
  for (let turn = 0; turn < passes; turn++) {
    let x = 0;
    let y = 0;
    let x0 = 0;
    let y0 = 0;
    for (let at = 0; at < path.length; at += STEP[path[at] as 0]) {
      const op = path[at];
      if (op === M) {
        x = x0 = path[at + 1]!;
        y = y0 = path[at + 2]!;
        drawn.push(M);
        stray(drawn, x, y, wobble, level, REACH);
      } else if (op === L) {
        line(drawn, x, y, path[at + 1]!, path[at + 2]!, wobble, level, turn);
        x = path[at + 1]!;
        y = path[at + 2]!;
      } else if (op === C) {
        cubic(drawn, x, y, path, at + 1, wobble, level);
        x = path[at + 5]!;
        y = path[at + 6]!;
      } else if (x !== x0 || y !== y0) {
        line(drawn, x, y, x0, y0, wobble, level, turn);
        x = x0;
        y = y0;
      }
    }
  }
  return drawn;
}

/** A curve through points that each stray a little, `passes` times over. */
export function sketchedCurve(flat: Flat, wobble: Wobble, level: number, passes = 2): number[] {
  const drawn: number[] = [];
  for (let turn = 0; turn < passes; turn++) {
    const reach = (turn % 2 ? 28 : 19) * level;
    const points: number[] = [];
    for (let at = 0; at < flat.length; at += 2) {
      const near = Math.min(reach, spacing(flat, at) / 8);
      points.push(rnd(flat[at]! + wobble.shift(near)));
      points.push(rnd(flat[at + 1]! + wobble.shift(near)));
    }
    append(drawn, curve(points));
  }
  return drawn;
}

/**
 * An ellipse drawn by hand: each round strays, begins elsewhere and runs over its own beginning.
 */
export function sketchedEllipse(
  x: number,
  y: number,
  w: number,
  h: number,
  wobble: Wobble,
  level: number,
  passes = 2,
): number[] {
  const drawn: number[] = [];
  const cx = x + w / 2;
  const cy = y + h / 2;
  const small = Math.min(w, h) / 2;
  const count = w + h < 6400 ? 10 : 14;
  for (let turn = 0; turn < passes; turn++) {
    const reach = Math.min((turn % 2 ? 20 : 12) * level, small / 8);
    const start = 20_000 + rnd(wobble.shift(3_000));
    const rx = w / 2 + wobble.shift(reach);
    const ry = h / 2 + wobble.shift(reach);
    const points: number[] = [];
    for (let at = 0; at < count + 2; at++) {
      const angle = start + rnd((at * 36_000) / count);
      const px = cx + rx * cosine(angle) + wobble.shift(reach);
      const py = cy + ry * sine(angle) + wobble.shift(reach);
      points.push(rnd(px), rnd(py));
    }
    append(drawn, curve(points));
  }
  return drawn;
}

/**
 * Lines `[x,y,x,y]` that hatch the inside of a path, `gap` apart, falling to the left.
 *
 * `across` turns them to fall to the right. The inside is by the even-odd rule.
 */
export function hatched(path: Path, least: number, across: boolean): number[][] {
  const c = HATCH_COS;
  const s = across ? HATCH_SIN : -HATCH_SIN;
  const edges = edgesOf(path, c, s);
  let tall = 0;
  for (const edge of edges) tall += edge[3]! - edge[1]!;
  const gap = Math.max(least, tall / HATCHES);
  const rows = new Map<number, number[]>();
  for (const [x0, y0, x1, y1] of edges as [number, number, number, number][]) {
    for (let row = Math.floor(y0 / gap); row * gap < y1; row++) {
      if (row * gap < y0) continue;
      const cut = x0 + ((x1 - x0) * (row * gap - y0)) / (y1 - y0);
      const found = rows.get(row);
      if (found) found.push(cut);
      else rows.set(row, [cut]);
    }
  }
  const lines: number[][] = [];
  for (const row of [...rows.keys()].sort((a, b) => a - b)) {
    const v = row * gap;
    const cuts = rows.get(row)!.sort((a, b) => a - b);
    for (let at = 0; at + 1 < cuts.length; at += 2) {
      const a = cuts[at]!;
      const b = cuts[at + 1]!;
      if (b - a < 8) continue;
      lines.push([a * c - v * s, a * s + v * c, b * c - v * s, b * s + v * c]);
    }
  }
  return lines;
}

/** The lines of a hatching as a path. */
export function hatching(lines: number[][], wobble: Wobble, level: number): number[] {
  const drawn: number[] = [];
  for (const row of lines) {
    const [x0, y0, x1, y1] = row.map(rnd) as [number, number, number, number];
    if (level) {
      drawn.push(M);
      stray(drawn, x0, y0, wobble, 2, (REACH / 2) * level);
      line(drawn, x0, y0, x1, y1, wobble, level, 1);
    } else drawn.push(M, x0, y0, L, x1, y1);
  }
  return drawn;
}

/**
 * The lines of a hatching in one go: from the end of each back to the beginning of the next, if it
 * is near.
 */
export function zigzag(lines: number[][], gap: number, wobble: Wobble, level: number): number[] {
  const drawn: number[] = [];
  let before: number[] | null = null;
  for (const row of lines) {
    const [x0, y0, x1, y1] = row as [number, number, number, number];
    const near = before && Math.abs(x0 - before[0]!) + Math.abs(y0 - before[1]!) <= 4 * gap;
    drawn.push(near ? L : M, rnd(x0), rnd(y0), L, rnd(x1), rnd(y1));
    before = row;
  }
  return level ? sketched(drawn, wobble, level, 1) : drawn;
}

/** The sides of a path, turned so that hatch lines are level, each from top to bottom. */
function edgesOf(path: Path, c: number, s: number): number[][] {
  const edges: number[][] = [];
  for (const part of flattened(path)) {
    const last = part.length - 2;
    let x0 = part[last]! * c + part[last + 1]! * s;
    let y0 = part[last + 1]! * c - part[last]! * s;
    for (let at = 0; at < part.length; at += 2) {
      const x1 = part[at]! * c + part[at + 1]! * s;
      const y1 = part[at + 1]! * c - part[at]! * s;
      if (y0 < y1) edges.push([x0, y0, x1, y1]);
      else if (y1 < y0) edges.push([x1, y1, x0, y0]);
      x0 = x1;
      y0 = y1;
    }
  }
  return edges;
}

/** How far the point is from the one before it; from the one after it where it is the first. */
function spacing(flat: Flat, at: number): number {
  const other = at ? at - 2 : 2;
  const dx = flat[at]! - flat[other]!;
  const dy = flat[at + 1]! - flat[other + 1]!;
  return Math.sqrt(dx * dx + dy * dy);
}

function stray(
  drawn: number[],
  x: number,
  y: number,
  wobble: Wobble,
  level: number,
  reach: number,
): void {
  if (level < 2) drawn.push(x, y);
  else drawn.push(rnd(x + wobble.shift(reach)), rnd(y + wobble.shift(reach)));
}

/** Long lines stray less (RoughJS's measure, in board units). */
function gainOf(length: number): number {
  if (length < 3200) return 1;
  return length > 8000 ? 0.4 : 1.233334 - length * 0.000104175;
}

/**
 * One line as a cubic: it bows to a side and its middle strays; the second turn strays half as far.
 */
function line(
  drawn: number[],
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  wobble: Wobble,
  level: number,
  turn: number,
): void {
  const dx = x1 - x0;
  const dy = y1 - y0;
  const length = Math.sqrt(dx * dx + dy * dy);
  const gain = gainOf(length) * level;
  const reach = (Math.min(REACH, length / 10) * gain) / (1 + (turn % 2));
  const bowX = wobble.shift((dy / 100) * gain);
  const bowY = wobble.shift((dx / 100) * gain);
  const at = 0.2 + wobble.share() * 0.2;
  drawn.push(
    C,
    rnd(x0 + bowX + dx * at + wobble.shift(reach)),
    rnd(y0 + bowY + dy * at + wobble.shift(reach)),
    rnd(x0 + bowX + dx * 2 * at + wobble.shift(reach)),
    rnd(y0 + bowY + dy * 2 * at + wobble.shift(reach)),
  );
  stray(drawn, x1, y1, wobble, level, reach);
}

function cubic(
  drawn: number[],
  x0: number,
  y0: number,
  path: Path,
  at: number,
  wobble: Wobble,
  level: number,
): void {
  const dx = path[at + 4]! - x0;
  const dy = path[at + 5]! - y0;
  const reach = Math.min(REACH, Math.sqrt(dx * dx + dy * dy) / 8) * level;
  drawn.push(C);
  for (let n = 0; n < 4; n++) drawn.push(rnd(path[at + n]! + wobble.shift(reach)));
  stray(drawn, path[at + 4]!, path[at + 5]!, wobble, level, reach);
}

function append(to: number[], more: number[]): void {
  for (const n of more) to.push(n);
}
