/** How much room writing takes: the box that a text element gets when it is written (TEXT-1, TEXT-2). */

import type { Element } from "../core/board";
import { lineHeight, widest, wrapped } from "../core/text";

/** So that rounding never breaks a line that was measured without a limit. */
const SLACK = 16;

export interface Room {
  readonly width: number;
  readonly height: number;
}

/** The room of a text: as wide as its widest line, or `width`, where it then breaks. */
export function roomOf(text: string, font: string, size: number, width?: number): Room {
  const lines =
    width === undefined ? text.split(/\r\n|\r|\n/) : wrapped(text, font, size, Math.max(width, 0));
  return {
    width: width ?? widest(lines, font, size) + SLACK,
    height: lineHeight(size) * lines.length,
  };
}

/** The room of a text element at another width or size. */
export function measured(element: Element, width: number, size?: number): Room {
  const text = element.get("text") as string;
  const font = element.get("font") as string;
  return roomOf(text, font, size ?? (element.get("size") as number), width);
}
