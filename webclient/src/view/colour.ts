/** What only a canvas needs of colours: a highlighter on tiles that have no ground to mix with. */

import { blend, ground, painted } from "../core/palette";

/** A highlighter's colour as it lies on the usual ground of the board. */
export function onGround(colour: string, dark: boolean): string {
  const tone = parts(painted(colour, "highlighter", dark));
  const below = parts(ground("#FBFAF6", dark));
  const mixed = tone.map((v, at) => {
    const share = below[at]! / 255;
    return blend(dark) === "screen" ? 1 - (1 - v / 255) * (1 - share) : (v / 255) * share;
  });
  return `rgb(${mixed.map((v) => Math.round(255 * v)).join(" ")})`;
}

function parts(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) || 0);
}
