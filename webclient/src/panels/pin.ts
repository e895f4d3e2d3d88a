/** A comment's pin: where it is, how it looks, what it is called; and the one that was begun. */

import { rnd } from "../core/geometry";
import { pinOf } from "../core/pin";
import type { Thread } from "../core/talk";
import { el, tint } from "./dom";
import { colourOf } from "./faces";
import type { Page } from "./page";
import { colourNameOf, nameOf } from "./said";
import { say } from "./words";
import "./comments.css";

/** The place of the pin of an element. */
export function cornerOf(page: Page, about: string): [number, number] {
  const { board } = page.seat.session;
  const { x, y } = page.stage.view;
  const middle = [rnd(x), rnd(y)] as [number, number];
  const thread = { about, place: middle, page: "1" } as unknown as Thread; // all that pinOf looks at
  const pin = pinOf(thread, board);
  return [pin.x, pin.y];
}

/** The comment that was begun is not wanted. */
export function dropDraft(page: Page): void {
  page.talking.draft = null;
  page.changed();
  page.stage.focus();
}

export function pinLabel(page: Page, thread: Thread): string {
  const [first] = thread.lines;
  const name = nameOf(page, first!.by);
  return say("comments.pin", { number: thread.number, name, text: first!.say ?? "" });
}

/** The drop in the author's colour with the number. */
export function pinFace(page: Page, thread: Thread): HTMLElement[] {
  const drop = el("i", { "aria-hidden": "true" });
  tint(drop, "--w", colourOf(colourNameOf(page, thread.lines[0]!.by)));
  return [drop, el("span", { "aria-hidden": "true" }, String(thread.number))];
}
