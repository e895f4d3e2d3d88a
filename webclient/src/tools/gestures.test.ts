/** The gestures written by hand: what is done with a tool, and the ops that come of it (tests/vectors/gestures/README.md). */

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Parts } from "../core/gesture";
import type { Put } from "../core/wire";
import { ACTS } from "./acts";
import { Brush } from "./brush";
import type { Pointer, Remark, Style, ToolName } from "./desk";
import { reform } from "./edit";
import { kit } from "./kit";
import { NIB, type Nib } from "./nib";
import { Styles } from "./style";
import { PlainDesk } from "./testing/plain";

const FILES = new URL("../../../tests/vectors/gestures/", import.meta.url);
const STEP_MS = 10;

interface Step extends Partial<Omit<Pointer, "x" | "y">> {
  readonly press?: [number, number];
  readonly move?: [number, number];
  readonly release?: [number, number];
  readonly rest?: [number, number];
  readonly cancel?: true;
  readonly finish?: true;
  readonly key?: string;
  readonly write?: string;
  readonly command?: string;
  readonly form?: string;
}

interface Case {
  readonly title: string;
  readonly tool: ToolName;
  readonly zoom?: number;
  readonly style?: Partial<Style>;
  readonly board?: readonly Put[];
  readonly selection?: readonly string[];
  readonly keep?: boolean;
  readonly viewer?: boolean;
  readonly snap?: boolean;
  readonly nib?: Partial<Nib>;
  readonly dips?: readonly object[];
  readonly do: readonly Step[];
  readonly ops: readonly Parts[];
  readonly selected?: readonly string[];
  readonly tool_after?: ToolName;
  readonly lasers?: readonly ([number, number] | null)[];
  readonly remarks?: readonly Remark[];
  readonly hover?: string;
}

const RESTING = {
  pressure: null,
  shift: false,
  alt: false,
  ctrl: false,
  pen: false,
  touch: false,
  twice: false,
};

/** A desk with a tool in hand: when a shape is done it goes back to select, unless the tool is kept. */
class Hand extends PlainDesk {
  tool: ToolName;
  private readonly keep: boolean;

  constructor(one: Case) {
    super();
    const styles = new Styles();
    styles.set(one.tool, one.style ?? {});
    this.style = styles.of(one.tool);
    this.zoom = one.zoom ?? 1;
    this.mayDraw = !one.viewer;
    this.snaps = one.snap ?? false;
    this.nib = { ...NIB, ...one.nib };
    this.tool = one.tool;
    this.keep = one.keep ?? false;
    for (const put of one.board ?? []) this.place(put);
    this.select(one.selection ?? []);
  }

  override done(made: readonly string[]): void {
    if (this.keep) return;
    this.tool = "select";
    this.select(made);
  }
}

function played(one: Case): Hand {
  const desk = new Hand(one);
  const tools = kit(desk);
  const brush = new Brush();
  one.do.forEach((step, at) => {
    const tool = tools[desk.tool];
    const {
      press,
      move,
      release,
      rest: still,
      cancel,
      finish,
      key,
      write,
      command,
      form,
      ...rest
    } = step;
    const [x, y] = press ?? move ?? release ?? still ?? [0, 0];
    const pointer: Pointer = { ...RESTING, time: at * STEP_MS, ...rest, x, y };
    if (press) tool.press(pointer);
    else if (move) tool.move(pointer);
    else if (release) tool.release(pointer);
    else if (still) tool.rest?.(pointer);
    else if (cancel) tool.cancel();
    else if (finish) (tool.finish ?? tool.cancel).call(tool);
    else if (key !== undefined) tool.key(key);
    else if (form !== undefined) reform(desk, form);
    else if (command !== undefined) ACTS[command]!(desk, brush);
    else if (write !== undefined) desk.writings.pop()!.commit(write);
  });
  return desk;
}

/** As another reader of JSON sees it. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

for (const name of readdirSync(FILES).filter((file) => file.endsWith(".json"))) {
  const cases = JSON.parse(readFileSync(new URL(name, FILES), "utf8")) as Case[];
  describe(name, () => {
    test.each(cases.map((one) => [one.title, one] as const))("%s", (_, one) => {
      const desk = played(one);
      const after = {
        ops: plain(desk.submitted),
        selected: desk.selection,
        tool: desk.tool,
        lasers: desk.lasers,
        remarks: desk.remarks,
        dips: desk.dips,
        ...(one.hover ? { hover: desk.hovers.at(-1) } : {}),
      };
      expect(after).toEqual({
        ops: one.ops,
        selected: one.selected ?? [],
        tool: one.tool_after ?? one.tool,
        lasers: one.lasers ?? [],
        remarks: one.remarks ?? [],
        dips: one.dips ?? [],
        ...(one.hover ? { hover: one.hover } : {}),
      });
      // Whatever happened, nothing of the gesture is left on the screen.
      expect(desk.wets.at(-1) ?? null).toBeNull();
      expect(desk.previewed).toBeNull();
      expect(desk.dimmed).toEqual([]);
      expect(desk.banded).toBeNull();
      expect(desk.looped).toBeNull();
      expect(desk.lensed).toBeNull();
      expect(desk.guided).toEqual([]);
    });
  });
}
