/** The side panel, right: chat, comments and people; it overlays the board on smaller screens. */

import { icon as icons } from "@face/tokens.json";
import { chatTab } from "./chat";
import { commentsTab } from "./comments";
import { attribute, el, type Part, show, text } from "./dom";
import { icon } from "./icon";
import type { Page, Tab } from "./page";
import { isRightToLeft, say, type Word } from "./words";
import "./side.css";

const TABS = ["chat", "comments", "people"] as const;

export interface Side extends Part {
  /** The focus goes to where one goes on. */
  focus(): void;
}

/** The list of people is fetched when it is first seen: nothing is typed into it. */
function peoplePage(page: Page): Part {
  const node = el("div", {
    class: "side-page",
    role: "tabpanel",
    id: "panel-people",
    "aria-labelledby": "tab-people",
  });
  let list: Part | null = null;
  let fetching = false;
  return {
    node,
    update() {
      list?.update();
      if (fetching) return;
      fetching = true;
      void import("./people").then(
        ({ peopleTab }) => {
          list = peopleTab(page);
          node.append(list.node);
          list.update();
        },
        () => {
          fetching = false; // the server went away: the next change asks again
        },
      );
    },
  };
}

export function sidePanel(page: Page): Side {
  const pages = { chat: chatTab(page), comments: commentsTab(page), people: peoplePage(page) };
  const badges: Partial<Record<Tab, HTMLElement>> = {
    chat: el("span", { class: "badge" }),
    comments: el("span", { class: "badge" }),
  };
  const step = (name: Tab, by: number): void => {
    const next = TABS[(TABS.indexOf(name) + by + TABS.length) % TABS.length]!;
    page.side(next);
    tabs[next].focus();
  };
  const tab = (name: Tab): HTMLButtonElement =>
    el(
      "button",
      {
        class: "button quiet",
        role: "tab",
        id: `tab-${name}`,
        "aria-controls": `panel-${name}`,
        onclick: () => page.side(name),
        onkeydown: (event: KeyboardEvent) => {
          const on = isRightToLeft() ? -1 : 1;
          if (event.key === "ArrowLeft") step(name, -on);
          if (event.key === "ArrowRight") step(name, on);
        },
      },
      say(`${name}.${name}` as Word), // every tab has a word
      badges[name],
    );
  const tabs = { chat: tab("chat"), comments: tab("comments"), people: tab("people") };
  const node = el(
    "aside",
    { class: "side", "aria-label": say("chat.panel"), "data-region": "side", tabindex: -1 },
    el(
      "div",
      { class: "side-head" },
      el("div", { class: "row side-tabs", role: "tablist" }, tabs.chat, tabs.comments, tabs.people),
      el(
        "button",
        { class: "button quiet", "aria-label": say("view.close"), onclick: () => page.side(null) },
        icon(icons.view.close, 18),
      ),
    ),
    ...TABS.map((name) => pages[name].node),
  );
  return {
    node,
    focus() {
      const open = page.sideTab;
      if (open === "chat" || open === "comments") pages[open].focus();
      else tabs.people.focus();
    },
    update() {
      const open = page.sideTab;
      show(node, open !== null);
      const seen = (open === "chat" || open === "comments") && document.hasFocus();
      if (seen && page.talking.saw(open)) page.changed(); // the bar counts too
      const { unread } = page.talking;
      for (const name of TABS) {
        attribute(tabs[name], "aria-selected", String(open === name));
        attribute(tabs[name], "tabindex", open === name ? 0 : -1);
        tabs[name].classList.toggle("is-on", open === name);
        show(pages[name].node, open === name);
        const count = name === "people" ? 0 : unread[name];
        const badge = badges[name];
        if (badge) show(badge, count > 0);
        if (badge) text(badge, String(count));
        if (open === name) pages[name].update();
      }
    },
  };
}
