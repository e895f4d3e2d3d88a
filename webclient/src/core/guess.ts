/** A guess at what a stroke was meant to be: a line, an arrow, an ellipse or a form with corners (GUESS-1). */

import { type Box, boxOf, rnd } from "./geometry";
import { simplify } from "./ink";

type Point = readonly [x: number, y: number];
/** How far a line may stray, as a share of its length. */
const STRAIGHT = 0.06;
/** How far a side may stray, as a share of the diagonal. */
const CORNER = 0.06;
/** How far apart the ends of a closed form may be, as a share of its way. */
const OPEN = 0.2;
/** How far an ellipse may stray on average, as a share of its radius. */
const ROUND = 0.09;
/** Sides that differ by less are meant to be equal. */
const ALIKE = 0.12;
/** A line that rises less along its way is meant to be level: 8 degrees. */
const TILT = 0.14;
/** A corner whose cosine is less than minus this is none. */
const BENT = 0.9;
const SAMPLES = 64;

/** The kind that a stroke was meant to be, and its `geom`: of a form with corners a closed line. */
export interface Guess {
  readonly kind: "line" | "arrow" | "ellipse" | "rect" | "diamond";
  readonly geom: number[];
}

/** What the points `[x,y, …]` of a stroke were meant to be; null for writing, and for less than `least` across. */
export function guess(flat: readonly number[], least: number): Guess | null {
  const box = boxOf(flat);
  const [w, h] = [box.right - box.left, box.bottom - box.top];
  const diagonal = Math.sqrt(w * w + h * h);
  if (diagonal < least || flat.length < 4) return null;
  const points: Point[] = [];
  for (let at = 0; at < flat.length; at += 2) points.push([flat[at]!, flat[at + 1]!]);
  let way = 0;
  for (let at = 1; at < points.length; at++) way += far(points[at - 1]!, points[at]!);
  const [first, last] = [points[0]!, points.at(-1)!];
  if (isLine(points, way)) return { kind: "line", geom: levelled(first, last) };
  const corners = cornersOf(points, CORNER * diagonal);
  const tip = arrow(corners);
  if (tip) return { kind: "arrow", geom: levelled(corners[0]!, tip) };
  if (far(first, last) > OPEN * way) return null;
  if (isEllipse(points, box, way)) return { kind: "ellipse", geom: evened(box) };
  return cornered(joined(corners, CORNER * diagonal * 2.5), box, diagonal);
}

function isLine(points: readonly Point[], way: number): boolean {
  const [[ax, ay], [bx, by]] = [points[0]!, points.at(-1)!];
  const dx = bx - ax;
  const dy = by - ay;
  const length = Math.sqrt(dx * dx + dy * dy);
  if (length < 0.9 * way || length === 0) return false;
  return points.every(
    ([x, y]) => Math.abs((x - ax) * dy - (y - ay) * dx) / length <= STRAIGHT * length,
  );
}

/** A line from a to b, level or upright where it almost is. */
function levelled(a: Point, b: Point): number[] {
  const [ax, ay] = [rnd(a[0]), rnd(a[1])];
  let [bx, by] = [rnd(b[0]), rnd(b[1])];
  if (Math.abs(by - ay) < (TILT / 2) * Math.abs(bx - ax)) by = ay;
  else if (Math.abs(bx - ax) < (TILT / 2) * Math.abs(by - ay)) bx = ax;
  return [ax, ay, bx, by];
}

function cornersOf(points: readonly Point[], epsilon: number): Point[] {
  const kept = simplify(
    points.flatMap(([x, y]) => [rnd(x), rnd(y), 0, 0]),
    epsilon,
  );
  const found: Point[] = [];
  for (let at = 0; at < kept.length; at += 4) found.push([kept[at]!, kept[at + 1]!]);
  return found;
}

/** The tip of a line that ends in a head drawn without lifting the pen; null where it does not. */
function arrow(corners: readonly Point[]): Point | null {
  if (corners.length < 4 || corners.length > 6) return null;
  const [[ax, ay], [bx, by]] = [corners[0]!, corners[1]!];
  const dx = bx - ax;
  const dy = by - ay;
  const shaft = Math.sqrt(dx * dx + dy * dy);
  let left = false;
  let right = false;
  for (const corner of corners.slice(2)) {
    const x = corner[0] - bx;
    const y = corner[1] - by;
    if (shaft === 0 || Math.sqrt(x * x + y * y) > 0.5 * shaft) return null;
    const aside = (dx * y - dy * x) / shaft;
    const back = -(dx * x + dy * y) / shaft;
    if (Math.abs(aside) <= 0.05 * shaft) continue;
    if (back <= 0) return null;
    left ||= aside < 0;
    right ||= aside > 0;
  }
  return left && right ? corners[1]! : null;
}

