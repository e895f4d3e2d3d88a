/** Toasts: one dark line at a time, the newest wins. */

import { motion } from "@face/tokens.json";
import { el } from "./dom";
import { icon } from "./icon";
import { say } from "./words";
import "./toast.css";

export interface ToastButton {
  label: string;
  run(): void;
}

interface Options {
  icon?: string;
  button?: ToastButton | undefined;
  /** Stays until it is answered. */
  stays?: boolean;
}

let shown: HTMLElement | null = null;
let timer = 0;
const place = el("div", { class: "toasts", role: "status", "aria-live": "polite" });

/** Says one thing; hovering holds it. */
export function toast(words: string, options: Options = {}): void {
  const home = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  if (place.parentElement !== home) home.append(place); // what is outside of a dialog is out of reach
  hideToast();
  const { button } = options;
  const node = el(
    "div",
    { class: "toast passing" },
    options.icon ? icon(options.icon, 18) : undefined,
    el("span", {}, words),
    button &&
      el(
        "button",
        {
          class: "button toast-button",
          onclick: () => {
            hideToast();
            button.run();
          },
        },
        button.label,
      ),
    options.stays &&
      el(
        "button",
        { class: "button toast-button", "aria-label": say("view.close"), onclick: hideToast },
        icon("x", 16),
      ),
  );
  const stay = button ? motion["toast-undo-stay"] : motion["toast-stay"];
  const start = (): void => {
    if (!options.stays) timer = window.setTimeout(hideToast, stay);
  };
  node.addEventListener("pointerenter", () => clearTimeout(timer));
  node.addEventListener("pointerleave", start);
  shown = node;
  place.append(node);
  start();
}

const spoken = el("div", { class: "unseen spoken", role: "status", "aria-live": "polite" });

/** Says one thing to a screen reader only. */
export function announce(words: string): void {
  if (!spoken.isConnected) document.body.append(spoken);
  spoken.textContent = words;
}

/** Takes the toast away. */
export function hideToast(): void {
  clearTimeout(timer);
  shown?.remove();
  shown = null;
}
