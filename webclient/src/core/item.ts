/** What a painter is given: fills, strokes, words and pictures, in integers of board units. */

import type { Path } from "./path";

/** Which palette a colour has its dark pair in (DRAW-2). */
export type Tone = "ink" | "highlighter" | "note" | "chrome";

/** The inside of a path; opacity in percent. */
export interface Fill {
  readonly type: "fill";
  readonly path: Path;
  readonly ink: string;
  readonly tone: Tone;
  readonly rule: "nonzero" | "evenodd";
  readonly opacity: number;
}

/**
 * A line along a path, round at its ends and corners; `dash` empty: unbroken.
 *
 * `fixed`: the width is of the screen, not of the board.
 */
export interface Stroke {
  readonly type: "stroke";
  readonly path: Path;
  readonly ink: string;
  readonly tone: Tone;
  readonly width: number;
  readonly dash: readonly number[];
  readonly opacity: number;
  readonly fixed: boolean;
}

/** One line of writing: its text, x and the y of its baseline. */
export type Line = readonly [text: string, x: number, y: number];

/**
 * Lines of writing: y is the baseline, x the end or middle that `align` names.
 *
 * `fixed`: the size is of the screen, not of the board; only the place is on the board.
 */
export interface Words {
  readonly type: "words";
  readonly lines: readonly Line[];
  readonly font: string;
  readonly size: number;
  readonly ink: string;
  readonly tone: Tone;
  readonly align: string;
  readonly opacity: number;
  readonly fixed: boolean;
}

/** A picture that is kept under the SHA-256 of its bytes; sizes in px. */
export interface Asset {
  readonly sha: string;
  readonly type: string;
  readonly width: number;
  readonly height: number;
}

/** An asset in a box `[x,y,w,h]`, mirrored or not; `crop` in px of the asset, null for all of it. */
export interface Picture {
  readonly type: "picture";
  readonly asset: Asset;
  readonly crop: readonly number[] | null;
  readonly box: readonly [number, number, number, number];
  readonly flip: readonly [boolean, boolean];
  readonly opacity: number;
}

export type Item = Fill | Stroke | Words | Picture;
