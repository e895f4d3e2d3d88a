/** The frame of a selection: its box with handles, upright or turned with a single element. */

import tokens from "@face/tokens.json";
import type { Element } from "../core/board";
import { span } from "../core/extent";
import { type Box, rnd, turned, UNIT, union } from "../core/geometry";

/** How far outside the elements the frame is, in px of the screen. */
export const PAD = tokens.selection.pad;
/** From the frame to the rotate handle. */
export const STEM = tokens.selection["rotate-stem"];
/** A side shorter than this on the screen has no handle of its own. */
const SHORT = 28;
/** A part of a line that is longer on the screen has a middle to bend it by; in px. */
const BENDS = 60;
/** How far a side takes, as a share of what a corner takes: the lines of the shape itself stay free, to move it by. */
const SIDE = 0.28;

export type Grip = "nw" | "n" | "ne" | "e" | "se" | "s" | "sw" | "w" | "rotate";

/** A box in board units, turned by `angle` (1/100 degree) about its centre. */
export interface Frame extends Box {
  readonly angle: number;
}

/** Where each corner grip and the rotate grip is, in board units. */
export interface Grips {
  readonly corners: readonly (readonly [Grip, number, number])[];
  readonly rotate: readonly [number, number];
}

const SIDES: readonly (readonly [Grip, number, number])[] = [
  ["nw", 0, 0],
  ["ne", 1, 0],
  ["se", 1, 1],
  ["sw", 0, 1],
];

export function isLine(element: Element): boolean {
  return element.kind === "line" || element.kind === "arrow";
}

/** The registers of `geom` as numbers. */
export function geomOf(element: Element): number[] {
  return element.get("geom") as number[];
}

/** The frame round the elements; null where there is none. */
export function frameOf(elements: readonly Element[]): Frame | null {
  const only = elements.length === 1 ? elements[0]! : null;
  if (only && !isLine(only)) {
    const [x = 0, y = 0, w = 0, h = 0, angle = 0] = geomOf(only);
    return {
      left: Math.min(x, x + w),
      top: Math.min(y, y + h),
      right: Math.max(x, x + w),
      bottom: Math.max(y, y + h),
      angle,
    };
  }
  const whole = union(elements.map(span));
  return whole ? { ...whole, angle: 0 } : null;
}

/** Where the grips are at a zoom. */
export function gripsOf(frame: Frame, zoom: number): Grips {
  const pad = (PAD * UNIT) / zoom;
  const at = (fx: number, fy: number, out = 0): [number, number] => {
    const x = fx * (frame.right + pad) + (1 - fx) * (frame.left - pad);
    const y = fy * (frame.bottom + pad) + (1 - fy) * (frame.top - pad) - out;
    return turned(x, y, frame.angle, ...centre(frame));
  };
  return {
    corners: SIDES.map(([grip, fx, fy]) => [grip, ...at(fx, fy)] as const),
    rotate: at(0.5, 0, (STEM * UNIT) / zoom),
  };
}

export function centre(frame: Box): [number, number] {
  return [(frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2];
}

/**
 * A single line or arrow has its points as handles, and the middles between them (0.5, 1.5, …), which become points:
 * the one within `reach`, null for none.
 */
export function pointAt(
  elements: readonly Element[],
  x: number,
  y: number,
  reach: number,
  zoom: number,
): number | null {
  const only = elements[0];
  if (elements.length !== 1 || !only || !isLine(only)) return null;
  const geom = geomOf(only);
  let found: number | null = null;
  let nearest = reach;
  for (let at = 0; at < geom.length; at += 2) {
    const far = Math.hypot(geom[at]! - x, geom[at + 1]! - y);
    if (far <= nearest) {
      found = at / 2;
      nearest = far;
    }
  }
  const near = middles(only, zoom).find(([, mx, my]) => Math.hypot(mx - x, my - y) <= reach / 2);
  return found ?? near?.[0] ?? null;
}

/** Where the middles of a line's longer parts are: `[index, x, y]`. An elbow has none: it bends by itself. */
export function middles(element: Element, zoom: number): [number, number, number][] {
  const geom = geomOf(element);
  const least = (BENDS * UNIT) / zoom;
  const found: [number, number, number][] = [];
  for (let at = 2; at < geom.length && element.get("curve") !== 2; at += 2) {
    const [ax, ay, bx, by] = geom.slice(at - 2, at + 2) as [number, number, number, number];
    if (Math.hypot(bx - ax, by - ay) < least) continue;
    found.push([(at - 1) / 2, (ax + bx) / 2, (ay + by) / 2]);
  }
  return found;
}

/** The grip within `reach` board units of a point; sides count all along. A single line has none. */
export function gripAt(
  elements: readonly Element[],
  frame: Frame,
  x: number,
  y: number,
  reach: number,
  zoom: number,
): Grip | null {
  if (elements.length === 1 && isLine(elements[0]!)) return null;
  const grips = gripsOf(frame, zoom);
  const near = (gx: number, gy: number) => Math.max(Math.abs(x - gx), Math.abs(y - gy)) <= reach;
  const stem = Math.hypot(x - grips.rotate[0], y - grips.rotate[1]);
  if (stem <= reach) return "rotate";
  for (const [grip, gx, gy] of grips.corners) if (near(gx, gy)) return grip;
  const pad = (PAD * UNIT) / zoom;
  const [lx, ly] = turned(x, y, -frame.angle, ...centre(frame));
  const long = (length: number) => ((length + 2 * pad) * zoom) / UNIT >= SHORT;
  const thin = reach * SIDE;
  if (lx >= frame.left && lx <= frame.right && long(frame.right - frame.left)) {
    if (Math.abs(ly - frame.top + pad) <= thin) return "n";
    if (Math.abs(ly - frame.bottom - pad) <= thin) return "s";
  }
  if (ly >= frame.top && ly <= frame.bottom && long(frame.bottom - frame.top)) {
    if (Math.abs(lx - frame.left + pad) <= thin) return "w";
    if (Math.abs(lx - frame.right - pad) <= thin) return "e";
  }
  return null;
}

/** The direction of a resize arrow: eighths of a turn from east, clockwise. */
export function eighth(
  grip: Exclude<Grip, "rotate">,
  angle: number,
): 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  const order = ["e", "se", "s", "sw", "w", "nw", "n", "ne"];
  return ((order.indexOf(grip) + rnd(angle / 4500)) % 8) as 0;
}

/** True where the point lies within the frame, `reach` more at each side. */
export function inFrame(frame: Frame, x: number, y: number, reach: number): boolean {
  const [lx, ly] = turned(x, y, -frame.angle, ...centre(frame));
  return (
    lx >= frame.left - reach &&
    lx <= frame.right + reach &&
    ly >= frame.top - reach &&
    ly <= frame.bottom + reach
  );
}
