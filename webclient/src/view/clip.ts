/** The clipboard: elements as JSON text that any board of ours takes, and plain text as writing. */

import { type Element, elementOf, paintedOrder, type Row } from "../core/board";
import { KINDS } from "../core/elements";
import { span } from "../core/extent";
import { rnd, union } from "../core/geometry";
import type { Put, TextElement } from "../core/wire";
import { copies } from "../tools/copy";
import type { Desk } from "../tools/desk";
import { dressed, TEXT } from "../tools/draft";
import { roomOf } from "../tools/measure";
import type { BoardPoint } from "./camera";

const MARK = "inkroom/elements";

interface Clip {
  readonly type: typeof MARK;
  readonly elements: readonly Row[];
}

/** Puts the elements on the clipboard; without one that may be written nothing happens. */
export async function copy(elements: readonly Element[]): Promise<void> {
  if (elements.length === 0) return;
  const clip: Clip = { type: MARK, elements: paintedOrder(elements).map((one) => one.row()) };
  await navigator.clipboard?.writeText(JSON.stringify(clip)).catch(() => undefined);
}

/** What is on the clipboard, with its middle at a place of the board. */
export async function paste(desk: Desk, at: BoardPoint): Promise<void> {
  const text = await navigator.clipboard?.readText().catch(() => "");
  if (text) place(desk, text, at);
}

/** Puts a clip, or any other text as writing. */
export function place(desk: Desk, text: string, at: BoardPoint): void {
  const put = elementsOf(desk, text, at) ?? [writing(desk, text, at)];
  if (put.length === 0) return;
  desk.submit({ put });
  const ids = put.map((one) => one.id).filter((id) => desk.board.get(id));
  desk.done(ids);
}

function elementsOf(desk: Desk, text: string, at: BoardPoint): Put[] | null {
  const clip = read(text);
  if (!clip) return null;
  const elements = clip.elements.filter(isRow).map(elementOf);
  const box = union(elements.map(span));
  if (!box) return [];
  const dx = rnd(at.x - (box.left + box.right) / 2);
  const dy = rnd(at.y - (box.top + box.bottom) / 2);
  return copies(desk, elements, dx, dy);
}

function read(text: string): Clip | null {
  if (!text.startsWith("{")) return null;
  try {
    const clip = JSON.parse(text) as Partial<Clip>; // checked in the next line
    return clip.type === MARK && Array.isArray(clip.elements) ? (clip as Clip) : null;
  } catch {
    return null;
  }
}

/** A row that can be an element; what is wrong in it beyond that is refused by the session. */
function isRow(row: unknown): row is Row {
  if (typeof row !== "object" || row === null) return false;
  const { id, kind, geom } = row as Row;
  return typeof id === "string" && KINDS.has(String(kind)) && Array.isArray(geom);
}

function writing(desk: Desk, text: string, at: BoardPoint): TextElement {
  const said = text.replace(/\r\n?/g, "\n").replaceAll("\0", "").slice(0, 10_000);
  const style = desk.style;
  const room = roomOf(said, style.font, style.size);
  const geom = [
    rnd(at.x - room.width / 2),
    rnd(at.y - room.height / 2),
    room.width,
    room.height,
    0,
  ];
  return {
    id: desk.newId(),
    kind: "text",
    geom,
    z: desk.topZ(),
    text: said,
    ...dressed("text", style, TEXT),
  };
}
