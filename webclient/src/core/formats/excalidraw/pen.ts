/** Freehand strokes: their pressure is another radius than ours (perfect-freehand's), and back; their way is smoothed. */

import { UNIT } from "../../geometry";
import { even, within } from "./value";

const SIZE = 4.25;
const THIN = 0.6;
const RATE = 0.275;
const MOST = Math.sin(((0.5 + THIN / 2) * Math.PI) / 2);
/** Our width for a stroke width of 1: full pressure comes out as wide as theirs. */
export const WIDTH = 2 * SIZE * MOST * UNIT;
/** How far each point goes towards the next of the pen. */
const STREAM = 0.575;
/** How far lines may be from the curve they stand for, in px. */
const OFF = 0.2;
const STEPS = 12;

type Point = readonly [x: number, y: number, pressure: number];

/** Their pressure 0..1 as ours 0..255 that draws the same radius. */
export function toOurs(pressure: number): number {
  const share = Math.sin(((0.5 - THIN * (0.5 - within(pressure, 0, 1))) * Math.PI) / 2) / MOST;
  return within(even(340 * share - 85), 0, 255);
}

/** Our pressure 0..255 as theirs 0..1 that draws the same radius, or the nearest there is. */
export function toTheirs(pressure: number): number {
  const share = Math.min((85 + pressure) / 340, 1) * MOST;
  const found = ((Math.asin(share) * 2) / Math.PI - 0.5) / THIN + 0.5;
  return Math.round(within(found, 0, 1) * 10_000) / 10_000;
}

/** The pressure that perfect-freehand makes up for points in px: fast is thin. */
export function simulated(points: readonly (readonly [number, number])[], width: number): number[] {
  const size = Math.max(width * SIZE, 0.01);
  const away = [0];
  let [x, y] = points[0]!;
  points.slice(1).forEach(([toX, toY], at) => {
    const last = at + 1 === points.length - 1;
    const px = last ? toX : x + (toX - x) * STREAM;
    const py = last ? toY : y + (toY - y) * STREAM;
    away.push(Math.hypot(px - x, py - y));
    [x, y] = [px, py];
  });
  let pressure = 0.25;
  for (const distance of away.slice(0, 10)) {
    pressure = (pressure + pressed(pressure, distance, size)) / 2;
  }
  return away.map((distance) => {
    pressure = pressed(pressure, distance, size);
    return pressure;
  });
}

function pressed(before: number, distance: number, size: number): number {
  const speed = Math.min(1, distance / size);
  return Math.min(1, before + (1 - speed - before) * speed * RATE);
}

/** The points of a polyline that looks like the curve through the middles of what the pen left. */
export function smoothed(points: readonly Point[]): Point[] {
  const way = streamed(points);
  if (way.length < 3) return [...points];
  const made: Point[] = [way[0]!];
  let here = way[0]!;
  for (let at = 1; at < way.length - 1; at++) {
    const [before, corner, after] = [way[at - 1]!, way[at]!, way[at + 1]!];
    if (isSharp(before, corner, after)) {
      made.push(corner);
      here = corner;
      continue;
    }
    const there = at === way.length - 2 ? way[way.length - 1]! : between(corner, after, 0.5);
    made.push(...bent(here, corner, there));
    here = there;
  }
  const [last, end] = [made[made.length - 1]!, way[way.length - 1]!];
  if (last.some((v, at) => v !== end[at])) made.push(end);
  return made;
}

function streamed(points: readonly Point[]): Point[] {
  const way: Point[] = [points[0]!];
  points.forEach((point, at) => {
    if (at === 0) return;
    const before = way[way.length - 1]!;
    const next = at < points.length - 1 ? between(before, point, STREAM) : point;
    if (next[0] !== before[0] || next[1] !== before[1]) way.push([next[0], next[1], point[2]]);
  });
  return way;
}

function between(a: Point, b: Point, share: number): Point {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

function isSharp(a: Point, b: Point, c: Point): boolean {
  return (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]) < 0;
}

/** A quadratic from `a` to `c` towards `b` as points, `a` left out. */
function bent(a: Point, b: Point, c: Point): Point[] {
  const bow = Math.hypot(a[0] - 2 * b[0] + c[0], a[1] - 2 * b[1] + c[1]);
  const count = within(Math.ceil(Math.sqrt(bow / (4 * OFF))), 1, STEPS);
  return Array.from({ length: count }, (_, step) => {
    const t = (step + 1) / count;
    return between(between(a, b, t), between(b, c, t), t);
  });
}
