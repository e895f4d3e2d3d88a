/** What is done to pages and layers: each a gesture on the lists of the board (SHEET-4, SHEET-5). */

import {
  type Kind,
  PLAIN,
  REGISTERS,
  type SheetInfo,
  Stack,
  sheetOf,
  sheetsOf,
} from "../core/stack";
import type { Set as SetOf } from "../core/wire";
import type { Desk } from "./desk";
import { freeOf } from "./draft";

/** A new page or layer behind (above) another, or at the end; null where it may not be. */
export function add(desk: Desk, kind: Kind, after: string | null = null): string | null {
  if (!desk.mayDraw) return null;
  const sheets = sheetsOf(desk.board, kind);
  const found = sheets.findIndex(({ id }) => id === after);
  const id = desk.newId();
  write(desk, kind, sheets.toSpliced(found < 0 ? sheets.length : found + 1, 0, { ...PLAIN, id }));
  return id;
}

/** Renames, hides, shows, locks or frees one, or gives it another ground. */
export function change(
  desk: Desk,
  kind: Kind,
  id: string,
  flags: Partial<Omit<SheetInfo, "id">>,
): void {
  const sheets = sheetsOf(desk.board, kind);
  write(
    desk,
    kind,
    sheets.map((one) => (one.id === id ? { ...one, ...flags } : one)),
  );
}

/** Moves one so many places on. */
export function move(desk: Desk, kind: Kind, id: string, by: number): void {
  const sheets = sheetsOf(desk.board, kind);
  const at = sheets.findIndex((one) => one.id === id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= sheets.length) return;
  write(desk, kind, sheets.toSpliced(at, 1).toSpliced(to, 0, sheets[at]!));
}

/** Takes one away. What is on a page goes with it; what is on a layer goes to the next one below, or above. */
export function remove(desk: Desk, kind: Kind, id: string): void {
  const sheets = sheetsOf(desk.board, kind);
  const at = sheets.findIndex((one) => one.id === id);
  if (at < 0 || sheets.length < 2) return;
  const rest = sheets.toSpliced(at, 1);
  const onIt = [...desk.board.visible()].filter((one) => sheetOf(one, kind, sheets) === id);
  const gone = kind === "pages" ? { deleted: true } : { layer: rest[Math.max(0, at - 1)]!.id };
  const ids = onIt.map((element) => element.id).sort();
  write(
    desk,
    kind,
    rest,
    ids.map((one) => ({ id: one, ...gone })),
  );
}

/** Moves the selection to a page or a layer; what holds on to it stays bound. */
export function bring(desk: Desk, kind: Kind, id: string): void {
  const sheets = sheetsOf(desk.board, kind);
  const moving = freeOf(desk).filter((element) => sheetOf(element, kind, sheets) !== id);
  if (moving.length === 0 || !sheets.some((one) => one.id === id)) return;
  desk.submit({ set: moving.map((element) => ({ id: element.id, [REGISTERS[kind]]: id })) });
  if (kind === "pages") desk.select([]);
}

/** A background or a grid for one page, or for all of the board. */
export function paper(
  desk: Desk,
  page: string,
  ground: { background?: string; grid?: string },
  every: boolean,
): void {
  if (!every) {
    change(desk, "pages", page, ground);
    return;
  }
  if (!desk.mayDraw) return;
  const plain = Object.fromEntries(Object.keys(ground).map((name) => [name, ""]));
  const pages = sheetsOf(desk.board, "pages");
  const own = pages.some((one) => Object.keys(ground).some((name) => one[name as "grid"]));
  const rows = pages.map((one) => rowOf({ ...one, ...plain }));
  desk.submit({ set: [{ id: "board", ...ground, ...(own && { pages: rows }) } as SetOf] });
}

/** The grid of a page away, or dots where it has none. */
export function toggleGrid(desk: Desk, page: string): void {
  const stack = new Stack(desk.board, page);
  const own = stack.pages.some(({ id, grid }) => id === stack.page && grid !== "");
  paper(desk, stack.page, { grid: stack.ground.grid === "none" ? "dots" : "none" }, !own);
}

function write(desk: Desk, kind: Kind, sheets: readonly SheetInfo[], more: SetOf[] = []): void {
  const rows = sheets.map(rowOf);
  const same = JSON.stringify(rows) === JSON.stringify(sheetsOf(desk.board, kind).map(rowOf));
  if (!desk.mayDraw || same) return;
  desk.submit({ set: [{ id: "board", [kind]: rows }, ...more] });
}

/** As the wire has it: what is plain is left out. */
function rowOf(sheet: SheetInfo): Partial<SheetInfo> & { id: string } {
  const named = Object.entries(sheet).filter(([name, value]) => name !== "id" && value);
  return { id: sheet.id, ...Object.fromEntries(named) };
}
