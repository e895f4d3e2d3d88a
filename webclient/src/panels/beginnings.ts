/** A new board out of the list: the row of what it can begin with. */

import { icon as icons } from "@face/tokens.json";
import { createBoard } from "../store/api";
import { randomId } from "../store/device";
import { nameOf, place, TEMPLATES, type TemplateName } from "./begin";
import { el } from "./dom";
import { icon } from "./icon";
import { say } from "./words";

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
  const way = (label: string, sign: string, template: TemplateName | null): HTMLElement =>
    el(
      "button",
      { class: "template", onclick: () => void newBoard(go, template) },
      icon(sign, 18),
      el("span", { class: "cut" }, label),
    );
  return el(
    "div",
    { class: "templates", role: "group", "aria-label": say("template.templates") },
    way(say("boards.blank"), icons.list.new, null),
    ...TEMPLATES.map((name) => way(nameOf(name), icons.template[name], name)),
  );
}
