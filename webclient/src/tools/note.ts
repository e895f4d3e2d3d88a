/** The note tool: a press puts a sticky note there and asks what it says. */

import type { Desk, Pointer, Tool } from "./desk";
import { noteAt } from "./write";

export class NoteTool implements Tool {
  readonly name = "note";
  private readonly desk: Desk;
  private pressed = false;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  press(_: Pointer): void {
    this.pressed = true;
  }

  move(_: Pointer): void {
    this.desk.hover("cross");
  }

  release(p: Pointer): void {
    if (!this.pressed) return;
    this.pressed = false;
    noteAt(this.desk, p.x, p.y);
  }

  cancel(): void {
    this.pressed = false;
  }

  key(_: string): boolean {
    return false;
  }
}
