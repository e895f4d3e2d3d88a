/** Wet ink on the screen: the outline that it will have when it is dry (face.md section 9). */

import type { Element } from "../core/board";
import { isForm, OUTLINED } from "../core/form";
import { rnd } from "../core/geometry";
import { outline } from "../core/ink";
import { blend, painted } from "../core/palette";
import type { Put, Wet } from "../core/wire";
import { elementOfPut } from "../tools/draft";
import { onGround } from "./colour";
import type { Painter, Surface } from "./painter";
import { path2d } from "./paths";

/** How strong the predicted part is. */
const TIP = 0.4;
const SHAPES = ["line", "arrow", ...OUTLINED];

export function isHighlighter(wet: Wet): boolean {
  return wet.brush === "highlighter";
}

/** Paints wet ink where the surface's transform is from board units to device px. */
export function paintWet(to: Surface, wet: Wet, painter: Painter, zoom: number): void {
  if ((wet.kind ?? "stroke") === "stroke") paintStroke(to, wet, painter.dark);
  else {
    const element = elementOf(wet);
    if (element) painter.carry(to, painter.paths.get(element), zoom, 1);
  }
}

function paintStroke(to: Surface, wet: Wet, dark: boolean): void {
  const trace = traceOf(wet);
  if (trace.length === 0) return;
  const ink = wet.ink ?? "#1D2432";
  const high = isHighlighter(wet);
  to.fillStyle = high ? onGround(ink, dark) : painted(ink, "ink", dark);
  to.globalAlpha = (wet.opacity ?? 100) / 100;
  if (high) to.globalCompositeOperation = blend(dark);
  to.fill(path2d(outline(trace, wet.width ?? 64)), "nonzero");
  to.globalCompositeOperation = "source-over";
  to.globalAlpha = 1;
}

/** What wet ink will soon be longer by, paler: where the pointer is on its way to (face.md section 9). */
export function paintTip(
  to: Surface,
  wet: Wet,
  ahead: readonly { readonly x: number; readonly y: number }[],
  dark: boolean,
): void {
  const trace = traceOf(wet);
  if ((wet.kind ?? "stroke") !== "stroke" || isHighlighter(wet) || trace.length < 3) return;
  const [x, y, pressure] = trace.slice(-3) as [number, number, number];
  const tip = [x, y, pressure, ...ahead.flatMap((p) => [rnd(p.x), rnd(p.y), pressure])];
  to.fillStyle = painted(wet.ink ?? "#1D2432", "ink", dark);
  to.globalAlpha = (TIP * (wet.opacity ?? 100)) / 100;
  to.fill(path2d(outline(tip, wet.width ?? 64)), "nonzero");
  to.globalAlpha = 1;
}

/** The points as a trace; a highlighter is as wide everywhere. */
function traceOf(wet: Wet): number[] {
  const points = wet.points ?? [];
  const stride = (wet.pressure ?? true) ? 3 : 2;
  const flat = stride === 2 || isHighlighter(wet);
  if (!flat) return points;
  const trace: number[] = [];
  for (let at = 0; at + stride <= points.length; at += stride) {
    trace.push(points[at]!, points[at + 1]!, 255);
  }
  return trace;
}

const shown = new WeakMap<Wet, Element>();

/** A shape that is being drawn, as the element that it may become; null for what is not one. */
function elementOf(wet: Wet): Element | null {
  const found = shown.get(wet);
  if (found) return found;
  const { id, kind = "", form = "", ink, fill, width, opacity, geom = [] } = wet;
  const line = kind === "line" || kind === "arrow";
  if (!SHAPES.includes(kind) || (line ? geom.length < 4 || geom.length % 2 : geom.length !== 5)) {
    return null;
  }
  const put = {
    id,
    kind,
    geom,
    ...(kind === "shape" && isForm(form) ? { form } : {}),
    ...(ink ? { ink } : {}),
    ...(fill ? { fill } : {}),
    ...(width ? { width } : {}),
    ...(opacity === undefined ? {} : { opacity }),
    ...(kind === "arrow" ? { heads: ["none", "arrow"] } : {}),
  } as Put; // kind is one of SHAPES
  const made = elementOfPut(put);
  shown.set(wet, made);
  return made;
}
