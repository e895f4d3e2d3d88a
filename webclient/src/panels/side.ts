/** The side panel, right: chat and people; it overlays the board on smaller screens. */

import { icon as icons } from "@face/tokens.json";
import { chatTab } from "./chat";
import { attribute, el, type Part, show, text } from "./dom";
import { icon } from "./icon";
import type { Page } from "./page";
import { peopleTab } from "./people";
import { say } from "./words";
import "./side.css";

export type Tab = "chat" | "people";

export interface Side extends Part {
  /** The focus goes to where one goes on. */
  focus(): void;
  /** Lines of chat that were not seen. */
  readonly unread: number;
  /** A line of chat came in. */
  heard(): void;
}

export function sidePanel(page: Page): Side {
  const chat = chatTab(page);
  const people = peopleTab(page);
  const badge = el("span", { class: "badge" });
  let unread = 0;
  const tab = (name: Tab, label: string, ...more: HTMLElement[]): HTMLButtonElement =>
    el(
      "button",
      {
        class: "button quiet",
        role: "tab",
        id: `tab-${name}`,
        "aria-controls": `panel-${name}`,
        onclick: () => page.side(name),
        onkeydown: (event: KeyboardEvent) => {
          if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
          const other = name === "chat" ? tabs.people : tabs.chat;
          other.click();
          other.focus();
        },
      },
      label,
      ...more,
    );
  const tabs = {
    chat: tab("chat", say("chat.chat"), badge),
    people: tab("people", say("people.people")),
  };
  const node = el(
    "aside",
    { class: "side", "aria-label": say("chat.panel"), "data-region": "side", tabindex: -1 },
    el(
      "div",
      { class: "side-head" },
      el("div", { class: "row side-tabs", role: "tablist" }, tabs.chat, tabs.people),
      el(
        "button",
        { class: "button quiet", "aria-label": say("view.close"), onclick: () => page.side(null) },
        icon(icons.view.close, 18),
      ),
    ),
    chat.node,
    people.node,
  );
  return {
    node,
    get unread() {
      return unread;
    },
    heard() {
      if (page.sideTab !== "chat") unread += 1;
    },
    focus() {
      if (page.sideTab === "chat") chat.focus();
      else tabs.people.focus();
    },
    update() {
      const open = page.sideTab;
      show(node, open !== null);
      if (open === "chat") unread = 0;
      show(badge, unread > 0);
      text(badge, String(unread));
      for (const name of ["chat", "people"] as const) {
        attribute(tabs[name], "aria-selected", String(open === name));
        attribute(tabs[name], "tabindex", open === name ? 0 : -1);
        tabs[name].classList.toggle("is-on", open === name);
      }
      show(chat.node, open === "chat");
      show(people.node, open === "people");
      if (open === "chat") chat.update();
      if (open === "people") people.update();
    },
  };
}
