/** Elements as a bitmap of their own, in light: what goes to a clipboard or into a file. */

import type { Element } from "../core/board";
import { paintedOrder } from "../core/board";
import { UNIT } from "../core/geometry";
import { ground } from "../core/palette";
import { framed } from "../core/render/svg";
import { Painter } from "./painter";
import type { Stage } from "./stage";

/** Px for one px of the board, where that makes no side longer than the most. */
const SCALE = 2;
const LONGEST = 8192;

/** What the stage shows of these elements. */
export function printed(stage: Stage, elements: readonly Element[]): HTMLCanvasElement {
  const box = framed(elements);
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  const scale = Math.min(SCALE, (LONGEST * UNIT) / Math.max(width, height)) / UNIT;
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const to = canvas.getContext("2d")!;
  to.fillStyle = ground(stage.background, false);
  to.fillRect(0, 0, canvas.width, canvas.height);
  to.setTransform(scale, 0, 0, scale, -box.left * scale, -box.top * scale);
  const painter = new Painter(stage.picture.pictures);
  for (const element of paintedOrder(elements)) painter.paint(to, element, scale * UNIT);
  return canvas;
}
