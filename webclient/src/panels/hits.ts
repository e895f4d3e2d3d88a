/** What was found among all that was ever written, row by row: on the board list and in the find panel. */

import "./late";
import { icon as icons } from "@face/tokens.json";
import { match } from "../core/search";
import type { Hit } from "../store/api";
import { type Child, el } from "./dom";
import { icon } from "./icon";
import { sinceWhen } from "./when";
import { say } from "./words";
import "./hits.css";

const ICONS: Record<Hit["what"], string> = {
  text: icons.tool.text,
  title: icons.view.rename,
  chat: icons.people.chat,
  comment: icons.tool.comment,
  mark: icons.history.mark,
};

/** One line of what was written, what fits in bold, and below who wrote it and when. */
export function hitRow(hit: Hit, query: string, note: string, run: () => void): HTMLElement {
  const when = sinceWhen(hit.at, Date.now());
  const by = say("find.by", { name: hit.name || say("history.somebody"), when, seq: hit.seq });
  return el(
    "button",
    { class: "hit", role: "listitem", onclick: run },
    el("span", { class: "hit-icon" }, icon(ICONS[hit.what], 16)),
    el(
      "span",
      { class: "grow hit-words" },
      el("span", { class: "cut" }, ...marked(hit.text, query)),
      el("span", { class: "small second cut" }, by),
    ),
    el("span", { class: "small second hit-note" }, note),
  );
}

/** A text on one line with what fits in bold. */
function marked(written: string, query: string): Child[] {
  const line = written.replace(/\s+/g, " ");
  const letters = [...line];
  const parts: Child[] = [];
  let from = 0;
  for (const [start, end] of match(query, line)?.spans ?? []) {
    parts.push(letters.slice(from, start).join(""));
    parts.push(el("b", {}, letters.slice(start, end).join("")));
    from = end;
  }
  return [...parts, letters.slice(from).join("")];
}

/** What kind of writing it is, in a word; nothing for the text of an element. */
export function kindOf(hit: Hit): string {
  return hit.what === "text" ? "" : say(`find.${hit.what}`);
}
