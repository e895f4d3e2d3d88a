/** The ground of the board and its grid (face.md section 9). */

import tokens from "@face/tokens.json";
import { UNIT } from "../core/geometry";
import { ground } from "../core/palette";
import type { Camera } from "./camera";
import type { Surface } from "./painter";

const STEP = 24 * UNIT;
/** From this zoom down only every fifth is there. */
const SPARSE = 0.25;
/** Side of a dot, in px of the screen: whole device px, so that it stays crisp. */
const DOT_PX = 2;

export interface Ground {
  readonly background: string;
  readonly grid: string;
  /** A moment that is over. */
  readonly past: boolean;
}

/** Fills the screen; the surface's transform is device px, `ratio` of them a px of the screen. */
export function paintGround(
  to: Surface,
  camera: Camera,
  ratio: number,
  look: Ground,
  dark: boolean,
): void {
  to.globalAlpha = 1;
  const over = tokens.color["board-past"];
  to.fillStyle = look.past ? (dark ? over.dark : over.light) : ground(look.background, dark);
  to.fillRect(0, 0, camera.width * ratio + 1, camera.height * ratio + 1);
  const sparse = camera.zoom < SPARSE;
  const alpha = shine(camera.zoom, sparse);
  if (look.grid === "none" || alpha <= 0) return;
  to.globalAlpha = alpha;
  to.fillStyle = dark ? tokens.color.grid.dark : tokens.color.grid.light;
  const step = sparse ? STEP * 5 : STEP;
  if (look.grid === "dots") dots(to, camera, ratio, step);
  else if (look.grid === "isometric") slanted(to, camera, ratio, step);
  else lines(to, camera, ratio, step, look.grid === "squares");
  to.globalAlpha = 1;
}

/** Fades out under 50 %, is back as the sparse one at 25 %, and gone under 7 %. */
function shine(zoom: number, sparse: boolean): number {
  if (zoom >= 0.5) return 1;
  const [gone, whole] = sparse ? [0.07, 0.12] : [0.25, 0.5];
  return Math.max(0, Math.min(1, (zoom - gone) / (whole - gone)));
}

function dots(to: Surface, camera: Camera, ratio: number, step: number): void {
  const size = Math.round(DOT_PX * ratio * Math.min(1.5, Math.max(1, camera.zoom)));
  const half = size / 2;
  to.beginPath();
  const ys = places(camera.y, camera.height, camera.scale, step, ratio);
  for (const x of places(camera.x, camera.width, camera.scale, step, ratio)) {
    for (const y of ys) to.rect(Math.round(x - half), Math.round(y - half), size, size);
  }
  to.fill();
}

function lines(to: Surface, camera: Camera, ratio: number, step: number, squares: boolean): void {
  const width = camera.width * ratio;
  const height = camera.height * ratio;
  for (const y of places(camera.y, camera.height, camera.scale, step, ratio)) {
    to.fillRect(0, Math.round(y), width, ratio);
  }
  if (!squares) return;
  for (const x of places(camera.x, camera.width, camera.scale, step, ratio)) {
    to.fillRect(Math.round(x), 0, ratio, height);
  }
}

/** Three sets of lines, upright and 30 degrees to each side, that make equal triangles. */
function slanted(to: Surface, camera: Camera, ratio: number, step: number): void {
  const [width, height] = [camera.width * ratio, camera.height * ratio];
  to.strokeStyle = to.fillStyle;
  to.lineWidth = ratio;
  to.beginPath();
  const across = (step * Math.sqrt(3)) / 2;
  for (const x of places(camera.x, camera.width, camera.scale, across, ratio)) {
    to.moveTo(x, 0);
    to.lineTo(x, height);
  }
  const slope = 1 / Math.sqrt(3);
  const right = camera.x + camera.width / camera.scale;
  for (const way of [slope, -slope]) {
    const ends = [camera.y - way * camera.x, camera.y - way * right];
    const low = Math.floor(Math.min(...ends) / step);
    const high = Math.ceil((Math.max(...ends) + camera.height / camera.scale) / step);
    for (let row = low; row <= high; row++) {
      const y = (x: number) => (row * step + way * x - camera.y) * camera.scale * ratio;
      to.moveTo(0, y(camera.x));
      to.lineTo(width, y(right));
    }
  }
  to.stroke();
}

/** The device px of the multiples of `step` along one side of the screen. */
function places(
  from: number,
  length: number,
  scale: number,
  step: number,
  ratio: number,
): number[] {
  const first = Math.floor(from / step) * step;
  const found: number[] = [];
  for (let at = first; (at - from) * scale <= length + 2; at += step) {
    found.push((at - from) * scale * ratio);
  }
  return found;
}
