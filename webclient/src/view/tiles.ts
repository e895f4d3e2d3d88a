/** Tiles: the board painted in squares that are kept, so that a frame only puts them together. */

import { type Box, meets } from "../core/geometry";
import type { Painter, Surface } from "./painter";
import { addTo, type Place, raster } from "./raster";
import type { Item, Scene } from "./scene";

/** The side of a tile in device px. */
export const SIDE = 512;
const KEPT = 128;
const SPARE = 8;
const OVERVIEW = 2048;

interface Tile extends Place {
  readonly key: string;
  surface: Surface | null;
  /** True once it was painted whole; it may be stale since. */
  painted: boolean;
  stale: boolean;
  job: Job | null;
  used: number;
}

interface Job {
  readonly surface: Surface;
  readonly steps: Generator<void, void>;
}

/** What part of the board is looked at: its left top in board units, device px for one of them. */
export interface Sight {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
}

export class Tiles {
  private readonly tiles = new Map<string, Tile>();
  private readonly scene: Scene;
  private readonly painter: Painter;
  private spare: Surface[] = [];
  private overview: Tile | null = null;
  private frame = 0;
  private wanted: Tile[] = [];
  private ring: Tile[] = [];
  private sight: Sight | null = null;

  constructor(scene: Scene, painter: Painter) {
    this.scene = scene;
    this.painter = painter;
  }

  /** Everything looks other than before. What is there stays on the screen until it is painted anew. */
  renew(): void {
    for (const tile of this.tiles.values()) this.spoil(tile);
    if (this.overview) this.spoil(this.overview);
  }

  /** Nothing of what was painted is of use any more: another theme. */
  clear(): void {
    this.tiles.clear();
    this.overview = null;
    this.wanted = this.ring = [];
  }

  /** What lies in the box looks other than before. */
  invalidate(box: Box): void {
    for (const tile of this.tiles.values()) if (meets(tile.box, box)) this.spoil(tile);
    if (this.overview) this.spoil(this.overview);
  }

  /** An item came on top of all: painted at once into the tiles in sight, the others are stale. */
  add(item: Item): void {
    for (const tile of this.tiles.values()) {
      if (!meets(tile.box, item.box)) continue;
      const inPlace = tile.painted && !tile.stale && tile.used === this.frame;
      if (!inPlace) this.spoil(tile);
      else {
        tile.surface ??= this.surface(SIDE);
        addTo(tile.surface, item, tile, this.scene, this.painter);
      }
    }
    if (this.overview) this.spoil(this.overview);
  }

  /** True where all that is in sight of the box is painted as the board is now. */
  settled(box: Box): boolean {
    return this.wanted.every((tile) => isFresh(tile) || !meets(tile.box, box));
  }

  /** True where all in sight is painted as the board is now. */
  get fresh(): boolean {
    return this.wanted.every(isFresh);
  }

  /** What is in sight from now on, painted at `scale`. */
  aim(sight: Sight, scale: number): void {
    this.frame++;
    this.sight = sight;
    this.wanted = this.inSight(sight, scale, 0);
    this.ring = this.inSight(sight, scale, 1).filter((tile) => !this.wanted.includes(tile));
    for (const tile of this.wanted) tile.used = this.frame;
    this.forget();
  }

  /**
   * Puts the tiles in sight together on a surface whose transform is device px.
   *
   * Where one is missing, what there is of other scales is stretched to stand in.
   */
  draw(to: Surface, smooth: boolean): void {
    const { sight } = this;
    if (!sight) return;
    to.imageSmoothingEnabled = smooth;
    to.imageSmoothingQuality = "low";
    for (const tile of this.wanted) {
      if (tile.painted) blit(to, tile, sight);
      else this.standIn(to, tile, sight);
    }
  }

  /** Paints until `due` (of `performance.now()`), what is in sight first; true where more is left. */
  work(due: number, idle: boolean): boolean {
    for (;;) {
      const tile = this.next(idle);
      if (!tile) return false;
      if (!this.step(tile, due)) return true;
      if (performance.now() >= due) return this.next(idle) !== null;
    }
  }

  private next(idle: boolean): Tile | null {
    const missing = this.wanted.find((tile) => !tile.painted);
    if (missing) return missing;
    const stale = this.wanted.find((tile) => !isFresh(tile));
    if (stale || !idle) return stale ?? null;
    const near = this.ring.find((tile) => !isFresh(tile));
    return near ?? this.wholeBoard();
  }

  /** One picture of everything, that stands in where nothing else is. */
  private wholeBoard(): Tile | null {
    if (this.overview && isFresh(this.overview)) return null;
    const box = this.scene.box;
    if (!box || this.wanted.length === 0) return null;
    if (!this.overview || !covers(this.overview.box, box)) {
      const side = Math.max(box.right - box.left, box.bottom - box.top, 1) * 1.1;
      const left = (box.left + box.right - side) / 2;
      const top = (box.top + box.bottom - side) / 2;
      const whole = { left, top, right: left + side, bottom: top + side };
      this.overview = blank("overview", whole, OVERVIEW / side, this.wanted[0]!.ratio);
    }
    return this.overview;
  }

  /** Goes on with a tile; false where the time is over before it is done. */
  private step(tile: Tile, due: number): boolean {
    tile.job ??= this.begin(tile);
    for (;;) {
      const done = tile.job.steps.next().done;
      settle(tile.job.surface);
      if (done) break;
      if (performance.now() >= due) return false;
    }
    this.free(tile.surface);
    tile.surface = tile.job.surface;
    tile.job = null;
    tile.painted = true;
    tile.stale = false;
    return true;
  }

