/** What comes from a clipboard onto the board: elements, or any other text as writing (CLIP-3). */

import type { Element } from "../core/board";
import { span } from "../core/extent";
import { rnd, union } from "../core/geometry";
import { copies } from "./copy";
import type { Desk } from "./desk";
import { dressed, TEXT } from "./draft";
import { roomOf } from "./measure";

const LONGEST = 10_000;

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Puts the elements with their middle at a place; null: where they were. Selects them. */
export function pasteElements(desk: Desk, elements: readonly Element[], at: Place | null): void {
  const box = union(elements.map(span));
  if (!desk.mayDraw || !box) return;
  const dx = at ? rnd(at.x - (box.left + box.right) / 2) : 0;
  const dy = at ? rnd(at.y - (box.top + box.bottom) / 2) : 0;
  const put = copies(desk, elements, dx, dy);
  desk.submit({ put });
  desk.done(put.map((one) => one.id));
}

/** Puts a text as writing with its middle at a place, and selects it. */
export function pasteText(desk: Desk, text: string, at: Place): void {
  const said = text.replace(/\r\n?/g, "\n").replaceAll("\0", "").trimEnd().slice(0, LONGEST);
  if (!desk.mayDraw || said.trim() === "") return;
  const style = desk.style;
  const { width, height } = roomOf(said, style.font, style.size);
  const geom = [rnd(at.x - width / 2), rnd(at.y - height / 2), width, height, 0];
  const id = desk.newId();
  desk.submit({
    put: [{ id, kind: "text", geom, z: desk.topZ(), text: said, ...dressed("text", style, TEXT) }],
  });
  desk.done([id]);
}
