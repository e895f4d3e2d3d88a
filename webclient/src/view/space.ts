/** Where things are: a loose grid of many cell sizes, quick to fill, to change and to ask. */

import { type Box, meets } from "../core/geometry";

const FIRST = 12; // the smallest cells are 2^12 board units, 256 px
const LEVELS = 22;
const OFFSET = 2 ** 22;
const ROW = 2 ** 23;

interface Placed<T> {
  readonly thing: T;
  readonly box: Box;
}

interface Home {
  readonly level: number;
  readonly key: number;
}

/**
 * A thing lies in the cell of its middle, on the level whose cells are no smaller than it; so it
 * reaches at most half a cell out of its own.
 */
export class Space<T> {
  private readonly levels: Map<number, Placed<T>[]>[] = Array.from(
    { length: LEVELS },
    () => new Map(),
  );
  private readonly homes = new Map<T, Home>();

  get size(): number {
    return this.homes.size;
  }

  add(thing: T, box: Box): void {
    this.remove(thing);
    const level = levelOf(box);
    const cell = 2 ** (level + FIRST);
    const key = keyOf(
      Math.floor((box.left + box.right) / 2 / cell),
      Math.floor((box.top + box.bottom) / 2 / cell),
    );
    const grid = this.levels[level]!;
    const there = grid.get(key);
    if (there) there.push({ thing, box });
    else grid.set(key, [{ thing, box }]);
    this.homes.set(thing, { level, key });
  }

  remove(thing: T): void {
    const home = this.homes.get(thing);
    if (!home) return;
    this.homes.delete(thing);
    const grid = this.levels[home.level]!;
    const there = grid.get(home.key)!;
    if (there.length === 1) grid.delete(home.key);
    else {
      const at = there.findIndex((placed) => placed.thing === thing);
      there[at] = there[there.length - 1]!;
      there.pop();
    }
  }

  clear(): void {
    for (const grid of this.levels) grid.clear();
    this.homes.clear();
  }

  /** All things whose boxes share a point with `box`, in no promised order. */
  within(box: Box): T[] {
    const found: T[] = [];
    for (let level = 0; level < LEVELS; level++) {
      const grid = this.levels[level]!;
      if (grid.size > 0) search(grid, 2 ** (level + FIRST), box, found);
    }
    return found;
  }
}

function search<T>(grid: Map<number, Placed<T>[]>, cell: number, box: Box, found: T[]): void {
  const half = cell / 2;
  const left = Math.floor((box.left - half) / cell);
  const right = Math.floor((box.right + half) / cell);
  const top = Math.floor((box.top - half) / cell);
  const bottom = Math.floor((box.bottom + half) / cell);
  if ((right - left + 1) * (bottom - top + 1) > grid.size) {
    for (const there of grid.values()) collect(there, box, found);
    return;
  }
  for (let x = left; x <= right; x++) {
    for (let y = top; y <= bottom; y++) {
      const there = grid.get(keyOf(x, y));
      if (there) collect(there, box, found);
    }
  }
}

function collect<T>(there: Placed<T>[], box: Box, found: T[]): void {
  for (const placed of there) if (meets(placed.box, box)) found.push(placed.thing);
}

function levelOf(box: Box): number {
  const size = Math.max(box.right - box.left, box.bottom - box.top);
  let level = 0;
  while (level < LEVELS - 1 && 2 ** (level + FIRST) < size) level++;
  return level;
}

function keyOf(x: number, y: number): number {
  return (x + OFFSET) * ROW + y + OFFSET;
}
