/** The text tool: a press on writing edits it, a press elsewhere begins new writing there. */

import { UNIT } from "../core/geometry";
import type { Desk, Pointer, Tool } from "./desk";
import { isFree } from "./draft";
import { canWrite, rewrite, writeAt } from "./write";

const REACH = 2;

export class TextTool implements Tool {
  readonly name = "text";
  private readonly desk: Desk;
  private from: Pointer | null = null;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  press(p: Pointer): void {
    this.from = p;
  }

  move(_: Pointer): void {
    this.desk.hover("text");
  }

  release(p: Pointer): void {
    if (!this.from) return;
    this.from = null;
    const hit = this.desk.pick(p.x, p.y, (REACH * UNIT) / this.desk.zoom);
    if (hit && canWrite(hit) && isFree(hit)) rewrite(this.desk, hit);
    else writeAt(this.desk, p.x, p.y);
  }

  cancel(): void {
    this.from = null;
  }

  key(_: string): boolean {
    return false;
  }
}
