/** Elements of ours as Excalidraw's clipboard takes them: all that its fields can say. Pictures stay behind. */

import { type Element, paintedOrder } from "../../board";
import { NOTE_PAPER, wordsInk } from "../../drawing";
import { isHighlight, strokeTrace } from "../../extent";
import { shape, upright } from "../../figure";
import { boxOf, rnd, UNIT } from "../../geometry";
import { naturalBox } from "../../ink";
import { label } from "../../label";
import { formOf, geomOf, headsOf, kindOf, lookOf, whole, writingOf } from "../../look";
import { many } from "../../order";
import { flattened } from "../../path";
import { seedOf } from "../../sketch";
import { wrapped } from "../../text";
import { toTheirs, WIDTH } from "./pen";
import type { Raw } from "./value";

const TYPES: Record<string, string> = {
  stroke: "freedraw",
  line: "line",
  arrow: "arrow",
  rect: "rectangle",
  ellipse: "ellipse",
  diamond: "diamond",
  shape: "line",
  text: "text",
  note: "rectangle",
  frame: "frame",
};
const FILLS: Record<string, string> = { cross: "cross-hatch", tint: "solid" };
// biome-ignore format: a table
const HEADS: Record<string, string | null> = {
  none: null, dot: "circle", circle: "circle_outline", one: "crowfoot_one", many: "crowfoot_many",
  one_many: "crowfoot_one_or_many",
};
const FONTS: Record<string, number> = { hand: 5, sans: 2, serif: 2, mono: 3 };
const ALIGNS: Record<string, string> = { centre: "center" };
const LABELLED = ["rect", "ellipse", "diamond", "shape", "note"];
const MARKER = 40;

/** The elements, from bottom to top, with the texts of shapes as elements of their own. */
export function elementsOf(elements: Iterable<Element>): Raw[] {
  const placed = paintedOrder(elements).filter((element) => TYPES[element.kind]);
  const ids = new Set(placed.map((element) => element.id));
  const raws = placed.flatMap((element) => {
    const said = labelOf(element);
    const raw = { ...head(element.id), ...fieldsOf(element) };
    const made = said ? [raw, { ...head(`${element.id}-text`.slice(-64)), ...said }] : [raw];
    for (const one of made) forget(one, ids);
    return made;
  });
  bind(raws);
  const indices = many(null, null, raws.length);
  return raws.map((raw, at) => ({ ...raw, index: indices[at] }));
}

/** What is not copied with it is not named: a frame, or what an end holds on to. */
function forget(raw: Raw, ids: ReadonlySet<string>): void {
  if (!ids.has(String(raw.frameId))) raw.frameId = null;
  for (const end of ["startBinding", "endBinding"]) {
    const bound = raw[end] as { elementId: string } | null | undefined;
    if (bound && !ids.has(bound.elementId)) raw[end] = null;
  }
}

/** Both sides of every bond are written. */
function bind(raws: readonly Raw[]): void {
  const byId = new Map(raws.map((raw) => [raw.id, raw]));
  for (const raw of raws) {
    const ends = [raw.containerId, boundTo(raw.startBinding), boundTo(raw.endBinding)];
    for (const id of new Set(ends)) {
      const holder = byId.get(id);
      if (holder) (holder.boundElements as Raw[]).push({ id: raw.id, type: raw.type });
    }
  }
}

function boundTo(bound: unknown): unknown {
  return (bound as { elementId?: string } | null | undefined)?.elementId;
}

function head(id: string): Raw {
  const seed = seedOf(id) % 2 ** 31;
  return {
    id,
    seed,
    version: 1,
    versionNonce: seed,
    updated: 1,
    isDeleted: false,
    boundElements: [],
  };
}

function fieldsOf(element: Element): Raw {
  const look = lookOf(element);
  const kind = kindOf(element);
  const raw: Raw = {
    type: TYPES[kind],
    ...paints(element),
    groupIds: element.get("group"),
    frameId: element.get("frame") || null,
    roundness: null,
  };
  if (element.kind === "stroke") return { ...raw, ...freedraw(element) };
  const geom = geomOf(element);
  if (element.kind === "line" || element.kind === "arrow")
    return { ...raw, ...lineFields(element, geom) };
  if (kind === "shape") return { ...raw, ...polygon(element, geom) };
  Object.assign(raw, boxFields(geom));
  if ((kind === "rect" || kind === "diamond") && look.round) {
    raw.roundness = { type: kind === "rect" ? 3 : 2, value: px(look.round) };
  } else if (element.kind === "text") {
    const said = writingOf(element);
    const lines = wrapped(said.text, said.font, said.size, Math.abs(geom[2]!) || 2 ** 40);
    Object.assign(raw, textFields(said, lines), { verticalAlign: "top", containerId: null });
  } else if (element.kind === "frame") raw.name = element.get("title") || null;
  else if (element.kind === "note") {
    raw.strokeColor = "transparent";
    if (look.fill === "none") raw.backgroundColor = NOTE_PAPER;
  }
  if (look.fillStyle === "tint" && look.fill !== "none") raw.backgroundColor = `${look.fill}1f`;
  return raw;
}

