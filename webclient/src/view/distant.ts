/** Elements from afar: what is thinner than a px is painted as plain lines, many at once. */

import type { Element } from "../core/board";
import { isHighlight } from "../core/board";
import type { Box } from "../core/geometry";
import { painted } from "../core/palette";
import type { Surface } from "./painter";

/** A line thinner than this many device px is painted without its outline. */
const THIN = 1.2;
/** Writing lower than this many device px is not legible: it is painted as bars. */
const SMALL = 2.5;
const STRIDE = 200;

/** True where an element may be painted by `Distant` at `scale` device px for a board unit. */
export function isDistant(element: Element, scale: number): boolean {
  if (element.kind === "stroke") {
    return (
      (element.get("width") as number) * scale < THIN &&
      !isHighlight(element) &&
      element.get("fill") === "none"
    );
  }
  return element.kind === "text" && (element.get("size") as number) * scale < SMALL;
}

/** A run of distant elements: gathered by their look, then painted in few calls. */
export class Distant {
  private readonly lines = new Map<string, Element[]>();
  private readonly bars: [Box, string][] = [];
  private count = 0;

  get full(): boolean {
    return this.count >= STRIDE;
  }

  add(element: Element, box: Box): void {
    this.count++;
    if (element.kind === "text") {
      this.bars.push([box, element.get("ink") as string]);
      return;
    }
    const look = `${element.get("ink")} ${element.get("width")} ${element.get("opacity")}`;
    const same = this.lines.get(look);
    if (same) same.push(element);
    else this.lines.set(look, [element]);
  }

  flush(to: Surface, scale: number, dark: boolean): void {
    if (this.count === 0) return;
    to.lineCap = to.lineJoin = "round";
    to.setLineDash([]);
    for (const same of this.lines.values()) {
      const first = same[0]!;
      to.beginPath();
      for (const element of same) trail(to, element, 1 / scale);
      to.strokeStyle = painted(first.get("ink") as string, "ink", dark);
      to.globalAlpha = (first.get("opacity") as number) / 100;
      to.lineWidth = first.get("width") as number;
      to.stroke();
    }
    to.globalAlpha = 0.35;
    for (const [box, ink] of this.bars) {
      to.fillStyle = painted(ink === "none" ? "#1D2432" : ink, "ink", dark);
      const height = box.bottom - box.top;
      to.fillRect(box.left, box.top + height / 4, box.right - box.left, height / 2);
    }
    to.globalAlpha = 1;
    this.lines.clear();
    this.bars.length = 0;
    this.count = 0;
  }
}

/** The points of a stroke as they were drawn, read once for all that is asked of them. */
let scratch = new Float64Array(4096);

/** The points of a stroke that are `step` board units apart, straight from its steps. */
function trail(to: Surface, element: Element, step: number): void {
  const points = element.fixed.points as readonly number[];
  const count = spread(points, element.fixed.pressure === false ? 3 : 4);
  place(element, count);
  const last = 2 * count - 2;
  let [lastX, lastY] = [scratch[0]!, scratch[1]!];
  to.moveTo(lastX, lastY);
  for (let at = 2; at <= last; at += 2) {
    const x = scratch[at]!;
    const y = scratch[at + 1]!;
    if (at !== last && Math.abs(x - lastX) + Math.abs(y - lastY) < step) continue;
    to.lineTo(x, y);
    lastX = x;
    lastY = y;
  }
  if (count === 1) to.lineTo(lastX + step / 2, lastY);
}

/** Where `spread` found the points: left, top, right, bottom. */
const reach = new Float64Array(4);

/** Sums the steps up into `scratch`; how many points there are. */
function spread(points: readonly number[], stride: number): number {
  const count = points.length / stride;
  if (scratch.length < 2 * count) scratch = new Float64Array(4 * count);
  let x = 0;
  let y = 0;
  let left = points[0]!;
  let top = points[1]!;
  let right = left;
  let bottom = top;
  for (let at = 0, out = 0; at < points.length; at += stride, out += 2) {
    x += points[at]!;
    y += points[at + 1]!;
    if (x < left) left = x;
    else if (x > right) right = x;
    if (y < top) top = y;
    else if (y > bottom) bottom = y;
    scratch[out] = x;
    scratch[out + 1] = y;
  }
  reach[0] = left;
  reach[1] = top;
  reach[2] = right;
  reach[3] = bottom;
  return count;
}

/** Moves the points in `scratch` from where they were drawn to where `geom` puts them (EL-6). */
function place(element: Element, count: number): void {
  const [gx = 0, gy = 0, gw = 0, gh = 0, angle = 0] = element.get("geom") as number[];
  const [left = 0, top = 0, right = 0, bottom = 0] = reach;
  const same = gx === left && gy === top && gw === right - left && gh === bottom - top;
  if (same && angle === 0) return;
  const sx = right === left ? 0 : gw / (right - left);
  const sy = bottom === top ? 0 : gh / (bottom - top);
  const turn = (angle * Math.PI) / 18_000;
  const c = Math.cos(turn);
  const s = Math.sin(turn);
  const cx = gx + gw / 2;
  const cy = gy + gh / 2;
  for (let at = 0; at < 2 * count; at += 2) {
    const dx = gx + (scratch[at]! - left) * sx - cx;
    const dy = gy + (scratch[at + 1]! - top) * sy - cy;
    scratch[at] = cx + dx * c - dy * s;
    scratch[at + 1] = cy + dx * s + dy * c;
  }
}
