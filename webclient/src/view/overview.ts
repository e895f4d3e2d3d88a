/** A page in small: painted into a picture of its own, with the way between its px and the board. */

import { type Box, grown, UNIT, union } from "../core/geometry";
import { ground, painted } from "../core/palette";
import type { Camera } from "./camera";
import { Painter } from "./painter";
import type { Pictures } from "./pictures";
import type { Item, Scene } from "./scene";

/** More than this are painted as boxes. */
const MANY = 3000;
/** Round what is drawn, in board units. */
const MARGIN = 20 * UNIT;

export class Overview {
  private readonly scene: Scene;
  private readonly camera: Camera;
  private readonly painter: Painter;
  private left = 0;
  private top = 0;
  /** Px for one board unit; 0: nothing was painted. */
  private scale = 0;
  private width = 0;
  private height = 0;

  constructor(scene: Scene, camera: Camera, pictures: Pictures) {
    this.scene = scene;
    this.camera = camera;
    this.painter = new Painter(pictures);
  }

  /** Paints the whole page, as large as the canvas is shown. */
  paint(canvas: HTMLCanvasElement, dark: boolean): void {
    const ratio = devicePixelRatio;
    this.width = canvas.clientWidth;
    this.height = canvas.clientHeight;
    canvas.width = Math.round(this.width * ratio);
    canvas.height = Math.round(this.height * ratio);
    const whole = union([this.scene.box, this.camera.seen].filter((box) => box !== null));
    const to = canvas.getContext("2d");
    if (!whole || !to || this.width === 0) return;
    this.settle(grown(whole, MARGIN));
    to.fillStyle = ground(this.scene.stack.ground.background, dark);
    to.fillRect(0, 0, canvas.width, canvas.height);
    const scale = this.scale * ratio;
    to.setTransform(scale, 0, 0, scale, -this.left * scale, -this.top * scale);
    this.painter.dark = dark;
    const { all } = this.scene;
    if (all.length > MANY) plain(to, all, dark);
    else for (const { element } of all) this.painter.paint(to, element, scale * UNIT);
  }

  /** The place of the board under a px of the picture. */
  place(x: number, y: number): { x: number; y: number } | null {
    if (this.scale === 0) return null;
    return { x: this.left + x / this.scale, y: this.top + y / this.scale };
  }

  /** What the camera sees, in px of the picture. */
  seen(): Box | null {
    if (this.scale === 0) return null;
    const { left, top, right, bottom } = this.camera.seen;
    const across = (x: number) => Math.max(0, Math.min(this.width, (x - this.left) * this.scale));
    const down = (y: number) => Math.max(0, Math.min(this.height, (y - this.top) * this.scale));
    return { left: across(left), top: down(top), right: across(right), bottom: down(bottom) };
  }

  /** Where the box goes: in the middle, as large as can be. */
  private settle(box: Box): void {
    const [width, height] = [box.right - box.left, box.bottom - box.top];
    this.scale = Math.min(this.width / width, this.height / height);
    this.left = (box.left + box.right - this.width / this.scale) / 2;
    this.top = (box.top + box.bottom - this.height / this.scale) / 2;
  }
}

/** Many elements as boxes, those of one ink after the other: to change the ink costs most. */
function plain(to: CanvasRenderingContext2D, items: readonly Item[], dark: boolean): void {
  const inks = new Map<string, Box[]>();
  for (const { element, box } of items) {
    const ink = element.get("ink") as string;
    const same = inks.get(ink);
    if (same) same.push(box);
    else inks.set(ink, [box]);
  }
  to.globalAlpha = 0.35;
  for (const [ink, boxes] of inks) {
    to.fillStyle = painted(ink === "none" ? "#8A8880" : ink, "ink", dark);
    for (const box of boxes) {
      to.fillRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
    }
  }
  to.globalAlpha = 1;
}
