/** The selection put in order as a whole: grouped, flipped, turned, aligned, spread. Each is one gesture. */

import type { Element } from "../core/board";
import { span } from "../core/extent";
import { type Box, rnd, union } from "../core/geometry";
import type { Set as SetOf } from "../core/wire";
import type { Desk } from "./desk";
import { freeOf } from "./draft";
import { centre, frameOf, geomOf, isLine } from "./frame";
import { moved, type Registers, rotated, whole } from "./transform";

export type Edge = "left" | "centre" | "right" | "top" | "middle" | "bottom";
export type Axis = "h" | "v";

/** What one press of a turn turns, in 1/100 degree. */
export const TURN = 1500;
/** A `group` holds so many groups in groups (EL-4). */
const DEEPEST = 16;

/** Joins the selection to one group, over those that it has. */
export function group(desk: Desk): void {
  const elements = freeOf(desk);
  const depth = Math.max(0, ...elements.map((element) => groupsOf(element).length));
  if (unitsOf(elements, 0).length < 2 || depth >= DEEPEST) return;
  const id = desk.newId();
  desk.submit({ set: elements.map((e) => ({ id: e.id, group: [...groupsOf(e), id] })) });
}

/** Takes the outermost group of each element of the selection away. */
export function ungroup(desk: Desk): void {
  const elements = freeOf(desk).filter((element) => groupsOf(element).length > 0);
  if (elements.length === 0) return;
  desk.submit({ set: elements.map((e) => ({ id: e.id, group: groupsOf(e).slice(0, -1) })) });
}

/** Mirrors the selection about its own middle; writing and shapes stay readable. */
export function flip(desk: Desk, axis: Axis): void {
  const elements = freeOf(desk);
  const frame = frameOf(elements);
  if (!frame) return;
  const across = axis === "h" ? frame.left + frame.right : frame.top + frame.bottom;
  change(desk, elements, (element) => flipped(element, axis, across));
}

/** Turns the selection about its middle by 1/100 degree, clockwise. */
export function turn(desk: Desk, by: number): void {
  const elements = freeOf(desk);
  const frame = frameOf(elements);
  if (frame) change(desk, elements, (element) => rotated(element, by, ...centre(frame)));
}

/** Brings one edge, or the middle, of all to one line; a group moves as one. */
export function align(desk: Desk, edge: Edge): void {
  const units = unitsOf(freeOf(desk));
  const around = union(units.map(({ box }) => box));
  if (!around || units.length < 2) return;
  move(
    desk,
    units.map((unit) => [unit, ...toEdge(unit.box, around, edge)]),
  );
}

/** Makes the gaps between all equal; the outermost two stay. */
export function distribute(desk: Desk, axis: Axis): void {
  const [near, far] = axis === "h" ? (["left", "right"] as const) : (["top", "bottom"] as const);
  const units = unitsOf(freeOf(desk)).sort(
    (a, b) => a.box[near] - b.box[near] || a.box[far] - b.box[far],
  );
  const around = union(units.map(({ box }) => box));
  if (!around || units.length < 3) return;
  const taken = units.reduce((sum, { box }) => sum + box[far] - box[near], 0);
  const gap = (around[far] - around[near] - taken) / (units.length - 1);
  let at = around[near];
  const steps = units.map((unit): Step => {
    const by = rnd(at) - unit.box[near];
    at += unit.box[far] - unit.box[near] + gap;
    return axis === "h" ? [unit, by, 0] : [unit, 0, by];
  });
  move(desk, steps);
}

/** Elements that move as one, with the box round them. */
interface Unit {
  readonly elements: readonly Element[];
  readonly box: Box;
}

type Step = [unit: Unit, dx: number, dy: number];

/** The elements by their outermost group; where all are of one group, by the next inside it. */
export function unitsOf(elements: readonly Element[], least = 2): Unit[] {
  let skip = 0;
  let units = grouped(elements, skip);
  while (units.length < least && elements.some((e) => groupsOf(e).length > skip)) {
    skip += 1;
    units = grouped(elements, skip);
  }
  return units.map((members) => ({ elements: members, box: union(members.map(span))! }));
}

/** The elements by their outermost group, not counting the `skip` outermost. */
function grouped(elements: readonly Element[], skip: number): Element[][] {
  const units = new Map<string, Element[]>();
  for (const element of elements) {
    const groups = groupsOf(element);
    const outermost = groups[groups.length - 1 - skip];
    const key = outermost === undefined ? `element ${element.id}` : `group ${outermost}`;
    const unit = units.get(key);
    if (unit) unit.push(element);
    else units.set(key, [element]);
  }
  return [...units.values()];
}

function groupsOf(element: Element): readonly string[] {
  return element.get("group") as string[];
}

function toEdge(box: Box, around: Box, edge: Edge): [number, number] {
  switch (edge) {
    case "left":
      return [around.left - box.left, 0];
    case "right":
      return [around.right - box.right, 0];
    case "centre":
      return [rnd((around.left + around.right - box.left - box.right) / 2), 0];
    case "top":
      return [0, around.top - box.top];
    case "bottom":
      return [0, around.bottom - box.bottom];
    case "middle":
      return [0, rnd((around.top + around.bottom - box.top - box.bottom) / 2)];
  }
}

/** Mirrored about the line where x (or y) is half of `across`. */
function flipped(element: Element, axis: Axis, across: number): Registers {
  const geom = geomOf(element);
  const own = axis === "h" ? 0 : 1;
  if (isLine(element)) {
    return { geom: geom.map((v, at) => (at % 2 === own ? rnd(across - v) : v)) };
  }
  const next = [...geom];
  const mirrors = element.kind === "stroke" || element.kind === "image";
  next[own] = rnd(across - geom[own]! - (mirrors ? 0 : geom[own + 2]!));
  if (mirrors) next[own + 2] = 0 - geom[own + 2]!; // never -0
  next[4] = whole(0 - geom[4]!);
  return { geom: next };
}

function move(desk: Desk, steps: readonly Step[]): void {
  const by = new Map(
    steps.flatMap(([unit, dx, dy]) => unit.elements.map((e) => [e.id, [dx, dy]] as const)),
  );
  const elements = steps.flatMap(([unit]) => unit.elements);
  change(desk, elements, (element) => {
    const [dx = 0, dy = 0] = by.get(element.id) ?? [];
    return moved(element, dx, dy);
  });
}

/** Writes what differs, as one gesture. */
function change(
  desk: Desk,
  elements: readonly Element[],
  registers: (element: Element) => Registers,
): void {
  const set = elements.flatMap((element) => {
    const now = registers(element);
    const same = now.geom.every((v, at) => v === geomOf(element)[at]);
    return same ? [] : [{ id: element.id, ...now } as SetOf]; // registers of a `set`
  });
  if (set.length > 0) desk.submit({ set });
}
