/** The desk: what a tool sees of the board and may do to it. No DOM. */

import type { Board, Element } from "../core/board";
import type { Form } from "../core/form";
import type { Box } from "../core/geometry";
import type { Parts } from "../core/gesture";
import type { Wet } from "../core/wire";
import type { Nib } from "./nib";
import type { Guide } from "./snap";
import type { Straighten } from "./straight";

export type ToolName =
  | "select"
  | "lasso"
  | "hand"
  | "pen"
  | "highlighter"
  | "eraser"
  | "part-eraser"
  | "laser"
  | "arrow"
  | "line"
  | "rect"
  | "ellipse"
  | "diamond"
  | `shape-${Form}`
  | "text"
  | "note"
  | "frame"
  | "comment"
  | "picker";

/** Where a mouse, a finger or a pen is, in board units (1/16 px; may have a fraction). */
export interface Pointer {
  readonly x: number;
  readonly y: number;
  /** 0..255; null: the device has none (a mouse). */
  readonly pressure: number | null;
  /** In ms, of any clock that runs evenly. */
  readonly time: number;
  readonly shift: boolean;
  readonly alt: boolean;
  readonly ctrl: boolean;
  readonly pen: boolean;
  /** A finger: targets are larger. */
  readonly touch: boolean;
  /** The second press of a double click. */
  readonly twice: boolean;
}

/** What new elements look like, by the names of the registers. Lengths in 1/16 px. */
export interface Style {
  ink: string;
  fill: string;
  fill_style: "solid" | "tint" | "hachure" | "cross" | "zigzag";
  width: number;
  dash: "solid" | "dashed" | "dotted";
  sketch: number;
  /** The way of a line: 0 straight, 1 through its points, 2 elbows. */
  curve: number;
  round: number;
  opacity: number;
  font: "hand" | "sans" | "serif" | "mono";
  size: number;
  align: "left" | "centre" | "right";
}

/** The look of the mouse over the board; `pen`, `eraser` and `laser` are painted on the live layer. */
export type Hover =
  | "select"
  | "move"
  | "hand"
  | "grab"
  | "pen"
  | "eraser"
  | "laser"
  | "cross"
  | "text"
  | "comment"
  | "picker"
  | "rotate"
  /** A resize arrow, by the direction of the handle on screen in 1/8 turns from east, clockwise. */
  | `resize-${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7}`;

/** Writing that is asked for: the shell opens an editor there and calls `commit` or `cancel` once. */
export interface Writing {
  /** The element that gets the text; null: a new one. */
  readonly id: string | null;
  readonly kind: "text" | "note" | "rect" | "ellipse" | "diamond" | "shape" | "frame";
  readonly text: string;
  readonly font: Style["font"];
  readonly size: number;
  readonly align: Style["align"];
  readonly ink: string;
  /** Where the text stands, upright, in board units; it is turned by `angle` (1/100 degree) about the box's centre. */
  readonly box: Box;
  readonly angle: number;
  /** False: the box grows with the text, to the right and down; true: lines break at its width. */
  readonly wrap: boolean;
  /** Takes the text as one gesture; an empty text makes nothing (and takes an empty text element away). */
  commit(text: string): void;
  cancel(): void;
}

/** A comment that is asked for: what it is about ("" for nothing) and where its pin is put, in board units. */
export interface Remark {
  readonly about: string;
  readonly place: [number, number];
}

export interface Desk {
  /** False for those who may only look: they can select, and change nothing. */
  readonly mayDraw: boolean;
  readonly board: Board;
  /** Screen px for one px of the board. */
  readonly zoom: number;
  readonly style: Readonly<Style>;
  /** How the pen of this device writes. */
  readonly nib: Nib;
  /** Makes strokes straight; null: it is not there yet. */
  readonly straighten: Straighten | null;
  readonly selection: readonly string[];
  select(ids: readonly string[]): void;
  /** One gesture, one submit. */
  submit(parts: Parts): void;
  /** Own wet ink, whole each time, its last point still to move; null: there is none any more. */
  wet(wet: Wet | null): void;
  /** The laser is at this place; null: it is off, and its trail fades. */
  laser(at: readonly [number, number] | null): void;
  /** Elements painted on the live layer instead of those with the same ids; null: none. */
  preview(elements: readonly Element[] | null): void;
  /** Elements painted pale while a gesture holds them (the eraser). */
  dim(ids: readonly string[]): void;
  /** Elements that the end of an arrow would hold on to. */
  target(ids: readonly string[]): void;
  /** The box that a drag selects; null: none. */
  band(box: Box | null): void;
  /** The loop that a lasso draws, flat points; null: none. */
  loop(points: readonly number[] | null): void;
  /** The boxes of the others in sight that a drag snaps to; none where snapping is off. */
  neighbours(ids: readonly string[]): Box[];
  /** The lines that a drag stands in; none: []. */
  guide(guides: readonly Guide[]): void;
  /** The topmost element within `reach` board units of the point. */
  pick(x: number, y: number, reach: number): Element | null;
  /** All elements that the pen would touch on the way from a to b, `reach` wide to each side. */
  swept(ax: number, ay: number, bx: number, by: number, reach: number): Element[];
  /** All elements whose boxes hold the point, topmost first. */
  under(x: number, y: number): Element[];
  /** All elements that lie wholly within the box. */
  within(box: Box): Element[];
  /** All elements that a lasso takes (LASSO-1), but for what is locked. */
  lassoed(loop: readonly number[]): Element[];
  newId(): string;
  /** A `z` above all elements. */
  topZ(): string;
  /** Moves the board under the pointer, in board units. */
  pan(dx: number, dy: number): void;
  hover(name: Hover): void;
  /** The colour that the picker is over; null: none. */
  lens(colour: string | null): void;
  /** The picker took a colour: back to the tool before it, whose style and selection take it. */
  dip(change: Pick<Style, "ink"> | Pick<Style, "fill">): void;
  write(writing: Writing): void;
  /** Asks for a comment. */
  comment(remark: Remark): void;
  /** A shape is drawn: back to select, unless the tool is kept. */
  done(made: readonly string[]): void;
}

/** A tool: a state machine of one gesture at a time. */
export interface Tool {
  readonly name: ToolName;
  press(p: Pointer): void;
  /** A move with the button down, or hovering. */
  move(p: Pointer): void;
  /** The pointer is down and has rested for a while where it is. */
  rest?(p: Pointer): void;
  release(p: Pointer): void;
  /** The pointer is taken from the hand: what was drawn stays (PEN-4). Tools without it cancel. */
  finish?(): void;
  /** Ends the gesture and leaves the board as it was. */
  cancel(): void;
  /** A key by its `KeyboardEvent.key`, with `Shift+` and `Ctrl+` before it; true: used. */
  key(name: string): boolean;
}
