/** The last row of the style panel: who drew the selected element, and when. */

import "./late";
import { icon as icons } from "@face/tokens.json";
import type { Element } from "../core/board";
import { el, show, text } from "./dom";
import { face, reface } from "./faces";
import { icon } from "./icon";
import type { Page } from "./page";
import { shortWhen } from "./when";
import { say } from "./words";
import { Authors } from "./writer";

export interface AuthorRow {
  node: HTMLElement;
  /** Shows who drew this element; null, or a person that is not known: nothing. */
  set(element: Element | null): void;
}

export function authorRow(page: Page): AuthorRow {
  const authors = new Authors(page);
  let shown: Element | null = null;
  const avatar = face("?", "slate", 24);
  const name = el("span", { class: "small cut" });
  const since = el("span", { class: "small second cut" });
  const node = el(
    "div",
    { class: "style-author row" },
    avatar,
    el("span", { class: "style-lines grow" }, name, since),
    el(
      "button",
      {
        class: "button quiet",
        "aria-label": say("story.story"),
        "data-tip": say("story.story"),
        onclick: () => page.run("history.story"),
      },
      icon(icons.history.history, 18),
    ),
  );
  return {
    node,
    set(element) {
      shown = element;
      const author = element && authors.of(element);
      show(node, Boolean(author));
      if (!author) return;
      reface(avatar, author.name, author.colour);
      const who = author.me
        ? say("style.drawn-by-you")
        : say("style.drawn-by", { name: author.name });
      text(
        name,
        author.at === null
          ? who
          : say("style.drawn-at", { who, time: shortWhen(author.at, Date.now()) }),
      );
      text(since, author.seq === null ? "" : changesOf(author.changes, author.seq));
      if (element.fixed.extra)
        void import("./source").then((part) => {
          if (shown === element) part.tellSource(element, author, name, since);
        });
    },
  };
}

function changesOf(count: number, seq: number): string {
  if (!count) return say("saved.at-seq", { seq });
  return say("style.changes-at", { changes: say("style.changes", { count }), seq });
}