function isEllipse(points: readonly Point[], box: Box, way: number): boolean {
  const rx = (box.right - box.left) / 2;
  const ry = (box.bottom - box.top) / 2;
  if (rx === 0 || ry === 0) return false;
  const [cx, cy] = [box.left + rx, box.top + ry];
  let off = 0;
  let most = 0;
  for (const [x, y] of evenly(points, way)) {
    const ex = (x - cx) / rx;
    const ey = (y - cy) / ry;
    const by = Math.abs(Math.sqrt(ex * ex + ey * ey) - 1);
    off += by;
    most = Math.max(most, by);
  }
  return off / SAMPLES < ROUND && most < 3.5 * ROUND;
}

/** Places along the way, all equally far apart. */
function evenly(points: readonly Point[], way: number): Point[] {
  const found: Point[] = [];
  let at = 1;
  let gone = 0;
  for (let step = 0; step < SAMPLES; step++) {
    const wanted = (way * step) / SAMPLES;
    let side = far(points[at - 1]!, points[at]!);
    while (gone + side < wanted && at < points.length - 1) {
      gone += side;
      at += 1;
      side = far(points[at - 1]!, points[at]!);
    }
    const share = side > 0 ? (wanted - gone) / side : 0;
    const [[ax, ay], [bx, by]] = [points[at - 1]!, points[at]!];
    found.push([ax + (bx - ax) * share, ay + (by - ay) * share]);
  }
  return found;
}

/** A box whose sides are equal where they almost are. */
function evened(box: Box): number[] {
  const w = box.right - box.left;
  const h = box.bottom - box.top;
  if (Math.abs(w - h) > ALIKE * Math.max(w, h)) return [box.left, box.top, w, h, 0];
  const side = rnd((w + h) / 2);
  const x = rnd((box.left + box.right - side) / 2);
  return [x, rnd((box.top + box.bottom - side) / 2), side, side, 0];
}

/** The corners of a closed form: where it was begun is one only if it is bent there. */
function joined(corners: readonly Point[], near: number): Point[] {
  const found = [...corners];
  if (found.length > 3 && far(found[0]!, found.at(-1)!) <= near) found.pop();
  let at = 0;
  while (found.length > 3 && at < found.length) {
    const [a, b, c] = [found.at(at - 1)!, found[at]!, found[(at + 1) % found.length]!];
    if (far(a, b) < near || cosine(a, b, c) < -BENT) {
      found.splice(at, 1);
      at = 0;
    } else at += 1;
  }
  return found;
}

/** Of the angle at b: -1 for a straight way. */
function cosine(a: Point, b: Point, c: Point): number {
  const [px, py, qx, qy] = [a[0] - b[0], a[1] - b[1], c[0] - b[0], c[1] - b[1]];
  const length = Math.sqrt((px * px + py * py) * (qx * qx + qy * qy));
  return length > 0 ? (px * qx + py * qy) / length : 1;
}

function cornered(corners: readonly Point[], box: Box, diagonal: number): Guess | null {
  if (corners.length < 3 || corners.length > 6) return null;
  if (corners.length === 4) {
    const before = (at: number) => corners.at(at - 1)!;
    if (corners.every((one, at) => isUpright(before(at), one))) {
      return { kind: "rect", geom: evened(box) };
    }
    if (isDiamond(corners, box, diagonal)) return { kind: "diamond", geom: evened(box) };
    const square = corners.every(
      (one, at) => Math.abs(cosine(before(at), one, corners[(at + 1) % 4]!)) < 0.26,
    );
    if (square) return { kind: "rect", geom: tilted(corners) };
  }
  const flat = corners.flatMap(([x, y]) => [rnd(x), rnd(y)]);
  return { kind: "line", geom: [...flat, ...flat.slice(0, 2)] };
}

function isUpright(a: Point, b: Point): boolean {
  const dx = Math.abs(b[0] - a[0]);
  const dy = Math.abs(b[1] - a[1]);
  return Math.min(dx, dy) <= 2 * TILT * Math.max(dx, dy);
}

function isDiamond(corners: readonly Point[], box: Box, diagonal: number): boolean {
  const [mx, my] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const tips: Point[] = [
    [mx, box.top],
    [box.right, my],
    [mx, box.bottom],
    [box.left, my],
  ];
  return tips.every((tip) => Math.min(...corners.map((one) => far(tip, one))) <= 0.12 * diagonal);
}

/** A rectangle with a turn, through four corners. */
function tilted(corners: readonly Point[]): number[] {
  const [a, b, c, d] = corners as [Point, Point, Point, Point];
  const w = (far(a, b) + far(c, d)) / 2;
  const h = (far(b, c) + far(d, a)) / 2;
  const [mx, my] = [(a[0] + b[0] + c[0] + d[0]) / 4, (a[1] + b[1] + c[1] + d[1]) / 4];
  const turn = Math.atan2(b[1] - a[1] + c[1] - d[1], b[0] - a[0] + c[0] - d[0]);
  const angle = ((rnd((turn * 18_000) / Math.PI) % 36_000) + 36_000) % 36_000;
  return [rnd(mx - w / 2), rnd(my - h / 2), rnd(w), rnd(h), angle];
}

function far(a: Point, b: Point): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  return Math.sqrt(dx * dx + dy * dy);
}
