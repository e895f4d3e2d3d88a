/** How far an element reaches: where its points are, its turn, the boxes round it. */

import { route, upright } from "./figure";
import { OUTLINED } from "./form";
import { type Box, boxOf, grown, joined, rnd, turnedBoxAbout } from "./geometry";
import { headSize } from "./head";
import { naturalBox, traceOf } from "./ink";
import { label } from "./label";
import { type Drawable, formOf, geomOf, headsOf, whole, writingOf } from "./look";
import { boxOfPath } from "./path";
import { widthOf } from "./text";

/** The size of a frame's title on the screen. */
export const TITLE_SIZE = 192;
export const TITLE_GAP = 80;

/** Angle in 1/100 degree about (x, y). */
export type Turn = readonly [angle: number, x: number, y: number];

/** True for a highlighter stroke, which lies under all else. */
export function isHighlight(element: Drawable): boolean {
  return element.fixed.brush === "highlighter";
}

/** The turn of an element; null for none. */
export function turnOf(element: Drawable): Turn | null {
  const geom = geomOf(element);
  if (geom.length !== 5) return null;
  const [x, y, w, h, angle] = geom as unknown as [number, number, number, number, number];
  const turn = ((angle % 36_000) + 36_000) % 36_000;
  if (turn === 0) return null;
  return [turn, Math.floor((2 * x + w) / 2), Math.floor((2 * y + h) / 2)];
}

/** The trace of a stroke where its `geom` puts it, before the turn (EL-6). */
export function strokeTrace(element: Drawable): Float64Array {
  const trace = traceOf(element.fixed.points as number[], element.fixed.pressure !== false);
  if (isHighlight(element)) for (let at = 2; at < trace.length; at += 3) trace[at] = 255;
  return placed(trace, geomOf(element));
}

function placed(trace: Float64Array, geom: readonly number[]): Float64Array {
  const { left, top, right, bottom } = naturalBox(trace);
  const [x, y, w, h] = geom as [number, number, number, number];
  if (x === left && y === top && w === right - left && h === bottom - top) return trace;
  map(trace, 0, left, right - left, x, w);
  map(trace, 1, top, bottom - top, y, h);
  return trace;
}

function map(
  trace: Float64Array,
  from: number,
  least: number,
  length: number,
  to: number,
  toLength: number,
): void {
  for (let at = from; at < trace.length; at += 3) {
    trace[at] = length === 0 ? to : rnd(to + ((trace[at]! - least) * toLength) / length);
  }
}

/** The upright box round the `geom` of an element, turned, without the width of its line. */
export function span(element: Drawable): Box {
  return turnedAsElement(element, bare(element));
}

/**
 * A box that holds all that is painted of an element, not much larger; cheap to find.
 *
 * The words and lines of a `fixed` size count as they are at zoom 1.
 */
export function paintedBox(element: Drawable): Box {
  let box = bare(element);
  const isLine = element.kind === "line" || element.kind === "arrow";
  if (isLine && whole(element, "curve", 0, 2) === 1) {
    box = boxOfPath(route(geomOf(element), 1)) ?? box;
  }
  box = grown(box, growth(element, box));
  if ([...OUTLINED, "text", "note"].includes(element.kind)) {
    const writing = writingOf(element);
    const words = label(element.kind, upright(geomOf(element)), writing, formOf(element));
    if (words) box = joined(box, grown(words.box, Math.floor(writing.size / 4)));
  } else if (element.kind === "frame") box = joined(box, titleBox(element, box));
  return turnedAsElement(element, box);
}

/** Where the title of a frame is, above its box. */
export function titleBox(element: Drawable, box: Box): Box {
  const title = element.get("title");
  const width = typeof title === "string" ? widthOf(title, "sans", TITLE_SIZE) : 0;
  const top = box.top - TITLE_GAP - TITLE_SIZE;
  return { left: box.left, top, right: box.left + width, bottom: box.top };
}

function bare(element: Drawable): Box {
  const geom = geomOf(element);
  if (element.kind === "line" || element.kind === "arrow") return boxOf(geom);
  const { x, y, w, h } = upright(geom);
  return { left: x, top: y, right: x + w, bottom: y + h };
}

/** How far lines may reach beyond the box of their points: half their width, heads, wobble. */
function growth(element: Drawable, box: Box): number {
  if (element.kind === "text" || element.kind === "image") return 0;
  if (element.kind === "note") return 16;
  const width = whole(element, "width", 0, 16_000);
  let by = Math.floor((width + 1) / 2) + 1;
  if (headsOf(element).some((name) => name !== "none")) by += headSize(width);
  const around = box.right - box.left + (box.bottom - box.top);
  return by + whole(element, "sketch", 0, 2) * (104 + Math.floor(around / 250));
}

function turnedAsElement(element: Drawable, box: Box): Box {
  const turn = turnOf(element);
  return turn ? turnedBoxAbout(box, ...turn) : box;
}
