/** Where the writing of an element goes: wrapped, aligned, and in the middle of its shape (TEXT-2). */

import type { Upright } from "./figure";
import { formRoom } from "./form";
import type { Box } from "./geometry";
import type { Line } from "./item";
import type { Writing } from "./look";
import { baseline, lineHeight, widest, wrapped } from "./text";

/** Between the edge of a box and the writing in it. */
export const PADDING = 192;
const UNBOUNDED = 2 ** 40;
const TRIES = 6;

/** Lines of writing, and the box they take up. */
export interface Label {
  readonly lines: readonly Line[];
  readonly box: Box;
}

/** The writing of an element of `kind` in its box; null where it says nothing. */
export function label(kind: string, box: Upright, writing: Writing, form = ""): Label | null {
  if (/^[ \t\r\n]*$/.test(writing.text)) return null;
  const { font, size, align } = writing;
  const { x, y, w, h } = writingRoom(kind, box, form);
  const free = kind === "text";
  const width = free ? w || UNBOUNDED : kind === "shape" ? w : room(kind, box, writing);
  const lines = wrapped(writing.text, font, size, width);
  const step = lineHeight(size);
  const top = free ? y : y + Math.floor((h - step * lines.length) / 2);
  const inner = free ? w : width;
  const start = x + Math.floor((w - inner) / 2);
  const anchor = start + (align === "left" ? 0 : align === "right" ? inner : Math.floor(inner / 2));
  const first = top + baseline(font, size);
  const placed = lines
    .map((line, at): Line => [line, anchor, first + step * at])
    .filter(([line]) => line !== "");
  const wide = widest(lines, font, size);
  const before = align === "left" ? 0 : align === "right" ? wide : Math.floor(wide / 2) + 1;
  const left = anchor - before;
  const bottom = top + step * lines.length;
  return { lines: placed, box: { left, top, right: left + wide + 1, bottom } };
}

/** Where an element of `kind` may be written on: its box, or of a shape the room in its form. */
export function writingRoom(
  kind: string,
  box: Upright,
  form: string,
): { x: number; y: number; w: number; h: number } {
  return kind === "shape" ? formRoom(form, box) : box;
}

/**
 * How wide the lines may be: in an ellipse and a diamond fewer lines have more room.
 *
 * Tried with one line, two, …: as wide as the shape is at their height. Where none fits it is the
 * largest upright box inside.
 */
function room(kind: string, box: Upright, writing: Writing): number {
  const { w, h } = box;
  if (kind !== "ellipse" && kind !== "diamond") return Math.max(w - 2 * PADDING, 0);
  const step = lineHeight(writing.size);
  for (let count = 1; count <= TRIES; count++) {
    const high = step * count;
    if (high >= h) break;
    const share = high / h;
    const part = kind === "ellipse" ? Math.sqrt(1 - share * share) : 1 - share;
    const fits = Math.floor(w * part);
    if (wrapped(writing.text, writing.font, writing.size, fits).length <= count) return fits;
  }
  return kind === "ellipse" ? Math.floor((w * 7071) / 10_000) : Math.floor(w / 2);
}
