/** What others have built on elements that are to change: edits, connectors and remarks (HIST-15). */

import { type Board, type Element, owner } from "./board";
import { type Entry, writerOf } from "./messages";
import type { Restoring, Taken } from "./restoring";
import type { Binding } from "./wire";

const PARTS = ["edited", "bound", "said"] as const;
type Part = (typeof PARTS)[number];

/**
 * What one person did to elements that somebody else drew, by id: `edited`, `bound` a connector to, `said` something
 * about.
 */
export interface Built {
  readonly user: string;
  readonly edited: readonly string[];
  readonly bound: readonly string[];
  readonly said: readonly string[];
}

/** Somebody said something about an element. */
export interface Remark {
  readonly about: string;
  readonly user: string;
}

/** No op is taken away. */
export const nothing: Taken = () => false;

/** What was said about elements after entry `since`, in comments and in chat; `entries` are all that say something. */
export function* remarks(
  entries: Iterable<Entry>,
  since: number,
  taken: Taken = nothing,
): Iterable<Remark> {
  const threads = new Map<string, string>();
  for (const entry of entries) {
    if (entry.refused !== undefined || entry.say === undefined) continue;
    let about = entry.about ?? "";
    if (entry.thread !== undefined) {
      about = threads.get(entry.thread) ?? about;
      threads.set(entry.thread, about);
    }
    if (about && entry.seq > since && !taken(writerOf(entry))) yield { about, user: entry.by };
  }
}

export interface Builders {
  /** Whose each client is. */
  readonly users: ReadonlyMap<string, string>;
  readonly taken?: Taken;
  /** Whoever restores. */
  readonly by?: string;
}

/**
 * Who built on what goes, changes or is left, whoever built most first.
 *
 * `before` is the board that is gone back to, `by` whoever restores: their own work is not told, and nobody's on what
 * they drew themselves. What is `taken` away, or goes, builds on nothing.
 */
export function builtOn(
  now: Board,
  before: Board,
  told: Restoring,
  said: Iterable<Remark>,
  { users, taken = nothing, by = "" }: Builders,
): Built[] {
  const ids = new Set([...told.goes, ...told.changes, ...told.left]);
  const whose = (writer: string) => users.get(owner(writer)) ?? "";
  const found = new Map<string, Record<Part, Set<string>>>();
  const add = (part: Part, id: string, user: string) => {
    const element = ids.has(id) ? now.get(id) : undefined;
    if (!element || user === "" || user === by || user === whose(element.put)) return;
    const parts = found.get(user) ?? { edited: new Set(), bound: new Set(), said: new Set() };
    found.set(user, parts);
    parts[part].add(id);
  };
  for (const { about, user } of said) add("said", about, user);
  const deeds = [...edits(now, before, ids), ...bonds(now, before, ids, new Set(told.goes))];
  for (const [part, id, writer] of deeds) if (!taken(writer)) add(part, id, whose(writer));
  const ordered = (part: Set<string>) => [...ids].filter((id) => part.has(id));
  const built = [...found].map(([user, { edited, bound, said }]) => {
    return { user, edited: ordered(edited), bound: ordered(bound), said: ordered(said) };
  });
  const size = (one: Built) => one.edited.length + one.bound.length + one.said.length;
  return built.sort((a, b) => size(b) - size(a) || (a.user < b.user ? -1 : 1));
}

type Deed = [part: Part, id: string, writer: string];

/** Registers that an op wrote since, but for what put the element. */
function* edits(now: Board, before: Board, ids: Iterable<string>): Iterable<Deed> {
  for (const id of ids) {
    const element = now.get(id);
    if (!element) continue;
    const was = before.get(id);
    for (const name of Object.keys(element.values)) {
      const writer = element.writer(name) ?? "";
      if (writer !== element.put && was?.writer(name) !== writer) yield ["edited", id, writer];
    }
  }
}

/** Connectors that stay, and did not hold on to the element before. */
function* bonds(
  now: Board,
  before: Board,
  ids: ReadonlySet<string>,
  goes: ReadonlySet<string>,
): Iterable<Deed> {
  for (const connector of now) {
    if (connector.deleted || goes.has(connector.id)) continue;
    for (const [name, id] of ends(connector)) {
      if (!ids.has(id) || held(before, connector.id, id)) continue;
      yield ["bound", id, connector.writer(name) ?? connector.put];
    }
  }
}

/** What each end of a connector holds on to, by its register. */
function ends(connector: Element): [name: string, id: string][] {
  return ["from", "to"].flatMap((name): [string, string][] => {
    const end = connector.values[name] as Binding | null | undefined;
    return end ? [[name, end.id]] : [];
  });
}

/** Whether the connector held on to the element on that board. */
function held(board: Board, connector: string, id: string): boolean {
  const one = board.get(connector);
  const target = board.get(id);
  if (!one || one.deleted || !target || target.deleted) return false;
  return ends(one).some(([, end]) => end === id);
}
