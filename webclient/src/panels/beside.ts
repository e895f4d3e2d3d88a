/** The side panel, which is fetched when it is first opened. */

import { el } from "./dom";
import type { Page } from "./page";
import type { Side } from "./side";

export function beside(page: Page): Side {
  const place = el("aside", { class: "side", hidden: true });
  let side: Side | null = null;
  let coming = false;
  let focused = false;

  function fetchIt(): void {
    if (coming) return;
    coming = true;
    void import("./side").then(({ sidePanel }) => {
      side = sidePanel(page);
      place.replaceWith(side.node);
      side.update();
      if (focused && page.sideTab) side.focus();
    });
  }

  return {
    node: place,
    focus() {
      focused = true;
      side?.focus();
    },
    update() {
      if (side) side.update();
      else if (page.sideTab) fetchIt();
    },
  };
}
