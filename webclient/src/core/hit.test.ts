import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { elementOf } from "./board";
import { hits, lassoed, within } from "./hit";

type Row = Parameters<typeof elementOf>[0];
type Sides = [left: number, top: number, right: number, bottom: number];
type Case = [Row, string, [number, number, number][], string, Sides[], string];
const file = new URL("../../../tests/vectors/hit.json", import.meta.url);
const vectors: { hits: Case[] } = JSON.parse(readFileSync(file, "utf8"));

test("[LASSO-1] what lies under a point, in a box and in a loop is the same as in Python", () => {
  for (const [row, hit, points, held, boxes, looped] of vectors.hits) {
    const element = elementOf(row);
    const found = points.map(([x, y, reach]) => Number(hits(element, x, y, reach))).join("");
    expect(found, JSON.stringify(row)).toBe(hit);
    const kept = boxes.map(([left, top, right, bottom]) =>
      Number(within(element, { left, top, right, bottom })),
    );
    expect(kept.join("")).toBe(held);
    const taken = boxes.map(([left, top, right, bottom]) => {
      const middle = [(left + right) / 2, (top + bottom) / 2];
      return Number(lassoed(element, [left, top, right, top, right, bottom, ...middle]));
    });
    expect(taken.join("")).toBe(looped);
  }
  expect(vectors.hits.length).toBeGreaterThan(200);
});
