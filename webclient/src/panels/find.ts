/** Find on the board (Ctrl+F): what is written on any page, one after the other, all of it marked. */

import "./late";
import { icon as icons } from "@face/tokens.json";
import { type Found, foundAmong } from "../core/search";
import { sheetOf } from "../core/stack";
import { attribute, el, text } from "./dom";
import { findPast } from "./findpast";
import type { HistoryPart } from "./history";
import { icon } from "./icon";
import type { Page } from "./page";
import { say, type Word } from "./words";
import "./find.css";

let open: { focus(): void } | null = null;

/** Opens the bar, or goes to the one that is open. */
export function openFind(page: Page, host: HTMLElement, memory: HistoryPart): void {
  if (open) {
    open.focus();
    return;
  }
  const { stage } = page;
  let found: Found[] = [];
  let at = -1;
  const count = el("span", { class: "small second find-count", role: "status" });
  const input = el("input", {
    type: "search",
    placeholder: say("find.find"),
    "aria-label": say("find.find"),
    spellcheck: "false",
    oninput: () => search(),
    onkeydown: (event: KeyboardEvent) => {
      if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
  });
  const button = (word: Word, name: string, run: () => void): HTMLElement =>
    el(
      "button",
      {
        class: "button quiet find-button",
        "aria-label": say(word),
        "data-tip": say(word),
        onclick: run,
      },
      icon(name, 16),
    );
  const past = findPast(page, (hit) => void memory.find(hit.seq, hit.about));
  const node = el(
    "div",
    { class: "find panel", role: "search", "aria-label": say("view.find") },
    el(
      "div",
      { class: "find-row" },
      el("span", { class: "find-icon" }, icon(icons.view.search, 16)),
      input,
      count,
      button("find.previous", icons.edit.forward, () => step(-1)),
      button("find.next", icons.edit.backward, () => step(1)),
      button("view.close", icons.view.close, close),
    ),
    past.node,
  );

  /** In the order of the pages, and on each as one reads. */
  function search(): void {
    const query = input.value.trim();
    const { pages } = stage.stack;
    const rank = new Map(pages.map(({ id }, n) => [id, n]));
    const place = (one: Found) => rank.get(sheetOf(one.element, "pages", pages)) ?? 0;
    found = query ? foundAmong(page.seat.session.board.visible(), query) : [];
    found.sort((a, b) => place(a) - place(b));
    at = -1;
    past.search(query);
    if (found.length > 0) step(1);
    else show();
  }

  function step(by: 1 | -1): void {
    if (found.length === 0) return;
    at = (at + by + found.length) % found.length;
    stage.reveal([found[at]!.element.id]);
    show();
    input.focus();
  }

  function show(): void {
    stage.picture.markFound(found.map(({ element }) => element.id));
    const none = input.value.trim() !== "" && found.length === 0;
    attribute(node, "data-none", none);
    const told = found.length > 0 ? say("find.at", { at: at + 1, count: found.length }) : "";
    text(count, none ? say("find.none") : told);
  }

  function close(): void {
    open = null;
    past.close();
    stage.picture.markFound([]);
    node.remove();
    stage.focus();
    page.changed();
  }

  open = { focus: () => input.select() };
  host.append(node);
  input.focus();
}
