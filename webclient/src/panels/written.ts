/** Below the boards whose titles fit: what was ever written on any of them, in the past too. */

import "./late";
import { type Hit, searchWritten } from "../store/api";
import { el, fill, show } from "./dom";
import { hitRow, kindOf } from "./hits";
import { say } from "./words";

const REST_MS = 120;
const AGAIN_MS = 1_000;

export interface WrittenPart {
  readonly node: HTMLElement;
  /** Whether something is shown. */
  readonly found: boolean;
  /** Whether all boards were searched for what is typed now. */
  readonly whole: boolean;
  /** Other words; none: nothing is shown. */
  search(query: string): void;
  close(): void;
}

/** `changed` is called when an answer came. */
export function writtenPart(go: (path: string) => void, changed: () => void): WrittenPart {
  let timer = 0;
  let asked = 0;
  let hits: readonly Hit[] = [];
  let whole = false;
  const list = el("div", { class: "written-hits", role: "list" });
  const node = el(
    "section",
    { class: "written", "aria-label": say("boards.written"), hidden: true },
    el("h2", {}, say("boards.written")),
    list,
  );

  async function ask(words: string, number: number): Promise<void> {
    const answer = await searchWritten(words, null).catch(() => null);
    if (number !== asked) return; // other words were typed meanwhile
    hits = answer?.hits ?? [];
    whole = answer?.whole ?? false;
    paint(words);
    changed();
    if (answer && !whole) timer = window.setTimeout(() => void ask(words, number), AGAIN_MS);
  }

  function paint(words: string): void {
    const rows = hits.map((hit) => {
      const note = [hit.title || say("boards.untitled"), kindOf(hit)].filter(Boolean).join(" · ");
      const about = hit.about ? `,${hit.about}` : "";
      return hitRow(hit, words, note, () => go(`/b/${hit.board}#find=${hit.seq}${about}`));
    });
    fill(list, ...rows);
    show(node, rows.length > 0);
  }

  return {
    node,
    get found() {
      return hits.length > 0;
    },
    get whole() {
      return whole;
    },
    search(query) {
      clearTimeout(timer);
      asked += 1;
      whole = false;
      if (!query) {
        hits = [];
        paint("");
      } else timer = window.setTimeout(() => void ask(query, asked), REST_MS);
    },
    close() {
      clearTimeout(timer);
      asked += 1;
    },
  };
}
