/** A side board revealed: copies of what is on it, in frames with its person's name (SIDE-8). */

import { type Board, type Element, paintedOrder } from "../core/board";
import { span } from "../core/extent";
import { type Box, union } from "../core/geometry";
import { many } from "../core/order";
import { isObject } from "../core/schema";
import type { Source } from "../core/source";
import { sheetOf, sheetsOf } from "../core/stack";
import type { Put } from "../core/wire";
import { copies } from "./copy";
import type { Desk } from "./desk";

/** Between a frame and what is in it, and between frames, in 1/16 px. */
const MARGIN = 384;
const GAP = 768;
const WHOLE: Box = { left: -(2 ** 31), top: -(2 ** 31), right: 2 ** 31, bottom: 2 ** 31 };

/** The puts, for each page that has something: a frame, then what is in it. `origins`: who drew an element, and when. */
export function revealed(
  desk: Desk,
  side: Board,
  name: string,
  origins: ReadonlyMap<string, Source>,
): Put[] {
  const pages = sheetsOf(side, "pages");
  const all = [...side.visible()];
  const filled = pages
    .map(({ id }) => all.filter((element) => sheetOf(element, "pages", pages) === id))
    .filter((elements) => elements.length > 0);
  const z = many(desk.topZ(), null, all.length + filled.length);
  const there = union(desk.within(WHOLE).map(span));
  const top = there?.top ?? 0;
  let left = there ? there.right + GAP : 0;
  return filled.flatMap((elements, at) => {
    const box = union(elements.map(span))!; // there is something
    const width = box.right - box.left + 2 * MARGIN;
    const geom = [left, top, width, box.bottom - box.top + 2 * MARGIN, 0];
    const title = (filled.length > 1 ? `${name} · ${at + 1}` : name).slice(0, 120);
    const frame: Put = { kind: "frame", id: desk.newId(), z: z.shift()!, geom, title };
    const [dx, dy] = [left + MARGIN - box.left, top + MARGIN - box.top];
    const put = copies(desk, elements, dx, dy, z.splice(0, elements.length));
    left += width + GAP;
    return [frame, ...signed(put, elements, origins)];
  });
}

/** What says already where it comes from goes on saying so. `puts` are in the order that they are painted in. */
function signed(
  puts: readonly Put[],
  elements: readonly Element[],
  origins: ReadonlyMap<string, Source>,
): Put[] {
  const sorted = paintedOrder(elements);
  return puts.map((put, at) => {
    const origin = origins.get(sorted[at]!.id);
    const kept = isObject(put.extra) ? put.extra : {};
    return origin && !("made" in kept) ? { ...put, extra: { ...kept, made: { ...origin } } } : put;
  });
}
