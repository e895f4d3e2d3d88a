/** The banner over a moment that is over: that it is one, and the ways out of it (face.md 13, text 10). */

import "../late";
import { icon as icons } from "@face/tokens.json";
import { el, type Part, show, text } from "../dom";
import { icon } from "../icon";
import { isPhone } from "../screen";
import { say } from "../words";
import type { Player } from "./player";
import { momentText } from "./telling";

export interface BannerDoes {
  branch(): void;
  restore(): void;
  mayChange(): boolean;
  /** Something else says it now. */
  covered(): boolean;
}

export function banner(player: Player, does: BannerDoes): Part {
  const title = el("b", {});
  const note = el("span", { class: "banner-note" }, say("history.nothing-changed"));
  const branch = el(
    "button",
    { class: "banner-button is-outline", onclick: does.branch },
    icon(icons.history["new-board-from-here"], 17),
    el("span", {}, say("history.new-board-from-here")),
  );
  const restore = el(
    "button",
    { class: "banner-button is-filled", onclick: does.restore },
    icon(icons.history.restore, 17),
    say("history.restore"),
  );
  const back = el(
    "button",
    { class: "banner-button banner-back", onclick: () => player.goto(null) },
    say("history.back-to-now"),
  );
  const node = el(
    "div",
    { class: "banner past-banner", role: "status" },
    icon(icons.history.history, 20),
    title,
    note,
    branch,
    restore,
    back,
  );
  return {
    node,
    update() {
      const { entry } = player;
      show(node, player.seq !== null && !does.covered());
      const phone = isPhone();
      text(
        title,
        phone || !entry
          ? say("history.you-see-short")
          : say("history.you-see", { when: momentText(entry.at) }),
      );
      text(back, phone ? say("history.now") : say("history.back-to-now"));
      show(branch, !phone);
      show(restore, !phone && does.mayChange());
      show(note, !phone);
    },
  };
}
