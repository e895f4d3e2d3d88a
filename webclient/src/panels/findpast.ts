/** The lower half of the find panel: what was written here before, and is gone or reads otherwise now. */

import "./late";
import type { Element } from "../core/board";
import { type Hit, type Hits, searchWritten } from "../store/api";
import { el, fill, show } from "./dom";
import { hitRow, kindOf } from "./hits";
import type { Page } from "./page";
import { say } from "./words";

/** The server is asked once a person stops typing for so long, in ms. */
const REST_MS = 120;
/** And again after this while it still reads. */
const AGAIN_MS = 1_000;

export interface FindPast {
  readonly node: HTMLElement;
  /** Other words. */
  search(query: string): void;
  close(): void;
}

export function findPast(page: Page, go: (hit: Hit) => void): FindPast {
  let query = "";
  let timer = 0;
  let asked = 0;
  const list = el("div", { class: "find-hits", role: "list", "aria-label": say("find.past") });
  const told = el("p", { class: "small second find-told", role: "status" });
  const box = el("input", { type: "checkbox", onchange: () => search(query) });
  const node = el(
    "div",
    { class: "find-past" },
    el("label", { class: "row small" }, box, say("find.past")),
    told,
    list,
  );
  clear();

  function clear(): void {
    fill(list);
    fill(told);
    show(list, false);
    show(told, false);
  }

  function search(now: string): void {
    query = now;
    clearTimeout(timer);
    asked += 1;
    if (!box.checked || !query) clear();
    else timer = window.setTimeout(() => void ask(query, asked), REST_MS);
  }

  async function ask(words: string, number: number): Promise<void> {
    const answer = await searchWritten(words, page.board).catch(() => null);
    if (number !== asked) return; // other words were typed meanwhile
    paint(answer, words);
    if (answer && !answer.whole) timer = window.setTimeout(() => void ask(words, number), AGAIN_MS);
  }

  function paint(answer: Hits | null, words: string): void {
    const rows = (answer?.hits ?? []).flatMap((hit) => {
      const note = noteOf(hit, page.seat.session.board.get(hit.about));
      return note === null ? [] : [hitRow(hit, words, note, () => go(hit))];
    });
    fill(list, ...rows);
    show(list, rows.length > 0);
    const none = answer
      ? say(answer.whole ? "find.past-none" : "find.reading")
      : say("check.no-answer");
    fill(told, none);
    show(told, !answer?.whole || rows.length === 0);
  }

  return {
    node,
    search,
    close() {
      clearTimeout(timer);
      asked += 1;
    },
  };
}

/** Why a text is told beside what is found on the board as it is; null: it is there, and found there. */
function noteOf(hit: Hit, element: Element | null | undefined): string | null {
  if (hit.what !== "text" && !(hit.what === "title" && hit.about !== "board")) return kindOf(hit);
  if (!element || element.deleted) return say("find.removed");
  const now = String(element.get(element.kind === "frame" ? "title" : "text"));
  return now === hit.text ? null : say("find.rewritten");
}
