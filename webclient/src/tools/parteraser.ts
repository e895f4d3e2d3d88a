/** The part eraser: what its disc touches of strokes goes when it is lifted, as one gesture (INK-6). */

import type { Element } from "../core/board";
import { cut, partOf, samplesOf } from "../core/cut";
import { UNIT } from "../core/geometry";
import { whole } from "../core/look";
import type { Desk, Pointer, Tool } from "./desk";
import { changed, elementOfPut, isFree } from "./draft";
import { RADIUS } from "./eraser";

/** A stroke that was touched, and what is left of it. */
interface Left {
  readonly stroke: Element;
  readonly pieces: readonly number[][];
}

export class PartEraserTool implements Tool {
  readonly name = "part-eraser";
  private readonly desk: Desk;
  private left: Map<string, Left> | null = null;
  private last: Pointer | null = null;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  press(p: Pointer): void {
    this.left = new Map();
    this.last = p;
    this.sweep(p);
  }

  move(p: Pointer): void {
    if (this.left) this.sweep(p);
    else this.desk.hover("eraser");
  }

  release(p: Pointer): void {
    if (!this.left) return;
    this.sweep(p);
    const cuts = [...this.left.values()];
    this.left = null;
    const put = cuts.flatMap(({ stroke, pieces }) =>
      pieces.map((one) => partOf(stroke, one, this.desk.newId())),
    );
    const set = cuts.map(({ stroke }) => ({ id: stroke.id, deleted: true }));
    if (set.length > 0) this.desk.submit(put.length > 0 ? { put, set } : { set });
    this.desk.preview(null);
  }

  cancel(): void {
    this.left = null;
    this.desk.preview(null);
  }

  key(name: string): boolean {
    if (name !== "Escape" || !this.left) return false;
    this.cancel();
    return true;
  }

  private sweep(p: Pointer): void {
    const left = this.left!;
    const last = this.last!;
    const reach = (RADIUS * UNIT) / this.desk.zoom;
    const disc = { ax: last.x, ay: last.y, bx: p.x, by: p.y, reach };
    let touched = false;
    for (const stroke of this.desk.swept(last.x, last.y, p.x, p.y, reach)) {
      if (!isOurs(stroke)) continue;
      const before = left.get(stroke.id)?.pieces ?? [samplesOf(stroke)];
      const size = whole(stroke, "width", 0, 16_000);
      const after = before.flatMap((one) => cut(one, size, disc));
      if (after.length === before.length && after.every((one, at) => one === before[at])) continue;
      left.set(stroke.id, { stroke, pieces: after });
      touched = true;
    }
    this.last = p;
    if (touched) this.desk.preview(shown(left.values()));
  }
}

function isOurs(element: Element): boolean {
  return element.kind === "stroke" && isFree(element) && element.get("fill") === "none";
}

/** The pieces, and of each stroke itself nothing. */
function shown(left: Iterable<Left>): Element[] {
  return [...left].flatMap(({ stroke, pieces }) => [
    changed(stroke, { opacity: 0 }),
    ...pieces.map((one, at) =>
      elementOfPut(partOf(stroke, one, `${at}-${stroke.id}`.slice(0, 64))),
    ),
  ]);
}
