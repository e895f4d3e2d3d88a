/** The board and its reducer: `apply(board, entry)`, deterministic and total (RED-1 to RED-9). */

import { defaultOf, FIXED, fits, type Value } from "./elements";
import type { Box } from "./geometry";
import { type Entry, type Put, type Restore, type Set as SetOf, writerOf } from "./messages";
import { equal } from "./schema";

export type Writer = string;
type Values = Readonly<Record<string, Value>>;
type Writers = Readonly<Record<string, Writer>>;

/** What a stroke's immutable fields are where the wire leaves them out. */
const STROKE = { pressure: true, brush: "pen" };
const UTF8 = new TextEncoder();
/** The names of a snapshot line that are neither registers nor immutable fields. */
const HEAD = new Set(["id", "kind", "put", "writers"]);

/** A snapshot line (JOIN-4): id, kind, put, immutable fields and registers, writers. */
export type Row = Record<string, Value>;

/**
 * A thing on the board. Never changed in place: a write makes a new one that shares what is the same.
 *
 * `put` is the writer that made it; `fixed` its immutable fields; `values` its written registers; `writers` the
 * writers of those registers that another op than `put` wrote.
 */
export class Element {
  readonly id: string;
  readonly kind: string;
  readonly put: Writer;
  readonly fixed: Values;
  readonly values: Values;
  readonly writers: Writers;
  /** What it reaches to when painted, once somebody has found that. */
  box: Box | undefined;
  private lines: Uint8Array | undefined;

  constructor(
    id: string,
    kind: string,
    put: Writer,
    fixed: Values,
    values: Values,
    writers: Writers = {},
  ) {
    this.id = id;
    this.kind = kind;
    this.put = put;
    this.fixed = fixed;
    this.values = values;
    this.writers = writers;
  }

  /** The register's value, or its default (EL-7). */
  get(register: string): Value {
    return Object.hasOwn(this.values, register)
      ? this.values[register]
      : defaultOf(this.kind, register);
  }

  /** Who wrote the register; null: nobody. */
  writer(register: string): Writer | null {
    if (!Object.hasOwn(this.values, register)) return null;
    return this.writers[register] ?? this.put;
  }

  get deleted(): boolean {
    return this.values.deleted === true;
  }

  /** This element with one register written; `writer` null takes the register away. */
  written(register: string, value: Value, writer: Writer | null): Element {
    const values = writer === null ? without(this.values, register) : { ...this.values };
    if (writer !== null) values[register] = value;
    const writers = without(this.writers, register);
    if (writer !== null && writer !== this.put) writers[register] = writer;
    return new Element(this.id, this.kind, this.put, this.fixed, values, writers);
  }

  /** True where all values and writers are the same. */
  same(other: Element): boolean {
    return equal(this.values, other.values) && equal(this.writers, other.writers);
  }

  /** The element's part of the digest (DIG-1). */
  digestLines(): Uint8Array {
    this.lines ??= UTF8.encode(
      Object.keys(this.values)
        .sort()
        .map((name) => `${this.id} ${name} ${this.writers[name] ?? this.put}\n`)
        .join(""),
    );
    return this.lines;
  }

  /** The element as a snapshot line (JOIN-4). */
  row(): Row {
    const row: Row = { id: this.id, kind: this.kind, put: this.put, ...this.fixed };
    for (const [name, value] of Object.entries(this.values)) {
      if (name !== "deleted" || value !== false || Object.hasOwn(this.writers, name))
        row[name] = value;
    }
    row.writers = this.writers;
    return row;
  }
}

/** The element of a snapshot line; the inverse of `Element.row`. */
export function elementOf(row: Row): Element {
  const fixed: Record<string, Value> = {};
  const values: Record<string, Value> = {};
  for (const name in row) {
    if (FIXED.has(name)) fixed[name] = row[name];
    else if (!HEAD.has(name)) values[name] = row[name];
  }
  if (row.kind !== "board" && !Object.hasOwn(values, "deleted")) values.deleted = false;
  const { id, kind, put } = row as Record<string, string>;
  return new Element(id!, kind!, put!, fixed, values, (row.writers ?? {}) as Writers);
}

/** What an entry did: `elements` that are new or other than before (null: not there before), `left` restores. */
export interface Change {
  readonly elements: Map<string, Element | null>;
  readonly left: Restore[];
}

/** Elements by id, at a point of the log. `over` makes it a thin layer above another board, which it leaves alone. */
export class Board {
  readonly over: Board | null;
  seq: number;
  own = new Map<string, Element>();

  constructor(over: Board | null = null) {
    this.over = over;
    this.seq = over ? over.seq : 0;
    if (!over) this.own.set("board", new Element("board", "board", "", {}, {}));
  }

  get(id: string): Element | undefined {
    return this.own.get(id) ?? this.over?.get(id);
  }

  write(element: Element): void {
    this.own.set(element.id, element);
  }

