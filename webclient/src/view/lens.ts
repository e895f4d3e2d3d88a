/** What the lasso and the picker show over the board while they are used. */

import tokens from "@face/tokens.json";
import type { Camera, ScreenPoint } from "./camera";
import type { Surface } from "./painter";

/** The lens is 96 px wide (face.md section 9). */
const LENS = 48;
const BAND = 16;

/** The loop of a lasso, closed by a straight way. */
export function paintLoop(
  to: Surface,
  loop: readonly number[],
  camera: Camera,
  colour: string,
): void {
  to.beginPath();
  for (let at = 0; at < loop.length; at += 2) {
    const { x, y } = camera.toScreen({ x: loop[at]!, y: loop[at + 1]! });
    to.lineTo(x, y);
  }
  to.closePath();
  to.fillStyle = to.strokeStyle = colour;
  to.globalAlpha = 0.08;
  to.fill("evenodd");
  to.globalAlpha = 1;
  to.lineWidth = tokens.selection.line;
  to.setLineDash([5, 4]);
  to.stroke();
  to.setLineDash([]);
}

/** A broad ring of the colour that would be taken. */
export function paintLens(to: Surface, at: ScreenPoint, colour: string, edge: string): void {
  const ring = (radius: number, width: number, style: string) => {
    to.beginPath();
    to.arc(at.x, at.y, radius, 0, 2 * Math.PI);
    to.lineWidth = width;
    to.strokeStyle = style;
    to.stroke();
  };
  ring(LENS - BAND / 2, BAND + 4, edge);
  ring(LENS - BAND / 2, BAND, colour);
}
