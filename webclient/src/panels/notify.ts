/** Notices of the system while this page is hidden, for those who allowed them: asked for by a press, never by itself. */

import { icon as icons } from "@face/tokens.json";
import { type Device, saveDevice } from "../store/device";
import { el } from "./dom";
import type { Page } from "./page";
import { toast } from "./toast";
import { say } from "./words";

/** What the browser says of notices; null: it has none here. */
export function leave(): NotificationPermission | null {
  return "Notification" in window && window.isSecureContext ? Notification.permission : null;
}

/** Whether this person is told by the system. */
export function isNotified(device: Device): boolean {
  return device.notices && leave() === "granted";
}

/** Turns notices on, for which the browser may ask, or off. */
export async function setNotified(device: Device, on: boolean): Promise<void> {
  device.notices = on;
  saveDevice(device);
  if (on && leave() === "default") await Notification.requestPermission();
}

/** The line that offers it in the chat. */
export function notifier(page: Page): { node: HTMLElement } {
  const ask = async (): Promise<void> => {
    await setNotified(page.device, true);
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

/** Says it by the system, once for a `tag`, while the page is hidden; a press comes back to the page and goes on. */
export function notice(device: Device, words: string, tag: string, go?: () => void): void {
  if (!document.hidden || !isNotified(device)) return;
  try {
    const note = new Notification(say("app.name"), { body: words, tag });
    note.onclick = () => {
      window.focus();
      note.close();
      go?.();
    };
  } catch {
    // A browser that takes notices from a service worker only: the page says it.
  }
}

/** Somebody named this person (MSG-10). */
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
  notice(page.device, words, url, go);
}
