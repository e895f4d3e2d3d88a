/** Boxes with a word round what comes back, what goes and what is other (face.md section 9). */

import tokens from "@face/tokens.json";
import type { Box } from "../core/geometry";
import type { Camera } from "./camera";
import type { Overlay } from "./overlay";
import type { Surface } from "./painter";

const UI = `600 12px "${tokens.font.ui.family}", system-ui, sans-serif`;
const PAD = 8;
const LABEL = 20;
const RADIUS = 4;
/** Boxes that are nearer than this to each other become one, in board units. */
const NEAR = 16 * 32;

/** What becomes of what is in the box. */
export type Tone = "back" | "goes" | "other";

export interface Marking {
  readonly box: Box;
  readonly tone: Tone;
  readonly label: string;
}

const COLOURS = { back: "ok", goes: "danger", other: "accent" } as const;

/** All is painted in px of the screen. */
export function paintMarkings(
  to: Surface,
  markings: readonly Marking[],
  camera: Camera,
  overlay: Overlay,
): void {
  for (const { box, tone, label } of markings) {
    const from = camera.toScreen({ x: box.left, y: box.top });
    const end = camera.toScreen({ x: box.right, y: box.bottom });
    const colour = overlay.token(COLOURS[tone]);
    const [x, y] = [from.x - PAD, from.y - PAD];
    const [w, h] = [end.x - from.x + 2 * PAD, end.y - from.y + 2 * PAD];
    to.strokeStyle = to.fillStyle = colour;
    to.lineWidth = 2;
    to.setLineDash(tone === "goes" ? [6, 5] : []);
    to.beginPath();
    to.roundRect(x, y, w, h, RADIUS);
    to.stroke();
    to.setLineDash([]);
    to.font = UI;
    const wide = to.measureText(label).width + 12;
    to.beginPath();
    to.roundRect(x - 1, y - LABEL - 3, wide, LABEL, RADIUS);
    to.fill();
    to.fillStyle = overlay.token("panel");
    to.textAlign = "left";
    to.textBaseline = "middle";
    to.fillText(label, x + 5, y - LABEL / 2 - 2);
  }
}

/** Boxes that lie near each other, as one. */
export function joinedBoxes(boxes: readonly Box[]): Box[] {
  const found: Box[] = [];
  for (let box of boxes) {
    for (let at = 0; at < found.length; ) {
      const other = found[at]!;
      if (!isNear(other, box)) at++;
      else {
        found.splice(at, 1);
        box = {
          left: Math.min(box.left, other.left),
          top: Math.min(box.top, other.top),
          right: Math.max(box.right, other.right),
          bottom: Math.max(box.bottom, other.bottom),
        };
        at = 0;
      }
    }
    found.push(box);
  }
  return found;
}

function isNear(a: Box, b: Box): boolean {
  return (
    a.left - NEAR <= b.right &&
    b.left - NEAR <= a.right &&
    a.top - NEAR <= b.bottom &&
    b.top - NEAR <= a.bottom
  );
}
