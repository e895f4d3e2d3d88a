/** The pen: points of a mouse, a finger or a pen become a stroke (INK-5); the highlighter is one too. */

import { rnd, UNIT } from "../core/geometry";
import { encodePoints, naturalBox, simplify } from "../core/ink";
import type { Stroke, Wet } from "../core/wire";
import type { Desk, Pointer, Tool } from "./desk";
import { dressed, INK } from "./draft";
import { followed, pressed } from "./nib";
import type { Straightened } from "./straight";

/** A stroke with more samples is put in parts, so that each fits a message with room to spare (SES-9). */
export const PART = 2500;

interface Line {
  readonly id: string;
  readonly pressure: boolean;
  /** Flat `[x,y,pressure,ms, …]`, absolute, in board units. */
  readonly samples: number[];
  /** The same for the eyes of others: `[x,y,pressure, …]`, or `[x,y, …]` without pressure. */
  readonly points: number[];
  readonly start: number;
  /** The last sample is nearer than a px to the one before: the next takes its place. */
  loose: boolean;
  /** Where the ink is: a steadied pen is ahead of it. */
  tip: Pointer;
}

export class PenTool implements Tool {
  readonly name: "pen" | "highlighter";
  private readonly desk: Desk;
  private line: Line | null = null;
  private straight: Straightened | null = null;

  constructor(desk: Desk, name: "pen" | "highlighter" = "pen") {
    this.desk = desk;
    this.name = name;
  }

  press(p: Pointer): void {
    this.line = this.begun(p);
    this.take(this.line, p);
    this.show(this.line);
  }

  move(p: Pointer): void {
    if (!this.line) {
      this.desk.hover("pen");
      return;
    }
    if (this.straight) {
      this.straight.follow(p);
      return;
    }
    this.follow(this.line, p);
    this.show(this.line);
    if (this.line.samples.length / 4 >= PART) this.goOn(this.line, p);
  }

  release(p: Pointer): void {
    const line = this.line;
    if (!line) return;
    this.line = null;
    if (this.straight) this.desk.submit({ put: [this.straight.put] });
    else {
      this.take(line, p);
      this.put(line);
    }
    this.cancel();
  }

  finish(): void {
    if (this.line) this.release(this.line.tip);
  }

  /** A pen that rests is done with its stroke: what is it meant to be? */
  rest(p: Pointer): void {
    const { line, desk } = this;
    if (!line || this.straight || !desk.nib.straighten) return;
    this.take(line, p);
    this.straight = desk.straighten?.(desk, this.made(line), line.samples) ?? null;
  }

  cancel(): void {
    this.line = null;
    if (this.straight) this.desk.preview(null);
    this.straight = null;
    this.desk.wet(null);
  }

  key(name: string): boolean {
    if (name !== "Escape" || !this.line) return false;
    this.cancel();
    return true;
  }

  /** The stroke as it would be put if the pen were lifted now; null: the pen is not down. */
  draft(): Stroke | null {
    return this.line && this.made(this.line);
  }

  private begun(p: Pointer): Line {
    const pressure = p.pressure !== null && this.name === "pen" && !this.desk.nib.constant;
    return {
      id: this.desk.newId(),
      pressure,
      samples: [],
      points: [],
      start: p.time,
      loose: false,
      tip: p,
    };
  }

  /** Takes the pen's way, or that of the ink that is steadied behind it. */
  private follow(line: Line, p: Pointer): void {
    const { tip } = line;
    const share = followed(this.desk.nib, Math.max(0, p.time - tip.time));
    const x = tip.x + (p.x - tip.x) * share;
    const y = tip.y + (p.y - tip.y) * share;
    line.tip = { ...p, x, y };
    this.take(line, line.tip);
  }

  /** Adds a sample where it is a px of the screen away, else moves the last one there. */
  private take(line: Line, p: Pointer): void {
    const { samples, points } = line;
    const sample = [
      rnd(p.x),
      rnd(p.y),
      line.pressure ? Math.min(255, rnd(pressed(this.desk.nib, p.pressure ?? 255))) : 255,
    ];
    if (line.loose) {
      samples.length -= 4;
      points.length -= line.pressure ? 3 : 2;
    }
    const end = samples.length;
    const dx = sample[0]! - (samples[end - 4] ?? Number.POSITIVE_INFINITY);
    const dy = sample[1]! - (samples[end - 3] ?? Number.POSITIVE_INFINITY);
    const least = UNIT / this.desk.zoom;
    line.loose = dx * dx + dy * dy < least * least;
    samples.push(...sample, Math.max(0, rnd(p.time - line.start)));
    points.push(...(line.pressure ? sample : sample.slice(0, 2)));
  }

  private show(line: Line): void {
    const { ink, width, opacity } = this.desk.style;
    const wet: Wet = {
      id: line.id,
      kind: "stroke",
      ink,
      width,
      opacity,
      brush: this.name,
      pressure: line.pressure,
      points: line.points,
    };
    this.desk.wet(wet);
  }

  /** Puts what is there and goes on with a new stroke from its last sample. */
  private goOn(line: Line, p: Pointer): void {
    this.put(line);
    this.line = this.begun(p);
    this.take(this.line, p);
    this.show(this.line);
  }

  private put(line: Line): void {
    this.desk.submit({ put: [this.made(line)] });
  }

  private made(line: Line): Stroke {
    const kept = simplify(settled(line), (UNIT * 0.25) / this.desk.zoom);
    const box = naturalBox(kept.filter((_, at) => at % 4 !== 3));
    return {
      id: line.id,
      kind: "stroke",
      points: encodePoints(kept, line.pressure),
      ...(line.pressure ? {} : { pressure: false }),
      ...(this.name === "highlighter" ? { brush: "highlighter" as const } : {}),
      geom: [box.left, box.top, box.right - box.left, box.bottom - box.top, 0],
      z: this.desk.topZ(),
      ...dressed("stroke", this.desk.style, INK),
    };
  }
}

/** The samples without a last one that lies on the one before it. */
function settled(line: Line): number[] {
  const { samples } = line;
  const end = samples.length;
  const still =
    end > 4 && samples[end - 4] === samples[end - 8] && samples[end - 3] === samples[end - 7];
  return still ? samples.slice(0, end - 4) : samples;
}
