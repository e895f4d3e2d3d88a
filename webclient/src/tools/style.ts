/** The style of each tool: one for all, and an own ink of the highlighter and paper of notes. */

import tokens from "@face/tokens.json";
import type { Element } from "../core/board";
import { KINDS } from "../core/elements";
import { UNIT } from "../core/geometry";
import type { Style, ToolName } from "./desk";

const INKS = tokens.ink;

/** What a tool starts with (face.md section 7). */
export const STYLE: Readonly<Style> = {
  ink: INKS.ink.light,
  fill: "none",
  fill_style: "solid",
  width: tokens.strokeWidth.m * UNIT,
  dash: "solid",
  sketch: 0,
  curve: 0,
  round: 0,
  opacity: 100,
  font: "hand",
  size: tokens.boardText.medium * UNIT,
  align: "left",
};

const HIGHLIGHTER: Partial<Style> = {
  ink: tokens.highlighter.yellow.light,
  width: tokens.strokeWidth.highlighter * UNIT,
  opacity: 100,
};
const NOTE: Partial<Style> = { fill: tokens.note.yellow.light, ink: INKS.ink.light };

/** What differs among the elements that have it: a panel shows none of it as chosen. */
export function mixed(elements: readonly Element[]): ReadonlySet<string> {
  const seen = new Map<string, unknown>();
  const found = new Set<string>();
  for (const element of elements) {
    for (const name of Object.keys(STYLE)) {
      if (!KINDS.get(element.kind)?.has(name)) continue;
      const value = element.get(name);
      if (seen.has(name) && seen.get(name) !== value) found.add(name);
      seen.set(name, value);
    }
  }
  return found;
}

export class Styles {
  private all: Style = { ...STYLE };
  private readonly own = new Map<ToolName, Partial<Style>>([
    ["highlighter", { ...HIGHLIGHTER }],
    ["note", { ...NOTE }],
  ]);

  of(tool: ToolName): Style {
    return { ...this.all, ...this.own.get(tool) };
  }

  /** A register that a tool has for itself is set for that tool, any other for all. */
  set(tool: ToolName, change: Partial<Style>): void {
    const own = this.own.get(tool);
    const rest: Partial<Style> = {};
    for (const [name, value] of Object.entries(change)) {
      Object.assign(own && Object.hasOwn(own, name) ? own : rest, { [name]: value });
    }
    this.all = { ...this.all, ...rest };
  }
}
