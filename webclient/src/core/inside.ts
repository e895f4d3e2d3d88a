/** How the inside of a shape is filled: plainly, with a tint, or with lines. */

import type { Item } from "./item";
import type { Look } from "./look";
import type { Path } from "./path";
import { hatched, hatching, type Wobble, zigzag } from "./sketch";

/** The opacity of a tint, in percent. */
export const TINT = 12;

/** What paints the inside of a closed path; nothing where there is no fill. */
export function fills(path: Path, look: Look, wobble: Wobble): Item[] {
  const { fill: ink, fillStyle, opacity } = look;
  if (ink === "none") return [];
  if (fillStyle === "solid" || fillStyle === "tint") {
    const faint = fillStyle === "tint" ? Math.floor((opacity * TINT + 99) / 100) : opacity;
    return [{ type: "fill", path, ink, tone: "ink", rule: "evenodd", opacity: faint }];
  }
  const lines = linesOf(path, look, wobble);
  if (lines.length === 0) return [];
  const width = Math.max(Math.floor((3 * look.width) / 4), 8);
  return [
    { type: "stroke", path: lines, ink, tone: "ink", width, dash: [], opacity, fixed: false },
  ];
}

function linesOf(path: Path, look: Look, wobble: Wobble): number[] {
  const gap = Math.max(4 * look.width, 64);
  if (look.fillStyle === "zigzag") {
    return zigzag(hatched(path, 1.5 * gap, false), gap, wobble, look.sketch);
  }
  const falling = hatched(path, gap, false);
  const drawn = hatching(falling, wobble, look.sketch);
  if (look.fillStyle !== "cross") return drawn;
  return drawn.concat(hatching(hatched(path, gap, true), wobble, look.sketch));
}
