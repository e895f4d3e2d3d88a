/** A draft: an element that is about to be put, in the form of its JSON and as the board would show it. */

import { routed } from "../core/bind";
import { apply, Board, type Element } from "../core/board";
import { defaultOf } from "../core/elements";
import type { Put } from "../core/wire";
import type { Desk, Style } from "./desk";

/** Registers of the style that every kind has. */
const PAINT = ["ink", "fill", "fill_style", "width", "dash", "sketch", "round", "opacity"] as const;
const WRITING = ["font", "size", "align"] as const;

/** The registers of a new element of `kind`, those left out that read the same unwritten (EL-7). */
export function dressed(
  kind: Put["kind"],
  style: Readonly<Style>,
  names: readonly (keyof Style)[],
): Partial<Style> {
  const named = names.filter((name) => style[name] !== defaultOf(kind, name));
  return Object.fromEntries(named.map((name) => [name, style[name]]));
}

/** What a stroke takes of the style. */
export const INK: readonly (keyof Style)[] = ["ink", "width", "opacity"];
/** What a line or an arrow takes of the style. */
export const OUTLINE: readonly (keyof Style)[] = [
  "ink",
  "width",
  "dash",
  "sketch",
  "curve",
  "opacity",
];
/** What a shape takes of the style. */
export const SHAPE: readonly (keyof Style)[] = [...PAINT, "font", "size"];
/** What writing takes of the style. */
export const TEXT: readonly (keyof Style)[] = ["ink", "opacity", ...WRITING];

/** The element that a put makes. */
export function elementOfPut(put: Put): Element {
  const board = new Board();
  apply(board, { seq: 0, at: 0, by: "", client: "draft", cseq: 1, put: [put] });
  return board.get(put.id)!;
}

/** An element as it would look with other registers. */
export function changed(element: Element, registers: Readonly<Record<string, unknown>>): Element {
  let shown = element;
  for (const [name, value] of Object.entries(registers)) {
    shown = shown.written(name, value, element.put);
  }
  return shown;
}

/** True where a gesture may change the element. */
export function isFree(element: Element): boolean {
  return element.get("locked") !== true;
}

/** The elements of the selection that may be changed. */
export function freeOf(desk: Desk): Element[] {
  return desk.mayDraw ? selected(desk).filter(isFree) : [];
}

/** The elements of the selection that are there. */
export function selected(desk: Desk): Element[] {
  return desk.selection.flatMap((id) => {
    const element = desk.board.get(id);
    return element && !element.deleted ? [routed(desk.board, element)] : [];
  });
}
