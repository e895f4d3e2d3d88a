/** The camera: where the board is on the screen. No DOM; the screen is in CSS px. */

import { type Box, UNIT } from "../core/geometry";

export const LEAST = 0.05;
export const MOST = 30;
/** One press of a zoom button. */
export const STEP = 1.25;

const LINE_PX = 40;
/** A notch of a mouse wheel is 100 to 120 px: about 15 %. */
const WHEEL_ZOOM = 1 / 720;
/** A pinch on a trackpad comes as small wheel events with Ctrl. */
const PINCH_ZOOM = 1 / 100;

/** A place on the screen, in CSS px from the left top of the stage. */
export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
}

/** A place on the board, in board units. */
export interface BoardPoint {
  readonly x: number;
  readonly y: number;
}

export interface Insets {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What a wheel event says; `mode` as in DOM: 0 px, 1 lines, 2 pages. */
export interface Wheel {
  readonly dx: number;
  readonly dy: number;
  readonly mode: number;
  readonly ctrl: boolean;
  readonly shift: boolean;
}

export class Camera {
  /** Board units at the left top of the screen. */
  x = 0;
  y = 0;
  /** Screen px for one px of the board. */
  zoom = 1;
  width = 1;
  height = 1;

  /** Screen px for one board unit. */
  get scale(): number {
    return this.zoom / UNIT;
  }

  /** The part of the board that is on the screen. */
  get box(): Box {
    const end = this.toBoard({ x: this.width, y: this.height });
    return { left: this.x, top: this.y, right: end.x, bottom: end.y };
  }

  /** What is seen of the page, in board units. */
  get seen(): Box {
    const from = this.toBoard({ x: 0, y: 0 });
    const to = this.toBoard({ x: this.width, y: this.height });
    return { left: from.x, top: from.y, right: to.x, bottom: to.y };
  }

  get middle(): BoardPoint {
    return this.toBoard({ x: this.width / 2, y: this.height / 2 });
  }

  toBoard(at: ScreenPoint): BoardPoint {
    return { x: this.x + at.x / this.scale, y: this.y + at.y / this.scale };
  }

  toScreen(at: BoardPoint): ScreenPoint {
    return { x: (at.x - this.x) * this.scale, y: (at.y - this.y) * this.scale };
  }

  /** The size of the screen changed: what is at the left top stays there. */
  resize(width: number, height: number): void {
    this.width = Math.max(1, width);
    this.height = Math.max(1, height);
  }

  /** Moves the board by px of the screen, as a hand does. */
  panBy(dx: number, dy: number): void {
    this.x -= dx / this.scale;
    this.y -= dy / this.scale;
  }

  /** Zooms to a value within the limits; the board at `at` stays where it is. */
  zoomTo(zoom: number, at: ScreenPoint): void {
    const held = this.toBoard(at);
    this.zoom = Math.min(MOST, Math.max(LEAST, zoom));
    this.x = held.x - at.x / this.scale;
    this.y = held.y - at.y / this.scale;
  }

  /** Puts a place of the board in the middle of the screen. */
  centre(on: BoardPoint, zoom = this.zoom): void {
    this.zoom = Math.min(MOST, Math.max(LEAST, zoom));
    this.x = on.x - this.width / 2 / this.scale;
    this.y = on.y - this.height / 2 / this.scale;
  }

  /** Where to look so that all of `[x, y, width, height]` is seen, as large as it goes. */
  viewing([x, y, width, height]: readonly [number, number, number, number]): BoardPoint & {
    readonly zoom: number;
  } {
    const fits = Math.min((this.width * UNIT) / width, (this.height * UNIT) / height);
    return { x: x + width / 2, y: y + height / 2, zoom: Math.min(MOST, Math.max(LEAST, fits)) };
  }

  /** Shows all of a box between the insets, never larger than `most`. */
  fit(box: Box, insets: Insets, most = 1): void {
    const free = {
      width: Math.max(40, this.width - insets.left - insets.right),
      height: Math.max(40, this.height - insets.top - insets.bottom),
    };
    const across = (free.width * UNIT) / Math.max(1, box.right - box.left);
    const down = (free.height * UNIT) / Math.max(1, box.bottom - box.top);
    this.zoom = Math.min(MOST, most, Math.max(LEAST, Math.min(across, down)));
    this.x = (box.left + box.right) / 2 - (insets.left + free.width / 2) / this.scale;
    this.y = (box.top + box.bottom) / 2 - (insets.top + free.height / 2) / this.scale;
  }

  /** Wheel and trackpad: Ctrl (and a pinch) zooms at the pointer, Shift pans across, else pan. */
  wheel(turn: Wheel, at: ScreenPoint): void {
    const px = turn.mode === 1 ? LINE_PX : turn.mode === 2 ? this.height : 1;
    const dx = turn.dx * px;
    const dy = turn.dy * px;
    if (turn.ctrl) {
      const by =
        Math.abs(dy) < 50 ? dy * PINCH_ZOOM : Math.max(-300, Math.min(300, dy)) * WHEEL_ZOOM;
      this.zoomTo(this.zoom * Math.exp(-by), at);
    } else if (turn.shift && dx === 0) this.panBy(-dy, 0);
    else this.panBy(-dx, -dy);
  }
}

/** The next zoom of the buttons: a step, or 100 % where the step would pass over it. */
export function nextZoom(zoom: number, up: boolean): number {
  const next = up ? zoom * STEP : zoom / STEP;
  const passes = up ? zoom < 0.999 && next > 1 : zoom > 1.001 && next < 1;
  return passes ? 1 : next;
}
