/**
 * Paths: flat integer lists of opcodes and board units, what every painter can carry out.
 *
 * `M x y` begins a part, `L x y` is a line, `C ax ay bx by x y` a cubic, `Z` closes the part.
 */

import { type Box, rnd } from "./geometry";

export const M = 0;
export const L = 1;
export const C = 2;
export const Z = 3;

export type Path = ArrayLike<number>;
/** Points `[x,y, x,y, …]`, whole or not. */
export type Flat = ArrayLike<number>;

/** How long a step of each opcode is. */
export const STEP = [3, 3, 7, 1] as const;

const ARC = 0.5522847498307936;
const PIECES = 12;

/** Straight lines through the points. */
export function polyline(flat: Flat, closed = false): number[] {
  const path: number[] = [];
  for (let at = 0; at < flat.length; at += 2) {
    path.push(at ? L : M, rnd(flat[at]!), rnd(flat[at + 1]!));
  }
  if (closed) path.push(Z);
  return path;
}

/** A Catmull-Rom curve through the points as cubics; straight through two points. */
export function curve(flat: Flat): number[] {
  const last = flat.length / 2 - 1;
  if (last < 2) return polyline(flat);
  const path: number[] = [M, flat[0]!, flat[1]!];
  for (let at = 0; at < last; at++) {
    const before = Math.max(at - 1, 0);
    const after = Math.min(at + 2, last);
    const ax = flat[2 * at]!;
    const ay = flat[2 * at + 1]!;
    const bx = flat[2 * at + 2]!;
    const by = flat[2 * at + 3]!;
    path.push(
      C,
      rnd(ax + (bx - flat[2 * before]!) / 6),
      rnd(ay + (by - flat[2 * before + 1]!) / 6),
      rnd(bx - (flat[2 * after]! - ax) / 6),
      rnd(by - (flat[2 * after + 1]! - ay) / 6),
      bx,
      by,
    );
  }
  return path;
}

/** An upright rectangle, its corners rounded by arcs of `radius` (up to half a side). */
export function rectangle(x: number, y: number, w: number, h: number, radius = 0): number[] {
  const r = Math.min(radius, Math.floor(w / 2), Math.floor(h / 2));
  const right = x + w;
  const bottom = y + h;
  if (r <= 0) return [M, x, y, L, right, y, L, right, bottom, L, x, bottom, Z];
  const k = r - rnd(r * ARC);
  // biome-ignore format: one line a side
  return [
    M, x + r, y, L, right - r, y,
    C, right - k, y, right, y + k, right, y + r, L, right, bottom - r,
    C, right, bottom - k, right - k, bottom, right - r, bottom, L, x + r, bottom,
    C, x + k, bottom, x, bottom - k, x, bottom - r, L, x, y + r,
    C, x, y + k, x + k, y, x + r, y, Z,
  ];
}

/** The ellipse in a box, of four cubics, from the right clockwise. */
export function ellipse(x: number, y: number, w: number, h: number): number[] {
  const rx = w / 2;
  const ry = h / 2;
  const cx = x + rx;
  const cy = y + ry;
  const ox = rx * ARC;
  const oy = ry * ARC;
  const mx = rnd(cx);
  const my = rnd(cy);
  const right = x + w;
  const bottom = y + h;
  // biome-ignore format: one line a quarter
  return [
    M, right, my,
    C, right, rnd(cy + oy), rnd(cx + ox), bottom, mx, bottom,
    C, rnd(cx - ox), bottom, x, rnd(cy + oy), x, my,
    C, x, rnd(cy - oy), rnd(cx - ox), y, mx, y,
    C, rnd(cx + ox), y, right, rnd(cy - oy), right, my,
    Z,
  ];
}

