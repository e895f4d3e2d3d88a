/** The brush: carries the style of one element over to others. */

import { KINDS } from "../core/elements";
import type { Desk, Style } from "./desk";
import { selected } from "./draft";
import { restyle } from "./edit";
import { STYLE } from "./style";

const NAMES = Object.keys(STYLE) as (keyof Style)[]; // an object's keys are its names

export class Brush {
  private taken: Partial<Style> = {};
  private from = "";

  /** Takes the style of the first element of the selection; false where nothing is selected. */
  take(desk: Desk): boolean {
    const [first] = selected(desk);
    if (!first) return false;
    const own = NAMES.filter((name) => KINDS.get(first.kind)?.has(name));
    this.taken = Object.fromEntries(own.map((name) => [name, first.get(name)]));
    this.from = first.kind;
    return true;
  }

  /** Gives it to the selection. The paper of a note is no fill of a shape, nor the other way round. */
  give(desk: Desk): void {
    const { fill: _, fill_style: __, ...rest } = this.taken;
    const notes = selected(desk).some((one) => one.kind === "note");
    restyle(desk, notes === (this.from === "note") ? this.taken : rest);
  }
}
