/** What an empty board says: how to begin, and pointers to three places; all gone at the first stroke. */

import { icon as icons } from "@face/tokens.json";
import { fetchTemplates, nameOf, TEMPLATES, type TemplateName } from "./begin";
import { el, type Part, show } from "./dom";
import { icon } from "./icon";
import { isEmpty, mayDraw, type Page } from "./page";
import { summon } from "./summon";
import { say, type Word } from "./words";
import "./hints.css";

/** So many templates stand on the empty board, in one row; the board list has all. */
const OFFERED = 4;
const SVG = "http://www.w3.org/2000/svg";

export interface Hints extends Part {
  /** Shows the pointers again, until something is drawn or pressed. */
  recall(): void;
  /** A hand is on the board. */
  touched(): void;
  /** Somebody who has taken a tool means the board under it: the ways to begin give way. */
  taken(): void;
}

export function hints(page: Page, openFile: () => void): Hints {
  const ways = el(
    "div",
    { class: "row hints-ways" },
    ...TEMPLATES.slice(0, OFFERED).map((name) =>
      el(
        "button",
        { class: "button outline hints-way", onclick: () => apply(name) },
        icon(icons.template[name], 18),
        nameOf(name),
      ),
    ),
    el(
      "button",
      { class: "button outline hints-way", onclick: openFile },
      icon(icons.list["pdf-or-image"], 18),
      say("first.open"),
    ),
  );
  const node = el(
    "div",
    { class: "hints passing" },
    pointer(
      "saved",
      "first.saved",
      "first.saved-note",
      "M52 44C46 28 34 16 14 8M14 8l10 1M14 8l6 9",
    ),
    pointer(
      "draw",
      "first.draw",
      "first.draw-note",
      "M110 34C78 34 46 28 12 14M12 14l11-2M12 14l7 9",
    ),
    pointer(
      "share",
      "first.share",
      "first.share-note",
      "M6 104C52 78 66 60 76 12M76 12l-6 9M76 12l5 10",
    ),
    pointer(
      "history",
      "first.history",
      "first.history-note",
      "M44 4C46 40 30 56 8 82M8 82l3-11M8 82l11-4",
    ),
    el(
      "div",
      { class: "hints-middle" },
      el("div", { class: "hints-title" }, say("first.title")),
      el("div", { class: "hints-note second" }, say("first.note")),
      ways,
    ),
  );
  let recalled = false;
  let touched = false;

  function apply(name: TemplateName): void {
    summon("template", fetchTemplates, (templates) => {
      templates.apply(page.seat, name);
      page.stage.fit("board");
      page.stage.focus();
    });
  }

  return {
    node,
    recall() {
      recalled = true;
      touched = false;
      page.changed();
    },
    touched() {
      if (touched && !recalled) return;
      touched = true;
      recalled = false;
      page.changed();
    },
    taken() {
      ways.style.visibility = "hidden"; // the words over it stay where they are
    },
    update() {
      const { session } = page.seat;
      const known = session.phase === "live" || session.seq > 0;
      const empty = known && mayDraw(page) && isEmpty(page);
      if (!isEmpty(page)) {
        touched = false;
        ways.style.visibility = "";
      }
      show(node, recalled || (empty && !touched));
      node.classList.toggle("is-recalled", recalled && !empty);
    },
  };
}

function pointer(name: string, title: Word, note: Word, path: string): HTMLElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return el(
    "div",
    { class: `hint hint-${name}` },
    svg,
    el("div", { class: "hint-title" }, say(title)),
    el("div", { class: "hint-note second" }, say(note)),
  );
}
