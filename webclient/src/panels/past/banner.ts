/** The banner over a moment that is over: that it is one, and the ways out of it (face.md 13, text 10). */

import { icon as icons } from "@face/tokens.json";
import { el, type Part, show, text } from "../dom";
import { icon } from "../icon";
import { isPhone } from "../screen";
import { say } from "../words";
import type { Player } from "./player";
import { momentText } from "./telling";

export function banner(player: Player): Part {
  const title = el("b", {});
  const note = el("span", { class: "banner-note" }, say("history.nothing-changed"));
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
    back,
  );
  return {
    node,
    update() {
      const { entry } = player;
      show(node, player.seq !== null);
      const phone = isPhone();
      text(
        title,
        phone || !entry
          ? say("history.you-see-short")
          : say("history.you-see", { when: momentText(entry.at) }),
      );
      text(back, phone ? say("history.now") : say("history.back-to-now"));
      show(note, !phone);
    },
  };
}
