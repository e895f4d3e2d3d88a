/** Leafing through the pages: which is seen, how each was looked at, and the layer that new elements go to. */

import type { Stack } from "../core/stack";
import type { View } from "./contract";
import type { Picture } from "./picture";
import type { Table } from "./table";

/** Whose camera it is. */
interface Looking {
  readonly view: View;
  setView(view: View): void;
  fit(what: "board"): void;
  select(ids: readonly string[]): void;
  finish(): void;
}

export class Leaves {
  private readonly stage: Looking;
  private readonly picture: Picture;
  private readonly table: Table;
  private readonly turning: (stack: Stack) => void;
  private readonly views = new Map<string, View>();

  constructor(stage: Looking, picture: Picture, table: Table, turning: (stack: Stack) => void) {
    this.stage = stage;
    this.picture = picture;
    this.table = table;
    this.turning = turning;
  }

  private get stack(): Stack {
    return this.picture.scene.stack;
  }

  /** The layer that new elements go to. */
  get layer(): string | null {
    return this.stack.openLayer(this.table.layer);
  }

  takeLayer(id: string): void {
    this.table.layer = id;
    this.turning(this.stack);
  }

  /** Another page is seen; each is looked at as it was left. */
  turnTo(page: string): void {
    if (this.leafTo(page)) this.turned();
  }

  /** To the page so many further on, if there is one. */
  leaf(by: number): void {
    const { pages, page } = this.stack;
    const next = pages[pages.findIndex(({ id }) => id === page) + by];
    if (next) this.turnTo(next.id);
  }

  /** Another page is seen, wherever on it; false: it is seen already, or is not there. */
  leafTo(page: string): boolean {
    const before = this.stack.page;
    if (page === before || !this.stack.pages.some(({ id }) => id === page)) return false;
    this.stage.finish();
    this.views.set(before, this.stage.view);
    this.stage.select([]);
    this.picture.turnTo(page);
    this.turning(this.stack);
    return true;
  }

  /** Shows the page as it was left, or all of it. */
  turned(): void {
    const view = this.views.get(this.stack.page);
    if (view) this.stage.setView(view);
    else this.stage.fit("board");
    this.turning(this.stack);
  }
}
