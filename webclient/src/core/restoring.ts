/** Bringing a moment back, or taking somebody's work away, as a new gesture (HIST-6, HIST-7). */

import { routed } from "./bind";
import { type Board, type Element, owner, paintedOrder } from "./board";
import { defaultOf, KINDS, type Value } from "./elements";
import { span } from "./extent";
import { boxOf, meets } from "./geometry";
import type { Parts } from "./gesture";
import { fold } from "./history";
import { lassoed } from "./hit";
import { type Entry, type Set as SetOf, writerOf } from "./messages";
import { equal } from "./schema";
import { sheetOf, sheetsOf } from "./stack";

/** So many numbers are a box, more are a loop. */
const BOX = 4;

/** Whether the op of this writer is taken away. */
export type Taken = (writer: string) => boolean;

/**
 * A part of a page ("": the first one), in board units.
 *
 * `places` are a box `[left, top, right, bottom]`, or the loop `[x,y, …]` of a lasso, of three points or more.
 */
export interface Area {
  readonly page: string;
  readonly places: readonly number[];
}

/** `parts` is the gesture; by id what comes `back`, what `goes`, what looks other, and what was `left` alone. */
export interface Restoring {
  readonly parts: Parts;
  readonly back: readonly string[];
  readonly goes: readonly string[];
  readonly changes: readonly string[];
  readonly left: readonly string[];
}

type Change = Record<string, Value>;

/** What makes the elements `only` (null: all, and the board itself) look as they did `then` (HIST-6). */
export function restoring(
  now: Board,
  then: Board,
  only: ReadonlySet<string> | null = null,
): Restoring {
  const sets = new Map<string, Change>();
  for (const element of now) {
    if (only && !only.has(element.id)) continue;
    const change = backTo(element, then.get(element.id));
    if (Object.keys(change).length) sets.set(element.id, change);
  }
  return told(now, sets, []);
}

/** The registers of an element that must be written so that it reads as it did before. */
function backTo(element: Element, before: Element | undefined): Change {
  if (before === element) return {};
  if (element.kind !== "board" && (!before || before.deleted)) {
    return element.deleted ? {} : { deleted: true };
  }
  return differences(element, before, [...(KINDS.get(element.kind) ?? [])].sort());
}

function differences(
  element: Element,
  before: Element | undefined,
  names: Iterable<string>,
): Change {
  const change: Change = {};
  for (const name of names) {
    const value = before ? before.get(name) : defaultOf(element.kind, name);
    if (!equal(element.get(name), value)) change[name] = value;
  }
  return change;
}

/**
 * What takes away the work of the ops that are `taken`; `rest` is the board without them (HIST-7).
 *
 * A register that another op wrote since stays as it is, and so does an element that others have worked on.
 */
export function takingBack(
  now: Board,
  rest: Board,
  taken: Taken,
  only: ReadonlySet<string> | null = null,
): Restoring {
  const sets = new Map<string, Change>();
  const left: Element[] = [];
  for (const element of now) {
    if (only && !only.has(element.id)) continue;
    const names = Object.keys(element.values);
    const mine = names.filter((name) => taken(element.writer(name) ?? ""));
    if (taken(element.put)) {
      if (element.deleted) continue;
      if (mine.length < names.length) left.push(element);
      else sets.set(element.id, { deleted: true });
      continue;
    }
    const change = differences(element, rest.get(element.id), mine.sort());
    if (Object.keys(change).length) sets.set(element.id, change);
  }
  return told(now, sets, left);
}

/** The board that the log would have come to without the ops that are taken. */
export function without(entries: Iterable<Entry>, taken: Taken): Board {
  return fold(others(entries, taken));
}

function* others(entries: Iterable<Entry>, taken: Taken): Iterable<Entry> {
  for (const entry of entries) if (!taken(writerOf(entry))) yield entry;
}

/** The gesture from the bottom to the top, and what it does to what is seen. */
function told(now: Board, sets: ReadonlyMap<string, Change>, left: Element[]): Restoring {
  const ordered = paintedOrder([...sets.keys()].flatMap((id) => now.get(id) ?? []));
  const set = ordered.map(({ id }) => ({ id, ...sets.get(id) }) as SetOf); // values that registers had
  const deleted = (element: Element) => sets.get(element.id)!.deleted;
  const ids = (elements: Element[]) => elements.map((element) => element.id);
  return {
    parts: set.length ? { set } : {},
    back: ids(ordered.filter((element) => deleted(element) === false)),
    goes: ids(ordered.filter((element) => deleted(element) === true)),
    changes: ids(
      ordered.filter((e) => deleted(e) === undefined && !e.deleted && e.kind !== "board"),
    ),
    left: ids(paintedOrder(left)),
  };
}

export interface Choice {
  readonly area?: Area | null;
  readonly people?: ReadonlySet<string> | null;
  /** Whose each client is. */
  readonly users?: ReadonlyMap<string, string>;
}

/**
 * The elements that lie in the area on any of the boards, and were made by one of the people (HIST-14).
 *
 * `area` or `people` null: everywhere, everybody.
 */
export function chosen(
  boards: readonly Board[],
  { area = null, people = null, users = new Map() }: Choice,
): Set<string> {
  const found = new Set<string>();
  for (const board of boards) {
    const lies = lying(board, area);
    for (const element of board) {
      if (element.kind === "board") continue;
      if (people && !people.has(users.get(owner(element.put)) ?? "")) continue;
      if (lies(element)) found.add(element.id);
    }
  }
  return found;
}

/** Whether an element of the board lies in the area; an element whose page is not listed is on the first. */
function lying(board: Board, area: Area | null): (element: Element) => boolean {
  if (!area) return () => true;
  const pages = sheetsOf(board, "pages");
  const page = area.page || pages[0]!.id;
  const taken = taker(area);
  return (element) => taken(routed(board, element)) && sheetOf(element, "pages", pages) === page;
}

/** Whether an element, as it is shown, lies there, whatever its page: a box takes it by its middle. */
export function taker({ places }: Area): (element: Element) => boolean {
  const [left = 0, top = 0, right = 0, bottom = 0] = places;
  const around = places.length === BOX ? { left, top, right, bottom } : boxOf(places);
  return (element) => {
    const box = span(element);
    if (places.length > BOX) return meets(box, around) && lassoed(element, places);
    const x = (box.left + box.right) / 2;
    const y = (box.top + box.bottom) / 2;
    return around.left <= x && x <= around.right && around.top <= y && y <= around.bottom;
  };
}
