/** Elements as a bitmap of their own: what goes to a clipboard or into a file, and what a file will look like. */

import type { Element } from "../core/board";
import { paintedOrder } from "../core/board";
import { type Box, UNIT } from "../core/geometry";
import { ground } from "../core/palette";
import { framed } from "../core/render/svg";
import { Painter } from "./painter";
import type { Stage } from "./stage";

/** Px for one px of the board, where that makes no side longer than the most. */
const SCALE = 2;
const LONGEST = 8192;
/** So long a preview is painted in one go, in ms. */
const SLICE = 12;

/** What of the board a preview shows, and how. `alive` is asked between two slices of the work. */
export interface Look {
  readonly box: Box;
  readonly dark: boolean;
  readonly transparent: boolean;
  readonly alive: () => boolean;
}

/** What the stage shows of these elements, in light. */
export function printed(stage: Stage, elements: readonly Element[]): HTMLCanvasElement {
  const box = framed(elements);
  const canvas = document.createElement("canvas");
  const { to, scale } = surface(canvas, box, LONGEST, SCALE);
  fillGround(stage, to, box, false);
  const painter = new Painter(stage.picture.pictures);
  for (const element of paintedOrder(elements)) painter.paint(to, element, scale * UNIT);
  return canvas;
}

/** Paints the elements so that no side is longer than `longest` px, a slice at a time; false: it was not wanted any more. */
export async function preview(
  stage: Stage,
  canvas: HTMLCanvasElement,
  elements: readonly Element[],
  longest: number,
  look: Look,
): Promise<boolean> {
  const { to, scale } = surface(canvas, look.box, longest, Number.POSITIVE_INFINITY);
  if (!look.transparent) fillGround(stage, to, look.box, look.dark);
  const painter = new Painter(stage.picture.pictures);
  painter.dark = look.dark;
  let began = performance.now();
  for (const element of paintedOrder(elements)) {
    painter.paint(to, element, scale * UNIT);
    if (performance.now() - began < SLICE) continue;
    await new Promise((next) => setTimeout(next));
    if (!look.alive()) return false;
    began = performance.now();
  }
  return true;
}

function surface(
  canvas: HTMLCanvasElement,
  box: Box,
  longest: number,
  most: number,
): { to: CanvasRenderingContext2D; scale: number } {
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  const scale = Math.min(most, (longest * UNIT) / Math.max(width, height)) / UNIT;
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const to = canvas.getContext("2d")!;
  to.setTransform(scale, 0, 0, scale, -box.left * scale, -box.top * scale);
  return { to, scale };
}

function fillGround(stage: Stage, to: CanvasRenderingContext2D, box: Box, dark: boolean): void {
  to.fillStyle = ground(stage.background, dark);
  to.fillRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
}
