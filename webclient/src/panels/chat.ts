/** Chat: lines that everyone on the board sees, kept in its history. */

import { icon as icons } from "@face/tokens.json";
import type { Entry } from "../core/messages";
import { el, type Part, show } from "./dom";
import { face } from "./faces";
import { icon } from "./icon";
import type { Page } from "./page";
import { shortWhen } from "./when";
import { say } from "./words";

const LONGEST = 10_000;

export interface Chat extends Part {
  focus(): void;
}

export function chatTab(page: Page): Chat {
  const lines = el("div", { role: "log", "aria-label": say("chat.chat"), "aria-live": "polite" });
  const empty = el("p", { class: "side-empty" }, say("chat.empty"));
  const scroll = el("div", { class: "side-scroll", tabindex: 0 }, empty, lines);
  const input = el("textarea", {
    rows: 1,
    maxlength: LONGEST,
    placeholder: say("chat.write"),
    "aria-label": say("chat.write"),
    onkeydown: (event: KeyboardEvent) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      send();
    },
  });
  const button = el(
    "button",
    { type: "submit", class: "button quiet", "aria-label": say("chat.send") },
    icon(icons.people.send, 17),
  );
  const form = el(
    "form",
    {
      class: "side-foot",
      onsubmit: (event: Event) => {
        event.preventDefault();
        send();
      },
    },
    el("div", { class: "input chat-input" }, input, button),
  );
  let shownLast = 0;
  let shownFirst = 0;

  function send(): void {
    const text = input.value.trim();
    if (!text) return;
    page.seat.session.submit({ say: text, made: Date.now() });
    page.seat.link.flush();
    input.value = "";
    page.changed();
  }

  return {
    node: el(
      "div",
      { class: "side-page", role: "tabpanel", id: "panel-chat", "aria-labelledby": "tab-chat" },
      scroll,
      form,
    ),
    focus: () => input.focus(),
    update() {
      const { says, role } = page.seat.session;
      show(form, role !== "viewer");
      show(empty, says.length === 0);
      const first = says[0]?.seq ?? 0;
      const last = says.at(-1)?.seq ?? 0;
      if (last === shownLast && first === shownFirst) return;
      const below = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 40;
      if (first !== shownFirst) {
        lines.replaceChildren();
        shownLast = 0;
      }
      const now = Date.now();
      for (const entry of says) if (entry.seq > shownLast) lines.append(line(page, entry, now));
      shownFirst = first;
      shownLast = last;
      if (below) scroll.scrollTop = scroll.scrollHeight;
    },
  };
}

function line(page: Page, entry: Entry, now: number): HTMLElement {
  const person = page.seat.session.people.get(entry.by);
  const name = person?.name || say("guest.name");
  return el(
    "div",
    { class: "say" },
    face(name, person?.colour ?? "slate"),
    el(
      "div",
      { class: "grow" },
      el(
        "div",
        { class: "say-head" },
        el("b", {}, name),
        el("span", { class: "small third" }, shortWhen(entry.at, now)),
      ),
      el("div", { class: "say-text" }, entry.say ?? ""),
    ),
  );
}
