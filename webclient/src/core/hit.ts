/** What lies under a point: hit tests by line, fill and words. */

import { span, strokeTrace, titleBox, turnOf } from "./extent";
import { isClosed, route, shape, upright } from "./figure";
import { OUTLINED } from "./form";
import { type Box, holds, turned } from "./geometry";
import { label } from "./label";
import { type Drawable, formOf, geomOf, lookOf, whole, writingOf } from "./look";
import { flattened, type Path, rectangle } from "./path";

/** A lasso looks at so many places of an element at most. */
const PLACES = 12;

/**
 * True where the point is on the element, or within `reach` (board units) of its lines.
 *
 * The inside of a shape counts where it is filled; its words always do.
 */
export function hits(element: Drawable, atX: number, atY: number, reach: number): boolean {
  const turn = turnOf(element);
  const [x, y] = turn ? turned(atX, atY, -turn[0], turn[1], turn[2]) : [atX, atY];
  if (element.kind === "stroke") return hitsStroke(element, x, y, reach);
  if (element.kind === "line" || element.kind === "arrow") {
    const points = geomOf(element);
    const way = route(points, whole(element, "curve", 0, 2));
    return hitsPath(element, way, x, y, reach, isClosed(points));
  }
  const box = upright(geomOf(element));
  if (OUTLINED.includes(element.kind)) {
    const round = whole(element, "round", 0, 2 ** 31);
    const path = shape(formOf(element), box, round);
    if (hitsPath(element, path, x, y, reach, true)) return true;
  }
  const bare = { left: box.x, top: box.y, right: box.x + box.w, bottom: box.y + box.h };
  if (element.kind === "frame") {
    const edge = rectangle(box.x, box.y, box.w, box.h);
    return near(flattened(edge), x, y, reach) || isIn(titleBox(element, bare), x, y, reach);
  }
  if (element.kind === "note" || element.kind === "image") return isIn(bare, x, y, reach);
  const words = label(element.kind, box, writingOf(element), formOf(element));
  if (words) return isIn(words.box, x, y, reach);
  return element.kind === "text" && isIn(bare, x, y, reach);
}

/** True where the whole element lies in the box: what a selection by box takes. */
export function within(element: Drawable, box: Box): boolean {
  return holds(box, span(element));
}

/** True where two thirds of an element's places lie in the loop `[x,y, …]`: what a lasso takes (LASSO-1). */
export function lassoed(element: Drawable, loop: readonly number[]): boolean {
  const places = placesOf(element);
  const turn = turnOf(element);
  const parts = [[...loop]];
  let inside = 0;
  for (const [x, y] of places) {
    const [ax, ay] = turn ? turned(x, y, ...turn) : [x, y];
    if (encloses(parts, ax, ay)) inside += 1;
  }
  return 3 * inside >= 2 * places.length;
}

/** Places of a stroke, the points of a line, the corners or bows of anything else; before the turn. */
function placesOf(element: Drawable): [number, number][] {
  const flat = outlineOf(element);
  const count = Math.floor(flat.length / 2);
  const step = Math.max(1, Math.floor((count + PLACES - 1) / PLACES));
  const places: [number, number][] = [];
  for (let at = 0; at < count; at += step) places.push([flat[2 * at]!, flat[2 * at + 1]!]);
  return places;
}

function outlineOf(element: Drawable): readonly number[] {
  if (element.kind === "stroke") {
    const trace = strokeTrace(element);
    const flat: number[] = [];
    for (let at = 0; at < trace.length; at += 3) flat.push(trace[at]!, trace[at + 1]!);
    return flat;
  }
  if (element.kind === "line" || element.kind === "arrow") return geomOf(element);
  return flattened(shape(formOf(element), upright(geomOf(element)), 0))[0]!.slice(0, -2);
}

function hitsStroke(element: Drawable, x: number, y: number, reach: number): boolean {
  const look = lookOf(element);
  const trace = strokeTrace(element);
  const far = look.width / 2 + reach;
  for (let at = 0; at < trace.length; at += 3) {
    const other = Math.max(at - 3, 0);
    const off = offLine(x, y, trace[other]!, trace[other + 1]!, trace[at]!, trace[at + 1]!);
    if (off > far * far) continue;
    const pressure = Math.max(trace[other + 2]!, trace[at + 2]!);
    const close = Math.floor((look.width * (85 + pressure) + 340) / 680) + reach;
    if (off <= close * close) return true;
  }
  if (look.fill === "none") return false;
  const part: number[] = [];
  for (let at = 0; at < trace.length; at += 3) part.push(trace[at]!, trace[at + 1]!);
  return encloses([part], x, y);
}

function hitsPath(
  element: Drawable,
  path: Path,
  x: number,
  y: number,
  reach: number,
  closed: boolean,
): boolean {
  const look = lookOf(element);
  const parts = flattened(path);
  if (near(parts, x, y, look.width / 2 + reach)) return true;
  return closed && look.fill !== "none" && encloses(parts, x, y);
}

function isIn(box: Box, x: number, y: number, reach: number): boolean {
  return (
    box.left - reach <= x &&
    x <= box.right + reach &&
    box.top - reach <= y &&
    y <= box.bottom + reach
  );
}

function near(parts: number[][], x: number, y: number, reach: number): boolean {
  const limit = reach * reach;
  for (const part of parts) {
    for (let at = 2; at < part.length; at += 2) {
      const off = offLine(x, y, part[at - 2]!, part[at - 1]!, part[at]!, part[at + 1]!);
      if (off <= limit) return true;
    }
  }
  return false;
}

/** The square of the distance from a point to a line between two. */
function offLine(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const length = dx * dx + dy * dy;
  let t = length > 0 ? ((x - ax) * dx + (y - ay) * dy) / length : 0;
  t = t < 0 ? 0 : t > 1 ? 1 : t;
  const ex = x - ax - t * dx;
  const ey = y - ay - t * dy;
  return ex * ex + ey * ey;
}

function encloses(parts: number[][], x: number, y: number): boolean {
  let odd = false;
  for (const part of parts) {
    let ax = part[part.length - 2]!;
    let ay = part[part.length - 1]!;
    for (let at = 0; at < part.length; at += 2) {
      const bx = part[at]!;
      const by = part[at + 1]!;
      if (ay > y !== by > y && x < ax + ((bx - ax) * (y - ay)) / (by - ay)) odd = !odd;
      ax = bx;
      ay = by;
    }
  }
  return odd;
}
