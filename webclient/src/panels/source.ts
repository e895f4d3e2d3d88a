/** What the style panel says of an element that came in with a file (EL-11); loaded when there is one. */

import "./late";
import type { Element } from "../core/board";
import { type Source, sourceOf } from "../core/source";
import { text } from "./dom";
import { shortWhen, written } from "./when";
import { say } from "./words";
import type { Author } from "./writer";

/** Says who drew it where it comes from, and who brought it here; nothing of what was drawn here. */
export function tellSource(
  element: Element,
  author: Author,
  who: HTMLElement,
  since: HTMLElement,
): void {
  const source = sourceOf(element);
  if (!source) return;
  text(who, drawn(source));
  text(since, say("style.imported", { who: brought(author) }));
}

function drawn({ by, at }: Source): string {
  const day = at ? written(at, { day: "numeric", month: "short", year: "numeric" }) : "";
  const who = by && say("style.drawn-by", { name: by });
  return who && day ? say("style.drawn-at", { who, time: day }) : who || day;
}

function brought({ me, name, at }: Author): string {
  const who = me ? say("history.you") : name;
  return at === null ? who : say("style.drawn-at", { who, time: shortWhen(at, Date.now()) });
}
