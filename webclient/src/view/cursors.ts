/** Others' cursors: where each is between two ticks, and how far it has faded (face.md section 9). */

import type { Presence } from "../core/wire";

/** Without a move the label goes after this, and the cursor after that; in ms. */
const LABEL_STILL = 5_000;
const CURSOR_STILL = 60_000;
const FADE = 400;
/** A tick is taken as no shorter and no longer than this; in ms. */
const TICK_LEAST = 16;
const TICK_MOST = 120;

interface Path {
  fromX: number;
  fromY: number;
  /** Units a ms at the start of the way. */
  speedX: number;
  speedY: number;
  toX: number;
  toY: number;
  endX: number;
  endY: number;
  started: number;
  length: number;
}

/** A cursor as it is to be painted now; alphas 0..1. */
export interface Shown {
  readonly peer: string;
  readonly x: number;
  readonly y: number;
  readonly alpha: number;
  readonly labelAlpha: number;
  readonly tool: string | null;
}

export class Cursors {
  private readonly paths = new Map<string, Path>();
  private readonly tools = new Map<string, string | null>();

  /** Takes the newest live state of the peers. */
  update(presence: ReadonlyMap<string, Presence>, now: number): void {
    for (const peer of this.paths.keys()) {
      if (!presence.get(peer)?.cursor) this.paths.delete(peer);
    }
    for (const [peer, { cursor, tool }] of presence) {
      this.tools.set(peer, tool ?? null);
      if (cursor) this.aim(peer, cursor[0], cursor[1], now);
    }
  }

  /** The cursors at a moment. */
  shown(now: number): Shown[] {
    const found: Shown[] = [];
    for (const [peer, path] of this.paths) {
      const [x, y] = placeOf(path, now);
      const still = now - path.started;
      const alpha = fading(still, CURSOR_STILL);
      if (alpha === 0) continue;
      const tool = this.tools.get(peer) ?? null;
      found.push({ peer, x, y, alpha, labelAlpha: fading(still, LABEL_STILL) * alpha, tool });
    }
    return found;
  }

  /** In how many ms the picture changes next; 0: it moves now, null: it stays as it is. */
  nextChange(now: number): number | null {
    let next: number | null = null;
    for (const path of this.paths.values()) {
      const still = now - path.started;
      if (still < path.length) return 0;
      for (const limit of [LABEL_STILL, CURSOR_STILL]) {
        if (still >= limit && still < limit + FADE) return 0;
        if (still < limit) next = Math.min(next ?? limit, limit - still);
      }
    }
    return next;
  }

  private aim(peer: string, x: number, y: number, now: number): void {
    const was = this.paths.get(peer);
    if (!was) {
      this.paths.set(peer, standing(x, y, now));
      return;
    }
    if (was.toX === x && was.toY === y) return;
    const [fromX, fromY] = placeOf(was, now);
    const [speedX, speedY] = speedOf(was, now);
    const length = Math.min(TICK_MOST, Math.max(TICK_LEAST, now - was.started));
    const rested = now - was.started > TICK_MOST;
    const endX = rested ? 0 : (x - was.toX) / length;
    const endY = rested ? 0 : (y - was.toY) / length;
    this.paths.set(peer, {
      fromX,
      fromY,
      speedX,
      speedY,
      toX: x,
      toY: y,
      endX,
      endY,
      started: now,
      length,
    });
  }
}

function standing(x: number, y: number, now: number): Path {
  return {
    fromX: x,
    fromY: y,
    speedX: 0,
    speedY: 0,
    toX: x,
    toY: y,
    endX: 0,
    endY: 0,
    started: now,
    length: 0,
  };
}

/** A cubic Hermite spline from where it was, as fast as it was, to the newest place. */
function placeOf(path: Path, now: number): [number, number] {
  const t = path.length === 0 ? 1 : Math.min(1, (now - path.started) / path.length);
  if (t >= 1) return [path.toX, path.toY];
  return [
    hermite(t, path.fromX, path.speedX * path.length, path.toX, path.endX * path.length),
    hermite(t, path.fromY, path.speedY * path.length, path.toY, path.endY * path.length),
  ];
}

function hermite(t: number, from: number, out: number, to: number, into: number): number {
  const t2 = t * t;
  const t3 = t2 * t;
  return (
    (2 * t3 - 3 * t2 + 1) * from +
    (t3 - 2 * t2 + t) * out +
    (3 * t2 - 2 * t3) * to +
    (t3 - t2) * into
  );
}

function speedOf(path: Path, now: number): [number, number] {
  const t = now - path.started;
  if (t >= path.length + TICK_MOST) return [0, 0];
  if (t >= path.length) return [path.endX, path.endY];
  const [ax, ay] = placeOf(path, now - 1);
  const [bx, by] = placeOf(path, now);
  return [bx - ax, by - ay];
}

function fading(still: number, limit: number): number {
  return Math.min(1, Math.max(0, 1 - (still - limit) / FADE));
}
