/**
 * Excalidraw's clipboard as puts of ours: what `core/inkroom/formats/excalidraw` reads of the same, but for what an
 * import keeps in `extra`, colours with alpha, and pictures, whose bytes the clipboard has no place for on a board.
 */

import { defaultOf, fits } from "../../elements";
import { boxOf, rnd } from "../../geometry";
import { naturalBox, traceOf } from "../../ink";
import { curve, flattened } from "../../path";
import { isObject } from "../../schema";
import { lineHeight, widest, wrapped } from "../../text";
import type { Put } from "../../wire";
import { simulated, smoothed, toOurs, WIDTH } from "./pen";
import { clamped, even, number, objectAt, points, type Raw, text, units, within } from "./value";

const KINDS: Record<string, Put["kind"]> = {
  freedraw: "stroke",
  line: "line",
  arrow: "arrow",
  rectangle: "rect",
  ellipse: "ellipse",
  diamond: "diamond",
  text: "text",
  frame: "frame",
  magicframe: "frame",
  stickynote: "note",
  embeddable: "rect",
  iframe: "rect",
};
const LABELLED = ["rect", "ellipse", "diamond", "note"];
const FILLS: Record<string, string> = {
  solid: "solid",
  hachure: "hachure",
  "cross-hatch": "cross",
  zigzag: "zigzag",
};
// biome-ignore format: a table
const HEADS: Record<string, string> = {
  arrow: "arrow", bar: "bar", dot: "dot", circle: "dot", circle_outline: "circle",
  triangle: "triangle", triangle_outline: "triangle_outline",
  diamond: "diamond", diamond_outline: "diamond_outline",
  crowfoot_one: "one", crowfoot_many: "many", crowfoot_one_or_many: "one_many",
  cardinality_one: "one", cardinality_many: "many", cardinality_one_or_many: "one_many",
  cardinality_exactly_one: "one", cardinality_zero_or_one: "one", cardinality_zero_or_many: "many",
};
const FONTS = ["hand", "hand", "sans", "mono", "hand", "hand", "sans", "sans", "mono"];
const ALIGNS: Record<string, string> = { left: "left", center: "centre", right: "right" };
/** Ends nearer than this, in px, make a loop. */
const CLOSE = 8;
const TEXT = 10_000;

type Registers = Record<string, unknown>;

/** The elements of Excalidraw as puts, from bottom to top, without `z`. */
export function putsOf(elements: readonly unknown[]): Put[] {
  const living = inOrder(elements.filter(isObject).filter((raw) => raw.isDeleted !== true));
  const byId = new Map(living.map((raw) => [text(raw, "id"), raw]));
  const labels = labelsOf(living, byId);
  return living.flatMap((raw) => {
    const kind = KINDS[text(raw, "type")];
    const within = byId.get(text(raw, "containerId"));
    if (!kind || (within && labels.get(within) === raw)) return [];
    const found = registersOf(raw, kind, labels.get(raw) ?? null, byId);
    return [putOf(text(raw, "id"), kind, found)];
  });
}

function inOrder(living: Raw[]): Raw[] {
  const indices = living.map((raw) => raw.index);
  const good = indices.every((n) => typeof n === "string" && n !== "");
  if (!good || new Set(indices).size < indices.length) return living;
  return living.sort((a, b) => (text(a, "index") < text(b, "index") ? -1 : 1));
}

/** The text that is bound to a shape, by the shape. */
function labelsOf(living: readonly Raw[], byId: ReadonlyMap<string, Raw>): Map<Raw, Raw> {
  const labels = new Map<Raw, Raw>();
  for (const raw of living) {
    const shape = byId.get(text(raw, "containerId"));
    const kind = shape && KINDS[text(shape, "type")];
    if (raw.type !== "text" || !shape || !kind || labels.has(shape)) continue;
    const alike =
      text(shape, "strokeColor").toLowerCase() === text(raw, "strokeColor").toLowerCase();
    if (LABELLED.includes(kind) && (kind === "note" || alike)) labels.set(shape, raw);
  }
  return labels;
}

/** A put; a register that holds its default is left out, `geom` never. */
function putOf(id: string, kind: Put["kind"], found: Registers): Put {
  const written = Object.entries(found).filter(
    ([name, held]) =>
      name === "geom" ||
      !fits(kind, name, held) ||
      JSON.stringify(held) !== JSON.stringify(defaultOf(kind, name)),
  );
  return { id: /^[\w-]{1,64}$/.test(id) ? id : "x", kind, ...Object.fromEntries(written) } as Put; // checked by `readOp`
}

function registersOf(
  raw: Raw,
  kind: Put["kind"],
  said: Raw | null,
  byId: ReadonlyMap<string, Raw>,
): Registers {
  const found: Registers = { ...look(raw, kind), ...membership(raw, byId) };
  if (kind === "stroke") return { ...found, ...stroke(raw) };
  if (kind === "line" || kind === "arrow")
    return { ...found, ...line(raw, found.fill !== "none", byId) };
  if (kind === "text") return { ...found, ...written(raw), geom: textGeom(raw) };
  found.geom = box(raw);
  if (kind === "rect" || kind === "diamond") found.round = radius(raw);
  if (kind === "frame") return { ...found, title: title(raw) };
  return said ? { ...found, ...written(said) } : found;
}

