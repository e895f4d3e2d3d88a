/** What lies under a pointer on the screen: the scene, asked by the tools. */

import type { Element } from "../core/board";
import { type Box, boxOf, grown } from "../core/geometry";
import { hits, lassoed, within } from "../core/hit";
import { isFree } from "../tools/draft";
import { sweeps } from "../tools/sweep";
import type { Scene } from "./scene";

/** The topmost element within `reach` board units of the point. */
export function pick(scene: Scene, x: number, y: number, reach: number): Element | null {
  const found = scene.free(grown({ left: x, top: y, right: x, bottom: y }, reach));
  return found.findLast((item) => hits(item.element, x, y, reach))?.element ?? null;
}

/** All elements that a disc touches on its way from a to b. */
export function swept(
  scene: Scene,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  reach: number,
): Element[] {
  const around = scene.free(grown(boxOf([ax, ay, bx, by]), reach));
  return around
    .map((item) => item.element)
    .filter((element) => sweeps(element, ax, ay, bx, by, reach));
}

/** All elements that a lasso takes; what is locked stays. */
export function looped(scene: Scene, loop: readonly number[]): Element[] {
  const near = scene.free(boxOf(loop)).map((item) => item.element);
  return near.filter((element) => isFree(element) && lassoed(element, loop));
}

/** All elements that lie wholly in the box. */
export function enclosed(scene: Scene, box: Box): Element[] {
  const inside = scene.free(box).filter((item) => within(item.element, box));
  return inside.map((item) => item.element);
}
