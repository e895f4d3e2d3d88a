/** What can lie on a board: kinds, their registers, defaults and limits (EL-1 to EL-8). */

import { DEFS, type Schema } from "./schema";
import wire from "./wire.json";

export const STROKE_POINTS = 10_000;

export type Kind = keyof typeof wire.tables.kinds;
/** A JSON value, as it stands on the wire. */
export type Value = unknown;

/** The registers of each kind (EL-4). */
export const KINDS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(wire.tables.kinds).map(([kind, registers]) => [kind, new Set(registers)]),
);

/** The fields of an element that never change (EL-3). */
export const FIXED: ReadonlySet<string> = new Set(wire.tables.fixed);

/** What a register reads as before it was written (EL-7); `align` and `form` depend on the kind. */
export const DEFAULTS: Readonly<Record<string, Value>> = wire.tables.defaults;

/** The schema of each register's value, for the values of a restore. */
export const VALUES: ReadonlyMap<string, Schema> = new Map(
  Object.entries(DEFS.Set?.properties ?? {}).flatMap(([name, schema]) =>
    name === "id" || !schema ? [] : [[name, schema] as const],
  ),
);

/** What `register` of a `kind` reads as before it was written (EL-7). */
export function defaultOf(kind: string, register: string): Value {
  if (register === "align") return kind === "text" ? "left" : "centre";
  if (register === "form" && kind !== "shape") return kind;
  if (register === "geom" && isLine(kind)) return [0, 0, 0, 0];
  return DEFAULTS[register];
}

/** True where an element of `kind` has this register, and a `geom` has the form of the kind (RED-4). */
export function fits(kind: string, register: string, value: Value): boolean {
  if (!KINDS.get(kind)?.has(register)) return false;
  if (register !== "geom") return true;
  if (!Array.isArray(value)) return false;
  return isLine(kind) ? value.length >= 4 && value.length % 2 === 0 : value.length === 5;
}

function isLine(kind: string): boolean {
  return kind === "line" || kind === "arrow";
}
