/** Where things are: a loose grid of many cell sizes, quick to fill, to change and to ask. */

import { type Box, meets } from "../core/geometry";

const FIRST = 12; // the smallest cells are 2^12 board units, 256 px
const LEVELS = 22;
const OFFSET = 2 ** 22;
const ROW = 2 ** 23;

/** What lies in a space; its box may change only while it is out of it. */
interface Placed {
  readonly box: Box;
}

/**
 * A thing lies in the cell of its middle, on the level whose cells are no smaller than it; so it
 * reaches at most half a cell out of its own.
 */
export class Space<T extends Placed> {
  private readonly levels: Map<number, T[]>[] = Array.from({ length: LEVELS }, () => new Map());
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** Puts in what is not in it. */
  add(thing: T): void {
    const level = levelOf(thing.box);
    const grid = this.levels[level]!;
    const key = cellOf(thing.box, level);
    const there = grid.get(key);
    if (there) there.push(thing);
    else grid.set(key, [thing]);
    this.count++;
  }

  remove(thing: T): void {
    const level = levelOf(thing.box);
    const grid = this.levels[level]!;
    const key = cellOf(thing.box, level);
    const there = grid.get(key) ?? [];
    const at = there.indexOf(thing);
    if (at < 0) return;
    this.count--;
    if (there.length === 1) grid.delete(key);
    else {
      there[at] = there[there.length - 1]!;
      there.pop();
    }
  }

  clear(): void {
    for (const grid of this.levels) grid.clear();
    this.count = 0;
  }

  /** All things whose boxes share a point with `box`, in no promised order; null: more than `most`. */
  within(box: Box, most = Number.POSITIVE_INFINITY): T[] | null {
    const found: T[] = [];
    for (let level = 0; level < LEVELS; level++) {
      const grid = this.levels[level]!;
      if (grid.size > 0) search(grid, sideOf(level), box, most, found);
      if (found.length > most) return null;
    }
    return found;
  }
}

function search<T extends Placed>(
  grid: Map<number, T[]>,
  cell: number,
  box: Box,
  most: number,
  found: T[],
): void {
  const half = cell / 2;
  const left = Math.floor((box.left - half) / cell);
  const right = Math.floor((box.right + half) / cell);
  const top = Math.floor((box.top - half) / cell);
  const bottom = Math.floor((box.bottom + half) / cell);
  if ((right - left + 1) * (bottom - top + 1) > grid.size) {
    for (const there of grid.values()) {
      collect(there, box, found);
      if (found.length > most) return;
    }
    return;
  }
  for (let x = left; x <= right; x++) {
    for (let y = top; y <= bottom; y++) {
      const there = grid.get(keyOf(x, y));
      if (there) collect(there, box, found);
      if (found.length > most) return;
    }
  }
}

function collect<T extends Placed>(there: T[], box: Box, found: T[]): void {
  for (const thing of there) if (meets(thing.box, box)) found.push(thing);
}

function levelOf(box: Box): number {
  const size = Math.max(box.right - box.left, box.bottom - box.top);
  let level = 0;
  for (let side = 2 ** FIRST; level < LEVELS - 1 && side < size; side *= 2) level++;
  return level;
}

/** The side of the cells of a level. */
function sideOf(level: number): number {
  return 2 ** (level + FIRST);
}

function cellOf(box: Box, level: number): number {
  const side = sideOf(level);
  const x = Math.floor((box.left + box.right) / 2 / side);
  return keyOf(x, Math.floor((box.top + box.bottom) / 2 / side));
}

function keyOf(x: number, y: number): number {
  return (x + OFFSET) * ROW + y + OFFSET;
}
