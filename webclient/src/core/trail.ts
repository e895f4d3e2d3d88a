/** The trail of a laser pointer: where it was in the last moments, thinner the longer ago (LIVE-6). */

import { rnd } from "./geometry";

export const FADE_MS = 900;
/** Places that others are told. */
export const MOST = 64;
/** A place that came sooner after the one before gives way to the next. */
const STEP_MS = 15;

interface Place {
  readonly x: number;
  readonly y: number;
  readonly at: number;
}

/** Fed with board units and ms of an even clock; a `lift` ends a line, and the next place begins another. */
export class Trail {
  private lines: Place[][] = [];
  private down = false;

  add(x: number, y: number, now: number): void {
    if (!this.down) {
      this.lines.push([{ x, y, at: now }]);
      this.down = true;
      return;
    }
    const line = this.lines.at(-1)!;
    if (line.length > 1 && line.at(-1)!.at - line.at(-2)!.at < STEP_MS) line.pop();
    line.push({ x, y, at: now });
  }

  lift(now: number): void {
    if (!this.down) return;
    this.rest(now);
    this.down = false;
  }

  /** The lines as traces `[x,y,pressure, …]`, the pressure from 255 at the tip down to what is almost gone. */
  shown(now: number): number[][] {
    this.age(now);
    const pressure = (at: number) => rnd(255 * (1 - (now - at) / FADE_MS));
    return this.lines.map((line) => line.flatMap(({ x, y, at }) => [rnd(x), rnd(y), pressure(at)]));
  }

  /** What others are told: the newest line, flat, its oldest place first; null: there is none any more. */
  places(now: number): number[] | null {
    this.age(now);
    const line = this.lines.at(-1);
    return line ? line.slice(-MOST).flatMap(({ x, y }) => [rnd(x), rnd(y)]) : null;
  }

  private age(now: number): void {
    if (this.down) this.rest(now);
    const lines = this.lines.map((line) => line.filter((place) => now - place.at < FADE_MS));
    this.lines = lines.filter((line) => line.length > 0);
  }

  /** The tip stays bright while the pointer is down. */
  private rest(now: number): void {
    const line = this.lines.at(-1)!;
    line[line.length - 1] = { ...line.at(-1)!, at: now };
  }
}

/** The trail of somebody else as a trace: the newest place is the thickest. */
export function traceOf(places: readonly number[]): number[] {
  const count = Math.floor(places.length / 2);
  return Array.from({ length: count }, (_, at) => [
    places[2 * at]!,
    places[2 * at + 1]!,
    rnd((255 * (at + 1)) / count),
  ]).flat();
}