function look(raw: Raw, kind: Put["kind"]): Registers {
  const fillStyle = FILLS[text(raw, "fillStyle")] ?? "hachure";
  const dash = text(raw, "strokeStyle");
  const paint = (key: string, otherwise: string) => {
    const colour = text(raw, key) || otherwise;
    if (/^#[0-9a-f]{3}$/i.test(colour)) return colour.replace(/[0-9a-f]/gi, "$&$&");
    return /^#[0-9a-f]{6}$/i.test(colour) ? colour : null;
  };
  const filled = hasInside(raw, kind);
  const clear = (key: string) => text(raw, key) === "transparent";
  return {
    ink: clear("strokeColor") ? "none" : (paint("strokeColor", "#1e1e1e") ?? "#000000"),
    fill: filled && !clear("backgroundColor") ? (paint("backgroundColor", "") ?? "none") : "none",
    fill_style: fillStyle,
    width: within(rnd(number(raw, "strokeWidth", 2) * 16), 0, 16_000),
    dash: ["solid", "dashed", "dotted"].includes(dash) ? dash : "solid",
    sketch: within(rnd(number(raw, "roughness", 1)), 0, 2),
    opacity: within(rnd(number(raw, "opacity", 100)), 0, 100),
    locked: raw.locked === true,
  };
}

/** False for what is not filled, whatever colour it has for that. */
function hasInside(raw: Raw, kind: Put["kind"]): boolean {
  if (kind === "stroke" || kind === "line" || kind === "arrow") {
    const places = points(raw);
    return places.length > 2 && isLoop(places);
  }
  return kind !== "text" && kind !== "frame";
}

function isLoop(places: readonly [number, number][]): boolean {
  const [a, b] = [places[0]!, places[places.length - 1]!];
  return Math.hypot(a[0] - b[0], a[1] - b[1]) <= CLOSE;
}

function membership(raw: Raw, byId: ReadonlyMap<string, Raw>): Registers {
  const found: Registers = {};
  const groups = Array.isArray(raw.groupIds) ? raw.groupIds : [];
  const named = groups.filter((one) => typeof one === "string" && /^[\w-]{1,64}$/.test(one));
  if (named.length > 0) found.group = named.slice(0, 16);
  const frame = text(raw, "frameId");
  if (byId.has(frame)) found.frame = frame;
  return found;
}

function stroke(raw: Raw): Registers {
  const [x, y] = [number(raw, "x"), number(raw, "y")];
  const from = points(raw);
  const places = (from.length > 0 ? from : [[0, 0] as const]).map(
    ([dx, dy]) => [units(x + dx) / 16, units(y + dy) / 16] as const,
  );
  const options = objectAt(raw, "strokeOptions");
  const pressed = options?.variability !== "constant";
  const pressures = pressuresOf(raw, places);
  const drawn = smoothed(places.map(([px, py], at) => [px, py, pressures[at]!]));
  const flat: number[] = [];
  let before = [0, 0];
  for (const [px, py, pressure] of drawn) {
    const at = [units(px), units(py)];
    flat.push(at[0]! - before[0]!, at[1]! - before[1]!);
    if (pressed) flat.push(toOurs(pressure));
    flat.push(0);
    before = at;
  }
  const { left, top, right, bottom } = naturalBox(traceOf(flat, pressed));
  return {
    points: flat,
    ...(pressed ? {} : { pressure: false }),
    geom: [left, top, right - left, bottom - top, box(raw)[4]],
    width: within(even(number(raw, "strokeWidth", 1) * WIDTH), 0, 16_000),
  };
}

/** The pressure they draw with: their library loses that of a stroke of two points. */
function pressuresOf(raw: Raw, places: readonly (readonly [number, number])[]): number[] {
  const given = raw.simulatePressure === true ? null : raw.pressures;
  if (Array.isArray(given) && given.length === places.length) {
    if (given.length === 2) return [0.5, 0.5];
    return given.map((p) => even(clamped(p, 0.5) * 10_000) / 10_000);
  }
  return simulated(places, number(raw, "strokeWidth", 1));
}

function line(raw: Raw, filled: boolean, byId: ReadonlyMap<string, Raw>): Registers {
  const bend = raw.elbowed === true ? 2 : isRound(raw) ? 1 : 0;
  const geom = lineGeom(raw, filled, bend === 1);
  const head = (name: unknown) => (typeof name === "string" ? (HEADS[name] ?? "arrow") : "none");
  const found: Registers = {
    geom,
    curve: bend,
    heads: [head(raw.startArrowhead), head(raw.endArrowhead)],
  };
  const from = binding(objectAt(raw, "startBinding"), geom.slice(0, 2), byId);
  const to = binding(objectAt(raw, "endBinding"), geom.slice(-2), byId);
  if (from) found.from = from;
  if (to) found.to = to;
  return found;
}

function lineGeom(raw: Raw, filled: boolean, bent: boolean): number[] {
  const [x, y] = [number(raw, "x"), number(raw, "y")];
  let places = points(raw).map(([dx, dy]): [number, number] => [x + dx, y + dy]);
  if (places.length === 0) places = [[x, y]];
  if (places.length === 1) places.push(places[0]!);
  const angle = number(raw, "angle");
  if (angle) places = turnedPlaces(places, angle, bent);
  if (filled && places.length > 2 && isLoop(places)) places[places.length - 1] = places[0]!;
  return places.flatMap(([px, py]) => [units(px), units(py)]);
}

/** The points turned about the middle of what is seen: for a curve, of the curve. */
function turnedPlaces(
  places: [number, number][],
  angle: number,
  bent: boolean,
): [number, number][] {
  const flat = places.flatMap(([px, py]) => [units(px), units(py)]);
  const seen = bent ? [...flattened(curve(flat))[0]!].map(even) : flat;
  const around = boxOf(seen);
  const [cx, cy] = [(around.left + around.right) / 32, (around.top + around.bottom) / 32];
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return places.map(([x, y]) => [
    cx + (x - cx) * c - (y - cy) * s,
    cy + (x - cx) * s + (y - cy) * c,
  ]);
}

function binding(bound: Raw | null, end: number[], byId: ReadonlyMap<string, Raw>): unknown {
  const target = bound && byId.get(text(bound, "elementId"));
  if (!target) return null;
  const anchor = bound.fixedPoint;
  const share =
    Array.isArray(anchor) && anchor.length === 2
      ? anchor.map((n) => clamped(n, 0.5))
      : [
          (end[0]! / 16 - number(target, "x")) / (number(target, "width") || 1),
          (end[1]! / 16 - number(target, "y")) / (number(target, "height") || 1),
        ];
  return {
    id: text(target, "id"),
    anchor: share.map((n) => within(even(1000 * n), -100_000, 100_000)),
  };
}

function isRound(raw: Raw): boolean {
  return "roundness" in raw ? isObject(raw.roundness) : raw.strokeSharpness === "round";
}

/** How far the corners of a rectangle or a diamond are rounded, in board units. */
function radius(raw: Raw): number {
  if (!isRound(raw)) return 0;
  const [w, h] = [Math.abs(number(raw, "width")), Math.abs(number(raw, "height"))];
  if (raw.type === "diamond") return rnd(0.25 * Math.sqrt((w * w) / 4 + (h * h) / 4) * 16);
  const share = Math.min(w, h) * 0.25;
  const roundness = objectAt(raw, "roundness");
  return rnd(Math.min(share, roundness?.type === 3 ? number(roundness, "value", 32) : share) * 16);
}

function title(raw: Raw): string {
  const shown = [...text(raw, "name")].filter((sign) => sign >= " " && sign !== "\x7f");
  return shown.join("").slice(0, 120);
}

function written(raw: Raw): Registers {
  const grows = raw.autoResize !== false || Boolean(raw.containerId);
  const bound = Boolean(raw.containerId);
  const said = (bound || !grows ? text(raw, "originalText") : "") || text(raw, "text");
  const family = Number.isInteger(raw.fontFamily) ? (raw.fontFamily as number) : 0;
  return {
    text: said.replaceAll("\0", "").replaceAll("\r\n", "\n").slice(0, TEXT),
    font: family > 8 && family < 11 ? "sans" : (FONTS[family] ?? "hand"),
    size: within(rnd(number(raw, "fontSize", 20) * 16), 16, 32_000),
    align: ALIGNS[text(raw, "textAlign")] ?? "left",
  };
}

/** A box for a free text: in the same place, and so wide that our lines break where theirs do. */
function textGeom(raw: Raw): number[] {
  const [x = 0, y = 0, w = 0, h = 0, angle = 0] = box(raw);
  const {
    text: words,
    font,
    size,
    align,
  } = written(raw) as {
    text: string;
    font: string;
    size: number;
    align: string;
  };
  const grows = raw.autoResize !== false;
  const width = grows ? Math.max(w, widest(words.split("\n"), font, size)) : w;
  const height = lineHeight(size) * wrapped(words, font, size, width).length;
  const aside = align === "left" ? (width - w) / 2 : align === "right" ? (w - width) / 2 : 0;
  const turn = (angle * Math.PI) / 18_000;
  const [cx, cy] = [x + w / 2 + aside * Math.cos(turn), y + h / 2 + aside * Math.sin(turn)];
  return [rnd(cx - width / 2), rnd(cy - height / 2), width, height, angle];
}

/** The `geom` of an element with a box. */
function box(raw: Raw): number[] {
  const sides = ["x", "y", "width", "height"].map((key) => units(number(raw, key)));
  const angle = rnd((number(raw, "angle") * 18_000) / Math.PI);
  return [...sides, ((angle % 36_000) + 36_000) % 36_000];
}
