/** The left side of the board list: boards, stars, trash, tags, settings, and oneself. */

import { icon as icons } from "@face/tokens.json";
import type { Device } from "../store/device";
import { attribute, el, fill, show, text, tint } from "./dom";
import { face, reface } from "./faces";
import { icon, mark } from "./icon";
import { pathOf, type Shown, tagColour } from "./shown";
import { summon } from "./summon";
import { say } from "./words";

export interface Counts {
  boards: number;
  starred: number;
  trashed: number;
  tags: readonly (readonly [string, number])[];
}

export interface Navigation {
  node: HTMLElement;
  update(counts: Counts): void;
}

export function navigation(device: Device, shown: Shown, go: (path: string) => void): Navigation {
  const entry = (to: Shown, label: string, sign: Node, count: HTMLElement): HTMLElement => {
    const on = pathOf(to) === pathOf(shown);
    return el(
      "a",
      {
        class: `nav-entry${on ? " is-on" : ""}`,
        href: pathOf(to),
        "aria-current": on ? "page" : undefined,
        onclick: (event: Event) => {
          event.preventDefault();
          go(pathOf(to));
        },
      },
      sign,
      el("span", { class: "grow cut" }, label),
      count,
    );
  };
  const counts = {
    boards: number(),
    starred: number(),
    trashed: number(),
  };
  const tags = el("div", { class: "nav-tags" });
  const tagsTitle = el("h2", { class: "nav-heading label second" }, say("boards.tags"));
  let told = "";
  const settings = el(
    "button",
    {
      class: "nav-entry nav-settings",
      "aria-haspopup": "dialog",
      onclick: () =>
        summon(
          "settings",
          () => import("./settings"),
          (part) => part.openSettings(device, renamed),
        ),
    },
    icon(icons.view.settings, 17),
    el("span", { class: "grow" }, say("settings.settings")),
  );
  const name = (): string => device.name || say("guest.name");
  const avatar = face(name(), device.colour || "cobalt");
  const title = el("b", { class: "cut" }, name());
  function renamed(): void {
    reface(avatar, name(), device.colour || "cobalt");
    text(title, name());
  }
  const person = el(
    "button",
    {
      class: "nav-person",
      "aria-haspopup": "dialog",
      onclick: () =>
        summon(
          "profile",
          () => import("./profile"),
          (part) => part.openProfile(device, renamed),
        ),
    },
    avatar,
    el(
      "span",
      { class: "grow" },
      title,
      el("span", { class: "small second" }, say("people.profile")),
    ),
  );
  const node = el(
    "nav",
    { class: "nav", "aria-label": say("app.name") },
    el("div", { class: "nav-mark" }, mark(28), el("span", {}, say("app.name"))),
    el(
      "div",
      { class: "nav-entries" },
      entry({ kind: "all" }, say("boards.boards"), icon(icons.list.boards, 17), counts.boards),
      entry(
        { kind: "starred" },
        say("boards.starred"),
        icon(icons.list.starred, 17),
        counts.starred,
      ),
      entry(
        { kind: "trash" },
        say("boards.trash-title"),
        icon(icons.list.trash, 17),
        counts.trashed,
      ),
      tagsTitle,
      tags,
    ),
    el("span", { class: "nav-space" }),
    settings,
    person,
  );
  return {
    node,
    update(now) {
      for (const one of ["boards", "starred", "trashed"] as const)
        text(counts[one], now[one] ? String(now[one]) : "");
      const line = now.tags.join();
      show(tagsTitle, now.tags.length > 0);
      if (line === told) return;
      told = line;
      fill(
        tags,
        ...now.tags.map(([tag, count]) => {
          const sign = tint(el("i", { class: "tag-sign" }), "--c", tagColour(tag));
          const shownCount = number();
          text(shownCount, String(count));
          return entry({ kind: "tag", tag }, tag, sign, shownCount);
        }),
      );
      attribute(tags, "data-count", now.tags.length);
    },
  };
}

function number(): HTMLElement {
  return el("span", { class: "small second nav-count" });
}