function paints(element: Element): Raw {
  const look = lookOf(element);
  return {
    strokeColor: look.ink === "none" ? "transparent" : look.ink,
    backgroundColor: look.fill === "none" ? "transparent" : look.fill,
    fillStyle: FILLS[look.fillStyle] ?? look.fillStyle,
    strokeWidth: px(look.width),
    strokeStyle: look.dash,
    roughness: look.sketch,
    opacity: look.opacity,
    locked: element.get("locked") === true,
    link: element.get("link") || null,
  };
}

function freedraw(element: Element): Raw {
  const trace = strokeTrace(element);
  const [x = 0, y = 0] = trace;
  const { left, top, right, bottom } = naturalBox(trace);
  const places: number[][] = [];
  const pressures: number[] = [];
  for (let at = 0; at < trace.length; at += 3) {
    places.push([px(trace[at]! - x), px(trace[at + 1]! - y)]);
    pressures.push(toTheirs(trace[at + 2]!));
  }
  return {
    x: px(x),
    y: px(y),
    width: px(right - left),
    height: px(bottom - top),
    angle: boxFields(geomOf(element)).angle,
    strokeWidth: Math.round((whole(element, "width", 0, 16_000) / WIDTH) * 10_000) / 10_000,
    points: places,
    pressures,
    simulatePressure: false,
    lastCommittedPoint: null,
    ...(isHighlight(element) ? { opacity: MARKER } : {}),
  };
}

/** A form that Excalidraw does not have: a closed line, which says what it is for us. */
function polygon(element: Element, geom: readonly number[]): Raw {
  const { round, fill, fillStyle } = lookOf(element);
  const form = formOf(element);
  const path = flattened(shape(form, upright(geom), round))[0]!;
  return {
    ...lineFields(element, path.map(rnd)),
    angle: boxFields(geom).angle,
    polygon: true,
    customData: { inkroom: { kind: "shape", form } },
    ...(fillStyle === "tint" && fill !== "none" ? { backgroundColor: `${fill}1f` } : {}),
  };
}

function lineFields(element: Element, geom: readonly number[]): Raw {
  const bend = whole(element, "curve", 0, 2);
  const box = boxOf(geom);
  const [x = 0, y = 0] = geom;
  const [start = "none", end = "none"] = headsOf(element);
  const theirs = (name: string) => (name in HEADS ? HEADS[name] : name);
  const places: number[][] = [];
  for (let at = 0; at < geom.length; at += 2)
    places.push([px(geom[at]! - x), px(geom[at + 1]! - y)]);
  return {
    x: px(x),
    y: px(y),
    width: px(box.right - box.left),
    height: px(box.bottom - box.top),
    angle: 0,
    points: places,
    startArrowhead: theirs(start),
    endArrowhead: theirs(end),
    startBinding: bindingOf(element.get("from")),
    endBinding: bindingOf(element.get("to")),
    lastCommittedPoint: null,
    roundness: bend === 1 ? { type: 2 } : null,
    ...(element.kind === "arrow" ? { elbowed: bend === 2 } : {}),
  };
}

/** The old form and the new in one: each version takes what it knows. */
function bindingOf(bound: unknown): Raw | null {
  const end = bound as { id: string; anchor: number[] } | null; // a register of this form (EL-4)
  if (!end) return null;
  const fixedPoint = end.anchor.map((n) => n / 1000);
  return { elementId: end.id, focus: 0, gap: 1, fixedPoint, mode: "orbit" };
}

function labelOf(element: Element): Raw | null {
  if (!LABELLED.includes(element.kind)) return null;
  const writing = writingOf(element);
  const box = upright(geomOf(element));
  const placed = label(element.kind, box, writing, formOf(element));
  if (!placed) return null;
  const look = lookOf(element);
  const { left, top, right, bottom } = placed.box;
  const fill = element.kind === "note" ? "none" : look.fill;
  return {
    type: "text",
    ...paints(element),
    ...boxFields([left, top, right - left, bottom - top, box.angle]),
    ...textFields(
      writing,
      placed.lines.map(([line]) => line),
    ),
    backgroundColor: "transparent",
    strokeColor: wordsInk(look.ink, fill, look.fillStyle),
    verticalAlign: "middle",
    autoResize: true,
    // a line holds no text there
    containerId: kindOf(element) === "shape" ? null : element.id,
    groupIds: element.get("group"),
    frameId: element.get("frame") || null,
    roundness: null,
    link: null,
  };
}

function textFields(said: ReturnType<typeof writingOf>, lines: readonly string[]): Raw {
  const shown = lines.join("\n");
  return {
    text: shown,
    originalText: said.text,
    fontSize: px(said.size),
    fontFamily: FONTS[said.font] ?? 5,
    textAlign: ALIGNS[said.align] ?? said.align,
    autoResize: shown === said.text,
    lineHeight: 1.25,
  };
}

function boxFields(geom: readonly number[]): Raw {
  const [x = 0, y = 0, w = 0, h = 0, angle = 0] = geom;
  const turn = ((angle % 36_000) + 36_000) % 36_000;
  return {
    x: px(Math.min(x, x + w)),
    y: px(Math.min(y, y + h)),
    width: px(Math.abs(w)),
    height: px(Math.abs(h)),
    angle: Math.round(((turn * Math.PI) / 18_000) * 1e6) / 1e6,
  };
}

function px(units: number): number {
  return units / UNIT;
}
