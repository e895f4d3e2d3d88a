import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { elementOf } from "./board";
import { sourceOf } from "./source";

const file = new URL("../../../tests/vectors/source.json", import.meta.url);
const cases: [unknown, { by: string; at: number } | null][] = JSON.parse(
  readFileSync(file, "utf8"),
);

test("[EL-11] who drew an element elsewhere, and when, is read as Python reads it", () => {
  for (const [extra, wanted] of cases) {
    const row = { id: "e", kind: "rect", put: "c:1", geom: [0, 0, 1, 1, 0], extra };
    expect(sourceOf(elementOf(row as never)), JSON.stringify(extra)).toEqual(wanted);
  }
});
