/** Where the writing of an element goes: wrapped, aligned, and in the middle of its shape (TEXT-2). */

import type { Upright } from "./figure";
import type { Box } from "./geometry";
import type { Line } from "./item";
import type { Writing } from "./look";
import { baseline, lineHeight, widest, wrapped } from "./text";

/** Between the edge of a box and the writing in it. */
export const PADDING = 192;
const UNBOUNDED = 2 ** 40;

/** Lines of writing, and the box they take up. */
export interface Label {
  readonly lines: readonly Line[];
  readonly box: Box;
}

/** The writing of an element of `kind` in its box; null where it says nothing. */
export function label(kind: string, box: Upright, writing: Writing): Label | null {
  if (/^[ \t\r\n]*$/.test(writing.text)) return null;
  const { font, size, align } = writing;
  const [x, y, w, h] = room(kind, box);
  const free = kind === "text";
  const lines = wrapped(writing.text, font, size, w || !free ? w : UNBOUNDED);
  const step = lineHeight(size);
  const top = free ? y : y + Math.floor((h - step * lines.length) / 2);
  const anchor = x + (align === "left" ? 0 : align === "right" ? w : Math.floor(w / 2));
  const first = top + baseline(font, size);
  const placed = lines
    .map((line, at): Line => [line, anchor, first + step * at])
    .filter(([line]) => line !== "");
  const width = widest(lines, font, size);
  const before = align === "left" ? 0 : align === "right" ? width : Math.floor(width / 2) + 1;
  const left = anchor - before;
  const bottom = top + step * lines.length;
  return { lines: placed, box: { left, top, right: left + width + 1, bottom } };
}

/** The upright box that the writing has. */
function room(kind: string, box: Upright): [number, number, number, number] {
  const { x, y, w, h } = box;
  if (kind === "text") return [x, y, w, h];
  let innerW = Math.max(w - 2 * PADDING, 0);
  let innerH = Math.max(h - 2 * PADDING, 0);
  if (kind === "ellipse") {
    innerW = Math.floor((w * 7071) / 10_000);
    innerH = Math.floor((h * 7071) / 10_000);
  } else if (kind === "diamond") {
    innerW = Math.floor(w / 2);
    innerH = Math.floor(h / 2);
  }
  return [x + Math.floor((w - innerW) / 2), y + Math.floor((h - innerH) / 2), innerW, innerH];
}
