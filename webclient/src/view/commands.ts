/** The commands of the key table that are the stage's. */

import { FORMS } from "../core/form";
import type { ToolName } from "../tools/desk";
import { add, toggleGrid } from "../tools/pages";
import type { Stage } from "./stage";

const tool = (name: ToolName) => (stage: Stage) => stage.setTool(name);

export const commands: Readonly<Record<string, (stage: Stage) => unknown>> = {
  "tool.select": tool("select"),
  "tool.lasso": tool("lasso"),
  "tool.hand": tool("hand"),
  "tool.pen": tool("pen"),
  "tool.highlighter": tool("highlighter"),
  "tool.eraser": tool("eraser"),
  "tool.part-eraser": tool("part-eraser"),
  "tool.laser": tool("laser"),
  "tool.arrow": tool("arrow"),
  "tool.line": tool("line"),
  "tool.rect": tool("rect"),
  "tool.ellipse": tool("ellipse"),
  "tool.diamond": tool("diamond"),
  ...Object.fromEntries(FORMS.map((form) => [`tool.shape-${form}`, tool(`shape-${form}`)])),
  "tool.text": tool("text"),
  "tool.note": tool("note"),
  "tool.frame": tool("frame"),
  "tool.comment": tool("comment"),
  "tool.picker": tool("picker"),
  "tool.keep": (stage) => stage.setTool(stage.tool, !stage.keep),
  "edit.undo": (stage) => stage.undo(),
  "edit.redo": (stage) => stage.redo(),
  "edit.select-all": (stage) => stage.selectAll(),
  "page.next": (stage) => stage.leaves.leaf(1),
  "page.previous": (stage) => stage.leaves.leaf(-1),
  "page.add": (stage) => {
    const added = add(stage.table, "pages", stage.stack.page);
    if (added) stage.leaves.turnTo(added);
  },
  "view.grid": (stage) => toggleGrid(stage.table, stage.stack.page),
  "view.scroll-up": (stage) => stage.scroll(-1),
  "view.scroll-down": (stage) => stage.scroll(1),
  "view.zoom-in": (stage) => stage.zoomStep(true),
  "view.zoom-out": (stage) => stage.zoomStep(false),
  "view.actual": (stage) => stage.zoomTo(1),
  "view.fit": (stage) => stage.fit("board"),
  "view.fit-selection": (stage) => stage.fit("selection"),
};
