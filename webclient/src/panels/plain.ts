/** A page that says one thing: there is no such board, or a link has ended. */

import { el } from "./dom";
import { mark } from "./icon";
import { say } from "./words";

/** Shows the sentence, and the way to the boards. */
export function openPlain(root: HTMLElement, words: string, go: (path: string) => void): void {
  for (const dialog of document.querySelectorAll("dialog")) dialog.close();
  const boards = el(
    "button",
    { class: "button primary", onclick: () => go("/") },
    say("boards.yours"),
  );
  root.replaceChildren(el("main", { class: "plain" }, mark(48), el("p", {}, words), boards));
  document.title = say("app.name");
  boards.focus();
}
