/** The outline: what lies on the board in reading order, for who listens or moves by keys. */

import "./late";
import { icon as icons } from "@face/tokens.json";
import type { Element } from "../core/board";
import { kindOf } from "../core/look";
import { type Line, reading } from "../core/reading";
import { wordsOf } from "../core/search";
import { attribute, el, keyed, show, text } from "./dom";
import { icon } from "./icon";
import { INKS } from "./inks";
import type { Page } from "./page";
import { say, type Word } from "./words";
import "./outline.css";

/** So many are listed; a board with more is searched. */
const MOST = 500;

/** Opens it over the right edge; a press shows an element on the board. Returns what closes it. */
export function openOutline(page: Page, home: HTMLElement, closed: () => void): () => void {
  const list = el("ul", { class: "outline-list" });
  const known = new Map<string, HTMLElement>();
  const empty = el("p", { class: "side-empty" }, say("first.title"));
  const more = el("p", { class: "small second outline-more" });
  const node = el(
    "aside",
    {
      class: "side outline-panel",
      "aria-label": say("outline.outline"),
      "data-region": "outline",
      onkeydown: walk,
    },
    el(
      "div",
      { class: "side-head" },
      el("h2", { class: "grow" }, say("outline.outline")),
      el(
        "button",
        { class: "button quiet", "aria-label": say("view.close"), onclick: () => close() },
        icon(icons.view.close, 18),
      ),
    ),
    el("div", { class: "side-scroll" }, empty, list, more),
  );
  home.append(node);
  const detach = page.attach({ node, update });
  (list.querySelector("button") ?? node.querySelector("button"))?.focus();

  function update(): void {
    const { board } = page.seat.session;
    const all = reading(board.visible());
    const lines = all.slice(0, MOST);
    const chosen = new Set(page.stage.selection);
    keyed(
      list,
      known,
      lines,
      ({ element }) => element.id,
      ({ element }) => row(page, element.id),
      (item, line) => fillRow(item, line, chosen),
    );
    show(empty, all.length === 0);
    show(more, all.length > MOST);
    text(more, say("outline.more", { count: all.length - MOST }));
  }

  function close(): void {
    detach();
    const held = node.contains(document.activeElement);
    node.remove();
    if (held) page.stage.focus();
    closed();
  }

  /** Arrow keys, Home and End move from line to line. */
  function walk(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
      return;
    }
    const rows = [...list.querySelectorAll("button")];
    const at = rows.indexOf(document.activeElement as HTMLButtonElement); // -1: none of them
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: rows.length - 1,
    }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    event.stopPropagation();
    rows[Math.max(0, Math.min(to, rows.length - 1))]?.focus();
  }

  return close;
}

function row(page: Page, id: string): HTMLElement {
  const button = el(
    "button",
    { class: "outline-row", onclick: () => page.stage.reveal([id]) },
    el("span", { class: "cut" }),
  );
  return el("li", {}, button);
}

function fillRow(item: HTMLElement, { element, depth }: Line, chosen: ReadonlySet<string>): void {
  const button = item.firstElementChild!;
  item.classList.toggle("is-inner", depth > 0);
  attribute(button, "aria-current", chosen.has(element.id) ? "true" : undefined);
  text(button.firstElementChild!, lineOf(element));
}

/** "Rectangle, orange: Pump 5 V". */
function lineOf(element: Element): string {
  const kind = say(`kind.${kindOf(element)}` as Word); // every kind has a word
  const ink = INKS.find(
    ({ value }) => value.toLowerCase() === String(element.get("ink")).toLowerCase(),
  );
  const named =
    ink && element.kind !== "frame" ? say("outline.ink", { kind, ink: ink.name }) : kind;
  const words = wordsOf(element);
  return words ? say("outline.line", { kind: named, words }) : named;
}
