/** Signs that people make: each rises from where they are, and fades. */

import type { BoardPoint } from "./camera";

/** How long one is seen; in ms. */
const LIFE = 2400;
const RISE_PX = 72;
const MOST = 40;

interface Flying extends BoardPoint {
  readonly reaction: string;
  readonly name: string;
  readonly colour: string;
  readonly born: number;
}

/** A sign as it is to be painted now: `lift` px above its place, alpha 0..1. */
export interface Sign extends Flying {
  readonly lift: number;
  readonly alpha: number;
}

export class Reactions {
  private flying: Flying[] = [];

  add(one: Flying): void {
    this.flying = [...this.flying.slice(1 - MOST), one];
  }

  /** The signs at a moment; `still`: they do not rise. */
  shown(now: number, still: boolean): Sign[] {
    this.flying = this.flying.filter(({ born }) => now - born < LIFE);
    return this.flying.map((one) => {
      const age = (now - one.born) / LIFE;
      const lift = still ? RISE_PX / 2 : RISE_PX * (1 - (1 - age) ** 3);
      return { ...one, lift, alpha: Math.min(1, 3 * (1 - age)) };
    });
  }

  get any(): boolean {
    return this.flying.length > 0;
  }
}
