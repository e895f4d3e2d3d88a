/** Holding on: what the end of an arrow is bound to where it is put down (BIND-1, BIND-5). */

import { HELD } from "../core/bind";
import type { Element } from "../core/board";
import { rnd, turned, UNIT } from "../core/geometry";
import type { Binding } from "../core/wire";
import type { Desk, Pointer } from "./desk";
import { isFree } from "./draft";
import { frameOf, geomOf, inFrame } from "./frame";

/** An end this near to an edge holds on to it, in px of the screen. */
const REACH = 8;
/** An end this near to the middle, in 1/1000 of the sides, aims at the middle. */
const MIDDLE = 200;

/** What an end at the pointer holds on to; null: nothing, or Ctrl is down. */
export function holdAt(desk: Desk, p: Pointer): Binding | null {
  if (p.ctrl) return null;
  const hit = desk.pick(p.x, p.y, (REACH * UNIT) / desk.zoom);
  const element = hit && isHolder(hit) ? hit : inside(desk, p);
  if (!element) return null;
  const [x = 0, y = 0, w = 0, h = 0, angle = 0] = geomOf(element);
  const [lx, ly] = turned(p.x, p.y, -angle, x + w / 2, y + h / 2);
  const ax = share(lx - x, w);
  const ay = share(ly - y, h);
  const middle = Math.abs(ax - 500) <= MIDDLE && Math.abs(ay - 500) <= MIDDLE;
  return { id: element.id, anchor: middle ? [500, 500] : [ax, ay] };
}

/** The ends of a connector that let go when it moves with the elements of `ids` alone. */
export function loosened(element: Element, ids: ReadonlySet<string>): { from?: null; to?: null } {
  const loose: { from?: null; to?: null } = {};
  for (const end of ["from", "to"] as const) {
    const bound = element.get(end) as Binding | null | undefined;
    if (bound && !ids.has(bound.id)) loose[end] = null;
  }
  return loose;
}

/** The topmost element that the pointer is inside of: an empty one is not hit there. Frames are held by their edge. */
function inside(desk: Desk, p: Pointer): Element | null {
  const found = desk.under(p.x, p.y).filter((one) => isHolder(one) && one.kind !== "frame");
  return found.find((one) => inFrame(frameOf([one])!, p.x, p.y, 0)) ?? null;
}

function isHolder(element: Element): boolean {
  return HELD.includes(element.kind) && isFree(element);
}

function share(along: number, length: number): number {
  return length === 0 ? 500 : Math.min(1000, Math.max(0, rnd((along * 1000) / length)));
}
