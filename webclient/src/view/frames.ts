/** Frames: when to paint and for how long, so that nothing is painted without need. */

/** Raster work in one frame: while something moves, else, and before the first picture is whole; in ms. */
const BUSY = 4;
const CALM = 11;
const FIRST = 60;
/** Of a first picture so much is shown at least this often; in ms. */
const GLIMPSE = 200;
/** Frames further apart than this on average are late; in ms. */
const LATE = 23;
/** Without a move for this long nobody is drawing; in ms. */
const REST = 200;

export interface Painting {
  /** Looks where the camera is: what is in sight now. */
  aim(): void;
  /** Paints the board's own layer. */
  base(): void;
  /** Paints the layer above it. */
  paintLive(): void;
  /** Goes on with tiles until `due`; true where more is left. `idle`: those out of sight too. */
  work(due: number, idle: boolean): boolean;
  /** True once all in sight was painted whole. */
  whole(): boolean;
}

export class Frames {
  private readonly painting: Painting;
  private frame = 0;
  private idle = 0;
  private base = false;
  private live = false;
  private moved = 0;
  private first = true;
  private shown = 0;
  private last = 0;
  private interval = 0;
  private stopped = false;

  constructor(painting: Painting) {
    this.painting = painting;
  }

  /** The board's own layer, and so all, must be painted. */
  paint(): void {
    this.base = true;
    this.ask();
  }

  /** Only what lies above the board must be painted. */
  paintLive(): void {
    this.live = true;
    this.ask();
  }

  /** A person is moving something: painting tiles must not be felt. */
  move(): void {
    this.moved = performance.now();
  }

  /** The next picture is a first one: it may take longer. */
  begin(): void {
    this.first = true;
    this.shown = performance.now();
    this.paint();
  }

  /** True while frames come late in a movement: what is only for beauty is left out. */
  get late(): boolean {
    return this.interval > LATE;
  }

  stop(): void {
    this.stopped = true;
    cancelAnimationFrame(this.frame);
    cancelIdle(this.idle);
  }

  private ask(): void {
    if (!this.frame && !this.stopped) this.frame = requestAnimationFrame(this.run);
  }

  private readonly run = (): void => {
    this.frame = 0;
    const started = performance.now();
    this.count(started);
    if (this.base) {
      this.live = false;
      this.painting.aim();
      const budget = this.budget(started);
      this.base = this.painting.work(started + budget, false);
      const waits = this.base && budget === FIRST && started - this.shown < GLIMPSE;
      if (!waits) this.show(started);
      if (this.base) this.ask();
      else this.rest();
    } else if (this.live) {
      this.live = false;
      this.painting.paintLive();
    }
  };

  /** To put the picture together takes a good part of a frame: while the first is made, now and then will do. */
  private show(now: number): void {
    this.shown = now;
    this.painting.base();
    this.painting.paintLive();
  }

  /** Follows how far apart frames are while something moves; a rest says nothing about it. */
  private count(now: number): void {
    const since = now - this.last;
    this.last = now;
    if (now - this.moved > REST || since > REST) this.interval = 0;
    else this.interval = this.interval === 0 ? since : 0.8 * this.interval + 0.2 * since;
  }

  private budget(now: number): number {
    if (now - this.moved < REST) return BUSY;
    return this.first ? FIRST : CALM;
  }

  /** All in sight is there: what is beyond its edge is painted when there is nothing else to do. */
  private rest(): void {
    if (this.first && this.painting.whole()) this.first = false;
    if (this.idle || this.stopped) return;
    this.idle = askIdle(this.runIdle);
  }

  private readonly runIdle = (left: number): void => {
    this.idle = 0;
    if (this.stopped) return;
    if (performance.now() - this.moved < REST) this.idle = window.setTimeout(this.again, REST);
    else if (this.painting.work(performance.now() + Math.min(8, left), true)) this.rest();
  };

  private readonly again = (): void => {
    this.idle = 0;
    this.rest();
  };
}

function askIdle(run: (left: number) => void): number {
  if (typeof requestIdleCallback !== "function") return window.setTimeout(() => run(6), 30);
  return requestIdleCallback((deadline) => run(deadline.timeRemaining()), { timeout: 1000 });
}

function cancelIdle(id: number): void {
  if (typeof cancelIdleCallback === "function") cancelIdleCallback(id);
  else clearTimeout(id);
}
