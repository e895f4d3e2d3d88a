/** Carries out drawings on a canvas; all that is decided was decided by `drawing` (DRAW-1). */

import tokens from "@face/tokens.json";
import type { Element } from "../core/board";
import { UNIT } from "../core/geometry";
import type { Fill, Item, Picture, Stroke, Words } from "../core/item";
import { blend, painted } from "../core/palette";
import { onGround } from "./colour";
import { Paths, type Ready } from "./paths";
import type { Pictures } from "./pictures";

/** What a board is painted on: the screen or a tile. */
export type Surface = CanvasRenderingContext2D;

/** The fonts of the board with what stands in for them where they lack a character. */
const FAMILIES: Record<string, string> = {
  hand: `"${tokens.font.hand.family}", "${tokens.font.ui.family}", cursive`,
  sans: `"${tokens.font.ui.family}", system-ui, sans-serif`,
  serif: `"${tokens.font.serif.family}", serif`,
  mono: `"${tokens.font.mono.family}", monospace`,
};
const ALIGN: Record<string, CanvasTextAlign> = { left: "left", centre: "center", right: "right" };

export class Painter {
  dark = false;
  readonly paths = new Paths();
  private readonly pictures: Pictures;

  constructor(pictures: Pictures) {
    this.pictures = pictures;
  }

  /**
   * Paints an element where the surface's transform is from board units to device px.
   *
   * `zoom`: device px for one px of the board, for what keeps its width on the screen. `alpha` 0..1.
   */
  paint(to: Surface, element: Element, zoom: number, alpha = 1): void {
    this.carry(to, this.paths.get(element), zoom, alpha);
  }

  carry(to: Surface, ready: Ready, zoom: number, alpha: number): void {
    const { items, turn, blend: mixing } = ready.drawing;
    if (turn || mixing !== "normal") to.save();
    if (turn) turnAbout(to, (turn[0] * Math.PI) / 18_000, turn[1], turn[2]);
    if (mixing !== "normal") to.globalCompositeOperation = blend(this.dark);
    items.forEach((item, at) => {
      to.globalAlpha = (alpha * item.opacity) / 100;
      this.item(to, item, ready.paths[at] ?? null, zoom);
    });
    to.globalAlpha = 1;
    if (turn || mixing !== "normal") to.restore();
  }

  private item(to: Surface, item: Item, path: Path2D | null, zoom: number): void {
    if (item.type === "fill") this.fill(to, item, path!);
    else if (item.type === "stroke") this.stroke(to, item, path!, zoom);
    else if (item.type === "picture") this.picture(to, item);
    // What keeps its size on the screen is not of a tile: the stage paints it above them.
    else if (!item.fixed) this.words(to, item, item.size / UNIT, UNIT);
  }

  private fill(to: Surface, item: Fill, path: Path2D): void {
    to.fillStyle = this.colour(item);
    to.fill(path, item.rule);
  }

  private stroke(to: Surface, item: Stroke, path: Path2D, zoom: number): void {
    to.strokeStyle = this.colour(item);
    to.lineWidth = item.fixed ? item.width / zoom : item.width;
    to.lineCap = to.lineJoin = "round";
    to.setLineDash(item.dash as number[]);
    to.stroke(path);
  }

  /** Lines of writing; `size` in px, `unit` the surface units in one such px. */
  words(to: Surface, item: Words, size: number, unit: number): void {
    to.save();
    to.fillStyle = this.colour(item);
    to.font = `${size}px ${FAMILIES[item.font] ?? FAMILIES.hand}`;
    to.fontKerning = "none"; // measured without (TEXT-1)
    to.textAlign = ALIGN[item.align] ?? "left";
    to.textBaseline = "alphabetic";
    to.scale(unit, unit);
    for (const [text, x, y] of item.lines) to.fillText(text, x / unit, y / unit);
    to.restore();
  }

  private picture(to: Surface, item: Picture): void {
    const [x, y, w, h] = item.box;
    const image = this.pictures.get(item.asset.sha);
    if (!image) {
      to.fillStyle = this.dark ? tokens.color.sunken.dark : tokens.color.sunken.light;
      to.fillRect(x, y, w, h);
      return;
    }
    const crop = item.crop ?? [0, 0, item.asset.width, item.asset.height];
    to.save();
    to.translate(x + w / 2, y + h / 2);
    to.scale(item.flip[0] ? -1 : 1, item.flip[1] ? -1 : 1);
    to.imageSmoothingQuality = "high";
    const [cx = 0, cy = 0, cw = 1, ch = 1] = crop;
    to.drawImage(image, cx, cy, cw, ch, -w / 2, -h / 2, w, h);
    to.restore();
  }

  private colour(item: Fill | Stroke | Words): string {
    if (item.tone === "highlighter") return onGround(item.ink, this.dark);
    return painted(item.ink, item.tone, this.dark);
  }
}

function turnAbout(to: Surface, radians: number, x: number, y: number): void {
  to.translate(x, y);
  to.rotate(radians);
  to.translate(-x, -y);
}
