/** The clean outlines of shapes and lines, before a hand wobbles them. */

import { formPath, isForm } from "./form";
import { curve, ellipse, type Flat, polyline, rectangle, rounded } from "./path";

/** The radius of an elbow's corners. */
export const ELBOW = 256;

/** A `geom` of five as an upright box: width and height not negative, what mirrors apart. */
export interface Upright {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly angle: number;
  readonly flipX: boolean;
  readonly flipY: boolean;
}

/** `[x,y,w,h,angle]` with negative lengths turned into flips (EL-5). */
export function upright(geom: ArrayLike<number>): Upright {
  const [x, y, w, h, angle] = geom as unknown as [number, number, number, number, number];
  return {
    x: Math.min(x, x + w),
    y: Math.min(y, y + h),
    w: Math.abs(w),
    h: Math.abs(h),
    angle: ((angle % 36_000) + 36_000) % 36_000,
    flipX: w < 0,
    flipY: h < 0,
  };
}

/** The outline of a form in its box; of what has none, a rectangle. */
export function shape(form: string, box: Upright, radius: number): number[] {
  if (isForm(form)) return formPath(form, box, radius);
  const { x, y, w, h } = box;
  if (form === "ellipse") return ellipse(x, y, w, h);
  if (form === "diamond") {
    const mx = x + Math.floor(w / 2);
    const my = y + Math.floor(h / 2);
    return rounded([mx, y, x + w, my, mx, y + h, x, my], radius, true);
  }
  return rectangle(x, y, w, h, radius);
}

/** True for a line that ends where it began and has an inside. */
export function isClosed(points: Flat): boolean {
  const last = points.length - 2;
  return points.length >= 8 && points[0] === points[last] && points[1] === points[last + 1];
}

/** The way of a line: straight (0), a curve (1), or upright with rounded corners (2). */
export function route(points: Flat, bend: number): number[] {
  if (bend === 1) return curve(points);
  if (bend === 2) return rounded(elbow(points), ELBOW, false);
  return polyline(points);
}

/** The points with bends put in, so that every line is level or upright. */
function elbow(points: Flat): number[] {
  const bent = [points[0]!, points[1]!];
  for (let at = 2; at < points.length; at += 2) {
    const x0 = bent[bent.length - 2]!;
    const y0 = bent[bent.length - 1]!;
    const x = points[at]!;
    const y = points[at + 1]!;
    if (x !== x0 && y !== y0) {
      if (Math.abs(x - x0) >= Math.abs(y - y0)) {
        const middle = Math.floor((x0 + x) / 2);
        bent.push(middle, y0, middle, y);
      } else {
        const middle = Math.floor((y0 + y) / 2);
        bent.push(x0, middle, x, middle);
      }
    }
    if (x !== bent[bent.length - 2] || y !== bent[bent.length - 1]) bent.push(x, y);
  }
  return bent;
}
