import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { elementOf } from "./board";
import { hits, within } from "./hit";

type Row = Parameters<typeof elementOf>[0];
type Case = [Row, string, [number, number, number][], string, [number, number, number, number][]];
const file = new URL("../../../tests/vectors/hit.json", import.meta.url);
const vectors: { hits: Case[] } = JSON.parse(readFileSync(file, "utf8"));

test("what lies under a point, and in a box, is the same as in Python", () => {
  for (const [row, hit, points, held, boxes] of vectors.hits) {
    const element = elementOf(row);
    const found = points.map(([x, y, reach]) => Number(hits(element, x, y, reach))).join("");
    expect(found, JSON.stringify(row)).toBe(hit);
    const kept = boxes.map(([left, top, right, bottom]) =>
      Number(within(element, { left, top, right, bottom })),
    );
    expect(kept.join("")).toBe(held);
  }
  expect(vectors.hits.length).toBeGreaterThan(200);
});
