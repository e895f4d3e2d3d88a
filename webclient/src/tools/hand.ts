/** The hand: moves the board under the pointer. */

import type { Desk, Pointer, Tool } from "./desk";

export class HandTool implements Tool {
  readonly name = "hand";
  private readonly desk: Desk;
  private held: Pointer | null = null;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  press(p: Pointer): void {
    this.held = p;
    this.desk.hover("grab");
  }

  move(p: Pointer): void {
    // After a pan the place that is held is under the pointer again, so `held` stays.
    if (this.held) this.desk.pan(p.x - this.held.x, p.y - this.held.y);
    else this.desk.hover("hand");
  }

  release(_: Pointer): void {
    this.held = null;
    this.desk.hover("hand");
  }

  cancel(): void {
    this.held = null;
  }

  key(_: string): boolean {
    return false;
  }
}
