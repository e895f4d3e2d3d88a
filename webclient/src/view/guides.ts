/** The lines of snapping, with how far apart the two are that they join (face.md section 9). */

import tokens from "@face/tokens.json";
import { type Guide, gapText } from "../tools/snap";
import type { Camera } from "./camera";
import type { Surface } from "./painter";

const FONT = `600 11px "${tokens.font.ui.family}", system-ui, sans-serif`;
const ROOM = 18;

/** All in px of the screen. */
export function paintGuides(
  to: Surface,
  guides: readonly Guide[],
  camera: Camera,
  dark: boolean,
): void {
  const { guide: colour, panel } = tokens.color;
  to.strokeStyle = dark ? colour.dark : colour.light;
  to.lineWidth = 1;
  to.beginPath();
  for (const guide of guides) {
    to.moveTo(...placed(guide, guide.from, camera));
    to.lineTo(...placed(guide, guide.to, camera));
  }
  to.stroke();
  to.font = FONT;
  to.textAlign = "center";
  to.textBaseline = "middle";
  for (const guide of guides) {
    const { gap } = guide;
    if (!gap || (gap[1] - gap[0]) * camera.scale < ROOM) continue;
    const [x, y] = placed(guide, (gap[0] + gap[1]) / 2, camera);
    const text = gapText(gap);
    const width = to.measureText(text).width + 8;
    to.fillStyle = dark ? colour.dark : colour.light;
    to.beginPath();
    to.roundRect(x - width / 2, y - 8, width, 16, 4);
    to.fill();
    to.fillStyle = dark ? panel.dark : panel.light;
    to.fillText(text, x, y + 0.5);
  }
}

/** A place along a guide, on the middle of a px. */
function placed({ across, at }: Guide, along: number, camera: Camera): [number, number] {
  const point = camera.toScreen(across ? { x: along, y: at } : { x: at, y: along });
  return [Math.round(point.x) + 0.5, Math.round(point.y) + 0.5];
}
