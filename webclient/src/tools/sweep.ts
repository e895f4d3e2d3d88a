/** A sweep: does a disc touch an element on its way from one place to another? */

import type { Element } from "../core/board";
import { hits } from "../core/hit";

/** No sweep is tested at more places than this. */
const MOST = 200;

/** Tested at places `reach` board units apart, so that the discs of two neighbours overlap. */
export function sweeps(
  element: Element,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  reach: number,
): boolean {
  const steps = Math.min(MOST, Math.max(1, Math.ceil(Math.hypot(bx - ax, by - ay) / reach)));
  for (let step = 0; step <= steps; step++) {
    const x = ax + ((bx - ax) * step) / steps;
    const y = ay + ((by - ay) * step) / steps;
    if (hits(element, x, y, reach)) return true;
  }
  return false;
}
