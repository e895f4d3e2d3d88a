/** Elements as painting instructions in integers: painters only carry them out (DRAW-1). */

import {
  isHighlight,
  paintedBox,
  strokeTrace,
  TITLE_GAP,
  TITLE_SIZE,
  type Turn,
  turnOf,
} from "./extent";
import { isClosed, route, shape, type Upright, upright } from "./figure";
import type { Box } from "./geometry";
import { ended, head } from "./head";
import { outline, type Trace } from "./ink";
import { fills } from "./inside";
import type { Asset, Item, Stroke, Tone } from "./item";
import { label } from "./label";
import {
  type Drawable,
  formOf,
  geomOf,
  headsOf,
  type Look,
  lookOf,
  whole,
  writingOf,
} from "./look";
import { boxOfPath, type Path, polyline, rectangle } from "./path";
import { seedOf, sketched, sketchedCurve, sketchedEllipse, Wobble } from "./sketch";

export const NOTE_ROUND = 64;
export const NOTE_PAPER = "#FFE56E";
export const DEFAULT_INK = "#1D2432";
/** What is written on a shape that is filled with its own ink. */
export const ON_INK = "#FFFFFF";
const DASHES = 20_000;
const FRAME_ROUND = 128;
const FRAME_INK = "#8A8880";
const TITLE_INK = "#565B66";

/**
 * What to paint, in order, all of it turned by `turn`.
 *
 * `box` holds everything that is painted, after the turn. `blend` is `multiply` for a highlighter.
 */
export interface Drawing {
  readonly items: readonly Item[];
  readonly turn: Turn | null;
  readonly box: Box;
  readonly blend: "normal" | "multiply";
}

type Painter = (element: Drawable, look: Look) => Item[];

/** The painting instructions of an element; never raises on what a reducer can make (DRAW-4). */
export function drawing(element: Drawable): Drawing {
  const look = lookOf(element);
  return {
    items: PAINTERS.get(element.kind)?.(element, look) ?? [],
    turn: turnOf(element),
    box: paintedBox(element),
    blend: isHighlight(element) ? "multiply" : "normal",
  };
}

const paintStroke: Painter = (element, look) => {
  const trace = strokeTrace(element);
  const tone: Tone = isHighlight(element) ? "highlighter" : "ink";
  const { ink, width, opacity } = look;
  let items: Item[] = [];
  if (look.fill !== "none") items = fills(centreOf(trace), look, new Wobble(seedOf(element.id)));
  if (ink === "none" || width === 0) return items;
  if (look.dash !== "solid") return [...items, lineOf(centreOf(trace), look)];
  const path = outline(trace, width);
  return [...items, { type: "fill", path, ink, tone, rule: "nonzero", opacity }];
};

/** The path through the points of a trace. */
export function centreOf(trace: Trace): number[] {
  const flat: number[] = [];
  for (let at = 0; at < trace.length; at += 3) flat.push(trace[at]!, trace[at + 1]!);
  return polyline(flat);
}

const paintConnector: Painter = (element, look) => {
  const points = geomOf(element);
  const bend = whole(element, "curve", 0, 2);
  const way = route(points, bend);
  const wobble = new Wobble(seedOf(element.id));
  const items = isClosed(points) ? fills(way, look, wobble) : [];
  if (look.ink === "none" || look.width === 0) return items;
  const names = headsOf(element);
  const start = head(names[0]!, way, false, look.width);
  const end = head(names[1]!, way, true, look.width);
  const cut = ended(way, start, end);
  if (look.sketch && bend === 1 && points.length > 4) {
    const ends = [...cut.slice(1, 3), ...points.slice(2, -2), ...cut.slice(-2)];
    const passes = look.dash === "solid" ? 2 : 1;
    items.push(lineOf(sketchedCurve(ends, wobble, look.sketch, passes), look));
  } else items.push(lineOf(drawn(cut, look, wobble), look));
  const clean = { ...look, dash: "solid" };
  for (const tip of [start, end]) {
    if (!tip) continue;
    const { ink, opacity } = look;
    if (tip.fill.length > 0) {
      items.push({ type: "fill", path: tip.fill, ink, tone: "ink", rule: "nonzero", opacity });
    }
    items.push(lineOf(drawn(tip.stroke, clean, wobble), clean));
  }
  return items;
};

const paintShape: Painter = (element, look) => {
  const box = upright(geomOf(element));
  const form = formOf(element);
  const path = shape(form, box, look.round);
  const wobble = new Wobble(seedOf(element.id));
  const items = fills(path, look, wobble);
  if (look.ink !== "none" && look.width > 0) {
    if (look.sketch && form === "ellipse") {
      const passes = look.dash === "solid" ? 2 : 1;
      const { x, y, w, h } = box;
      items.push(lineOf(sketchedEllipse(x, y, w, h, wobble, look.sketch, passes), look));
    } else items.push(lineOf(drawn(path, look, wobble), look));
  }
  return [...items, ...wordsOf(element, box, look, "ink")];
};

