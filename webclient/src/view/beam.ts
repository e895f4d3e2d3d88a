/** The beam of a laser pointer on the screen: a core with a glow, in the ink that tells whose it is. */

import { laser } from "@face/tokens.json";
import { outline } from "../core/ink";
import type { Surface } from "./painter";
import { path2d } from "./paths";

/** How much of the ink its glow has. */
const GLOW = 0.28;

/** Paints a trace where the surface's transform is from board units to device px; `scale`: px of the screen in a unit. */
export function paintBeam(
  to: Surface,
  trace: readonly number[],
  colour: string,
  scale: number,
): void {
  to.fillStyle = colour;
  for (const [width, alpha] of [
    [laser.glow, GLOW],
    [laser.core, 1],
  ] as const) {
    to.globalAlpha = alpha;
    to.fill(path2d(outline([...trace], Math.max(8, Math.round(width / scale)))), "nonzero");
  }
  to.globalAlpha = 1;
}
