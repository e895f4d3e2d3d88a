/** Dialogs: one thing to decide or to read, over the page. */

import { type Child, el } from "./dom";
import { icon } from "./icon";
import { say } from "./words";
import "./dialog.css";

export interface Dialog {
  node: HTMLDialogElement;
  close(): void;
}

let opened = 0;

/** Opens a dialog with a title; Esc, the scrim and the cross close it. */
export function openDialog(title: string, className: string, ...children: Child[]): Dialog {
  const focused = document.activeElement;
  const id = `dialog-title-${++opened}`; // a dialog may open another
  const name = el("h2", { id }, title);
  const close = el(
    "button",
    { class: "button quiet", "aria-label": say("view.close"), onclick: () => node.close() },
    icon("x", 18),
  );
  const node = el(
    "dialog",
    { class: `dialog ${className}`, "aria-labelledby": id },
    el("div", { class: "dialog-head" }, name, el("span", { class: "dialog-extra" }), close),
    ...children,
  );
  node.addEventListener("click", (event) => {
    if (event.target === node) node.close();
  });
  node.addEventListener("close", () => {
    node.remove();
    if (focused instanceof HTMLElement && focused.isConnected) focused.focus();
  });
  document.body.append(node);
  node.showModal();
  node.querySelector<HTMLElement>("[autofocus]")?.focus();
  return { node, close: () => node.close() };
}

/** Asks before something is taken away; true where the person presses the verb. */
export function ask(title: string, question: string, verb: string): Promise<boolean> {
  return new Promise((answer) => {
    let agreed = false;
    const dialog = openDialog(
      title,
      "dialog-ask",
      el("p", { class: "dialog-text" }, question),
      el(
        "div",
        { class: "dialog-foot" },
        el(
          "button",
          { class: "button outline", autofocus: true, onclick: () => dialog.close() },
          say("view.cancel"),
        ),
        el(
          "button",
          {
            class: "button danger",
            onclick: () => {
              agreed = true;
              dialog.close();
            },
          },
          verb,
        ),
      ),
    );
    dialog.node.addEventListener("close", () => answer(agreed));
  });
}
