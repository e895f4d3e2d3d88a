import { describe, expect, it } from "vitest";
import { DEFAULTS, defaultOf, FIXED, fits, KINDS, VALUES } from "./elements";
import { readOp } from "./messages";

const COMMON =
  "page layer z ink fill fill_style width dash sketch round opacity group frame locked link deleted geom";

describe("kinds and registers", () => {
  it("[EL-3, EL-4] are the common ones and the kind's own", () => {
    const own: Record<string, string> = {
      stroke: "",
      line: "heads from to curve",
      arrow: "heads from to curve",
      rect: "text font size align form",
      ellipse: "text font size align form",
      diamond: "text font size align form",
      text: "text font size align",
      note: "text font size align",
      image: "crop",
      frame: "title",
    };
    for (const [kind, more] of Object.entries(own)) {
      const names = `${COMMON} ${more}`.trim().split(" ").sort();
      expect([...KINDS.get(kind)!].sort()).toEqual(names);
    }
    const board = ["background", "grid", "layers", "pages", "tags", "title"];
    expect([...KINDS.get("board")!].sort()).toEqual(board);
    expect(KINDS.size).toBe(12);
    expect([...FIXED]).toEqual(["points", "pressure", "brush", "of", "asset", "extra"]);
  });

  it("[EL-7] have a default and a type, and the type takes the default", () => {
    const registers = new Set([...KINDS.values()].flatMap((names) => [...names]));
    expect([...VALUES.keys()].sort()).toEqual([...registers].sort());
    for (const [register, value] of Object.entries(DEFAULTS)) {
      readOp({ cseq: 1, set: [{ id: "e1", [register]: value }] });
    }
    expect(["text", "note"].map((kind) => defaultOf(kind, "align"))).toEqual(["left", "centre"]);
    expect(["rect", "diamond", "shape"].map((kind) => defaultOf(kind, "form"))).toEqual([
      "rect",
      "diamond",
      "triangle",
    ]);
    expect(defaultOf("arrow", "geom")).toEqual([0, 0, 0, 0]);
    expect(defaultOf("rect", "geom")).toEqual([0, 0, 0, 0, 0]);
    expect(defaultOf("rect", "ink")).toBe("#1D2432");
  });

  it.each([
    ["rect", [0, 0, 1, 1, 0], true],
    ["rect", [0, 0, 1, 1], false],
    ["stroke", [0, 0, 0, 0, 0, 0], false],
    ["line", [0, 0, 1, 1], true],
    ["line", [0, 0, 1, 1, 0], false],
    ["arrow", [0, 0], false],
    ["rect", null, false],
    ["line", { length: 4 }, false],
    ["board", [0, 0, 0, 0, 0], false],
    ["nothing", [0, 0, 0, 0, 0], false],
  ])("[EL-5] geom of a %s of the form %j: %s", (kind, geom, good) => {
    expect(fits(kind, "geom", geom)).toBe(good);
  });

  it("[RED-4] know no names of JavaScript", () => {
    for (const name of ["constructor", "__proto__", "toString"]) {
      expect(fits("rect", name, 1)).toBe(false);
      expect(fits(name, "ink", 1)).toBe(false);
    }
  });
});
