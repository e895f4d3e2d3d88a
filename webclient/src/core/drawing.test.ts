import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { elementOf } from "./board";
import { type Drawing, drawing } from "./drawing";
import { paintedBox } from "./extent";
import { FORMS, OUTLINED, PLAIN } from "./form";
import { boxOf, holds } from "./geometry";
import { kindOf } from "./look";
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

test("[FORM-2] a form alone says what is drawn, whichever kind it was put as", () => {
  const row = (kind: string, form: string): Row =>
    ({
      id: "e1",
      kind,
      put: "c:1",
      geom: [0, 0, 1600, 960, 3000],
      text: "Go",
      form,
      writers: {},
    }) as Row;
  for (const form of [...PLAIN, ...FORMS]) {
    const own = PLAIN.includes(form) ? form : "shape";
    const put = elementOf(row(own, form));
    for (const kind of OUTLINED) {
      const made = elementOf(row(kind, form));
      expect(drawing(made)).toEqual(drawing(put));
      expect(kindOf(made)).toBe(own);
    }
  }
});
