/** What a new board begins with: the row of templates, and the note that a board is to begin with one. */

import { icon as icons } from "@face/tokens.json";
import { createBoard } from "../store/api";
import { randomId } from "../store/device";
import type { Seat } from "../store/seat";
import { el } from "./dom";
import { icon } from "./icon";
import { say, sayIf, type Word } from "./words";

export const TEMPLATES = ["lined", "retro", "lesson", "flow"] as const;
export type TemplateName = (typeof TEMPLATES)[number];

const place = (board: string): string => `inkroom.begin.${board}`;

/** A new board; without the server it begins on this device and goes out later. */
export async function newBoard(
  go: (path: string) => void,
  template: TemplateName | null = null,
): Promise<void> {
  const title = template === null || template === "lined" ? "" : nameOf(template);
  const { id } = await createBoard(title).catch(() => ({ id: randomId(12) }));
  if (template) sessionStorage.setItem(place(id), template);
  go(`/b/${encodeURIComponent(id)}`);
}

/** The template that this tab wants on a new board; it is told once. */
export function templateFor(board: string): TemplateName | null {
  const found = sessionStorage.getItem(place(board));
  sessionStorage.removeItem(place(board));
  return TEMPLATES.find((one) => one === found) ?? null;
}

/** Puts a template on a board. */
export async function applyTemplate(seat: Seat, name: TemplateName): Promise<void> {
  const [{ templates }, { begin }] = await Promise.all([
    import("@face/templates.json"),
    import("../core/templates"),
  ]);
  const found = templates.find((one) => one.name === name);
  if (!found) return;
  seat.session.submit(
    begin(
      found,
      (key) => sayIf(key, ""),
      () => randomId(),
    ),
  );
  seat.link.flush();
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

export function nameOf(template: TemplateName): string {
  return say(`template.${template}` as Word); // every template has a word
}
