/** What a field of Excalidraw's holds, or a default where it holds something else. */

import { rnd, UNIT } from "../../geometry";
import { isObject } from "../../schema";

/** An element as Excalidraw has it. */
export type Raw = Record<string, unknown>;

const COORDINATE = 2 ** 31;
const FAR = COORDINATE / UNIT;

/** A finite number, no farther than a board reaches. */
export function number(raw: Raw, key: string, otherwise = 0): number {
  return clamped(raw[key], otherwise);
}

export function clamped(value: unknown, otherwise = 0): number {
  if (typeof value !== "number" || !Number.isFinite(value)) return otherwise;
  return Math.max(Math.min(value, FAR), -FAR);
}

export function text(raw: Raw, key: string): string {
  const value = raw[key];
  return typeof value === "string" ? value : "";
}

/** Px as board units. */
export function units(px: number): number {
  return Math.max(Math.min(rnd(px * UNIT), COORDINATE), -COORDINATE);
}

/** The points of a line or a stroke in px, from its x and y. */
export function points(raw: Raw): [number, number][] {
  const given = Array.isArray(raw.points) ? raw.points : [];
  return given
    .filter((point) => Array.isArray(point) && point.length >= 2)
    .map((point) => [clamped(point[0]), clamped(point[1])]);
}

export function objectAt(raw: Raw, key: string): Raw | null {
  const value = raw[key];
  return isObject(value) ? value : null;
}

export function within(value: number, least: number, most: number): number {
  return Math.max(Math.min(value, most), least);
}

/** Rounded half to even, as Python rounds. */
export function even(value: number): number {
  const low = Math.floor(value);
  if (value - low !== 0.5) return Math.round(value);
  return low % 2 === 0 ? low : low + 1;
}
