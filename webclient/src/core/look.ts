/** The registers that say how an element looks, each made good where its value is unknown (DRAW-4). */

import { defaultOf } from "./elements";
import { isForm, OUTLINED, PLAIN, UNKNOWN } from "./form";

export const FONTS = ["hand", "sans", "serif", "mono"];
const FILL_STYLES = ["solid", "tint", "hachure", "cross", "zigzag"];
const DASHES = ["solid", "dashed", "dotted"];
const ALIGNS = ["left", "centre", "right"];
const NO_HEADS: readonly string[] = ["none", "none"];

/** What can be drawn: an element, or what a tool shows before it is one. */
export interface Drawable {
  readonly id: string;
  readonly kind: string;
  readonly fixed: Readonly<Record<string, unknown>>;
  get(register: string): unknown;
}

/** How lines and fills are drawn; lengths in board units, opacity in percent. */
export interface Look {
  readonly ink: string;
  readonly fill: string;
  readonly fillStyle: string;
  readonly width: number;
  readonly dash: string;
  readonly sketch: number;
  readonly round: number;
  readonly opacity: number;
}

/** The look of an element. */
export function lookOf(element: Drawable): Look {
  return {
    ink: colour(element, "ink"),
    fill: colour(element, "fill"),
    fillStyle: choice(element, "fill_style", FILL_STYLES),
    width: whole(element, "width", 0, 16_000),
    dash: choice(element, "dash", DASHES),
    sketch: whole(element, "sketch", 0, 2),
    round: whole(element, "round", 0, 2 ** 31),
    opacity: whole(element, "opacity", 0, 100),
  };
}

/** What an element says and in which letters; size in board units. */
export interface Writing {
  readonly text: string;
  readonly font: string;
  readonly size: number;
  readonly align: string;
}

/** The text of an element of a kind that has one. */
export function writingOf(element: Drawable): Writing {
  const text = element.get("text");
  return {
    text: typeof text === "string" ? text : "",
    font: choice(element, "font", FONTS),
    size: whole(element, "size", 16, 32_000),
    align: choice(element, "align", ALIGNS),
  };
}

/** The form of what has an outline in its box (FORM-2); nothing of other kinds. */
export function formOf(element: Drawable): string {
  if (!OUTLINED.includes(element.kind)) return "";
  const form = element.get("form") as string; // the default is one
  return PLAIN.includes(form) || isForm(form) ? form : UNKNOWN;
}

/** The kind that an element looks like: a rect whose form is a star is a shape (FORM-2). */
export function kindOf(element: Drawable): string {
  const form = formOf(element);
  if (!form) return element.kind;
  return PLAIN.includes(form) ? form : "shape";
}

/** The `geom` of an element. */
export function geomOf(element: Drawable): readonly number[] {
  return element.get("geom") as number[]; // the reducer lets no other form in (RED-4)
}

/** The register's value where it is one of `known`. */
export function choice(element: Drawable, register: string, known: readonly string[]): string {
  const value = element.get(register) as string; // the default is one
  return known.includes(value) ? value : (defaultOf(element.kind, register) as string);
}

/** The register's value where it is a whole number in a range. */
export function whole(element: Drawable, register: string, least: number, most: number): number {
  const value = element.get(register);
  const good = Number.isInteger(value) && least <= (value as number) && (value as number) <= most;
  return (good ? value : defaultOf(element.kind, register)) as number;
}

function colour(element: Drawable, register: string): string {
  const value = element.get(register);
  return (isPaint(value) ? value : defaultOf(element.kind, register)) as string;
}

/** True for `none` and `#RRGGBB`. */
export function isPaint(value: unknown): boolean {
  return value === "none" || (typeof value === "string" && /^#[0-9a-fA-F]{6}$/.test(value));
}

/** The names of the heads at both ends of a line; none for other kinds. */
export function headsOf(element: Drawable): readonly string[] {
  if (element.kind !== "line" && element.kind !== "arrow") return NO_HEADS;
  const names = element.get("heads");
  const good =
    Array.isArray(names) && names.length === 2 && names.every((name) => typeof name === "string");
  return good ? (names as string[]) : NO_HEADS;
}
