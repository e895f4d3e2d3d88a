/** The left side of the board list: boards, trash, the look, and oneself. */

import { icon as icons } from "@face/tokens.json";
import type { Device } from "../store/device";
import { el, text } from "./dom";
import { face, reface } from "./faces";
import { icon, mark } from "./icon";
import { openMenu } from "./popup";
import { openProfile } from "./profile";
import { setTheme, THEMES } from "./theme";
import { say, type Word } from "./words";

export interface Navigation {
  node: HTMLElement;
  count(boards: number, trashed: number): void;
}

export function navigation(
  device: Device,
  trash: boolean,
  go: (path: string) => void,
  looked: () => void,
): Navigation {
  const counts = [el("span", { class: "small second" }), el("span", { class: "small second" })];
  const entry = (
    path: string,
    name: string,
    label: string,
    on: boolean,
    count?: HTMLElement,
  ): HTMLElement =>
    el(
      "a",
      {
        class: `nav-entry${on ? " is-on" : ""}`,
        href: path,
        "aria-current": on ? "page" : undefined,
        onclick: (event: Event) => {
          event.preventDefault();
          go(path);
        },
      },
      icon(name, 17),
      el("span", { class: "grow" }, label),
      count,
    );
  const name = (): string => device.name || say("guest.name");
  const avatar = face(name(), device.colour || "cobalt");
  const shown = el("b", { class: "cut" }, name());
  const person = el(
    "button",
    {
      class: "nav-person",
      onclick: () =>
        openProfile(device, () => {
          reface(avatar, name(), device.colour || "cobalt");
          text(shown, name());
        }),
    },
    avatar,
    el(
      "span",
      { class: "grow" },
      shown,
      el("span", { class: "small second" }, say("people.profile")),
    ),
  );
  const theme = el(
    "button",
    {
      class: "nav-entry nav-theme",
      "aria-haspopup": "menu",
      onclick: () => openThemes(device, theme, looked),
    },
    icon(icons.view.theme, 17),
    el("span", { class: "grow" }, say("view.theme")),
  );
  return {
    node: el(
      "nav",
      { class: "nav", "aria-label": say("app.name") },
      el("div", { class: "nav-mark" }, mark(28), el("span", {}, say("app.name"))),
      entry("/", icons.list.boards, say("boards.boards"), !trash, counts[0]),
      entry("/#trash", icons.list.trash, say("boards.trash-title"), trash, counts[1]),
      el("span", { class: "nav-space" }),
      theme,
      person,
    ),
    count(boards, trashed) {
      text(counts[0]!, boards ? String(boards) : "");
      text(counts[1]!, trashed ? String(trashed) : "");
    },
  };
}

function openThemes(device: Device, anchor: HTMLElement, looked: () => void): void {
  openMenu(
    anchor,
    say("view.theme"),
    THEMES.map((theme) => ({
      label: say(`view.theme-${theme}` as Word), // light, dark, system have words
      checked: device.theme === theme,
      run: () => {
        setTheme(device, theme);
        looked();
      },
    })),
    { side: "above" },
  );
}
