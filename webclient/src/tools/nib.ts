/** The nib: how the pen of this device writes. What is put on the board is what it made of the pen (PEN-1 to PEN-3). */

import { rnd } from "../core/geometry";

export interface Nib {
  /** Two places of a curve from (0,0) to (100,100), in percent: how hard one presses, and what that counts as. */
  readonly curve: readonly [x1: number, y1: number, x2: number, y2: number];
  /** As wide everywhere, however hard one presses. */
  readonly constant: boolean;
  /** How far the ink stays behind the pen, in percent: 0 not at all. */
  readonly steady: number;
  /** A pen that rests at the end of a stroke makes it straight. */
  readonly straighten: boolean;
}

export const NIB: Nib = { curve: [33, 33, 67, 67], constant: false, steady: 0, straighten: true };

/** The ink of the steadiest pen is as far behind as the pen was so many ms before. */
const SLOWEST = 160;
const HALVINGS = 24;

/** What a pressure (0..255) counts as. */
export function pressed({ curve: [x1, y1, x2, y2] }: Nib, pressure: number): number {
  if (x1 === y1 && x2 === y2) return pressure;
  const wanted = pressure / 255;
  let low = 0;
  let high = 1;
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2;
    if (along(x1 / 100, x2 / 100, middle) < wanted) low = middle;
    else high = middle;
  }
  return Math.min(255, Math.max(0, rnd(255 * along(y1 / 100, y2 / 100, (low + high) / 2))));
}

/** One axis of a cubic from 0 to 1. */
function along(a: number, b: number, t: number): number {
  const s = 1 - t;
  return 3 * s * s * t * a + 3 * s * t * t * b + t * t * t;
}

/** How much of the way to the pen its ink goes after `ms`. */
export function followed({ steady }: Nib, ms: number): number {
  if (steady === 0) return 1;
  return ms / (ms + (SLOWEST * steady) / 100);
}
