/** Who leads: a frame and a banner while one follows somebody, or presents. */

import { icon as icons } from "@face/tokens.json";
import { el, type Part, show, text, tint } from "./dom";
import { colourOf, face, reface } from "./faces";
import { icon } from "./icon";
import type { Page } from "./page";
import { say } from "./words";
import "./lead.css";

export function lead(page: Page): Part {
  const avatar = face("", "", 24);
  const sign = icon(icons.people.bring, 18);
  const words = el("span", { class: "lead-words" });
  const stop = el("button", { class: "button lead-stop", onclick: halt }, say("people.stop"));
  const banner = el(
    "div",
    { class: "lead-banner passing", role: "status" },
    avatar,
    sign,
    words,
    stop,
  );
  const node = el("div", { class: "lead" }, banner);

  function halt(): void {
    const { lead: led } = page.stage;
    if (led.presenting) led.present(false);
    else led.begin(null);
    page.stage.focus();
  }

  return {
    node,
    update() {
      const { lead: led } = page.stage;
      const other = led.following;
      show(node, other !== null || led.presenting);
      sign.toggleAttribute("hidden", !led.presenting);
      show(avatar, !led.presenting);
      if (led.presenting) {
        const own = page.seat.session.me?.colour ?? "";
        tint(node, "--w", colourOf(own));
        text(words, say("people.presenting"));
      } else if (other) {
        const name = other.name || say("guest.name");
        reface(avatar, name, other.colour);
        tint(node, "--w", colourOf(other.colour));
        text(words, say("people.following", { name }));
      }
    },
  };
}
