/** What can be done to the selection without a pointer: remove, duplicate, nudge, order, lock, style. */

import { type Element, paintedOrder } from "../core/board";
import { fits } from "../core/elements";
import { rnd, UNIT } from "../core/geometry";
import { many } from "../core/order";
import type { Set as SetOf } from "../core/wire";
import { copies } from "./copy";
import type { Desk, Style } from "./desk";
import { freeOf, isFree, selected } from "./draft";
import { loosened } from "./hold";
import { roomOf } from "./measure";
import { withMembers } from "./members";
import { moved } from "./transform";

export type Order = "front" | "back" | "forward" | "backward";

/** How far a duplicate lies from its original. */
const BESIDE = 16 * UNIT;

export function remove(desk: Desk): void {
  const ids = freeOf(desk).map((element) => element.id);
  if (ids.length === 0) return;
  desk.submit({ set: ids.map((id) => ({ id, deleted: true })) });
  desk.select(desk.selection.filter((id) => !ids.includes(id)));
}

export function duplicate(desk: Desk): void {
  const elements = desk.mayDraw ? withMembers(desk, selected(desk)) : [];
  if (elements.length === 0) return;
  const put = copies(desk, elements, BESIDE, BESIDE);
  desk.submit({ put });
  desk.select(put.map((copy) => copy.id));
}

/** Moves the selection by px of the board. */
export function nudge(desk: Desk, dx: number, dy: number): void {
  const elements = withMembers(desk, freeOf(desk));
  if (elements.length === 0) return;
  const ids = new Set(elements.map((element) => element.id));
  const set = elements.map((e) => ({
    id: e.id,
    ...moved(e, dx * UNIT, dy * UNIT),
    ...loosened(e, ids),
  }));
  desk.submit({ set: set as SetOf[] });
}

/** Locks the selection, or frees it where all of it is locked. */
export function lock(desk: Desk): void {
  const elements = desk.mayDraw ? selected(desk) : [];
  const locked = elements.some(isFree);
  const set = elements.filter((e) => isFree(e) === locked).map((e) => ({ id: e.id, locked }));
  if (set.length > 0) desk.submit({ set });
}

export function order(desk: Desk, where: Order): void {
  const mine = new Set(freeOf(desk).map((element) => element.id));
  if (mine.size === 0) return;
  const all = paintedOrder(desk.board.visible());
  const moving = all.filter((element) => mine.has(element.id));
  const [below, above] = gap(all, mine, where);
  const z = many(below, above, moving.length);
  const set = moving.map((element, at) => ({ id: element.id, z: z[at]! }));
  if (set.some((one, at) => one.z !== moving[at]!.get("z"))) desk.submit({ set });
}

/** Between which two of the others the moving ones go. */
function gap(
  all: readonly Element[],
  mine: ReadonlySet<string>,
  where: Order,
): [string | null, string | null] {
  const others = all.filter((element) => !mine.has(element.id));
  const z = (at: number) => (others[at]?.get("z") as string | undefined) ?? null;
  if (where === "front") return [z(others.length - 1), null];
  if (where === "back") return [null, z(0)];
  const up = where === "forward";
  const edge = up
    ? all.findLastIndex((element) => mine.has(element.id))
    : all.findIndex((element) => mine.has(element.id));
  const before = all.slice(0, edge).filter((element) => !mine.has(element.id)).length;
  return up ? [z(before), z(before + 1)] : [z(before - 2), z(before - 1)];
}

/** Gives the selection other registers, as far as its kinds have them. */
export function restyle(desk: Desk, change: Partial<Style> & { form?: string }): void {
  const set = freeOf(desk).flatMap((element) => {
    const entries = Object.entries(change).filter(
      ([name, value]) => fits(element.kind, name, value) && element.get(name) !== value,
    );
    if (entries.length === 0) return [];
    return [{ id: element.id, ...Object.fromEntries(entries), ...regrown(element, change) }];
  });
  if (set.length > 0) desk.submit({ set: set as SetOf[] });
}

/** Gives what is selected and has a form another (FORM-2). */
export function reform(desk: Desk, form: string): void {
  restyle(desk, { form });
}

/** A text element in other letters takes other room; where its lines broke they break again. */
function regrown(element: Element, change: Partial<Style>): { geom?: number[] } {
  if (element.kind !== "text" || (change.size === undefined && change.font === undefined))
    return {};
  const text = element.get("text") as string;
  const [x = 0, y = 0, w = 0, h = 0, angle = 0] = element.get("geom") as number[];
  const size = element.get("size") as number;
  const next = change.size ?? size;
  const font = change.font ?? (element.get("font") as string);
  const broke = h > roomOf(text, element.get("font") as string, size).height;
  const room = roomOf(text, font, next, broke ? rnd((w * next) / size) : undefined);
  return { geom: [x, y, room.width, room.height, angle] };
}
