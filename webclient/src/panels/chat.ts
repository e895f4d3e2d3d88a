/** Chat: lines that everyone on the board sees, kept in its history. */

import type { Entry } from "../core/messages";
import { composer } from "./composer";
import { el, type Part, show, text } from "./dom";
import { face } from "./faces";
import { leave, notifier } from "./notify";
import { mayTalk, type Page } from "./page";
import { chip, colourNameOf, nameOf, words } from "./said";
import { shortWhen } from "./when";
import { say } from "./words";

export interface Chat extends Part {
  focus(): void;
}

export function chatTab(page: Page): Chat {
  const lines = el("div", { role: "log", "aria-label": say("chat.chat"), "aria-live": "polite" });
  const empty = el("p", { class: "side-empty" }, say("chat.empty"));
  const scroll = el("div", { class: "side-scroll", tabindex: 0 }, empty, lines);
  const writes = el("div", { class: "chat-writes" });
  const write = composer(page, send);
  const about = el("input", { type: "checkbox" });
  const aboutLabel = el("label", { class: "chat-about" }, about, say("chat.about-selection"));
  const foot = el("div", { class: "side-foot" }, aboutLabel, write.node);
  const notify = notifier(page);
  write.ask(say("chat.write"));
  let shownLast = 0;
  let shownFirst = 0;

  function send(line: string): void {
    const [first] = page.stage.selection;
    const parts = { say: line, made: Date.now() };
    page.seat.session.submit(first && about.checked ? { ...parts, about: first } : parts);
    page.seat.link.flush();
    about.checked = false;
    page.changed();
  }

  return {
    node: el(
      "div",
      { class: "side-page", role: "tabpanel", id: "panel-chat", "aria-labelledby": "tab-chat" },
      scroll,
      writes,
      notify.node,
      foot,
    ),
    focus: () => write.focus(),
    update() {
      const { says } = page.seat.session;
      show(foot, mayTalk(page));
      show(aboutLabel, page.stage.selection.length > 0);
      show(notify.node, leave() === "default");
      show(empty, says.length === 0);
      text(writes, whoWrites(page));
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

function whoWrites(page: Page): string {
  const { peers, presence } = page.seat.session;
  const writing = [...peers.values()].filter((peer) => presence.get(peer.peer)?.tool === "chat");
  const names = [...new Set(writing.map((peer) => peer.name || say("guest.name")))];
  return names.length ? say("chat.writes", { names: names.join(", "), count: names.length }) : "";
}

function line(page: Page, entry: Entry, now: number): HTMLElement {
  const name = nameOf(page, entry.by);
  return el(
    "div",
    { class: "say" },
    face(name, colourNameOf(page, entry.by)),
    el(
      "div",
      { class: "grow" },
      el(
        "div",
        { class: "say-head" },
        el("b", {}, name),
        el("span", { class: "small third" }, shortWhen(entry.at, now)),
      ),
      entry.about !== undefined && chip(page, entry.about),
      words(page, entry.say ?? ""),
    ),
  );
}
