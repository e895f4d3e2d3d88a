/** The laser: shows others a place, and leaves nothing on the board. */

import type { Desk, Pointer, Tool } from "./desk";

export class LaserTool implements Tool {
  readonly name = "laser";
  private readonly desk: Desk;
  private down = false;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  press(p: Pointer): void {
    this.down = true;
    this.desk.laser([p.x, p.y]);
  }

  move(p: Pointer): void {
    if (this.down) this.desk.laser([p.x, p.y]);
    else this.desk.hover("laser");
  }

  release(p: Pointer): void {
    if (!this.down) return;
    this.desk.laser([p.x, p.y]);
    this.cancel();
  }

  cancel(): void {
    if (this.down) this.desk.laser(null);
    this.down = false;
  }

  key(_: string): boolean {
    return false;
  }
}