  /** Every element, deleted ones too, in no promised order. */
  [Symbol.iterator](): Iterator<Element> {
    if (!this.over) return this.own.values();
    return this.own.size === 0 ? this.over[Symbol.iterator]() : this.layered(this.over);
  }

  private *layered(over: Board): Iterator<Element> {
    for (const element of over) yield this.own.get(element.id) ?? element;
    for (const [id, element] of this.own) if (!over.get(id)) yield element;
  }

  /** How many elements there are, deleted ones too, `board` not. */
  get size(): number {
    if (!this.over) return this.own.size - 1;
    let size = this.over.size;
    for (const id of this.own.keys()) if (!this.over.get(id)) size += 1;
    return size;
  }

  /** The elements that are drawn, in no promised order. */
  *visible(): Iterable<Element> {
    for (const element of this) if (element.kind !== "board" && !element.deleted) yield element;
  }

  /** The canonical board (DIG-2). */
  rows(): Row[] {
    return byId(this)
      .filter((element) => element.kind !== "board" || Object.keys(element.values).length > 0)
      .map((element) => element.row());
  }
}

/** Elements from bottom to top (Z-1). */
export function paintedOrder(elements: Iterable<Element>): Element[] {
  const keyed = [...elements].map(
    (element) => [isHighlight(element) ? 0 : 1, element.get("z") as string, element] as const,
  );
  keyed.sort((a, b) => a[0] - b[0] || ascending(a[1], b[1]) || ascending(a[2].id, b[2].id));
  return keyed.map(([, , element]) => element);
}

export function isHighlight(element: Element): boolean {
  return element.fixed.brush === "highlighter";
}

/** Folds one entry into `board`. Never raises; elements are replaced, never changed (RED-1). */
export function apply(board: Board, entry: Entry): Change {
  const change: Change = { elements: new Map(), left: [] };
  board.seq = entry.seq;
  if (entry.refused !== undefined) return change;
  const writer = writerOf(entry);
  for (const put of entry.put ?? []) {
    if (board.get(put.id)) continue; // RED-2
    note(change, put.id, null);
    board.write(made(put, writer));
  }
  for (const one of entry.set ?? []) set(board, change, one, writer);
  for (const one of entry.restore ?? []) {
    if (!restore(board, change, one, entry.client)) change.left.push(one);
  }
  return change;
}

/** The fields that a put or a set names, without the id. */
export function named(part: Put | SetOf): Record<string, Value> {
  const found: Record<string, Value> = {};
  for (const [name, value] of Object.entries(part)) {
    if (name !== "id" && name !== "kind") found[name] = value;
  }
  return found;
}

/** The client of a writer. */
export function owner(writer: Writer | null): string {
  return (writer ?? "").split(":", 1)[0]!;
}

/** The element that a put makes. */
export function made(put: Put, writer: Writer): Element {
  const fixed: Record<string, Value> = put.kind === "stroke" ? { ...STROKE } : {};
  const values: Record<string, Value> = {};
  for (const [name, value] of Object.entries(put)) {
    if (FIXED.has(name)) fixed[name] = value;
    else if (fits(put.kind, name, value)) values[name] = value; // RED-4
  }
  values.deleted = false;
  return new Element(put.id, put.kind, writer, fixed, values);
}

function set(board: Board, change: Change, one: SetOf, writer: Writer): void {
  const before = board.get(one.id);
  if (!before) return; // RED-3
  let element = before;
  for (const [register, value] of Object.entries(named(one))) {
    if (fits(element.kind, register, value)) element = element.written(register, value, writer); // RED-4
  }
  if (element === before) return;
  note(change, element.id, before);
  board.write(element);
}

function restore(board: Board, change: Change, one: Restore, client: string): boolean {
  const element = board.get(one.id);
  if (!element || element.writer(one.register) !== one.expect) return false; // RED-5
  const owned = (register: string) => owner(element.writer(register)) === client;
  if (one.alone && !Object.keys(element.values).every(owned)) return false; // RED-6
  if (one.writer === null) {
    if (one.register === "deleted") return false; // every put wrote it, and a snapshot line counts on that
  } else if (!fits(element.kind, one.register, one.value)) return false;
  note(change, element.id, element);
  board.write(element.written(one.register, one.value, one.writer));
  return true;
}

function note(change: Change, id: string, before: Element | null): void {
  if (!change.elements.has(id)) change.elements.set(id, before);
}

/** A copy without one name; `delete` would make it slow for good. */
function without<T>(all: Readonly<Record<string, T>>, name: string): Record<string, T> {
  if (!Object.hasOwn(all, name)) return { ...all };
  return Object.fromEntries(Object.entries(all).filter(([other]) => other !== name));
}

/** All elements, deleted ones too and `board`, in the order of the digest and of the rows. */
export function byId(board: Board): Element[] {
  return [...board].sort((a, b) => ascending(a.id, b.id));
}

function ascending(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
