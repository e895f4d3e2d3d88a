/** The picker: takes the colour of what it is put on, with Alt as a fill. */

import type { Element } from "../core/board";
import { UNIT } from "../core/geometry";
import { hits } from "../core/hit";
import type { Desk, Pointer, Tool } from "./desk";
import { changed } from "./draft";

/** Px of the screen around a point that count as on it. */
const REACH = 4;
const REACH_TOUCH = 10;

export class PickerTool implements Tool {
  readonly name = "picker";
  private readonly desk: Desk;
  private down = false;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  press(p: Pointer): void {
    this.down = true;
    this.move(p);
  }

  move(p: Pointer): void {
    this.desk.hover("picker");
    this.desk.lens(colourAt(this.desk, p));
  }

  release(p: Pointer): void {
    if (!this.down) return;
    this.down = false;
    const colour = colourAt(this.desk, p);
    if (!colour || !this.desk.mayDraw) return;
    this.desk.lens(null);
    this.desk.dip(p.alt ? { fill: colour } : { ink: colour });
  }

  cancel(): void {
    this.down = false;
    this.desk.lens(null);
  }

  key(): boolean {
    return false;
  }
}

/** The colour under the pointer: of the line of what is there, or of its inside; null: of nothing. */
function colourAt(desk: Desk, p: Pointer): string | null {
  const reach = ((p.touch ? REACH_TOUCH : REACH) * UNIT) / desk.zoom;
  const hit = desk.pick(p.x, p.y, reach);
  if (!hit || hit.kind === "image" || hit.kind === "frame") return null;
  const colour = hit.get(isInside(hit, p, reach) ? "fill" : "ink") as string;
  return colour === "none" ? null : colour;
}

/** True where not the line of an element is hit, nor its words, but what it is filled with. */
function isInside(hit: Element, p: Pointer, reach: number): boolean {
  if (hit.get("fill") === "none") return false;
  if (hit.kind === "note") return true;
  return !hits(changed(hit, { fill: "none" }), p.x, p.y, reach);
}