  private begin(tile: Tile): Job {
    const surface = this.surface(tile === this.overview ? OVERVIEW : SIDE);
    return { surface, steps: raster(surface, tile, this.scene, this.painter) };
  }

  /** The tiles of a scale that a screen shows, `more` beyond its edge, those in its middle first. */
  private inSight(sight: Sight, scale: number, more: number): Tile[] {
    const side = SIDE / scale;
    const left = Math.floor(sight.x / side) - more;
    const top = Math.floor(sight.y / side) - more;
    const right = Math.floor((sight.x + sight.width / sight.scale) / side) + more;
    const bottom = Math.floor((sight.y + sight.height / sight.scale) / side) + more;
    const found: { tile: Tile; far: number }[] = [];
    for (let ty = top; ty <= bottom; ty++) {
      for (let tx = left; tx <= right; tx++) {
        const far = Math.abs(tx - (left + right) / 2) + Math.abs(ty - (top + bottom) / 2);
        found.push({ tile: this.tile(tx, ty, scale, sight.ratio), far });
      }
    }
    return found.sort((a, b) => a.far - b.far).map(({ tile }) => tile);
  }

  private tile(tx: number, ty: number, scale: number, ratio: number): Tile {
    const key = `${scale.toPrecision(10)} ${tx} ${ty}`;
    const found = this.tiles.get(key);
    if (found) return found;
    const side = SIDE / scale;
    const box = {
      left: tx * side,
      top: ty * side,
      right: (tx + 1) * side,
      bottom: (ty + 1) * side,
    };
    const made = blank(key, box, scale, ratio);
    this.tiles.set(key, made);
    return made;
  }

  private standIn(to: Surface, missing: Tile, sight: Sight): void {
    to.save();
    const [x, y, w, h] = onScreen(missing.box, sight);
    to.beginPath();
    to.rect(x, y, w, h);
    to.clip();
    const others = this.nearest(missing);
    const area = others.reduce((sum, tile) => sum + shared(tile.box, missing.box), 0);
    const whole = shared(missing.box, missing.box);
    if (area < whole * 0.999 && this.overview?.painted) blit(to, this.overview, sight);
    for (const tile of others) blit(to, tile, sight);
    to.restore();
  }

  /** The painted tiles of the nearest other scale that shows anything of the missing one. */
  private nearest(missing: Tile): Tile[] {
    const off = (scale: number) => Math.abs(Math.log(scale / missing.scale));
    let best: Tile[] = [];
    for (const tile of this.tiles.values()) {
      if (!tile.painted || !shared(tile.box, missing.box)) continue;
      const first = best[0];
      if (first?.scale === tile.scale) best.push(tile);
      else if (!first || off(tile.scale) < off(first.scale)) best = [tile];
    }
    return best;
  }

  private forget(): void {
    if (this.tiles.size <= KEPT) return;
    const kept = new Set([...this.wanted, ...this.ring]);
    const old = [...this.tiles.values()].filter((tile) => !kept.has(tile));
    old.sort((a, b) => a.used - b.used);
    for (const tile of old.slice(0, this.tiles.size - KEPT)) {
      this.tiles.delete(tile.key);
      this.free(tile.surface);
    }
  }

  private spoil(tile: Tile): void {
    tile.stale = true;
    if (tile.job) this.free(tile.job.surface);
    tile.job = null;
  }

  private surface(side: number): Surface {
    const found = side === SIDE ? this.spare.pop() : undefined;
    if (found) {
      found.setTransform(1, 0, 0, 1, 0, 0);
      found.clearRect(0, 0, side, side);
      return found;
    }
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = side;
    return canvas.getContext("2d", { willReadFrequently: true })!;
  }

  private free(surface: Surface | null): void {
    if (surface && surface.canvas.width === SIDE && this.spare.length < SPARE) {
      this.spare.push(surface);
    }
  }
}

/**
 * Makes the browser carry out now what it was told to paint. It would else gather it all for the
 * end of the frame, where nobody looks at the clock.
 */
function settle(surface: Surface): void {
  surface.getImageData(0, 0, 1, 1);
}

function blank(key: string, box: Box, scale: number, ratio: number): Tile {
  return {
    key,
    box,
    scale,
    ratio,
    surface: null,
    painted: false,
    stale: false,
    job: null,
    used: 0,
  };
}

function isFresh(tile: Tile): boolean {
  return tile.painted && !tile.stale;
}

function covers(outer: Box, inner: Box): boolean {
  return (
    outer.left <= inner.left &&
    outer.top <= inner.top &&
    outer.right >= inner.right &&
    outer.bottom >= inner.bottom
  );
}

/** The area that two boxes share. */
function shared(a: Box, b: Box): number {
  const w = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const h = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return w > 0 && h > 0 ? w * h : 0;
}

/** Whole device px, so that neighbours meet without a seam. */
function onScreen(box: Box, sight: Sight): [number, number, number, number] {
  const x = Math.round(box.left * sight.scale - Math.round(sight.x * sight.scale));
  const y = Math.round(box.top * sight.scale - Math.round(sight.y * sight.scale));
  const right = Math.round(box.right * sight.scale - Math.round(sight.x * sight.scale));
  const bottom = Math.round(box.bottom * sight.scale - Math.round(sight.y * sight.scale));
  return [x, y, right - x, bottom - y];
}

function blit(to: Surface, tile: Tile, sight: Sight): void {
  if (!tile.surface) return;
  to.drawImage(tile.surface.canvas, ...onScreen(tile.box, sight));
}
