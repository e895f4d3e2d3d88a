/** Where the writing of an element goes: wrapped, aligned, and in the middle of its shape (TEXT-2). */

import type { Upright } from "./figure";
import { formRoom, isForm } from "./form";
import type { Box } from "./geometry";
import type { Line } from "./item";
import type { Writing } from "./look";
import { baseline, lineHeight, widest, wrapped } from "./text";

/** Between the edge of a box and the writing in it. */
export const PADDING = 192;
/** How a tab is drawn: as wide as it is measured (TEXT-1). */
const TAB = "    ";
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
  const { x, y, w, h } = writingRoom(box, form);
  const free = kind === "text";
  const width = free ? w || UNBOUNDED : isForm(form) ? w : room(form, box, writing);
  const lines = wrapped(writing.text, font, size, width);
  const step = lineHeight(size);
  const top = free ? y : y + Math.floor((h - step * lines.length) / 2);
  const inner = free ? w : width;
  const start = x + Math.floor((w - inner) / 2);
  const anchor = start + (align === "left" ? 0 : align === "right" ? inner : Math.floor(inner / 2));
  const first = top + baseline(font, size);
  const placed = lines
    .map((line, at): Line => [line.replaceAll("\t", TAB), anchor, first + step * at])
    .filter(([line]) => line !== "");
  const wide = widest(lines, font, size);
  const before = align === "left" ? 0 : align === "right" ? wide : Math.floor(wide / 2) + 1;
  const left = anchor - before;
  const bottom = top + step * lines.length;
  return { lines: placed, box: { left, top, right: left + wide + 1, bottom } };
}

/** Where something of a form may be written on: the room in the form, or its box. */
export function writingRoom(
  box: Upright,
  form: string,
): { x: number; y: number; w: number; h: number } {
  return isForm(form) ? formRoom(form, box) : box;
}

/**
 * How wide the lines may be: in an ellipse and a diamond fewer lines have more room.
 *
 * Tried with one line, two, …: as wide as the shape is at their height. Where none fits it is the
 * largest upright box inside.
 */
function room(form: string, box: Upright, writing: Writing): number {
  const { w, h } = box;
  if (form !== "ellipse" && form !== "diamond") return Math.max(w - 2 * PADDING, 0);
  const step = lineHeight(writing.size);
  for (let count = 1; count <= TRIES; count++) {
    const high = step * count;
    if (high >= h) break;
    const share = high / h;
    const part = form === "ellipse" ? Math.sqrt(1 - share * share) : 1 - share;
    const fits = Math.floor(w * part);
    if (wrapped(writing.text, writing.font, writing.size, fits).length <= count) return fits;
  }
  return form === "ellipse" ? Math.floor((w * 7071) / 10_000) : Math.floor(w / 2);
}
