/** The last row of the style panel: who drew the selected element, and when. */

import { icon as icons } from "@face/tokens.json";
import type { Element } from "../core/board";
import { type Source, sourceOf } from "../core/source";
import { el, show, text } from "./dom";
import { face, reface } from "./faces";
import { icon } from "./icon";
import type { Page } from "./page";
import { shortWhen, written } from "./when";
import { say } from "./words";
import { type Author, Authors } from "./writer";

export interface AuthorRow {
  node: HTMLElement;
  /** Shows who drew this element; null, or a person that is not known: nothing. */
  set(element: Element | null): void;
}

export function authorRow(page: Page): AuthorRow {
  const authors = new Authors(page);
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
      const author = element && authors.of(element);
      const source = element && sourceOf(element);
      show(node, Boolean(author));
      if (!author) return;
      reface(avatar, author.name, author.colour);
      if (source) {
        text(name, elsewhere(source));
        text(since, say("style.imported", { who: brought(author) }));
        return;
      }
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
    },
  };
}

/** Who drew it in the file that it came from, and when. */
function elsewhere({ by, at }: Source): string {
  const day = at ? written(at, { day: "numeric", month: "short", year: "numeric" }) : "";
  const who = by && say("style.drawn-by", { name: by });
  return who && day ? say("style.drawn-at", { who, time: day }) : who || day;
}

/** Who brought it here, and when. */
function brought({ me, name, at }: Author): string {
  const who = me ? say("history.you") : name;
  return at === null ? who : say("style.drawn-at", { who, time: shortWhen(at, Date.now()) });
}

function changesOf(count: number, seq: number): string {
  if (!count) return say("saved.at-seq", { seq });
  return say("style.changes-at", { changes: say("style.changes", { count }), seq });
}
