import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Board, elementOf, type Row } from "./board";
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
