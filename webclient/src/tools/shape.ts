/** The shapes: a rectangle, an ellipse, a diamond or another form, dragged from corner to corner. */

import type { Form } from "../core/form";
import { type Box, rnd, UNIT } from "../core/geometry";
import type { Put } from "../core/wire";
import type { Desk, Pointer, Tool } from "./desk";
import { dressed, elementOfPut, SHAPE } from "./draft";
import { boxOfGeom, guides, snappedTo } from "./snap";
import { rewrite } from "./write";

type Kind = "rect" | "ellipse" | "diamond" | "frame" | "shape";
type ShapeName = Exclude<Kind, "shape"> | `shape-${Form}`;

/** Smaller than this on both sides, in px of the screen, it was a press by mistake. */
const LEAST = 4;

export class ShapeTool implements Tool {
  readonly name: ShapeName;
  private readonly desk: Desk;
  private readonly kind: Kind;
  /** What the kind `shape` has besides. */
  private readonly form: { form?: Form };
  private from: Pointer | null = null;
  private others: readonly Box[] = [];
  private id = "";

  constructor(desk: Desk, name: ShapeName = "rect") {
    this.desk = desk;
    this.name = name;
    const form = name.startsWith("shape-") ? (name.slice(6) as Form) : null; // of ShapeName
    this.kind = form ? "shape" : (name as Kind);
    this.form = form ? { form } : {};
  }

  press(p: Pointer): void {
    this.others = this.desk.neighbours([]);
    this.from = snappedTo(p, this.others, this.desk.zoom);
    this.id = this.desk.newId();
  }

  move(p: Pointer): void {
    this.desk.hover("cross");
    if (!this.from) return;
    const put = this.made(this.from, p);
    this.desk.preview([elementOfPut(put)]);
    this.desk.guide(p.ctrl ? [] : guides(boxOfGeom(put.geom), this.others));
    const { ink, fill, width, opacity } = this.desk.style;
    const look = { ...this.form, ink, fill, width, opacity };
    this.desk.wet({ id: this.id, kind: this.kind, ...look, geom: put.geom });
  }

  release(p: Pointer): void {
    if (!this.from) return;
    const put = this.made(this.from, p);
    this.from = null;
    const [, , w = 0, h = 0] = put.geom;
    if (Math.max(w, h) * this.desk.zoom >= LEAST * UNIT) {
      this.desk.submit({ put: [put] });
      this.desk.done([put.id]);
      const frame = this.name === "frame" && this.desk.board.get(put.id);
      if (frame) rewrite(this.desk, frame); // what is it called?
    }
    this.cancel();
  }

  cancel(): void {
    this.from = null;
    this.desk.preview(null);
    this.desk.guide([]);
    this.desk.wet(null);
  }

  key(name: string): boolean {
    if (name !== "Escape" || !this.from) return false;
    this.cancel();
    return true;
  }

  private made(from: Pointer, p: Pointer): Put {
    return {
      id: this.id,
      kind: this.kind,
      geom: dragged(from, p.shift ? p : snappedTo(p, this.others, this.desk.zoom)),
      z: this.desk.topZ(),
      ...this.form,
      ...dressed(this.kind, this.desk.style, this.name === "frame" ? [] : SHAPE),
    };
  }
}

/** The box of a drag: Shift makes it square, Alt puts its centre where it began. */
export function dragged(from: Pointer, p: Pointer): number[] {
  let dx = p.x - from.x;
  let dy = p.y - from.y;
  if (p.shift) {
    const side = Math.max(Math.abs(dx), Math.abs(dy));
    dx = dx < 0 ? -side : side;
    dy = dy < 0 ? -side : side;
  }
  const startX = p.alt ? from.x - dx : from.x;
  const startY = p.alt ? from.y - dy : from.y;
  const left = rnd(Math.min(startX, from.x + dx));
  const top = rnd(Math.min(startY, from.y + dy));
  const right = rnd(Math.max(startX, from.x + dx));
  const bottom = rnd(Math.max(startY, from.y + dy));
  return [left, top, right - left, bottom - top, 0];
}
