/** Writing: what a text, a note or a shape says, from an editor to a gesture. */

import type { Element } from "../core/board";
import { TITLE_GAP, TITLE_SIZE } from "../core/extent";
import { upright } from "../core/figure";
import { isForm, OUTLINED } from "../core/form";
import { rnd, UNIT } from "../core/geometry";
import { PADDING, writingRoom } from "../core/label";
import { formOf } from "../core/look";
import { lineHeight } from "../core/text";
import type { Note, TextElement } from "../core/wire";
import type { Desk, Style, Writing } from "./desk";
import { dressed, TEXT } from "./draft";
import { geomOf } from "./frame";
import { roomOf } from "./measure";

const LABELLED = ["text", "note", ...OUTLINED];
/** The sides of a new note. */
export const NOTE = 160 * UNIT;
const TITLE_INK = "#565B66";
/** A title is no longer (EL-4). */
const LONGEST = 120;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a title has none
const CONTROLS = /[\x00-\x1f\x7f]+/g;

export function canWrite(element: Element): boolean {
  return LABELLED.includes(element.kind);
}

/** True for a frame too, which has a title. */
export function canName(element: Element): boolean {
  return canWrite(element) || element.kind === "frame";
}

/** Asks for the text of an element that is there, or the title of a frame. */
export function rewrite(desk: Desk, element: Element): void {
  if (element.kind === "frame") {
    retitle(desk, element);
    return;
  }
  const kind = element.kind as Writing["kind"];
  const form = formOf(element);
  const whole = upright(geomOf(element));
  const { x, y, w, h } = writingRoom(whole, form);
  const pad = kind === "text" || isForm(form) ? 0 : PADDING;
  const text = element.get("text") as string;
  const font = element.get("font") as Style["font"];
  const size = element.get("size") as number;
  const wrap = kind !== "text" || h > roomOf(text, font, size).height;
  desk.write({
    id: element.id,
    kind,
    text,
    font,
    size,
    align: element.get("align") as Style["align"],
    ink: element.get("ink") as string,
    box: { left: x + pad, top: y + pad, right: x + w - pad, bottom: y + h - pad },
    angle: whole.angle,
    wrap,
    commit: (said) => say(desk, element.id, text, said, wrap),
    cancel: () => {},
  });
}

/** Asks for the title of a frame, in the size that it has on the screen. */
function retitle(desk: Desk, frame: Element): void {
  const { x, y, w } = upright(geomOf(frame));
  const before = frame.get("title") as string;
  const size = rnd(TITLE_SIZE / desk.zoom);
  const top = rnd(y - (TITLE_GAP + TITLE_SIZE) / desk.zoom);
  desk.write({
    id: frame.id,
    kind: "frame",
    text: before,
    font: "sans",
    size,
    align: "left",
    ink: TITLE_INK,
    box: { left: x, top, right: x + w, bottom: top + lineHeight(size) },
    angle: 0,
    wrap: false,
    commit: (said) => {
      const title = said.replace(CONTROLS, " ").trim().slice(0, LONGEST);
      if (title !== before) desk.submit({ set: [{ id: frame.id, title }] });
    },
    cancel: () => {},
  });
}

/** Takes a new text of an element as it is now: others may have moved it meanwhile. */
function say(desk: Desk, id: string, before: string, said: string, wrap: boolean): void {
  const element = desk.board.get(id);
  const text = tidy(said);
  if (!element || text === before) return;
  if (element.kind === "text" && text.trim() === "") {
    desk.submit({ set: [{ id, deleted: true }] });
    return;
  }
  if (element.kind !== "text") {
    desk.submit({ set: [{ id, text }] });
    return;
  }
  const [x = 0, y = 0, w = 0, , angle = 0] = geomOf(element);
  const font = element.get("font") as string;
  const room = roomOf(text, font, element.get("size") as number, wrap ? w : undefined);
  const align = element.get("align") as Style["align"];
  const left = x + rnd((w - room.width) * { left: 0, centre: 0.5, right: 1 }[align]);
  desk.submit({ set: [{ id, text, geom: [left, y, room.width, room.height, angle] }] });
}

/** Asks for a new text whose first line stands beside (x, y). */
export function writeAt(desk: Desk, x: number, y: number): void {
  const style = { ...desk.style };
  const { font, size, align, ink } = style;
  const line = lineHeight(size);
  const left = rnd(x);
  const top = rnd(y - line / 2);
  desk.write({
    id: null,
    kind: "text",
    text: "",
    font,
    size,
    align,
    ink,
    box: { left, top, right: left + size, bottom: top + line },
    angle: 0,
    wrap: false,
    commit: (said) => {
      const text = tidy(said);
      if (text.trim() === "") return;
      const room = roomOf(text, font, size);
      const from = left - rnd(room.width * { left: 0, centre: 0.5, right: 1 }[align]);
      const put: TextElement = {
        id: desk.newId(),
        kind: "text",
        geom: [from, top, room.width, room.height, 0],
        z: desk.topZ(),
        text,
        ...dressed("text", style, TEXT),
      };
      desk.submit({ put: [put] });
      desk.done([put.id]);
    },
    cancel: () => desk.done([]),
  });
}

/** Puts a note with its middle at (x, y), and asks for its text. */
export function noteAt(desk: Desk, x: number, y: number): void {
  const { fill, font, opacity } = desk.style;
  const put: Note = {
    id: desk.newId(),
    kind: "note",
    geom: [rnd(x) - NOTE / 2, rnd(y) - NOTE / 2, NOTE, NOTE, 0],
    z: desk.topZ(),
    fill,
    ...(font === "hand" ? {} : { font }),
    ...(opacity === 100 ? {} : { opacity }),
  };
  desk.submit({ put: [put] });
  desk.done([put.id]);
  const element = desk.board.get(put.id);
  if (element) rewrite(desk, element);
}

function tidy(text: string): string {
  return text.replace(/\r\n?/g, "\n").replaceAll("\0", "");
}
