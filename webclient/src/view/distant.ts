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

/** The points of a stroke that are `step` board units apart, straight from its steps. */
function trail(to: Surface, element: Element, step: number): void {
  const points = element.fixed.points as number[];
  const stride = element.fixed.pressure === false ? 3 : 4;
  const map = mapOf(element, points, stride);
  let x = points[0]!;
  let y = points[1]!;
  let lastX = map.x(x, y);
  let lastY = map.y(x, y);
  to.moveTo(lastX, lastY);
  for (let at = stride; at < points.length; at += stride) {
    x += points[at]!;
    y += points[at + 1]!;
    const px = map.x(x, y);
    const py = map.y(x, y);
    const last = at + stride >= points.length;
    if (last || Math.abs(px - lastX) + Math.abs(py - lastY) >= step) {
      to.lineTo(px, py);
      lastX = px;
      lastY = py;
    }
  }
  if (points.length === stride) to.lineTo(lastX + step / 2, lastY);
}

interface Mapping {
  x(x: number, y: number): number;
  y(x: number, y: number): number;
}

const SAME: Mapping = { x: (x) => x, y: (_, y) => y };

/** From the points as they were drawn to where `geom` puts them (EL-6). */
function mapOf(element: Element, points: number[], stride: number): Mapping {
  const [gx = 0, gy = 0, gw = 0, gh = 0, angle = 0] = element.get("geom") as number[];
  let x = points[0]!;
  let y = points[1]!;
  let left = x;
  let top = y;
  let right = x;
  let bottom = y;
  for (let at = stride; at < points.length; at += stride) {
    x += points[at]!;
    y += points[at + 1]!;
    if (x < left) left = x;
    else if (x > right) right = x;
    if (y < top) top = y;
    else if (y > bottom) bottom = y;
  }
  if (gx === left && gy === top && gw === right - left && gh === bottom - top && angle === 0) {
    return SAME;
  }
  const sx = right === left ? 0 : gw / (right - left);
  const sy = bottom === top ? 0 : gh / (bottom - top);
  const turn = (angle * Math.PI) / 18_000;
  const c = Math.cos(turn);
  const s = Math.sin(turn);
  const cx = gx + gw / 2;
  const cy = gy + gh / 2;
  const at = (px: number, py: number): [number, number] => [
    gx + (px - left) * sx - cx,
    gy + (py - top) * sy - cy,
  ];
  return {
    x: (px, py) => {
      const [dx, dy] = at(px, py);
      return cx + dx * c - dy * s;
    },
    y: (px, py) => {
      const [dx, dy] = at(px, py);
      return cy + dx * s + dy * c;
    },
  };
}
