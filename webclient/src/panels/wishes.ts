/** What an export can be asked for: of which format what, and the query that says so to the server (API-4). */

import type { Element } from "../core/board";
import { drawing } from "../core/drawing";
import { span } from "../core/extent";
import { type Box, meets, UNIT } from "../core/geometry";
import { framed } from "../core/render/svg";
import type { Stage } from "../view/stage";

export const FORMATS = [
  "png",
  "svg",
  "pdf",
  "excalidraw",
  "excalidrawlib",
  "xopp",
  "tldr",
  "csv",
  "inkroom",
  "jsonl",
] as const;
export type Format = (typeof FORMATS)[number];

/** More ids than this do not go into an address. */
const MOST_IDS = 15_000;
const PICTURES: readonly Format[] = ["png", "svg"];
/** The log itself goes out: there is no part of it. */
const WHOLE: readonly Format[] = ["inkroom", "jsonl"];

/** `what`: `board`, `page`, `selection`, `area` (what is on the screen), or `frame:` and the id of one. */
export interface Wishes {
  format: Format;
  what: string;
  scale: number;
  dark: boolean;
  transparent: boolean;
  scene: boolean;
  frames: boolean;
}

export const isPicture = (format: Format): boolean => PICTURES.includes(format);
export const isDrawn = (format: Format): boolean => isPicture(format) || format === "pdf";

/** What of the board can go out in a format; the first is meant where nothing is said. */
export function parts(stage: Stage, format: Format): string[] {
  if (WHOLE.includes(format)) return ["board"];
  const several = stage.stack.pages.length > 1;
  const found = several && isPicture(format) ? ["page"] : several ? ["board", "page"] : ["board"];
  const { length } = stage.selection.join(",");
  if (length > 0 && length <= MOST_IDS) found.push("selection");
  found.push("area");
  return [...found, ...stage.picture.scene.titled().map(({ id }) => `frame:${id}`)];
}

/** What a preview shows: of a document of several pages the one that is seen. */
export function shownPart(stage: Stage, what: string): { elements: readonly Element[]; box: Box } {
  const all = stage.picture.scene.all.map(({ element }) => element);
  if (what === "selection") return { elements: stage.selected, box: framed(stage.selected) };
  const frame = all.find(({ id }) => what === `frame:${id}`);
  const box = frame ? span(frame) : what === "area" ? stage.picture.camera.seen : null;
  if (!box) return { elements: all, box: framed(all) };
  return { elements: all.filter((element) => meets(drawing(element).box, box)), box };
}

/** The wishes as the server reads them. */
export function query(stage: Stage, wishes: Wishes): Record<string, string> {
  const { format, what } = wishes;
  const found: Record<string, string> = {};
  const at = stage.shownAt;
  if (at !== null) found.at = String(at);
  if (what === "page") found.page = stage.stack.page;
  else if (what === "selection") found.ids = stage.selection.join(",");
  else if (what === "area") {
    const { left, top, right, bottom } = stage.picture.camera.seen;
    found.area = [left, top, right - left, bottom - top].map((side) => px(side)).join(",");
    found.page = stage.stack.page;
  } else if (what.startsWith("frame:")) found.frame = what.slice("frame:".length);
  if (isDrawn(format) && wishes.dark) found.dark = "true";
  if (isDrawn(format) && wishes.transparent) found.transparent = "true";
  if (isPicture(format) && wishes.scene) found.scene = "true";
  if (format === "png") found.scale = String(wishes.scale);
  if (format === "pdf" && what === "board" && wishes.frames) found.frames = "true";
  return found;
}

/** A length of the board in whole 1/16 px, as a number without an exponent. */
const px = (units: number): string => (Math.round(units) / UNIT).toFixed(4);
