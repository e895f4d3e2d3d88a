/** A new board out of the list: the row of what it can begin with. */

import { icon as icons } from "@face/tokens.json";
import { createBoard } from "../store/api";
import { randomId } from "../store/device";
import { nameOf, place, TEMPLATES, type TemplateName } from "./begin";
import { attribute, el } from "./dom";
import { icon } from "./icon";
import { say } from "./words";

/** So many are offered at once, beside the blank board. */
const FIRST = 4;
/** These have no title of their own. */
const PAPERS: readonly TemplateName[] = ["lined", "music", "graph"];

/** A new board; without the server it begins on this device and goes out later. */
export async function newBoard(
  go: (path: string) => void,
  template: TemplateName | null = null,
): Promise<void> {
  const title = template === null || PAPERS.includes(template) ? "" : nameOf(template);
  const { id } = await createBoard(title).catch(() => ({ id: randomId(12) }));
  if (template) sessionStorage.setItem(place(id), template);
  go(`/b/${encodeURIComponent(id)}`);
}

/** The row over the boards. */
export function templateRow(go: (path: string) => void): HTMLElement {
  const way = (label: string, sign: string, template: TemplateName | null, at = 0): HTMLElement =>
    el(
      "button",
      {
        class: at < FIRST ? "template" : "template is-further",
        onclick: () => void newBoard(go, template),
      },
      icon(sign, 18),
      el("span", { class: "cut" }, label),
    );
  const all = el(
    "button",
    {
      class: "button quiet templates-all",
      "aria-expanded": "false",
      onclick: () => {
        const shown = row.classList.toggle("is-all");
        attribute(all, "aria-expanded", String(shown));
      },
    },
    say("template.all"),
  );
  const row = el(
    "div",
    { class: "templates", role: "group", "aria-label": say("template.templates") },
    way(say("boards.blank"), icons.list.new, null),
    ...TEMPLATES.map((name, at) => way(nameOf(name), icons.template[name], name, at)),
    all,
  );
  return row;
}
