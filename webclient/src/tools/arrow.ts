/** The arrow and the line: from where it is pressed to where it is released. */

import { routed } from "../core/bind";
import { cosine, rnd, sine, UNIT } from "../core/geometry";
import type { Arrow, Binding, Line } from "../core/wire";
import type { Desk, Pointer, Tool } from "./desk";
import { dressed, elementOfPut, OUTLINE } from "./draft";
import { geomOf } from "./frame";
import { holdAt } from "./hold";

/** Shorter than this, in px of the screen, it was a press by mistake. */
const LEAST = 4;
const STEP = 1500;

export class ArrowTool implements Tool {
  readonly name: "arrow" | "line";
  private readonly desk: Desk;
  private from: Pointer | null = null;
  private id = "";
  private hold: Binding | null = null;

  constructor(desk: Desk, name: "arrow" | "line" = "arrow") {
    this.desk = desk;
    this.name = name;
  }

  press(p: Pointer): void {
    this.from = p;
    this.id = this.desk.newId();
    this.hold = this.holdAt(p);
  }

  move(p: Pointer): void {
    this.desk.hover("cross");
    if (!this.from) {
      this.aim(this.holdAt(p));
      return;
    }
    const put = this.made(this.from, p);
    this.aim(put.from, put.to);
    const shown = routed(this.desk.board, elementOfPut(put));
    this.desk.preview([shown]);
    const { ink, width, opacity } = this.desk.style;
    this.desk.wet({ id: this.id, kind: this.name, ink, width, opacity, geom: geomOf(shown) });
  }

  release(p: Pointer): void {
    if (!this.from) return;
    const put = this.made(this.from, p);
    const long = Math.hypot(p.x - this.from.x, p.y - this.from.y) * this.desk.zoom;
    this.from = null;
    if (long >= LEAST * UNIT) {
      this.desk.submit({ put: [put] });
      this.desk.done([put.id]);
    }
    this.cancel();
  }

  cancel(): void {
    this.from = null;
    this.desk.target([]);
    this.desk.preview(null);
    this.desk.wet(null);
  }

  key(name: string): boolean {
    if (name !== "Escape" || !this.from) return false;
    this.cancel();
    return true;
  }

  private holdAt(p: Pointer): Binding | null {
    return this.name === "arrow" ? holdAt(this.desk, p) : null;
  }

  private aim(...ends: (Binding | null | undefined)[]): void {
    this.desk.target(ends.flatMap((end) => (end ? [end.id] : [])));
  }

  private made(from: Pointer, p: Pointer): Arrow | Line {
    const [x, y] = p.shift ? straight(from, p) : [rnd(p.x), rnd(p.y)];
    const to = p.shift ? null : this.holdAt(p);
    const within = to !== null && to.id === this.hold?.id; // an arrow inside of one element holds on to nothing
    const rest = {
      id: this.id,
      geom: [rnd(from.x), rnd(from.y), x, y],
      z: this.desk.topZ(),
      ...(this.hold && !within ? { from: this.hold } : {}),
      ...(to && !within ? { to } : {}),
      ...dressed(this.name, this.desk.style, OUTLINE),
    };
    if (this.name === "line") return { kind: "line", ...rest };
    return { kind: "arrow", ...rest, heads: ["none", "arrow"] };
  }
}

/** The end nearest to `p` on a line from `from` at a multiple of 15 degrees. */
export function straight(
  from: { readonly x: number; readonly y: number },
  p: { readonly x: number; readonly y: number },
): [number, number] {
  const dx = p.x - from.x;
  const dy = p.y - from.y;
  const angle = rnd((Math.atan2(dy, dx) * 18_000) / Math.PI / STEP) * STEP;
  const c = cosine(angle);
  const s = sine(angle);
  const along = dx * c + dy * s;
  return [rnd(rnd(from.x) + along * c), rnd(rnd(from.y) + along * s)];
}
