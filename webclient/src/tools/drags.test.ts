/** The drags of both languages (tests/desktop/drags.py): what the pointer does, and the ops that come of it. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { vectorLines } from "../core/testing/logs";
import type { Put } from "../core/wire";
import type { Pointer, Style, ToolName } from "./desk";
import { kit } from "./kit";
import { NIB, type Nib } from "./nib";
import { PlainDesk } from "./testing/plain";

interface Case {
  readonly tool: ToolName;
  readonly seed: number;
  readonly zoom: number;
  readonly may_draw: boolean;
  readonly style: Style;
  readonly snap: boolean;
  readonly nib: Partial<Nib>;
  readonly board: readonly Put[];
  readonly selection: readonly string[];
  readonly steps: readonly (readonly [string, unknown])[];
  readonly expected: unknown;
}

const UP: Omit<Pointer, "x" | "y" | "time"> = {
  pressure: null,
  shift: false,
  alt: false,
  ctrl: false,
  pen: false,
  touch: false,
  twice: false,
};
/** Scripts that the desktop has just played (tests/desktop/test_gestures.py). */
const SCRIPTS = process.env.INKROOM_SCRIPTS;
const TOOLS = Object.keys(kit(new PlainDesk())) as ToolName[];

function run(one: Case): unknown {
  const desk = new PlainDesk();
  desk.nib = { ...NIB, ...one.nib };
  desk.snaps = one.snap;
  Object.assign(desk, { zoom: one.zoom, mayDraw: one.may_draw, style: one.style });
  for (const put of one.board) desk.place(put);
  desk.select(one.selection);
  const tools = kit(desk);
  let tool = tools[one.tool];
  const used: boolean[] = [];
  for (const [name, value] of one.steps) {
    if (name === "tool") tool = tools[value as ToolName];
    else if (name === "key") used.push(tool.key(value as string));
    else if (name === "commit") desk.writings.at(-1)?.commit(value as string);
    else tool[name as "press" | "move" | "rest" | "release"]?.({ ...UP, ...(value as Pointer) });
  }
  return {
    submitted: desk.submitted,
    selection: desk.selection,
    finished: desk.finished,
    used,
    panned: desk.panned,
    hovers: [...new Set(desk.hovers)],
    writings: desk.writings.map(({ id, kind, text, box, angle, wrap }) => ({
      id,
      kind,
      text,
      box: [box.left, box.top, box.right, box.bottom],
      angle,
      wrap,
    })),
    lasers: desk.lasers,
    dips: desk.dips,
    remarks: desk.remarks.map(({ about, place }) => [about, ...place]),
    points: desk.wets.flatMap((wet) => (wet ? [wet.points?.length ?? 0] : [])),
  };
}

describe("the drags", () => {
  it.each(TOOLS)("%s makes of each gesture what the desktop's makes", (tool) => {
    const lines = vectorLines("drags.jsonl").filter((line) => line.startsWith(`{"tool":"${tool}"`));
    for (const line of lines) {
      const one = JSON.parse(line) as Case;
      expect({ seed: one.seed, told: run(one) }).toEqual({ seed: one.seed, told: one.expected });
    }
    expect(lines.length).toBeGreaterThanOrEqual(6);
  });

  it.runIf(SCRIPTS)("plays the scripts of a file as the desktop did", { timeout: 100_000 }, () => {
    const lines = readFileSync(SCRIPTS!, "utf8").trim().split("\n");
    for (const line of lines) {
      const one = JSON.parse(line) as Case;
      expect({ seed: one.seed, told: run(one) }).toEqual({ seed: one.seed, told: one.expected });
    }
    expect(lines.length).toBeGreaterThan(0);
  });
});
