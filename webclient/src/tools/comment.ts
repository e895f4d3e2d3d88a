/** The comment tool: a press pins a comment to what lies there, or to the place. */

import { rnd } from "../core/geometry";
import type { Desk, Pointer, Tool } from "./desk";

/** How near an element must be, in px of the screen. */
const REACH = 6;
const REACH_TOUCH = 12;

export class CommentTool implements Tool {
  readonly name = "comment";
  private readonly desk: Desk;
  private down = false;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  press(_: Pointer): void {
    this.down = true;
  }

  move(_: Pointer): void {
    if (!this.down) this.desk.hover("comment");
  }

  release(p: Pointer): void {
    if (!this.down) return;
    this.down = false;
    const reach = ((p.touch ? REACH_TOUCH : REACH) * 16) / this.desk.zoom;
    const about = this.desk.pick(p.x, p.y, reach)?.id ?? "";
    this.desk.comment({ about, place: [rnd(p.x), rnd(p.y)] });
    this.desk.done([]);
  }

  cancel(): void {
    this.down = false;
  }

  key(_: string): boolean {
    return false;
  }
}
