import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { decodePoints, encodePoints, naturalBox, outline, simplify, traceOf } from "./ink";
import { pathText } from "./path";

type Vectors = {
  outline: [number[], number, string][];
  whole: [number[], number, number[]][];
  simplify: [number[], number, string, string][];
};
const file = new URL("../../../tests/vectors/ink.json", import.meta.url);
const vectors: Vectors = JSON.parse(readFileSync(file, "utf8"));

const sha = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 16);

test("[INK-1, INK-2, INK-3, INK-4] 1,000 strokes and the edges have the outlines of Python", () => {
  for (const [trace, size, path] of vectors.whole) {
    expect(Array.from(outline(trace, size))).toEqual(path);
  }
  vectors.outline.forEach(([trace, size, hash], at) => {
    expect(sha(pathText(outline(trace, size))), `case ${at}`).toBe(hash);
  });
  expect(vectors.outline.length).toBeGreaterThan(1000);
});

test("[INK-5] strokes are simplified as in Python", () => {
  for (const [samples, epsilon, kept, points] of vectors.simplify) {
    const simple = simplify(samples, epsilon);
    expect(sha(JSON.stringify(simple))).toBe(kept);
    expect(sha(JSON.stringify(encodePoints(simple, true)))).toBe(points);
  }
});

test("[EL-6] points are steps, with or without pressure, and come back as they were", () => {
  const samples = [100, 50, 10, 0, 90, 60, 20, 8, 90, 60, 30, 30];
  expect(encodePoints(samples, true)).toEqual([100, 50, 10, 0, -10, 10, 20, 8, 0, 0, 30, 22]);
  expect(decodePoints(encodePoints(samples, true), true)).toEqual(samples);
  expect(encodePoints(samples, false)).toEqual([100, 50, 0, -10, 10, 8, 0, 0, 22]);
  expect(Array.from(traceOf([100, 50, 0, -10, 10, 8], false))).toEqual([100, 50, 255, 90, 60, 255]);
  expect(naturalBox([100, 50, 1, 90, 60, 1])).toEqual({
    left: 90,
    top: 50,
    right: 100,
    bottom: 60,
  });
});

test("a clock that steps back gives no negative time", () => {
  expect(encodePoints([0, 0, 9, 40, 1, 1, 9, 30, 2, 2, 9, 50], true)).toEqual([
    0, 0, 9, 0, 1, 1, 9, 0, 1, 1, 9, 10,
  ]);
});
