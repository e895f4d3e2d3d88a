/** The lasso: a loop drawn by hand, and what it takes is selected (LASSO-1). */

import { UNIT } from "../core/geometry";
import { simplify } from "../core/ink";
import type { Desk, Pointer, Tool } from "./desk";
import { groupOf } from "./select";

/** Points of the loop are at least so far apart, in px of the screen. */
const APART = 3;
/** A loop with fewer points was a press by mistake. */
const LEAST = 3;

export class LassoTool implements Tool {
  readonly name = "lasso";
  private readonly desk: Desk;
  private points: number[] | null = null;
  private before: readonly string[] = [];

  constructor(desk: Desk) {
    this.desk = desk;
  }

  press(p: Pointer): void {
    this.points = [p.x, p.y];
    this.before = p.shift ? this.desk.selection : [];
  }

  move(p: Pointer): void {
    this.desk.hover("cross");
    if (!this.points) return;
    const dx = p.x - this.points.at(-2)!;
    const dy = p.y - this.points.at(-1)!;
    const apart = (APART * UNIT) / this.desk.zoom;
    if (dx * dx + dy * dy < apart * apart) return;
    this.points.push(p.x, p.y);
    this.desk.loop(this.points);
  }

  release(p: Pointer): void {
    if (!this.points) return;
    this.move(p);
    const loop = thinned(this.points, UNIT / this.desk.zoom);
    this.cancel();
    const found = loop.length < 2 * LEAST ? [] : this.desk.lassoed(loop);
    const ids = found.flatMap((one) => (p.ctrl ? [one.id] : groupOf(this.desk, one)));
    const all = [...new Set([...this.before, ...ids])];
    this.desk.select(all);
    if (found.length > 0) this.desk.done(all);
  }

  cancel(): void {
    this.points = null;
    this.desk.loop(null);
  }

  key(name: string): boolean {
    if (name !== "Escape" || !this.points) return false;
    this.cancel();
    return true;
  }
}

/** Fewer points of the same loop: it is asked about many places. */
function thinned(points: readonly number[], epsilon: number): number[] {
  const samples: number[] = [];
  for (let at = 0; at < points.length; at += 2) samples.push(points[at]!, points[at + 1]!, 0, 0);
  return simplify(samples, epsilon).filter((_, at) => at % 4 < 2);
}
