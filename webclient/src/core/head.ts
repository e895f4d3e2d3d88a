/** Arrow heads, and the ends of the lines of an entity diagram. */

import { rnd } from "./geometry";
import { ellipse, flattened, type Path, polyline } from "./path";

const COS = 0.9135454576426009;
const SIN = 0.40673664307580015;

/** One end of a line: `stroke` is drawn, `fill` filled; the line itself ends at (x, y). */
export interface Head {
  readonly stroke: number[];
  readonly fill: number[];
  readonly x: number;
  readonly y: number;
}

type Maker = (x: number, y: number, dx: number, dy: number, size: number, name: string) => Head;

/** How long an arrow head is that a line of this width has room for. */
export function headSize(width: number): number {
  return Math.max(256, 192 + 4 * width);
}

/** The head of a line that runs along `way`; null for none. */
export function head(name: string, way: Path, atEnd: boolean, width: number): Head | null {
  if (name === "none") return null;
  let part = flattened(way)[0]!;
  if (!atEnd) {
    const back: number[] = [];
    for (let at = part.length - 2; at >= 0; at -= 2) back.push(part[at]!, part[at + 1]!);
    part = back;
  }
  const length = lengthOf(part);
  if (length === 0) return null;
  const size = Math.min(headSize(width), length / 2);
  const [dx, dy] = heading(part, size);
  const last = part.length - 2;
  const maker = MAKERS.get(name) ?? arrow;
  return maker(part[last]!, part[last + 1]!, dx, dy, size, name);
}

function lengthOf(part: number[]): number {
  let total = 0;
  for (let at = 2; at < part.length; at += 2) {
    const dx = part[at]! - part[at - 2]!;
    const dy = part[at + 1]! - part[at - 1]!;
    total += Math.sqrt(dx * dx + dy * dy);
  }
  return total;
}

/** The direction in which a line comes to its end: from the point that is `reach` away. */
function heading(part: number[], reach: number): [number, number] {
  const x = part[part.length - 2]!;
  const y = part[part.length - 1]!;
  let dx = 0;
  let dy = 0;
  let length = 0;
  for (let at = part.length - 4; at >= 0; at -= 2) {
    dx = x - part[at]!;
    dy = y - part[at + 1]!;
    length = Math.sqrt(dx * dx + dy * dy);
    if (length >= reach) break;
  }
  return length > 0 ? [dx / length, dy / length] : [1, 0];
}

/** The two points behind a tip that its barbs reach to. */
function spread(
  x: number,
  y: number,
  dx: number,
  dy: number,
  size: number,
): [number, number, number, number] {
  const bx = -dx * size;
  const by = -dy * size;
  return [
    x + bx * COS - by * SIN,
    y + bx * SIN + by * COS,
    x + bx * COS + by * SIN,
    y - bx * SIN + by * COS,
  ];
}

const arrow: Maker = (x, y, dx, dy, size) => {
  const [ax, ay, bx, by] = spread(x, y, dx, dy, size);
  return { stroke: polyline([ax, ay, x, y, bx, by]), fill: [], x: rnd(x), y: rnd(y) };
};

const bar: Maker = (x, y, dx, dy, size) => {
  const half = size * 0.3;
  const stroke = polyline([x - dy * half, y + dx * half, x + dy * half, y - dx * half]);
  return { stroke, fill: [], x: rnd(x), y: rnd(y) };
};

const round: Maker = (x, y, dx, dy, size, name) => {
  const radius = size * 0.28;
  const across = rnd(2 * radius);
  const path = ellipse(rnd(x - radius), rnd(y - radius), across, across);
  if (name === "dot") return { stroke: path, fill: path, x: rnd(x), y: rnd(y) };
  return { stroke: path, fill: [], x: rnd(x - dx * radius), y: rnd(y - dy * radius) };
};

const triangle: Maker = (x, y, dx, dy, size, name) => {
  const [ax, ay, bx, by] = spread(x, y, dx, dy, size * 0.7);
  const path = polyline([x, y, ax, ay, bx, by], true);
  const fill = name === "triangle" ? path : [];
  return { stroke: path, fill, x: rnd((ax + bx) / 2), y: rnd((ay + by) / 2) };
};

const diamond: Maker = (x, y, dx, dy, size, name) => {
  const [ax, ay, bx, by] = spread(x, y, dx, dy, size * 0.5);
  const endX = ax + bx - x;
  const endY = ay + by - y;
  const path = polyline([x, y, ax, ay, endX, endY, bx, by], true);
  return { stroke: path, fill: name === "diamond" ? path : [], x: rnd(endX), y: rnd(endY) };
};

/** The ends of an entity diagram: one, many, one or many. */
const crow: Maker = (x, y, dx, dy, size, name) => {
  const half = size * 0.35;
  const back = size * 0.7;
  const bx = x - dx * back;
  const by = y - dy * back;
  const stroke: number[] = [];
  if (name !== "one") {
    stroke.push(...polyline([x - dy * half, y + dx * half, bx, by, x + dy * half, y - dx * half]));
  }
  if (name !== "many") {
    stroke.push(...polyline([bx - dy * half, by + dx * half, bx + dy * half, by - dx * half]));
  }
  return { stroke, fill: [], x: rnd(x), y: rnd(y) };
};

const MAKERS: ReadonlyMap<string, Maker> = new Map([
  ["arrow", arrow],
  ["bar", bar],
  ["dot", round],
  ["circle", round],
  ["triangle", triangle],
  ["triangle_outline", triangle],
  ["diamond", diamond],
  ["diamond_outline", diamond],
  ["one", crow],
  ["many", crow],
  ["one_many", crow],
]);

/** The way of a line, cut where its heads want it to end. */
export function ended(way: number[], start: Head | null, end: Head | null): number[] {
  const cut = [...way];
  if (start) {
    cut[1] = start.x;
    cut[2] = start.y;
  }
  if (end) {
    cut[cut.length - 2] = end.x;
    cut[cut.length - 1] = end.y;
  }
  return cut;
}
