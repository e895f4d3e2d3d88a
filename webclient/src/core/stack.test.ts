import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Board, elementOf, type Row } from "./board";
import { slides } from "./slides";
import { Stack } from "./stack";

interface Seen {
  wanted: string | null;
  page: string;
  shown: string[];
  free: string[];
  ground: [string, string];
  layers: [string | null, string | null][];
}
const file = new URL("../../../tests/vectors/stack.json", import.meta.url);
const vectors: { title: string; rows: Row[]; seen: Seen[] }[] = JSON.parse(
  readFileSync(file, "utf8"),
);

test.each(vectors)("[SHEET-1] [SHEET-2] [SHEET-3] [SHEET-4] [SHEET-6] $title", ({ rows, seen }) => {
  const board = new Board();
  for (const row of rows) board.write(elementOf(row));
  for (const one of seen) {
    const stack = new Stack(board, one.wanted);
    expect(stack.page).toBe(one.page);
    expect(stack.order(board.visible()).map(({ id }) => id)).toEqual(one.shown);
    const free = [...board.visible()].filter((element) => stack.frees(element));
    expect(free.map(({ id }) => id)).toEqual(one.free);
    expect([stack.ground.background, stack.ground.grid]).toEqual(one.ground);
    for (const [wanted, open] of one.layers) expect(stack.openLayer(wanted)).toBe(open);
  }
});

test("[SHEET-7] pages and their frames are presented in order", () => {
  const board = new Board();
  const frame = (id: string, x: number, page: string, more: object = {}): Row =>
    ({
      id,
      kind: "frame",
      put: "c:2",
      geom: [x, 0, 8000, 4800, 0],
      page,
      writers: {},
      ...more,
    }) as Row;
  const pages = [{ id: "1" }, { id: "2" }, { id: "3" }];
  const layers = [{ id: "1" }, { id: "x", hidden: true }];
  const root = { id: "board", kind: "board", put: "", pages, layers, writers: {} };
  const away = frame("away", 0, "2", { layer: "x" });
  const gone = frame("gone", 0, "2", { deleted: true });
  for (const row of [
    root,
    frame("b", 9000, "1"),
    frame("a", 0, "1"),
    away,
    gone,
    frame("c", 0, "3"),
  ])
    board.write(elementOf(row as Row));
  const found = slides(board).map(({ page, frame: one }) => [page, one?.id ?? null]);
  expect(found).toEqual([
    ["1", "a"],
    ["1", "b"],
    ["2", null],
    ["3", "c"],
  ]);
  expect(slides(new Board())).toEqual([{ page: "1", frame: null }]);
});
