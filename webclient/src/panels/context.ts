/** The menu of a right click, a long press or the menu key: on what is selected, or on the ground. */

import type { StageEvents } from "../view/contract";
import { menuOf } from "./commands";
import { el } from "./dom";
import { keyOf } from "./keys";
import type { Page } from "./page";
import { openMenu } from "./popup";
import { say } from "./words";

const DANGER = "edit.delete";

export function openContext(page: Page, { at, on }: StageEvents["menu"]): void {
  const anchor = el("span", { class: "menu-point", "aria-hidden": "true" });
  anchor.style.left = `${at.x}px`;
  anchor.style.top = `${at.y}px`;
  document.body.append(anchor);
  const place = page.stage.toBoard(at.x, at.y);
  const items = menuOf(page, on).map(
    (offer) =>
      offer && {
        label: offer.label,
        icon: offer.icon,
        keys: keyOf(offer.command),
        danger: offer.command === DANGER,
        run: () => {
          page.run(offer.command, place);
          page.changed();
        },
      },
  );
  openMenu(anchor, say(on === "element" ? "edit.menu" : "view.menu"), items, {
    closed: () => anchor.remove(),
  });
}
