/** The marks of elements that have a link, over the board: each is the link. */

import "./late";
import { icon as icons } from "@face/tokens.json";
import type { Element } from "../core/board";
import { span } from "../core/extent";
import { attribute, el, keyed, type Part, show } from "./dom";
import { icon } from "./icon";
import type { Page } from "./page";
import { say } from "./words";
import "./links.css";

const MOST = 300;

export function linkMarks(page: Page): Part {
  const known = new Map<string, HTMLElement>();
  const home = document.querySelector(".stage");
  const node = el("div", { class: "pins link-marks", role: "group" });
  node.setAttribute("aria-label", say("link.link"));
  home?.prepend(node);
  const make = (): HTMLElement =>
    el(
      "a",
      { class: "link-mark", target: "_blank", rel: "noopener noreferrer" },
      icon(icons.edit.link, 14),
    );
  return {
    node,
    update() {
      const found = page.stage.picture.scene.linked().slice(-MOST);
      show(node, found.length > 0);
      keyed(
        node,
        known,
        found,
        (one) => one.id,
        make,
        (mark, one) => {
          const { right, top } = span(one);
          const at = page.stage.toStage(right, top);
          mark.style.transform = `translate(${Math.round(at.x)}px, ${Math.round(at.y)}px)`;
          const link = one.get("link") as string; // a register of this form (EL-8)
          attribute(mark, "href", link);
          attribute(mark, "aria-label", `${say("edit.open-link")}: ${link}`);
          attribute(mark, "data-tip", link.length > 80 ? `${link.slice(0, 79)}…` : link);
        },
      );
    },
  };
}

/** Opens the link of the first of the elements that has one. */
export function openLink(elements: readonly Element[]): void {
  const link = elements.map((one) => one.get("link")).find(Boolean);
  if (link) window.open(link as string, "_blank", "noopener,noreferrer");
}
