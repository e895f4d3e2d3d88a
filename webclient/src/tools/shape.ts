/** The shapes: a rectangle, an ellipse or a diamond, dragged from corner to corner. */

import { rnd, UNIT } from "../core/geometry";
import type { Put } from "../core/wire";
import type { Desk, Pointer, Tool } from "./desk";
import { dressed, elementOfPut, SHAPE } from "./draft";
import { rewrite } from "./write";

type ShapeName = "rect" | "ellipse" | "diamond" | "frame";

/** Smaller than this on both sides, in px of the screen, it was a press by mistake. */
const LEAST = 4;

export class ShapeTool implements Tool {
  readonly name: ShapeName;
  private readonly desk: Desk;
  private from: Pointer | null = null;
  private id = "";

  constructor(desk: Desk, name: ShapeName = "rect") {
    this.desk = desk;
    this.name = name;
  }

  press(p: Pointer): void {
    this.from = p;
    this.id = this.desk.newId();
  }

  move(p: Pointer): void {
    this.desk.hover("cross");
    if (!this.from) return;
    const put = this.made(this.from, p);
    this.desk.preview([elementOfPut(put)]);
    const { ink, fill, width, opacity } = this.desk.style;
    this.desk.wet({ id: this.id, kind: this.name, ink, fill, width, opacity, geom: put.geom });
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
      kind: this.name,
      geom: dragged(from, p),
      z: this.desk.topZ(),
      ...dressed(this.name, this.desk.style, this.name === "frame" ? [] : SHAPE),
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
