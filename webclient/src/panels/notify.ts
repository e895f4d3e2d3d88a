/** Telling a person that somebody named them, also while the page is in the background (MSG-10). */

import { icon as icons } from "@face/tokens.json";
import { el } from "./dom";
import type { Page } from "./page";
import { toast } from "./toast";
import { say } from "./words";

/** Whether the browser can be asked for leave, and was not yet. */
export function mayNotify(): boolean {
  return (
    "Notification" in window && window.isSecureContext && Notification.permission === "default"
  );
}

/** The line that offers it. */
export function notifier(page: Page): { node: HTMLElement } {
  const ask = async (): Promise<void> => {
    await Notification.requestPermission();
    page.changed();
  };
  return {
    node: el(
      "div",
      { class: "chat-notify" },
      el("span", { class: "grow" }, say("chat.notify")),
      el("button", { class: "button outline", onclick: () => void ask() }, say("chat.notify-on")),
    ),
  };
}

/** Somebody named this person: in the page, and by the system where the page is not seen. */
export function tellMention(page: Page, message: string, url: string): void {
  const here = url === `/b/${page.board}`;
  const go = (): void => {
    if (here) page.side("chat");
    else page.go(url);
  };
  const [name = "", ...rest] = message.split(": ");
  const words = say("chat.mentioned", { name, text: rest.join(": ") });
  if (!(here && page.sideTab === "chat" && document.hasFocus())) {
    toast(words, { icon: icons.people.chat, button: { label: say("chat.show"), run: go } });
  }
  const allowed = "Notification" in window && Notification.permission === "granted";
  if (!allowed || (document.visibilityState === "visible" && document.hasFocus())) return;
  try {
    const note = new Notification(say("app.name"), { body: words, tag: url });
    note.onclick = () => {
      window.focus();
      note.close();
      go();
    };
  } catch {
    // A browser that takes notices from a service worker only: the toast stays.
  }
}
