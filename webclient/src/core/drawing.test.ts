import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { elementOf } from "./board";
import { type Drawing, drawing } from "./drawing";
import { paintedBox } from "./extent";
import { boxOf, holds } from "./geometry";
import { flattened } from "./path";

type Row = Parameters<typeof elementOf>[0];
const file = new URL("../../../tests/vectors/drawing.json", import.meta.url);
const vectors: { drawings: [Row, unknown][] } = JSON.parse(readFileSync(file, "utf8"));

const sha = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 16);

/** A drawing as canonical JSON: paths and the box as plain lists. */
function plain({ items, turn, box, blend }: Drawing): string {
  const flat = items.map((item) =>
    "path" in item ? { ...item, path: Array.from(item.path) } : item,
  );
  const sides = [box.left, box.top, box.right, box.bottom];
  return JSON.stringify({ items: flat, turn, box: sides, blend });
}

test("[DRAW-1, DRAW-3, DRAW-4] every kind and style is drawn as in Python, unknown values too", () => {
  for (const [row, expected] of vectors.drawings) {
    const made = plain(drawing(elementOf(row)));
    if (typeof expected === "string") expect(sha(made), JSON.stringify(row)).toBe(expected);
    else expect(JSON.parse(made)).toEqual(expected);
  }
  expect(vectors.drawings.length).toBeGreaterThan(500);
});

test("[DRAW-5] the painted box holds every line that is painted", () => {
  for (const [row] of vectors.drawings) {
    const element = elementOf(row);
    const made = drawing(element);
    expect(paintedBox(element)).toEqual(made.box);
    if (made.turn) continue;
    for (const item of made.items) {
      if (!("path" in item)) continue;
      for (const part of flattened(item.path)) {
        expect(holds(made.box, boxOf(part)), JSON.stringify(row)).toBe(true);
      }
    }
  }
});
