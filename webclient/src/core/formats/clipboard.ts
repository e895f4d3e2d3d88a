/** Elements on a clipboard: as Excalidraw's clipboard, which Inkroom's own form lies in (CLIP-1 to CLIP-3). */

import { routed } from "../bind";
import { Board, type Element, elementOf, paintedOrder, type Row } from "../board";
import { KINDS } from "../elements";
import { BadOp } from "../errors";
import { encode, readOp } from "../messages";
import { isObject } from "../schema";
import { putsOf } from "./excalidraw/inward";
import { elementsOf } from "./excalidraw/outward";

export const TYPE = "excalidraw/clipboard";
const MOST = 10_000;
const LEFT_OUT = ["page", "layer", "put", "writers", "deleted"];

/** The elements as text for a clipboard. */
export function copied(elements: readonly Element[]): string {
  return encode({ type: TYPE, ...both(elements), files: {} });
}

/** The elements as Excalidraw takes them, and under `inkroom` as they are. */
export function both(elements: readonly Element[]): Record<string, unknown> {
  const rows = paintedOrder(elements).map(({ id, kind, fixed, values }) => {
    const { page: _, layer: __, deleted: ___, ...rest } = values;
    return { id, kind, put: "clip:1", ...fixed, ...rest };
  });
  const board = new Board();
  for (const element of elements) board.write(element);
  const shown = elements.map((element) => routed(board, element)); // ends are where they are seen (BIND-2)
  return { elements: elementsOf(shown), inkroom: { elements: rows } };
}

/** What a text from a clipboard holds, from bottom to top; null where it is writing and nothing else. */
export function pasted(text: string): Element[] | null {
  const found = documentOf(text);
  return found && heldIn(found);
}

/** What lies under `inkroom`, else Excalidraw's elements; null where there are none. */
export function heldIn(holder: Record<string, unknown>): Element[] | null {
  const own = isObject(holder.inkroom) ? holder.inkroom.elements : null;
  if (Array.isArray(own)) return sound(own);
  return Array.isArray(holder.elements) ? sound(putsOf(holder.elements)) : null;
}

function documentOf(text: string): Record<string, unknown> | null {
  if (!text.trimStart().startsWith("{")) return null;
  try {
    const found: unknown = JSON.parse(text);
    return isObject(found) && String(found.type).startsWith("excalidraw") ? found : null;
  } catch {
    return null;
  }
}

/** Those that a board would take; page and layer are where they are pasted. */
function sound(rows: readonly unknown[]): Element[] {
  const found: Element[] = [];
  for (const row of rows) {
    if (!isObject(row) || !KINDS.has(String(row.kind)) || found.length >= MOST) continue;
    const named = Object.entries(row).filter(([name]) => !LEFT_OUT.includes(name));
    const put = Object.fromEntries(named) as Row; // checked in the next lines
    try {
      const [read] = readOp({ cseq: 1, put: [put] }).put ?? [];
      if (read) found.push(elementOf({ ...read, put: "clip:1" }));
    } catch (why) {
      if (!(why instanceof BadOp)) throw why;
    }
  }
  return found;
}
