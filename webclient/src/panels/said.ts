/** What somebody said: names in it stand out, and what it is about can be shown. */

import { icon as icons } from "@face/tokens.json";
import type { Element } from "../core/board";
import { kindOf } from "../core/look";
import { el } from "./dom";
import { icon } from "./icon";
import type { Page } from "./page";
import { toast } from "./toast";
import { say, type Word } from "./words";

const CHIP = 40;

/** The name of a person of the board. */
export function nameOf(page: Page, user: string): string {
  return page.seat.session.people.get(user)?.name || say("guest.name");
}

export function colourNameOf(page: Page, user: string): string {
  return page.seat.session.people.get(user)?.colour ?? "slate";
}

/** The words of a line, with `@Name` of people of the board marked (MSG-10). */
export function words(page: Page, line: string): HTMLElement {
  const node = el("div", { class: "say-text" });
  const { people, me } = page.seat.session;
  const names = [...new Set([...people.values()].map((person) => person.name))]
    .filter(Boolean)
    .sort((a, b) => b.length - a.length);
  const low = line.toLowerCase();
  let from = 0;
  for (let at = low.indexOf("@"); at >= 0; at = low.indexOf("@", at + 1)) {
    const name = names.find((one) => low.startsWith(one.toLowerCase(), at + 1));
    if (!name || at < from) continue;
    const own = name.toLowerCase() === me?.name.toLowerCase();
    node.append(line.slice(from, at));
    from = at + 1 + name.length;
    node.append(el("b", { class: own ? "mention is-me" : "mention" }, line.slice(at, from)));
  }
  node.append(line.slice(from));
  return node;
}

/** What an element is called in one short line: what is written on it, or its kind. */
export function called(element: Element): string {
  const own = String(element.get("text") || element.get("title") || "").trim();
  const [first = ""] = own.split("\n");
  if (!first) return say(`kind.${kindOf(element)}` as Word); // every kind has a word
  return first.length > CHIP ? `${first.slice(0, CHIP - 1)}…` : first;
}

/** A small button that shows what a line is about. */
export function chip(page: Page, id: string): HTMLElement {
  const element = page.seat.session.board.get(id);
  const there = element && !element.deleted && element.kind !== "board";
  const name = there ? called(element) : say("chat.about-gone");
  return el(
    "button",
    {
      class: "say-about",
      disabled: !there,
      "aria-label": there ? say("chat.about", { what: name }) : name,
      onclick: () => showElement(page, id),
    },
    icon(there ? iconOf(element) : icons.edit.delete, 16),
    el("span", { class: "cut" }, name),
  );
}

/** Selects an element and brings it into sight. */
export function showElement(page: Page, id: string): void {
  const element = page.seat.session.board.get(id);
  if (!element || element.deleted) {
    toast(say("chat.about-gone"));
    return;
  }
  page.stage.reveal([id]);
}

function iconOf(element: Element): string {
  const kind = element.kind === "stroke" ? "pen" : element.kind;
  const tools: Record<string, string> = icons.tool;
  return tools[kind] ?? icons.tool.shapes;
}
