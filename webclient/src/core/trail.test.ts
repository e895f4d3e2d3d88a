/** The laser's trail, the same in both languages. */

import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { Trail, traceOf } from "./trail";

interface Case {
  readonly title: string;
  readonly calls: readonly (["add", number, number, number] | ["lift", number])[];
  readonly at: number;
  readonly shown: readonly (readonly number[])[];
  readonly places: readonly number[] | null;
}

const FILE = new URL("../../../tests/vectors/trail.json", import.meta.url);
const CASES = JSON.parse(readFileSync(FILE, "utf8")) as Case[];

describe("a trail", () => {
  test.each(CASES.map((one) => [one.title, one] as const))("[LIVE-6] %s", (_, one) => {
    const trail = new Trail();
    for (const call of one.calls) {
      if (call[0] === "add") trail.add(call[1], call[2], call[3]);
      else trail.lift(call[1]);
    }
    expect(trail.shown(one.at)).toEqual(one.shown);
    expect(trail.places(one.at)).toEqual(one.places);
  });

  it("[LIVE-6] of another is thickest where it is newest", () => {
    expect(traceOf([0, 0, 16, 0, 32, 0])).toEqual([0, 0, 85, 16, 0, 170, 32, 0, 255]);
    expect(traceOf([])).toEqual([]);
  });
});
