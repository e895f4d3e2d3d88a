/** The eraser: everything that it touches on its way goes when it is lifted, as one gesture. */

import { UNIT } from "../core/geometry";
import type { Desk, Pointer, Tool } from "./desk";
import { isFree } from "./draft";

/** Half the width of the ring, in px of the screen. */
export const RADIUS = 8;

export class EraserTool implements Tool {
  readonly name = "eraser";
  private readonly desk: Desk;
  private touched: Map<string, true> | null = null;
  private last: Pointer | null = null;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  press(p: Pointer): void {
    this.touched = new Map();
    this.last = p;
    this.sweep(p);
  }

  move(p: Pointer): void {
    if (this.touched) this.sweep(p);
    else this.desk.hover("eraser");
  }

  release(p: Pointer): void {
    if (!this.touched) return;
    this.sweep(p);
    const ids = [...this.touched.keys()];
    this.touched = null;
    if (ids.length > 0) this.desk.submit({ set: ids.map((id) => ({ id, deleted: true })) });
    this.desk.dim([]);
  }

  cancel(): void {
    this.touched = null;
    this.desk.dim([]);
  }

  key(name: string): boolean {
    if (name !== "Escape" || !this.touched) return false;
    this.cancel();
    return true;
  }

  private sweep(p: Pointer): void {
    const touched = this.touched!;
    const last = this.last!;
    const reach = (RADIUS * UNIT) / this.desk.zoom;
    const before = touched.size;
    for (const element of this.desk.swept(last.x, last.y, p.x, p.y, reach)) {
      if (isFree(element)) touched.set(element.id, true);
    }
    this.last = p;
    if (touched.size > before) this.desk.dim([...touched.keys()]);
  }
}