/** Straight lines through the points, corners rounded by `radius` (up to half a side). */
export function rounded(flat: Flat, radius: number, closed: boolean): number[] {
  const count = flat.length / 2;
  if (radius <= 0 || count < 3) return polyline(flat, closed);
  const path: number[] = [];
  for (let at = 0; at < count; at++) {
    const x = flat[2 * at]!;
    const y = flat[2 * at + 1]!;
    if (!closed && (at === 0 || at === count - 1)) {
      path.push(path.length ? L : M, x, y);
      continue;
    }
    const before = (at + count - 1) % count;
    const after = (at + 1) % count;
    const [ax, ay] = towards(x, y, flat[2 * before]!, flat[2 * before + 1]!, radius);
    const [bx, by] = towards(x, y, flat[2 * after]!, flat[2 * after + 1]!, radius);
    path.push(path.length ? L : M, rnd(ax), rnd(ay), C);
    path.push(rnd(ax + (x - ax) * ARC), rnd(ay + (y - ay) * ARC));
    path.push(rnd(bx + (x - bx) * ARC), rnd(by + (y - by) * ARC), rnd(bx), rnd(by));
  }
  if (closed) path.push(Z);
  return path;
}

/** The point `radius` on the way, at most half of it. */
function towards(x: number, y: number, toX: number, toY: number, radius: number): [number, number] {
  const dx = toX - x;
  const dy = toY - y;
  const length = Math.sqrt(dx * dx + dy * dy);
  const share = length <= 2 * radius ? 0.5 : radius / length;
  return [x + dx * share, y + dy * share];
}

/** The parts of a path as points; a cubic is twelve lines, a closed part ends where it began. */
export function flattened(path: Path): number[][] {
  const parts: number[][] = [];
  let part: number[] = [];
  for (let at = 0; at < path.length; at += STEP[path[at] as 0]) {
    const op = path[at];
    if (op === M) {
      part = [path[at + 1]!, path[at + 2]!];
      parts.push(part);
    } else if (op === L) part.push(path[at + 1]!, path[at + 2]!);
    else if (op === C) cubic(part, path, at + 1);
    else part.push(part[0]!, part[1]!);
  }
  return parts;
}

function cubic(part: number[], path: Path, at: number): void {
  const x0 = part[part.length - 2]!;
  const y0 = part[part.length - 1]!;
  for (let step = 1; step < PIECES; step++) {
    const t = step / PIECES;
    const s = 1 - t;
    const a = s * s * s;
    const b = 3 * s * s * t;
    const c = 3 * s * t * t;
    const d = t * t * t;
    part.push(a * x0 + b * path[at]! + c * path[at + 2]! + d * path[at + 4]!);
    part.push(a * y0 + b * path[at + 1]! + c * path[at + 3]! + d * path[at + 5]!);
  }
  part.push(path[at + 4]!, path[at + 5]!);
}

/** The box of all points of a path, control points too; null of an empty one. */
export function boxOfPath(path: Path): Box | null {
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < path.length; at += STEP[path[at] as 0]) {
    const end = at + STEP[path[at] as 0];
    for (let n = at + 1; n < end; n += 2) {
      const x = path[n]!;
      const y = path[n + 1]!;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
  }
  return left > right ? null : { left, top, right, bottom };
}

/** The path as SVG path data, in steps from point to point: short and whole. */
export function pathText(path: Path): string {
  const parts: string[] = [];
  let x = 0;
  let y = 0;
  let command = "";
  for (let at = 0; at < path.length; at += STEP[path[at] as 0]) {
    const op = path[at]!;
    if (op === Z) {
      parts.push("z");
      command = "z";
      continue;
    }
    const name = "Mlc"[op]!;
    const fresh = op === M || name !== command;
    const end = at + STEP[op as 0];
    for (let n = at + 1; n < end; n++) {
      const across = (n - at) % 2 === 1;
      const value = op === M ? path[n]! : path[n]! - (across ? x : y);
      const first = fresh && n === at + 1;
      parts.push(`${first ? name : ""}${value >= 0 && !first ? " " : ""}${value}`);
    }
    x = path[end - 2]!;
    y = path[end - 1]!;
    command = name;
  }
  return parts.join("");
}