const paintText: Painter = (element, look) =>
  wordsOf(element, upright(geomOf(element)), look, "ink");

const paintNote: Painter = (element, look) => {
  const box = upright(geomOf(element));
  const path = rectangle(box.x, box.y, box.w, box.h, NOTE_ROUND);
  const ink = look.fill === "none" ? NOTE_PAPER : look.fill;
  const edge = Math.max(Math.floor((8 * look.opacity) / 100), 1);
  return [
    { type: "fill", path, ink, tone: "note", rule: "nonzero", opacity: look.opacity },
    {
      type: "stroke",
      path,
      ink: "#000000",
      tone: "note",
      width: 16,
      dash: [],
      opacity: edge,
      fixed: false,
    },
    ...wordsOf(element, box, look, "note"),
  ];
};

function wordsOf(element: Drawable, box: Upright, look: Look, tone: Tone): Item[] {
  const writing = writingOf(element);
  const placed = label(element.kind, box, writing, formOf(element));
  if (!placed) return [];
  const { font, size, align } = writing;
  const own = tone === "ink" ? wordsInk(look.ink, look.fill, look.fillStyle) : look.ink;
  const ink = own === "none" ? DEFAULT_INK : own;
  const { opacity } = look;
  const { lines } = placed;
  return [{ type: "words", lines, font, size, ink, tone, align, opacity, fixed: false }];
}

/** The ink of the words in a shape: its own, where that can be seen on its fill. */
export function wordsInk(ink: string, fill: string, fillStyle: string): string {
  const shown = ink === "none" ? DEFAULT_INK : ink;
  return fillStyle === "solid" && fill.toLowerCase() === shown.toLowerCase() ? ON_INK : shown;
}

const paintImage: Painter = (element, look) => {
  const { x, y, w, h, flipX, flipY } = upright(geomOf(element));
  const asset = element.fixed.asset as Asset | undefined; // checked at the edge (MSG-3)
  if (!asset) return [];
  const crop = element.get("crop");
  const good = Array.isArray(crop) && crop.length === 4 && crop[2] > 0 && crop[3] > 0;
  const { opacity } = look;
  return [
    {
      type: "picture",
      asset,
      crop: good ? (crop as number[]) : null,
      box: [x, y, w, h],
      flip: [flipX, flipY],
      opacity,
    },
  ];
};

const paintFrame: Painter = (element, look) => {
  const box = upright(geomOf(element));
  const path = rectangle(box.x, box.y, box.w, box.h, FRAME_ROUND);
  const { opacity } = look;
  const items = fills(path, look, new Wobble(seedOf(element.id)));
  items.push({
    type: "stroke",
    path,
    ink: FRAME_INK,
    tone: "chrome",
    width: 16,
    dash: [],
    opacity,
    fixed: true,
  });
  const title = element.get("title");
  if (typeof title === "string" && title !== "") {
    items.push({
      type: "words",
      lines: [[title, box.x, box.y - TITLE_GAP]],
      font: "sans",
      size: TITLE_SIZE,
      ink: TITLE_INK,
      tone: "chrome",
      align: "left",
      opacity,
      fixed: true,
    });
  }
  return items;
};

/** The path as its sketch level draws it: twice over by hand, once where it is dashed. */
function drawn(path: Path, look: Look, wobble: Wobble): Path {
  if (look.sketch === 0) return path;
  return sketched(path, wobble, look.sketch, look.dash === "solid" ? 2 : 1);
}

function lineOf(path: Path, look: Look): Stroke {
  const { ink, width, opacity } = look;
  const dash = dashesOf(path, look);
  return { type: "stroke", path, ink, tone: "ink", width, dash, opacity, fixed: false };
}

/**
 * On and off along a line, from its width; the round ends are part of the gap.
 *
 * A line too long for its dashes has none: no painter shall be kept busy by one line.
 */
function dashesOf(path: Path, look: Look): number[] {
  if (look.dash === "solid") return [];
  let on = 2 * look.width + 96;
  let off = 2 * look.width + 128;
  if (look.dash === "dotted") {
    on = 1;
    off = 2 * look.width + 64;
  }
  const box = boxOfPath(path);
  if (!box) return [];
  const around = box.right - box.left + (box.bottom - box.top);
  return around > (on + off) * DASHES ? [] : [on, off];
}

const PAINTERS: ReadonlyMap<string, Painter> = new Map([
  ["stroke", paintStroke],
  ["line", paintConnector],
  ["arrow", paintConnector],
  ["rect", paintShape],
  ["ellipse", paintShape],
  ["diamond", paintShape],
  ["shape", paintShape],
  ["text", paintText],
  ["note", paintNote],
  ["image", paintImage],
  ["frame", paintFrame],
]);
