/** A stroke made straight: what it was meant to be, in its ink, while the pen is still down (GUESS-1). */

import { rnd, UNIT } from "../core/geometry";
import { guess } from "../core/guess";
import { encodePoints } from "../core/ink";
import type { Put, Stroke } from "../core/wire";
import type { Desk, Pointer } from "./desk";
import { elementOfPut } from "./draft";

/** Smaller than this on the screen, in px, it was writing. */
const LEAST = 28;

export type Straighten = (
  desk: Desk,
  stroke: Stroke,
  samples: readonly number[],
) => Straightened | null;

export class Straightened {
  put: Put;
  private readonly desk: Desk;

  /** What the stroke is meant to be; null where that cannot be told. */
  static of(desk: Desk, stroke: Stroke, samples: readonly number[]): Straightened | null {
    const flat = samples.filter((_, at) => at % 4 < 2);
    const found = guess(flat, (LEAST * UNIT) / desk.zoom);
    if (!found) return null;
    const { id, z, ink, width, opacity } = stroke;
    const look = Object.fromEntries(
      Object.entries({ z, ink, width, opacity }).filter(([, value]) => value !== undefined),
    );
    if (stroke.brush === "highlighter") {
      if (found.kind !== "line" || found.geom.length !== 4) return null; // a marker marks lines
      return new Straightened(desk, marked(stroke, found.geom));
    }
    const heads = found.kind === "arrow" ? { heads: ["none", "arrow"] } : {};
    const put = { id, kind: found.kind, geom: found.geom, ...heads, ...look };
    return new Straightened(desk, put as Put); // of a kind with these registers
  }

  private constructor(desk: Desk, put: Put) {
    this.desk = desk;
    this.put = put;
    this.show();
  }

  /** The end of a line goes with the pen; a form stays as it is. */
  follow(p: Pointer): void {
    const { put } = this;
    if (put.kind === "stroke") {
      const [x = 0, y = 0] = put.points;
      this.put = marked(put, [x, y, rnd(p.x), rnd(p.y)]);
    } else if (put.geom.length === 4) {
      const [x = 0, y = 0] = put.geom;
      this.put = { ...put, geom: [x, y, rnd(p.x), rnd(p.y)] } as Put; // the same but for its geom
    } else return;
    this.show();
  }

  private show(): void {
    const { put, desk } = this;
    desk.preview([elementOfPut(put)]);
    const { ink, width, opacity } = desk.style;
    if (put.kind === "stroke") {
      const [x = 0, y = 0, , dx = 0, dy = 0] = put.points;
      const points = [x, y, x + dx, y + dy];
      const marker = { brush: "highlighter", pressure: false } as const;
      desk.wet({ id: put.id, kind: "stroke", ink, width, opacity, ...marker, points });
    } else desk.wet({ id: put.id, kind: put.kind, ink, width, opacity, geom: put.geom });
  }
}

/** A marker's stroke from end to end. */
function marked(stroke: Stroke, [ax = 0, ay = 0, bx = 0, by = 0]: readonly number[]): Stroke {
  return {
    ...stroke,
    points: encodePoints([ax, ay, 255, 0, bx, by, 255, 0], false),
    geom: [Math.min(ax, bx), Math.min(ay, by), Math.abs(bx - ax), Math.abs(by - ay), 0],
  };
}
