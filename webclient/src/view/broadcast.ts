/** What others see of the own hand: cursor, tool, selection and wet ink, in small steps (LIVE-1, LIVE-2). */

import { rnd } from "../core/geometry";
import type { Trail } from "../core/trail";
import type { Presence, Wet } from "../core/wire";

/** At most one step in this time; in ms. */
const TICK = 40;
/** Points in one step: well within a message. */
const MOST = 2000;

export class Broadcast {
  private readonly send: (change: Presence) => void;
  private change: Presence = {};
  private wet: Wet | null = null;
  /** How many of its points are out; -1: none of it, not even its beginning. */
  private out = -1;
  private beam: Trail | null = null;
  private timer = 0;
  private last = 0;

  constructor(send: (change: Presence) => void) {
    this.send = send;
  }

  cursor(x: number, y: number): void {
    this.change.cursor = [rnd(x), rnd(y)];
    this.ask();
  }

  gone(): void {
    this.change.cursor = null;
    this.ask();
  }

  tool(name: string | null): void {
    this.change.tool = name;
    this.ask();
  }

  selection(ids: readonly string[]): void {
    this.change.selection = ids.length > 0 ? ids.slice(0, 200) : null;
    this.ask();
  }

  /** Own wet ink, whole each time; its last point may still move. */
  draw(wet: Wet): void {
    const count = (wet.points?.length ?? 0) / ((wet.pressure ?? true) ? 3 : 2);
    if (wet.id !== this.wet?.id || count < this.out) this.out = -1; // it was made straight
    this.wet = wet;
    this.ask();
  }

  /** The wet ink is over: as an element (`dry`), which takes it away by itself, or as nothing. */
  end(dry: boolean): void {
    if (!this.wet) return;
    if (!dry && this.out >= 0) {
      this.change.wet = null;
      this.ask();
    } else delete this.change.wet;
    this.wet = null;
    this.out = -1;
  }

  /** Any part of the own live state. */
  tell(change: Presence): void {
    Object.assign(this.change, change);
    this.ask();
  }

  /** The laser shines, or its trail fades: told until nothing of it is left. */
  laser(trail: Trail): void {
    this.beam = trail;
    this.ask();
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private ask(): void {
    if (this.timer) return;
    const wait = Math.max(0, this.last + TICK - performance.now());
    this.timer = window.setTimeout(this.step, wait);
  }

  private readonly step = (): void => {
    this.timer = 0;
    this.last = performance.now();
    let more = this.wet ? this.nextPoints(this.wet) : false;
    if (this.beam) {
      this.change.laser = this.beam.places(this.last);
      if (this.change.laser) more = true;
      else this.beam = null;
    }
    if (Object.keys(this.change).length > 0) this.send(this.change);
    this.change = {};
    if (more) this.ask();
  };

  private nextPoints(wet: Wet): boolean {
    if ((wet.kind ?? "stroke") !== "stroke") {
      this.change.wet = { ...wet };
      this.out = 0;
      return false;
    }
    const stride = (wet.pressure ?? true) ? 3 : 2;
    const points = wet.points ?? [];
    const start = Math.max(0, this.out);
    const settled = Math.max(points.length / stride - 1, this.out < 0 ? 1 : 0);
    const end = Math.min(settled, start + MOST);
    if (end <= start && this.out >= 0) return false;
    this.change.wet = { ...wet, start, points: points.slice(start * stride, end * stride) };
    this.out = end;
    return end < settled;
  }
}
