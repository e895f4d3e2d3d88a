/** Forms: outlines in 1/1000 of a box, and where words have room in them (FORM-1, FORM-2). */

import { C, L, M, type Path, rounded, STEP, Z } from "./path";

// biome-ignore format: a table
const CORNERS: Readonly<Record<string, readonly number[]>> = {
  triangle: [500, 0, 1000, 1000, 0, 1000],
  pentagon: [500, 0, 1000, 382, 809, 1000, 191, 1000, 0, 382],
  hexagon: [250, 0, 750, 0, 1000, 500, 750, 1000, 250, 1000, 0, 500],
  octagon: [293, 0, 707, 0, 1000, 293, 1000, 707, 707, 1000, 293, 1000, 0, 707, 0, 293],
  star: [
    500, 0, 618, 382, 1000, 382, 691, 618, 809, 1000,
    500, 764, 191, 1000, 309, 618, 0, 382, 382, 382,
  ],
  parallelogram: [250, 0, 1000, 0, 750, 1000, 0, 1000],
  trapezoid: [250, 0, 750, 0, 1000, 1000, 0, 1000],
  arrow: [0, 300, 600, 300, 600, 0, 1000, 500, 600, 1000, 600, 700, 0, 700],
  cross: [
    333, 0, 667, 0, 667, 333, 1000, 333, 1000, 667, 667, 667,
    667, 1000, 333, 1000, 333, 667, 0, 667, 0, 333, 333, 333,
  ],
};
// biome-ignore format: a table
const CURVES: Readonly<Record<string, Path>> = {
  cloud: [
    M, 230, 1000, C, 100, 1000, 0, 890, 0, 740, C, 0, 600, 90, 500, 210, 490,
    C, 215, 215, 330, 0, 480, 0, C, 620, 0, 725, 125, 750, 310,
    C, 890, 300, 1000, 440, 1000, 650, C, 1000, 850, 900, 1000, 770, 1000, Z,
  ],
  heart: [
    M, 500, 1000, C, 420, 900, 0, 620, 0, 290, C, 0, 110, 120, 0, 265, 0,
    C, 365, 0, 455, 55, 500, 150, C, 545, 55, 635, 0, 735, 0,
    C, 880, 0, 1000, 110, 1000, 290, C, 1000, 620, 580, 900, 500, 1000, Z,
  ],
  bubble: [
    M, 120, 0, L, 880, 0, C, 946, 0, 1000, 63, 1000, 140, L, 1000, 640,
    C, 1000, 717, 946, 780, 880, 780, L, 430, 780, L, 200, 1000, L, 240, 780,
    L, 120, 780, C, 54, 780, 0, 717, 0, 640, L, 0, 140, C, 0, 63, 54, 0, 120, 0, Z,
  ],
};
type Room = readonly [left: number, top: number, right: number, bottom: number];
/** The room for words. */
const ROOMS = {
  triangle: [250, 500, 750, 960],
  pentagon: [190, 270, 810, 960],
  hexagon: [150, 200, 850, 800],
  octagon: [90, 200, 910, 800],
  star: [310, 382, 690, 720],
  parallelogram: [210, 80, 790, 920],
  trapezoid: [210, 160, 790, 960],
  arrow: [40, 300, 840, 700],
  cross: [40, 333, 960, 667],
  cloud: [120, 330, 880, 930],
  heart: [160, 180, 840, 640],
  bubble: [50, 40, 950, 740],
} satisfies Record<string, Room>;

export type Form = keyof typeof ROOMS;
export const FORMS = Object.keys(ROOMS) as readonly Form[]; // an object's keys are its names
/** The forms that are kinds of their own too. */
export const PLAIN: readonly string[] = ["rect", "ellipse", "diamond"];
/** The kinds that have an outline in their box. */
export const OUTLINED: readonly string[] = [...PLAIN, "shape"];
/** What an unknown form is drawn as (DRAW-4). */
export const UNKNOWN: Form = "triangle";
const WHOLE = 1000;

/** An upright box, and which way it is mirrored. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly flipX: boolean;
  readonly flipY: boolean;
}

/** The outline of a form in a box; corners are rounded by `radius`, bows stay as they are. */
export function formPath(form: string, box: Place, radius: number): number[] {
  const name = isForm(form) ? form : UNKNOWN;
  const corners = CORNERS[name];
  if (corners) return rounded(placed(corners, box), radius, true);
  const path: number[] = [];
  const bows = Array.from(CURVES[name]!);
  for (let at = 0; at < bows.length; at += STEP[bows[at]!]!) {
    path.push(bows[at]!, ...placed(bows.slice(at + 1, at + STEP[bows[at]!]!), box));
  }
  return path;
}

/** The box within a form that words have. */
export function formRoom(form: string, box: Place): { x: number; y: number; w: number; h: number } {
  const [ax = 0, ay = 0, bx = 0, by = 0] = placed(ROOMS[isForm(form) ? form : UNKNOWN], box);
  return { x: Math.min(ax, bx), y: Math.min(ay, by), w: Math.abs(bx - ax), h: Math.abs(by - ay) };
}

export function isForm(name: string): name is Form {
  return Object.hasOwn(ROOMS, name);
}

/** Places in 1/1000 of the box as places on the board. */
function placed(shares: readonly number[], { x, y, w, h, flipX, flipY }: Place): number[] {
  return shares.map((share, at) => {
    const down = at % 2 === 1;
    const part = (down ? flipY : flipX) ? WHOLE - share : share;
    return (down ? y : x) + Math.floor(((down ? h : w) * part) / WHOLE);
  });
}
