/** Elements moved, turned and scaled: new values of their registers, in integers. */

import type { Element } from "../core/board";
import { rnd, turned } from "../core/geometry";
import { centre, type Frame, type Grip, geomOf, isLine } from "./frame";
import { measured } from "./measure";

/** Registers by name, as a `set` writes them. */
export type Registers = Record<string, unknown> & { geom: number[] };

/** Which way a grip pulls: -1 the near side, 0 not, 1 the far side. */
const PULL: Record<Exclude<Grip, "rotate">, readonly [number, number]> = {
  nw: [-1, -1],
  n: [0, -1],
  ne: [1, -1],
  e: [1, 0],
  se: [1, 1],
  s: [0, 1],
  sw: [-1, 1],
  w: [-1, 0],
};

/** How a frame is drawn out: factors about a fixed point, in the frame's own upright space. */
export interface Stretch {
  readonly sx: number;
  readonly sy: number;
  readonly ax: number;
  readonly ay: number;
}

export function moved(element: Element, dx: number, dy: number): Registers {
  const geom = geomOf(element);
  if (isLine(element)) return { geom: geom.map((v, at) => v + (at % 2 ? dy : dx)) };
  return { geom: [geom[0]! + dx, geom[1]! + dy, ...geom.slice(2)] };
}

/** Turned by `by` (1/100 degree, clockwise) about a point. */
export function rotated(element: Element, by: number, cx: number, cy: number): Registers {
  const geom = geomOf(element);
  if (isLine(element)) return { geom: mapped(geom, (x, y) => turned(x, y, by, cx, cy)) };
  const [x = 0, y = 0, w = 0, h = 0, angle = 0] = geom;
  const [mx, my] = turned(x + w / 2, y + h / 2, by, cx, cy);
  return { geom: [rnd(mx - w / 2), rnd(my - h / 2), w, h, whole(angle + by)] };
}

/** How far a grip that is dragged to (x, y) draws the frame out. */
export function stretched(
  frame: Frame,
  grip: Exclude<Grip, "rotate">,
  x: number,
  y: number,
  keep: { readonly ratio: boolean; readonly centre: boolean },
): Stretch {
  const [cx, cy] = centre(frame);
  const [lx, ly] = turned(x, y, -frame.angle, cx, cy);
  const [px, py] = PULL[grip];
  const ax = keep.centre || px === 0 ? cx : px < 0 ? frame.right : frame.left;
  const ay = keep.centre || py === 0 ? cy : py < 0 ? frame.bottom : frame.top;
  const sx = px === 0 ? 1 : factor(lx - ax, (px < 0 ? frame.left : frame.right) - ax);
  const sy = py === 0 ? 1 : factor(ly - ay, (py < 0 ? frame.top : frame.bottom) - ay);
  if (!keep.ratio) return { sx, sy, ax, ay };
  const most = px === 0 ? sy : py === 0 ? sx : Math.abs(sx) > Math.abs(sy) ? sx : sy;
  const size = Math.abs(most);
  const sign = (s: number, pulled: number) => (pulled !== 0 && s < 0 ? -size : size);
  return { sx: sign(sx, px), sy: sign(sy, py), ax, ay };
}

/** An element of a frame that is drawn out. */
export function scaled(element: Element, frame: Frame, by: Stretch): Registers {
  const geom = geomOf(element);
  if (isLine(element)) return { geom: mapped(geom, (x, y) => scaledPoint(x, y, by)) };
  if (element.kind === "text") return scaledText(element, frame, by);
  const [x = 0, y = 0, w = 0, h = 0, angle = 0] = geom;
  // In a frame of several a turned element keeps its turn: its sides take the factor nearest to them.
  const own = whole(angle - frame.angle);
  const across = own % 18_000 > 4_500 && own % 18_000 < 13_500;
  const width = rnd(w * (across ? by.sy : by.sx));
  const height = rnd(h * (across ? by.sx : by.sy));
  const [mx, my] = framed(x + w / 2, y + h / 2, frame, by);
  return { geom: [rnd(mx - width / 2), rnd(my - height / 2), width, height, angle] };
}

/** Writing is never squeezed: corners change its size, sides the width that it breaks at. */
function scaledText(element: Element, frame: Frame, by: Stretch): Registers {
  const [x = 0, y = 0, w = 0, h = 0, angle = 0] = geomOf(element);
  if (by.sy === 1 && by.sx !== 1) {
    const width = Math.max(rnd(w * Math.abs(by.sx)), (element.get("size") as number) * 2);
    const height = measured(element, width).height;
    const [mx, my] = framed(x + w / 2, y + h / 2, frame, held(by, factor(width, w)));
    return { geom: [rnd(mx - width / 2), rnd(my - h / 2), width, height, angle] };
  }
  const most = Math.max(Math.abs(by.sx), Math.abs(by.sy));
  const least = by.sx === 1 ? Math.abs(by.sy) : most;
  const size = Math.min(32_000, Math.max(64, rnd((element.get("size") as number) * least)));
  const share = size / (element.get("size") as number);
  const width = Math.ceil(w * share);
  const height = measured(element, width, size).height;
  const [mx, my] = framed(x + w / 2, y + h / 2, frame, held(by, share));
  return { geom: [rnd(mx - width / 2), rnd(my - height / 2), width, height, angle], size };
}

/** The factor that writing really took, about the same point: its size and width have limits. */
function held(by: Stretch, share: number): Stretch {
  const taken = (s: number) => (s === 1 ? s : s < 0 ? -share : share);
  return { ...by, sx: taken(by.sx), sy: taken(by.sy) };
}

/** Where the frame's own space puts a point that the frame takes along. */
function framed(x: number, y: number, frame: Frame, by: Stretch): [number, number] {
  const [cx, cy] = centre(frame);
  const [lx, ly] = turned(x, y, -frame.angle, cx, cy);
  return turned(...scaledPoint(lx, ly, by), frame.angle, cx, cy);
}

function scaledPoint(x: number, y: number, by: Stretch): [number, number] {
  return [by.ax + (x - by.ax) * by.sx, by.ay + (y - by.ay) * by.sy];
}

function mapped(flat: number[], to: (x: number, y: number) => [number, number]): number[] {
  const out: number[] = [];
  for (let at = 0; at < flat.length; at += 2) {
    const [x, y] = to(flat[at]!, flat[at + 1]!);
    out.push(rnd(x), rnd(y));
  }
  return out;
}

function factor(now: number, before: number): number {
  return before === 0 ? 1 : now / before;
}

/** An angle within 0..35999. */
export function whole(angle: number): number {
  return ((rnd(angle) % 36_000) + 36_000) % 36_000;
}
