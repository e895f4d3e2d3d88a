/** The part of a page that is chosen in the time bar by a lasso: what lies elsewhere is pale, and stays as it is (HIST-14). */

import type { Element } from "../../core/board";
import { rnd } from "../../core/geometry";
import { type Area, taker } from "../../core/restoring";
import type { ToolName } from "../../tools/desk";
import type { Page } from "../page";
import { toast } from "../toast";
import { say } from "../words";

export class Fence {
  /** Null: the whole board. */
  area: Area | null = null;
  private takes: (element: Element) => boolean = () => true;
  private readonly page: Page;
  private readonly changed: () => void;
  private readonly ends: (() => void)[];
  /** The tool that comes back after the lasso; null: no loop is asked for. */
  private before: ToolName | null = null;

  constructor(page: Page, changed: () => void) {
    this.page = page;
    this.changed = changed;
    this.ends = [
      page.stage.on("sheets", () => this.outline()),
      page.stage.on("tool", ({ tool }) => {
        if (tool !== "lasso") this.stopAsking();
      }),
    ];
  }

  get asks(): boolean {
    return this.before !== null;
  }

  /** Hands the person a lasso: its next loop is the area. */
  ask(): void {
    const { stage } = this.page;
    const before = stage.tool;
    stage.setTool("lasso");
    this.before = before;
    stage.table.asked = (loop) => {
      const page = stage.stack.page;
      this.stop();
      this.choose({ page, places: loop.map(rnd) });
    };
    stage.focus();
    toast(say("history.draw-loop"));
  }

  /** No loop is wanted any more: the tool before comes back. */
  stop(): void {
    const { before } = this;
    this.stopAsking();
    if (before) this.page.stage.setTool(before);
  }

  choose(area: Area | null): void {
    this.area = area;
    this.takes = area ? taker(area) : () => true;
    this.outline();
    this.changed();
  }

  /** Whether an element of the page in view lies in the area. */
  shows(element: Element): boolean {
    return !this.area || (this.area.page === this.page.stage.stack.page && this.takes(element));
  }

  leave(): void {
    this.stop();
    for (const end of this.ends) end();
    this.choose(null);
  }

  private stopAsking(): void {
    this.before = null;
    this.page.stage.table.asked = null;
  }

  private outline(): void {
    const { stage } = this.page;
    const { live } = stage.picture;
    const fence = this.area?.page === stage.stack.page ? this.area.places : null;
    if (fence === live.fence) return;
    live.fence = fence;
    stage.picture.repaintLive();
  }
}
