/** The kit: every tool once, by its name. */

import { FORMS, type Form } from "../core/form";
import { ArrowTool } from "./arrow";
import { CommentTool } from "./comment";
import type { Desk, Hover, Tool, ToolName } from "./desk";
import { EraserTool } from "./eraser";
import { HandTool } from "./hand";
import { LaserTool } from "./laser";
import { LassoTool } from "./lasso";
import { NoteTool } from "./note";
import { PartEraserTool } from "./parteraser";
import { PenTool } from "./pen";
import { PickerTool } from "./picker";
import { SelectTool } from "./select";
import { ShapeTool } from "./shape";
import { TextTool } from "./text";

export interface Kit extends Record<ToolName, Tool> {
  pen: PenTool;
  highlighter: PenTool;
}

export function kit(desk: Desk): Kit {
  return {
    select: new SelectTool(desk),
    lasso: new LassoTool(desk),
    hand: new HandTool(desk),
    pen: new PenTool(desk, "pen"),
    highlighter: new PenTool(desk, "highlighter"),
    eraser: new EraserTool(desk),
    "part-eraser": new PartEraserTool(desk),
    laser: new LaserTool(desk),
    arrow: new ArrowTool(desk, "arrow"),
    line: new ArrowTool(desk, "line"),
    rect: new ShapeTool(desk, "rect"),
    ellipse: new ShapeTool(desk, "ellipse"),
    diamond: new ShapeTool(desk, "diamond"),
    ...forms((form) => new ShapeTool(desk, `shape-${form}`)),
    text: new TextTool(desk),
    note: new NoteTool(desk),
    frame: new ShapeTool(desk, "frame"),
    comment: new CommentTool(desk),
    picker: new PickerTool(desk),
  };
}

/** What those who may only look work with. */
export const LOOKING: readonly ToolName[] = ["select", "lasso", "hand", "laser"];

/** What those who may comment work with. */
export const TALKING: readonly ToolName[] = [...LOOKING, "comment"];

/** How the pointer looks over the board before it has moved. */
export const HOVERS: Readonly<Record<ToolName, Hover>> = {
  select: "select",
  lasso: "cross",
  hand: "hand",
  pen: "pen",
  highlighter: "pen",
  eraser: "eraser",
  "part-eraser": "eraser",
  laser: "laser",
  arrow: "cross",
  line: "cross",
  rect: "cross",
  ellipse: "cross",
  diamond: "cross",
  ...forms(() => "cross" as const),
  text: "text",
  note: "cross",
  frame: "cross",
  comment: "comment",
  picker: "picker",
};

function forms<T>(make: (form: Form) => T): Record<`shape-${Form}`, T> {
  const made = FORMS.map((form) => [`shape-${form}`, make(form)]);
  return Object.fromEntries(made) as Record<`shape-${Form}`, T>; // one of each form
}
